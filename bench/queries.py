"""Database queries a page, with 1, 10 and 40 rows: as many rows as there may be, the number must stay the same."""

import json

from bench.machine import run_module
from bench.report import Row

QUERIES_BAR = 3


def rows(environment):
    for name, page in json.loads(run_module(environment, "bench.counts")).items():
        counts = page["counts"]
        is_constant = len(set(counts)) == 1
        met, bar = is_constant, "the same"
        if page["is_public"]:
            met, bar = is_constant and max(counts) <= QUERIES_BAR, f"the same, at most {QUERIES_BAR}"
        shown = "/".join(map(str, counts))
        yield Row(f"{name}, queries with 1/10/40 {page['of']}", shown, "", None, bar, met)
