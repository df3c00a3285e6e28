"""The officers' list of homes with all that are active in a busy week, beside the bare page of ten rows."""

import json
from statistics import median

from bench import client, rates
from bench.machine import BARE, run_module, serving
from bench.report import Row

PAGE = "/patrol/homes/"
HOMES = 300
# Of the bare page.
BARE_ROWS = 10


def rows(environment, arguments):
    """Requests a second and computing time. Every answer decrypts each address and writes down who looked."""
    cookies = json.loads(run_module(environment | {"BENCH_HOMES": str(HOMES)}, "bench.homes"))
    with serving("torrance_pd.wsgi", environment) as ours, serving("bench.bare.wsgi", environment | BARE) as bare:
        listed = rates.expect(client.get(ours.port, PAGE, cookies), 200, PAGE)
        pages = rates.one_page(ours, PAGE, cookies=cookies), rates.one_page(bare, rates.BARE_PAGE)
        runs = [
            tuple(rates.run(server, page, arguments.seconds) for server, page in zip((ours, bare), pages, strict=True))
            for _ in range(arguments.rounds)
        ]
    yield from rates.compared(f"patrol list of {HOMES} homes", runs)
    a_home, a_row = (median(run.computing for run in side) for side in zip(*runs, strict=True))
    a_home, a_row = a_home / HOMES, a_row / BARE_ROWS
    yield Row("patrol list, computing time a home", f"{a_home:.2f} ms", f"{a_row:.2f} ms", a_row / a_home)
    yield Row(f"patrol list of {HOMES} homes, size", f"{len(listed.body) / 1000:.0f} kB", "", None)
