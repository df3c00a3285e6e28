"""The officers' list of homes with all that are active in a busy week, beside the bare page of ten rows."""

import json

from bench import client, rates
from bench.machine import BARE, run_module, serving
from bench.report import Row

PAGE = "/patrol/homes/"
HOMES = 300


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
    yield Row(f"patrol list of {HOMES} homes, size", f"{len(listed.body) / 1000:.0f} kB", "", None)
