"""How a participant reads their own attendance, on the registration's page and in My requests."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from core.links import make_token
from programs.emails import REGISTRATION_LINK
from programs.records import records_for
from programs.services import absences, classes, registrations
from tests.programs.admin.helpers import staff
from tests.programs.builders import call_in, make_offering
from tests.programs.evenings import after, during, evening, record, running_class

pytestmark = pytest.mark.django_db


def page_of(client, person):
    client.get(f"/programs/open/{make_token(REGISTRATION_LINK, person.pk, timezone.now() + timedelta(days=9999))}/")
    return " ".join(client.get(person.get_absolute_url()).content.decode().split())


def missed(offering, *numbers):
    for number in numbers:
        record(evening(offering, number), staff(), ana="absent")


def test_before_the_first_session_there_is_the_code_and_nothing_to_count(client):
    _offering, ana = running_class("ana")
    with during(1, 12):
        page = page_of(client, ana)
        standing = records_for(ana.email_key)[0].standing
    assert ana.badge_code in page and "We expect you." in page
    assert "Your attendance" not in page and "Absences left" not in page
    assert standing == "Your seat is confirmed."


@pytest.mark.parametrize(
    ("when", "words", "others"),
    [
        (during(1, 12), "Your seat is confirmed The first session is on Thursday, March 4, 2027, at 6:00 PM.", "next"),
        (during(1, 19), "Your seat is confirmed The first session is on Thursday, March 4, 2027, at 6:00 PM.", "next"),
        (after(1), "Your seat is confirmed The next session is on Thursday, March 11, 2027, at 6:00 PM.", "first"),
        (after(6), "The class is over Thank you for taking part.", "first"),
    ],
)
def test_the_page_says_what_comes_next_and_not_what_has_been(client, when, words, others):
    _offering, ana = running_class("ana")
    with when:
        page = " ".join(strip_tags(page_of(client, ana)).split())
    assert words in page
    assert f"The {others} session is" not in page


def test_without_dates_the_page_says_so(client):
    page = page_of(client, call_in(make_offering(sessions=0), "ana", by=staff()))
    assert "The dates are not fixed yet." in page and "The first session is" not in page and ".ics" not in page


def test_from_the_first_session_on_it_says_what_is_recorded(client):
    offering, ana = running_class("ana")
    with after(2):
        record(evening(offering, 1), staff(), ana="excused")
        page = page_of(client, ana)
        (mine,) = records_for(ana.email_key)
    for words in ("You can still graduate", "You can miss 2 more sessions.", "Excused", "Not recorded"):
        assert words in page
    assert page.count("We expect you.") == 4
    assert mine.standing == "Your seat is confirmed. You can miss 2 more sessions and still graduate."


@pytest.mark.parametrize(
    ("numbers", "on_page", "in_list"),
    [
        ((1,), "You can miss 1 more session.", "You can miss 1 more session and still graduate."),
        ((1, 2), "Please come to every session that is left.", "To graduate, please come to every session"),
        ((1, 2, 3), "By our record you have missed 3 sessions; 2 may be missed.", "Please call us about the sessions"),
    ],
)
def test_what_is_left(client, numbers, on_page, in_list):
    offering, ana = running_class("ana")
    with after(3):
        missed(offering, *numbers)
        page = page_of(client, ana)
        assert in_list in records_for(ana.email_key)[0].standing
    assert on_page in page
    assert ("You can still graduate" in page) == (len(numbers) < 3)


def test_staffs_reason_and_notes_are_not_shown(client):
    offering, ana = running_class("ana")
    with after(3):
        missed(offering, 1, 2, 3)
        absences.exempt(ana, reason="Told us of an illness.", by=staff())
        page = page_of(client, ana)
        assert records_for(ana.email_key)[0].standing == "Your seat is confirmed."
    assert "You can still graduate" in page and "illness" not in page


def test_after_the_class_and_after_giving_up_nothing_is_asked_any_more(client):
    offering, ana, ben = running_class("ana", "ben")
    with after(6):
        assert "All sessions are over." in page_of(client, ana)
        assert records_for(ana.email_key)[0].standing == "Your seat is confirmed."
    with after(2):
        registrations.withdraw(ben)
        assert "Your attendance" not in page_of(client, ben)
        classes.cancel_class(offering, reason="Flood.")
        assert "Your attendance" not in page_of(client, ana)
        assert records_for(ana.email_key)[0].standing == "The class was cancelled."
