"""What the page says: in every state, of every look at the home, and what it never says."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.vacation_checks.builders import DETAILS, approved, make_check, make_request, make_tour, submitted, user
from tests.vacation_checks.moments import at, back_since_yesterday
from tests.vacation_checks.own_pages import address, just_sent, opened, page_of
from tests.vacation_checks.test_endings import suspended
from vacation_checks.models import CheckAddendum, VacationCheckRequest
from vacation_checks.services import desk, endings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.RATE_LIMITS_ON = False


def old(**fields):
    """Approved and over for a week; no worker has run."""
    mine = back_since_yesterday()
    VacationCheckRequest.objects.filter(pk=mine.pk).update(
        leaves_on=mine.leaves_on - timedelta(days=7), returns_on=mine.returns_on - timedelta(days=7)
    )
    return mine


@pytest.mark.parametrize(
    ("make", "words", "link"),
    [
        (make_request, "Confirm my request", "end"),
        (submitted, "It is not approved yet", "end"),
        (lambda: desk.ask(submitted(), "Which gate?", by=user()), "Which gate?", "answer"),
        (approved, "Your request is approved", "dates"),
        (lambda: approved(leaves=-2), "We have not looked yet", "extend"),
        (back_since_yesterday, "Your dates are over: are you back?", "extend"),
        (suspended, "Your request is paused", "end"),
        (lambda: desk.inform_only(submitted(), by=user()), "They do not look at the home.", "end"),
        (old, "Welcome home", "request"),
    ],
)
def test_each_state_says_how_it_stands_and_what_can_be_done(make, words, link):
    mine = make()
    page = page_of(mine)
    assert words in page and mine.reference in page
    if link != "request":
        assert address(link, mine) in page


def test_only_known_homes_are_not_counted_as_looked_at_when_it_is_over():
    mine = endings.end(desk.inform_only(submitted(leaves=-2), by=user()))
    assert "looks at the home were not part of it" in page_of(mine)


def test_every_look_is_a_line_in_the_words_of_the_resident_and_nothing_more():
    with at(2026, 11, 2, 10):
        mine = approved(leaves=-2)
        tour = make_tour(username="sergeant-pepper")
        make_check(mine, tour, minutes_ago=60, narrative="Fresh pry marks", action_taken="Called the watch commander")
        make_check(mine, tour, result="open", minutes_ago=600, is_late_entry=True, report_number="26-4711")
        page = page_of(mine)
    for words in ("Monday, November 2, 2026", "9:00 AM PST", "All was well.", "12:00 AM PST",
                  "A door or window was open.", "Written down later", "looked at the home 2 times."):  # fmt: skip
        assert words in page
    for secret in ("Pepper", "pepper", "pry marks", "commander", "26-4711", "Open or unlocked"):
        assert secret not in page
    assert page.count("Written down later") == 1


def test_a_look_at_another_home_is_not_shown_as_one_at_this():
    mine = approved(leaves=-2)
    wrong, right = make_check(mine, result="damage"), make_check(mine, minutes_ago=5)
    for check, is_wrong in ((wrong, True), (right, False)):
        CheckAddendum.objects.create(
            check_record=check, at=timezone.now(), by=user("officer"), by_name="Officer", reason="Number",
            text="It was next door", is_wrong_home=is_wrong,
        )  # fmt: skip
    page = page_of(mine)
    assert "We have looked at the home 1 time." in page
    assert "We found damage." not in page and "next door" not in page


def test_a_look_after_the_end_is_told_as_such_in_the_report():
    mine = approved(leaves=-2)
    make_check(mine, minutes_ago=90)
    endings.end(mine)
    make_check(mine, minutes_ago=0, is_after_end=True)
    page = page_of(mine)
    assert "We looked at the home 2 times." in page
    assert page.count("Written down when your home was no longer on the officers’ list.") == 1


def test_a_look_at_a_home_that_was_paused_a_second_ago_is_not_said_to_be_after_the_end():
    mine = approved(leaves=-2)
    make_check(mine, minutes_ago=0, is_after_end=True)
    desk.suspend(mine, "Tented.", by=user())
    page = page_of(mine)
    assert "no longer on the officers’ list" in page and "had ended" not in page


def test_answers_are_shown_but_neither_the_word_nor_the_way_in():
    details = DETAILS | {"gate_entry": "Ring 4711", "hazards": "Low branch"}
    page = page_of(approved(details=details, phone="+818012345678", resident_note="The left one"))
    for told in ("Ana Mori", "1234 SARTORI AVE", "+81 80-1234-5678", "Kenji Mori, neighbor, (310) 555-0111, has a key",
                 "Green Thumb Gardens, Gardener, Tuesdays", "8ABC123", "Low branch", "The left one",
                 "You told us. We do not show it here."):  # fmt: skip
        assert told in page, told
    assert "pelican" not in page and "Ring 4711" not in page


def test_another_request_for_the_same_days_is_mentioned_to_the_reader_of_the_address_alone():
    other, mine = approved(), make_request()
    assert other.reference in page_of(mine)
    assert other.reference not in page_of(mine, just_sent(mine))
    elsewhere, later = make_request(email="ben@example.com"), make_request(leaves=60)
    assert "another request" not in page_of(elsewhere) and "another request" not in page_of(later)


def test_a_wish_and_a_word_from_the_desk_stand_on_the_page():
    mine = approved(leaves=-2)
    values = {"wished_leaves_on": mine.leaves_on, "wished_leaves_at": mine.leaves_at, "desk_note": "Not in July."}
    returns = {"wished_returns_on": mine.returns_on + timedelta(days=9), "wished_returns_at": mine.returns_at}
    VacationCheckRequest.objects.filter(pk=mine.pk).update(**values, **returns)
    page = page_of(mine)
    assert "Our desk looks at the dates that you wish" in page and "Not in July." in page


def test_a_hundred_looks_need_no_more_queries_than_one(django_assert_max_num_queries):
    few, many = approved(leaves=-2), approved(leaves=-2, email="ben@example.com")
    tour = make_tour()
    make_check(few, tour)
    for minutes in range(100):
        make_check(many, tour, minutes_ago=minutes)
    for mine in (few, many):
        client = opened(mine)
        with django_assert_max_num_queries(9):
            client.get(mine.get_absolute_url())
