"""Every list of the admin, beside a tuned stock list of the same rows in the same process."""

import json

from bench.machine import run_module
from bench.report import Row, at_most

TIME_BAR = 1.5
QUERIES_BAR = 8


def rows(environment, arguments):
    size = {"BENCH_ROWS": str(arguments.rows), "BENCH_ROUNDS": str(arguments.rounds * 3)}
    for name, figures in json.loads(run_module(environment | size, "bench.changelists")).items():
        ratio = figures["ours"] / figures["stock"]
        what = f"list of {name}" + (f" ({figures['rows']:,} rows)" if "rows" in figures else "")
        times = f"{figures['ours']:.0f} ms", f"{figures['stock']:.0f} ms"
        yield Row(what, *times, ratio, *at_most(ratio, TIME_BAR, f"{TIME_BAR}"))
        queries = figures["queries"]
        yield Row(f"{what}: queries", str(queries), "", None, *at_most(queries, QUERIES_BAR, str(QUERIES_BAR)))
