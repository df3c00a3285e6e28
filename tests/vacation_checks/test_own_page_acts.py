"""What a resident does on the page: confirm, answer, other dates, longer, the end. Each twice, and with bad input."""

from datetime import timedelta

import pytest

from core import limits
from core.links import make_token
from mailroom.models import Message
from tests.pages import words
from tests.vacation_checks.builders import approved, make_request, submitted, user
from tests.vacation_checks.moments import again, back_since_yesterday, mails
from tests.vacation_checks.own_pages import address, just_sent, opened
from tests.volume import pairs
from vacation_checks.services import desk, endings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.RATE_LIMITS_ON = False


def act(mine, name, client=None, **fields):
    """Post it, and read the page that comes."""
    return words((client or opened(mine)).post(address(name, mine), fields, follow=True))


def dates_of(mine, *, come=0, **fields):
    """The dates form as a browser sends it."""
    returns = mine.returns_on + timedelta(days=come)
    sent = {"returns_on": returns.isoformat(), "returns_at": "18:00"}
    return {"leaves_on": mine.leaves_on.isoformat(), "leaves_at": "09:00", **sent, **fields}


def code_of(mine):
    return Message.objects.get(about=mine.reference, template="requests/confirm").secrets[1]


def test_confirm_by_the_link_and_twice_is_no_error():
    mine = make_request()
    client = opened(mine)
    for _ in range(2):
        assert "with our desk" in act(mine, "confirm", client)
    assert (again(mine).state, mails("received")) == ("submitted", 1)


def test_confirm_by_the_code_proves_the_address():
    mine = make_request()
    client = just_sent(mine)
    assert "This code is not right" in act(mine, "confirm_with_code", client, code="000000x")
    assert "This field is required" in act(mine, "confirm_with_code", client, code="")
    assert client.get(address("confirm_with_code", mine)).headers["Location"] == mine.get_absolute_url()
    for _ in range(2):
        page = act(mine, "confirm_with_code", client, code=code_of(mine))
        assert "with our desk" in page and "Change the dates" in page


def test_a_code_that_came_too_late_opens_nothing():
    mine = make_request()
    client, code = opened(mine), code_of(mine)
    endings.end(mine)
    assert "Your request is cancelled" in act(mine, "confirm_with_code", client, code=code)
    assert "has ended" in act(mine, "confirm", client)
    assert again(mine).state == "cancelled"


def test_codes_cannot_be_tried_for_ever(settings, monkeypatch):
    settings.RATE_LIMITS_ON = True
    monkeypatch.setitem(limits.LIMITS, "code", (1, timedelta(hours=1)))
    mine = make_request()
    client = just_sent(mine)
    answers = [client.post(address("confirm_with_code", mine), {"code": "1"}).status_code for _ in range(2)]
    assert answers == [200, 429]


def test_the_answer_goes_to_the_desk_once():
    mine = desk.ask(submitted(), "Which gate?", by=user())
    client = opened(mine)
    for _ in range(2):
        assert "with our desk" in act(mine, "answer", client, answer="The left one")
    assert (again(mine).state, again(mine).resident_note) == ("submitted", "The left one")
    assert "do not wait for an answer" in act(mine, "answer", client, answer="No, the right one")


def test_an_empty_or_endless_answer_stays_in_the_form():
    mine = desk.ask(submitted(), "Which gate?", by=user())
    assert "This field is required" in act(mine, "answer", answer=" ")
    page = act(mine, "answer", answer="left " * 300)
    assert "at most 1000 characters" in page and "left left" in page
    assert again(mine).state == "asked"


def test_shorter_at_once_longer_as_a_wish():
    mine = approved()
    assert "The new dates are in effect." in act(mine, "dates", **dates_of(mine, come=-2))
    assert again(mine).nights == 5
    page = act(mine, "dates", **dates_of(mine, come=5))
    assert "Our desk looks at the dates that you wish" in page and again(mine).has_wish


def test_before_approval_a_long_stay_is_told_what_it_means():
    mine = submitted()
    assert "our desk decides" in act(mine, "dates", **dates_of(mine, come=40))
    assert again(mine).nights == 47


def test_who_has_left_is_only_asked_for_the_return():
    mine = approved(leaves=-2)
    client = opened(mine)
    assert "Day of departure" not in words(client.get(address("dates", mine)))
    act(mine, "dates", client, **dates_of(mine, come=-2, leaves_on="2020-01-01"))
    assert (again(mine).leaves_on, again(mine).nights) == (mine.leaves_on, 5)


IMPOSSIBLE_DATES = [
    {"returns_on": ""},
    {"returns_on": "2026-02-31"},
    {"returns_on": "0001-01-01"},
    {"returns_on": "9999-12-31"},
    {"leaves_on": "9999-12-30", "returns_on": "9999-12-31"},
    {"leaves_on": "0001-01-01"},
    {"returns_at": "25:00"},
    {"returns_at": "\x00"},
    {"returns_on": "'; DROP TABLE x" * 500},
    {"leaves_at": "٠٩:٠٠", "returns_on": "١"},
]


@pytest.mark.parametrize(
    ("fields", "make"), pairs(IMPOSSIBLE_DATES, [submitted, approved, lambda: approved(leaves=-2)])
)
def test_dates_that_cannot_be_stand_beside_the_field_and_change_nothing(fields, make):
    mine = make()
    client = opened(mine)
    for name in ("dates", "extend"):
        got = client.post(address(name, mine), dates_of(mine) | fields)
        assert got.status_code in {200, 302}
    stored = again(mine)
    assert (stored.leaves_on, stored.returns_on, stored.has_wish) == (mine.leaves_on, mine.returns_on, False)


def test_what_was_typed_stays_beside_what_is_wrong_with_it():
    mine = submitted()
    page = act(mine, "dates", **dates_of(mine, returns_on="2099-05-06"))
    assert "This is longer than a year." in page and 'value="2099-05-06"' in page and "<title>Error:" in page


def test_a_time_is_also_read_as_people_here_write_it():
    mine = submitted()
    act(mine, "dates", **dates_of(mine, returns_at="6:30 PM"))
    assert again(mine).returns_at.isoformat() == "18:30:00"


@pytest.mark.parametrize("make", [lambda: approved(leaves=-2), back_since_yesterday], ids=["active", "awaiting"])
def test_longer_once(make):
    mine = make()
    client = opened(mine)
    assert "The last possible day is" in words(client.get(address("extend", mine)))
    for _ in range(2):
        assert "We look at the home until your new return." in act(mine, "extend", client, **dates_of(mine, come=6))
    assert (again(mine).state, again(mine).nights) == ("active", 13)
    assert "call us" in act(mine, "extend", client, **dates_of(mine, come=7))
    page = words(client.get(mine.get_absolute_url()))
    assert "You have made it longer once." in page and address("extend", mine) not in page
    assert client.get(address("extend", mine)).status_code == 302


@pytest.mark.parametrize(
    ("make", "question", "said", "state"),
    [
        (approved, "Cancel this request?", "Your request is cancelled.", "cancelled"),
        (lambda: approved(leaves=-2), "Are you back?", "Officers know at once.", "ended_early"),
        (back_since_yesterday, "Are you back?", "Welcome home.", "completed"),
    ],
    ids=["cancel", "back early", "back"],
)
def test_the_end_asks_first_and_is_instant_and_twice_is_no_error(make, question, said, state):
    mine = make()
    client = opened(mine)
    assert question in words(client.get(address("end", mine)))
    for _ in range(2):
        assert said in act(mine, "end", client)
    assert again(mine).state == state
    assert mails("cancelled") + mails("report") == 1
    for name in ("end", "dates", "extend"):
        assert client.get(address(name, mine)).headers["Location"] == mine.get_absolute_url()


def test_what_has_ended_takes_no_changes():
    mine = approved(leaves=-2)
    client = opened(mine)
    endings.end(mine)
    act(mine, "dates", client, **dates_of(mine, come=-1))
    assert "Only a running request" in act(mine, "extend", client, **dates_of(mine, come=1))
    assert again(mine).nights == 7


def test_a_token_of_another_purpose_never_proves(client):
    mine = make_request()
    client.get(f"/requests/open/{make_token('request-draft', mine.pk, mine.expires_at)}/")
    assert client.get(mine.get_absolute_url()).status_code == 302
