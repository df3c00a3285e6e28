"""The list of questions of a running session, while everybody who is signed up looks at it again and again."""

import itertools
import json
import threading
import time
from statistics import median, quantiles

from bench import client, rates
from bench.machine import BARE, run_module, serving
from bench.report import Row, at_most

QUESTIONS = 500
PEOPLE = 300
EVERY = 5  # seconds
WORKERS = "2"
P95_BAR = 500  # ms
# So many may wait for an answer at once; who comes then comes too late, and that counts as waiting.
AT_ONCE = 40


def rows(environment, arguments):
    """How long an answer takes with all of them, beside the bare page under the same load; then requests a second."""
    wanted = {"BENCH_QUESTIONS": str(QUESTIONS), "BENCH_PEOPLE": str(PEOPLE)}
    made = json.loads(run_module(environment | wanted, "bench.questions"))
    two = environment | {"WEB_WORKERS": WORKERS}
    page, cookies = made["page"], made["cookies"]
    with serving("torrance_pd.wsgi", two) as ours, serving("bench.bare.wsgi", two | BARE) as bare:
        listed = rates.expect(client.get(ours.port, page, cookies[0]), 200, page)
        rates.one_page(ours, page, cookies=cookies[0]), rates.one_page(bare, rates.BARE_PAGE)
        sides = [
            [
                polled(ours, page, cookies, arguments.polling),
                polled(bare, rates.BARE_PAGE, [""] * PEOPLE, arguments.polling),
            ]
            for _ in range(arguments.rounds)
        ]
        runs = [
            (rates.run(ours, any_of(ours, page, cookies), arguments.seconds),
             rates.run(bare, any_of(bare, rates.BARE_PAGE, [""]), arguments.seconds))
            for _ in range(arguments.rounds)
        ]  # fmt: skip
    what = f"{QUESTIONS} questions, {PEOPLE} people every {EVERY} s"
    for name, place in (("p95", 94), ("median", 49)):
        mine, plain = (
            median(quantiles(side, n=100)[place] * 1000 for side in each) for each in zip(*sides, strict=True)
        )
        bar = at_most(mine, P95_BAR, f"{P95_BAR} ms") if name == "p95" else ()
        yield Row(f"{what}: {name} of an answer", f"{mine:.0f} ms", f"{plain:.0f} ms", plain / mine, *bar)
    yield from rates.compared("question list of who is signed up", runs)
    yield Row("question list, size", f"{len(listed.body) / 1000:.0f} kB", "", None)


def any_of(server, page, cookies):
    """A function that fetches the page for the next person in turn."""
    turns = itertools.cycle(cookies)
    lock = threading.Lock()

    def fetch():
        with lock:
            cookie = next(turns)
        rates.expect(client.get(server.port, page, cookie), 200, page)

    return fetch


def polled(server, page, cookies, seconds):
    """Seconds that each answer took. People ask at even distances, whether or not the others have been answered."""
    fetch, distance, took, errors = any_of(server, page, cookies), EVERY / len(cookies), [], []
    started, numbers = time.perf_counter(), itertools.count()

    def work():
        while not errors and (due := next(numbers) * distance) < seconds:
            time.sleep(max(0, started + due - time.perf_counter()))
            try:
                fetch()
            except Exception as error:
                errors.append(error)
            else:
                took.append(time.perf_counter() - started - due)

    threads = [threading.Thread(target=work, daemon=True) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return took
