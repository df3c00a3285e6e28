"""What all tests share: no network beyond this machine, and Chromium for the browser tests."""

import gc
import os
import random
import socket
from contextlib import nullcontext
from datetime import timedelta
from fnmatch import fnmatch

import hypothesis
import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.template import RequestContext
from django.test import client
from django.test.client import store_rendered_templates
from django.utils import timezone

from deploy import browser as chromium
from deploy import packages, static_files
from tests import databases, volume
from tests.environment import SCRATCH
from torrance_pd.environment import is_loopback

# To keep a password safe takes a quarter of a second and 100 MB each time; nobody attacks those of the tests.
Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost, Argon2PasswordHasher.parallelism = 1, 8, 1

# The same examples in every run, so that a change and nothing else turns a test red. Other ones, and many more, for
# whoever wants to hunt: pytest --hypothesis-profile=hunt tests/core
hypothesis.settings.register_profile("same", derandomize=True, max_examples=volume.rounds(100, 500), deadline=None)
hypothesis.settings.register_profile("hunt", max_examples=20_000, deadline=None)
hypothesis.settings.load_profile("same")


def keep_the_page_s_context(store, signal, sender, template, context, **more):
    """Of all templates that the test client sees, the page's: to copy those of its parts and mails takes long."""
    if isinstance(context, RequestContext) and "context" not in store:
        store_rendered_templates(store, signal, sender, template, context, **more)


client.store_rendered_templates = keep_the_page_s_context

CHROMIUM = chromium.find()
FOR_BROWSER = packages.missing_for_browser(CHROMIUM)
FOR_PAPERS = packages.missing_for_papers()


@pytest.fixture(scope="session", autouse=True)
def collected_static_files(django_test_environment):
    """The compressed files that production serves; collected anew only if one of them changed.

    The test client looks them up one by one. Else every one reads the whole folder anew: a quarter of the time of the
    tests. Servers that tests start serve them as production does.
    """
    if problem := static_files.collect(dict(os.environ)):
        pytest.exit(f"The static files could not be collected:\n{problem}")
    settings.WHITENOISE_AUTOREFRESH = True


# What can differ on PostgreSQL: services that lock, count, search or sort, constraints, raw queries, odd characters and
# large numbers; and one whole way through a browser. `make test` runs these there, and all races. What pages, papers
# and emails say is the same on every database.
DIFFERS = [
    "tests/core/*", "tests/programs/imports/*", "tests/browser/test_the_whole_way.py::*with-js*",
    "*_bad_input*", "*_list.py::*", "*search.py::*",
    *(f"tests/mailroom/test_{name}.py::*" for name in ("admin", "delivery", "models", "readers", "services")),
    "tests/mailroom/test_run_worker.py::test_a_worker_survives*",
    *(f"tests/programs/test_{name}.py::*" for name in (
        "attendance", "classes", "credit_posting", "duplicates", "graduation", "merging", "moves", "people", "seats",
        "student_seats", "unmerging",
    )),
    *(f"tests/programs/nominations/test_{name}.py::*" for name in ("same_student", "selecting")),
    *(f"tests/chat_sessions/test_{name}.py::*" for name in (
        "live", "merging", "places", "sessions", "similar", "triage", "votes",
    )),
    *(f"tests/vacation_checks/test_{name}.py::*" for name in (
        "changes", "checks", "clock", "drafts", "endings", "import_streets", "look_up", "requests", "sealing", "tours",
    )),
]  # fmt: skip

# SQLite lets one write at a time, whatever the services do: of the races one file for each way of racing (for seats,
# for mail, for limits and codes, against a kill). `make test` runs all of them on PostgreSQL, `make test-all` on both.
RACES_ON_SQLITE = [
    "tests/programs/test_races.py::*", "tests/mailroom/test_races.py::*", "tests/core/*", "tests/web/test_killed.py::*",
]  # fmt: skip


def pytest_addoption(parser):
    parser.addoption("--shuffle", metavar="SEED", help="run the tests in another order, the same one for each seed")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """What is the same on every database is run once, on SQLite. Browser tests and races first: they take longest,
    and a run that ends with one of them leaves the other processes waiting. Mixed, since some share what the first
    one of them makes."""
    if seed := config.getoption("shuffle"):
        random.Random(seed).shuffle(items)
    long = [item for item in items if item.get_closest_marker("browser") or item.get_closest_marker("race")]
    is_long = set(long)
    short = [item for item in items if item not in is_long]
    random.Random(len(long)).shuffle(long)
    items[:] = long + short
    for item in items:
        if matches(item, DIFFERS):
            item.add_marker("differs")
        if item.get_closest_marker("race") and not matches(item, RACES_ON_SQLITE):
            item.add_marker("another_race")
    if not volume.FULL:
        deselect(config, items, lambda item: item.get_closest_marker("volume"))
    if volume.ON_POSTGRESQL:
        deselect(config, items, lambda item: not needs_database(item))


TODAY = {name: getattr(timezone, name) for name in ("localdate", "localtime")}


def not_before_the_tests(name):
    """In place of a function that tells today: whoever asks it while tests are collected may get yesterday."""

    def guarded(value=None, tz=None):
        if value is None:
            raise RuntimeError("Midnight may come before this test is run: take in_days (tests/days.py).")
        return TODAY[name](value, tz)

    return guarded


@pytest.hookimpl(tryfirst=True)
def pytest_collection():
    for name in TODAY:
        setattr(timezone, name, not_before_the_tests(name))


def pytest_collection_finish():
    for name, function in TODAY.items():
        setattr(timezone, name, function)
    # Modules and tests stay until the end: nobody looks for garbage among them.
    gc.collect()
    gc.freeze()


def matches(item, patterns):
    return any(fnmatch(item.nodeid, pattern) for pattern in patterns)


def deselect(config, items, is_left_out):
    config.hook.pytest_deselected(items=[item for item in items if is_left_out(item)])
    items[:] = [item for item in items if not is_left_out(item)]


def needs_database(item):
    uses_one = item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(item.fixturenames)
    return uses_one and not item.get_closest_marker("once")


class FirstDay:
    """The rows that migrations wrote (roles, first texts, schools). A test on real transactions empties every table
    after itself, and the order of the tests is not ours when processes share them."""

    rows, blocker, is_gone = None, None, False

    @classmethod
    def before(cls, item):
        marker = item.get_closest_marker("django_db")
        if not marker and not {"db", "transactional_db"} & set(item.fixturenames):
            return
        is_real = "transactional_db" in item.fixturenames or bool(marker and marker.kwargs.get("transaction"))
        # Some of those on real transactions read the files of SQLite whole, in which every test leaves traces.
        if cls.rows and (cls.is_gone or (is_real and connection.vendor == "sqlite")):
            with cls.blocker.unblock():
                cls.rows.bring_back()
                ContentType.objects.clear_cache()
        cls.is_gone = is_real


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    """In place of pytest-django's, which runs the migrations in every process."""
    FirstDay.blocker = django_db_blocker
    with django_db_blocker.unblock(), databases.copied(SCRATCH):
        FirstDay.rows = databases.FirstRows()
        yield


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    FirstDay.before(item)
    if item.get_closest_marker("browser") and FOR_BROWSER:
        skip_or_fail(packages.in_words(FOR_BROWSER))
    if item.get_closest_marker("paper") and FOR_PAPERS:
        skip_or_fail(packages.in_words(FOR_PAPERS))


def skip_or_fail(message):
    if os.environ.get("REQUIRE_ALL"):
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium, silent: none of its own traffic, and no way out of this machine."""
    # From here on Playwright's event loop stands in the main thread, and Django would refuse
    # to touch the database from there, in every later test of this process too.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return browser_type_launch_args | {
        "executable_path": CHROMIUM,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
        ],
    }


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """What a test wrote to SQLite need not survive a power cut: no wait for the disk.

    Rows that nobody put in order come the other way round than they went in: no database promises any order.
    """
    options = connection.settings_dict["OPTIONS"]
    if connection.vendor == "sqlite":
        commands = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
        options["init_command"] = f"{commands} PRAGMA reverse_unordered_selects=ON;"


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory):
    """A folder that all processes of this run of the tests share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def before_midnight():
    """Midnight in Torrance does not come within a test: in the last minute of a day its clock is two minutes slow."""
    now = timezone.localtime()
    is_last_minute = (now + timedelta(minutes=1)).date() != now.date()
    return time_machine.travel(now - timedelta(minutes=2)) if is_last_minute else nullcontext()


@pytest.fixture(autouse=True)
def midnight_waits():
    with before_midnight():
        yield


@pytest.fixture(autouse=True)
def cold_cache():
    """No test reads a profile or a form that another test left in the cache."""
    cache.clear()


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """A test that connects, or looks up a name, beyond this machine fails, even if it hides the error."""
    strays = []

    def guarded(method, address_of):
        def wrapper(*args, **kwargs):
            address = address_of(*args)
            if not is_here(address):
                strays.append(address)
                raise OSError(f"The tests may not reach {address!r}.")
            return method(*args, **kwargs)

        return wrapper

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, guarded(getattr(socket.socket, name), lambda _, address: address))
    monkeypatch.setattr(socket, "getaddrinfo", guarded(socket.getaddrinfo, lambda host=None, *_: host))
    yield
    assert not strays, f"The test tried to reach {strays} (see no_network in tests/conftest.py)."


def is_here(address):
    """Unix sockets, loopback addresses, and no address at all."""
    host = address[0] if isinstance(address, tuple) else address
    if isinstance(host, bytes):
        host = host.decode()
    return not host or host.startswith(("/", "\0")) or is_loopback(host) or host == socket.gethostname()
