"""How often, by whom: counted in the database, for all processes together."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.http import HttpResponse
from django.utils import timezone

from core import limits
from core.limits import LIMITS, allow, client_ip, posts_per_ip, too_many
from core.models import RateWindow
from tests.pages import words
from tests.races import at_once, goes_wrong, slow_to_read, slow_to_write
from tests.volume import rounds

database = pytest.mark.django_db
MOST, WINDOW = LIMITS["mail-to"]


def use_up(action="mail-to", subject="ana@example.org"):
    for _ in range(LIMITS[action][0]):
        assert allow(action, subject)


@database
def test_the_limit_itself_is_allowed_and_one_more_is_not():
    use_up()
    assert not allow("mail-to", "ana@example.org")


@database
def test_whoever_is_over_the_limit_stays_so_until_the_window_ends():
    with time_machine.travel(datetime(2027, 3, 1, 12, tzinfo=ZoneInfo("UTC")), tick=False) as clock:
        use_up()
        clock.shift(WINDOW - timedelta(seconds=1))
        assert not allow("mail-to", "ana@example.org")
        clock.shift(timedelta(seconds=1))
        use_up()
        assert not allow("mail-to", "ana@example.org")


@database
def test_trying_on_does_not_make_the_window_longer():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        use_up()
        for _ in range(10):
            clock.shift(WINDOW / 10)
            last = allow("mail-to", "ana@example.org")
        assert last


@database
def test_subjects_and_actions_are_counted_apart():
    use_up()
    assert allow("mail-to", "ben@example.org")
    assert allow("sign-in", "ana@example.org")
    assert RateWindow.objects.count() == 3


@database
def test_the_table_holds_no_address():
    allow("register", "203.0.113.9")
    allow("mail-to", "ana@example.org")
    kept = str(list(RateWindow.objects.values_list()))
    assert "203.0" not in kept
    assert "ana" not in kept


@database
def test_the_key_is_secret_so_that_no_table_of_all_addresses_helps(settings):
    allow("register", "203.0.113.9")
    settings.SECRET_KEY = "another key makes other keys of the same address: " * 2
    allow("register", "203.0.113.9")
    assert RateWindow.objects.count() == 2


@database
@pytest.mark.parametrize("subject", ["", "é", "😀", "\0", "a" * 300_000])
def test_any_subject_can_be_counted(subject):
    assert allow("mail-to", subject)


def test_limits_switched_off_count_nothing(settings, django_assert_num_queries):
    settings.RATE_LIMITS_ON = False
    assert all(allow("mail-to", "ana@example.org") for _ in range(MOST + 5))


@database
def test_counting_takes_two_statements(django_assert_max_num_queries):
    allow("mail-to", "ana@example.org")
    with django_assert_max_num_queries(4):  # and a savepoint, in a test
        allow("mail-to", "ana@example.org")


# --- Whose address it is --------------------------------------------------------------------

FORGED = "1.1.1.1, 2.2.2.2"


@pytest.mark.parametrize(
    "proxies, forwarded, visitor",
    [
        (0, None, "203.0.113.9"),
        (0, FORGED, "203.0.113.9"),
        (1, None, "203.0.113.9"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, f"{FORGED}, 198.51.100.7", "198.51.100.7"),
        (1, f"{FORGED},198.51.100.7 ", "198.51.100.7"),
        (1, f"{FORGED}, 198.51.100.7, ,", "198.51.100.7"),
        (2, "198.51.100.7, 10.0.0.2", "198.51.100.7"),
        (2, f"{FORGED}, 198.51.100.7, 10.0.0.2", "198.51.100.7"),
        (2, "198.51.100.7", "203.0.113.9"),  # did not come through both
        (2, None, "203.0.113.9"),
        (1, "no address", "203.0.113.9"),
        (1, "'; DROP TABLE x;--", "203.0.113.9"),
        (1, "\0", "203.0.113.9"),
    ],
)
def test_only_what_our_own_proxies_saw_counts(rf, settings, proxies, forwarded, visitor):
    settings.TRUSTED_PROXIES = proxies
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded is not None else {}
    assert client_ip(rf.get("/", REMOTE_ADDR="203.0.113.9", **headers)) == visitor


@pytest.mark.parametrize(
    "address, visitor",
    [
        ("2001:db8:1:2:aaaa:bbbb:cccc:1", "2001:db8:1:2::"),
        ("2001:db8:1:2::ffff", "2001:db8:1:2::"),
        ("2001:db8:1:3::1", "2001:db8:1:3::"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("fe80::1%eth0", "fe80::"),
        ("", "::"),  # behind a unix socket
    ],
)
def test_a_household_is_one_visitor_whatever_address_it_picks(rf, address, visitor):
    assert client_ip(rf.get("/", REMOTE_ADDR=address)) == visitor


# --- The decorator and its page -------------------------------------------------------------


@posts_per_ip("interest")
def view(request):
    return HttpResponse("done")


@database
def test_posts_are_limited_per_visitor_and_reading_is_not(rf):
    most = LIMITS["interest"][0]
    for _ in range(most + 5):
        assert view(rf.get("/")).status_code == 200
    assert {view(rf.post("/")).status_code for _ in range(most)} == {200}
    assert view(rf.post("/")).status_code == 429
    assert view(rf.get("/")).status_code == 200
    assert view(rf.post("/", REMOTE_ADDR="203.0.113.9")).status_code == 200


@database
def test_a_forged_address_does_not_get_around_the_limit(rf, settings):
    settings.TRUSTED_PROXIES = 1
    statuses = [
        view(rf.post("/", HTTP_X_FORWARDED_FOR=f"10.1.1.{number}, 198.51.100.7")).status_code for number in range(31)
    ]
    assert statuses == [200] * 30 + [429]


@database
def test_control_with_a_proxy_too_many_trusted_a_forged_address_does(rf, settings):
    settings.TRUSTED_PROXIES = 2
    statuses = {
        view(rf.post("/", HTTP_X_FORWARDED_FOR=f"10.1.1.{number}, 198.51.100.7")).status_code for number in range(31)
    }
    assert statuses == {200}


@database
def test_the_page_says_how_long_to_wait_and_whom_to_call(rf):
    response = too_many(rf.post("/"), "interest")
    assert response.status_code == 429
    assert response["Retry-After"] == "3600"
    page = words(response)
    assert "Try again in 60 minutes." in page
    assert "(310) 618-5688" in page


# --- Many at once ---------------------------------------------------------------------------

CALLERS = 30
ROUNDS = rounds(2, 5)


def call_at_once(count):
    RateWindow.objects.all().delete()
    answers = at_once(lambda _: count("mail-to", "ana@example.org"), range(CALLERS), threads=CALLERS)
    return answers.count(True), answers.count(False), RateWindow.objects.get().count


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_at_once_exactly_as_many_are_allowed_as_the_limit_says():
    for _ in range(ROUNDS):
        assert call_at_once(allow) == (MOST, CALLERS - MOST, CALLERS)


def careless(action, subject):
    """Read, think, write: the way it must not be done."""
    window, _ = RateWindow.objects.get_or_create(key="key", defaults={"started_at": timezone.now(), "count": 0})
    window.count += 1
    window.save()
    return window.count <= LIMITS[action][0]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_control_read_then_write_lets_more_through(monkeypatch):
    slow_to_write(monkeypatch)
    assert goes_wrong(lambda _: call_at_once(careless)[0] <= MOST)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_control_without_a_transaction_some_read_what_others_counted(monkeypatch):
    """The UPDATE alone never lets too many through; but read back later it turns too many away."""
    slow_to_read(monkeypatch)
    monkeypatch.setattr(limits, "_count", limits._count.__wrapped__)
    allowed = []

    def as_many_as_the_limit_says(_):
        allowed.append(call_at_once(allow)[0])
        return allowed[-1] == MOST

    assert goes_wrong(as_many_as_the_limit_says)
    assert max(allowed) <= MOST
