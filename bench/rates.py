"""Pages and registrations a second: the portal's and the bare project's in turn, so that both meet the same machine."""

import itertools
import re
from statistics import median
from typing import NamedTuple

from bench import client
from bench.machine import BenchError
from bench.report import Row, at_least

PAGES = {"class list": "/programs/", "class page": "/programs/pip/45/", "home page": "/"}
BARE_PAGE = "/"
FORM = "/programs/pip/45/register/"
BARE_FORM = "/1/"
PAGE_BAR = 0.6
REGISTRATION_BAR = 0.5
# A run of registrations ends here even if people are left.
REGISTRATION_SECONDS = 15
HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|form_key)" value="([^"]+)"')
PROBLEM = re.compile(r'usa-error-message[^>]*>([^<]+)|<a href="#[^"]*">([^<]+)')
_numbers = itertools.count(1000)


class Run(NamedTuple):
    rate: float
    computing: float


def pages(ours, bare, arguments):
    """Requests a second, and computing time of the server for one of them: made anew, and as visitors get it.

    An address that nobody asked for before (?1000) is in no cache.
    """
    reference = one_page(bare, BARE_PAGE)
    for name, path in PAGES.items():
        anew, visited = one_page(ours, path, is_new=True), one_page(ours, path)
        sides = [(ours, anew), (bare, reference), (ours, visited)]
        rounds = [[run(server, page, arguments.seconds) for server, page in sides] for _ in range(arguments.rounds)]
        yield from compared(name, [(new, plain) for new, plain, _ in rounds], PAGE_BAR)
        yield from compared(f"{name} as visited", [(old, plain) for _, plain, old in rounds])


def registrations(ours, bare, arguments):
    """The same for a whole registration: form, check, send."""
    theirs, reference = (lambda: register(ours.port)), (lambda: take_bare_place(bare.port))
    theirs(), reference()
    runs = [
        (people(ours, theirs, arguments.people), people(bare, reference, arguments.people))
        for _ in range(arguments.rounds)
    ]
    yield from compared("registration", runs, REGISTRATION_BAR)


def compared(name, runs, bar=None):
    ours, bare = (Run(*map(median, zip(*side, strict=True))) for side in zip(*runs, strict=True))
    ratio = ours.rate / bare.rate
    verdict = at_least(ratio, bar) if bar else ()
    yield Row(f"{name}, a second", f"{ours.rate:.0f}", f"{bare.rate:.0f}", ratio, *verdict)
    in_time = bare.computing / ours.computing
    yield Row(f"{name}, computing time", f"{ours.computing:.2f} ms", f"{bare.computing:.2f} ms", in_time)


def one_page(server, path, *, is_new=False, cookies=""):
    """A function that fetches the page once; warmed up, so that every worker has compiled its templates."""

    def fetch():
        address = f"{path}?{next(_numbers)}" if is_new else path
        expect(client.get(server.port, address, cookies), 200, path)

    client.load(fetch, seconds=0.5)
    return fetch


def run(server, action, seconds):
    before = server.computing_seconds()
    load = client.load(action, seconds=seconds)
    return Run(load.rate, (server.computing_seconds() - before) * 1000 / load.count)


def people(server, action, at_most):
    before = server.computing_seconds()
    load = client.load(action, seconds=REGISTRATION_SECONDS, at_most=at_most)
    return Run(load.rate, (server.computing_seconds() - before) * 1000 / load.count)


def register(port):
    """A new person takes a seat as a browser does: the form, check-your-answers, send."""
    number = next(_numbers)
    page = expect(client.get(port, FORM), 200, FORM)
    answers = dict(HIDDEN.findall(page.body.decode())) | {
        "leave_empty": "",
        "given_name": f"Resident{number}",
        "family_name": "Rivera",
        "certificate_name": "",
        "email": f"resident{number}@example.com",
        "phone": "310-555-0100",
        "is_adult": "on",
        "connections": ["live", "work"],
        "organization": "Example School",
        "first_time": "yes",
        "can_attend": "on",
        "language": "en",
        "accommodation": "",
        "heard_from": "friend",
    }
    check = expect(client.post(port, FORM, answers | {"step": "check"}, cookies_of(page)), 200, FORM)
    if b'value="send"' not in check.body:
        raise BenchError(f"the registration form refused the answers: {PROBLEM.findall(check.body.decode())}")
    expect(client.post(port, FORM, answers | {"step": "send"}, cookies_of(page)), 302, f"{FORM} (send)")


def take_bare_place(port):
    """The same number of requests to the bare project."""
    number = next(_numbers)
    page = expect(client.get(port, BARE_FORM), 200, BARE_FORM)
    answers = dict(HIDDEN.findall(page.body.decode()))
    answers |= {"name": f"Resident {number}", "email": f"resident{number}@example.com"}
    expect(client.post(port, BARE_FORM, answers | {"check": ""}, cookies_of(page)), 200, BARE_FORM)
    expect(client.post(port, BARE_FORM, answers | {"send": ""}, cookies_of(page)), 302, f"{BARE_FORM} (send)")


def cookies_of(answer):
    return "; ".join(cookie.partition(";")[0] for cookie in answer.header("set-cookie"))


def expect(answer, status, path):
    if answer.status != status:
        raise BenchError(f"{path} answered {answer.status} instead of {status}")
    return answer
