"""An early return by phone: the word is compared, each try is on record, and five an hour are enough."""

import pytest

from tests.pages import words
from tests.vacation_checks.builders import approved, submitted, user
from tests.vacation_checks.desk.pages import desk, page_of, views
from vacation_checks.enums import EndedBy, RequestState
from vacation_checks.services import desk as deciding

pytestmark = pytest.mark.django_db


def say(request, word, client=None):
    answer = (client or desk()).post(page_of(request, "back"), {"word": word})
    request.refresh_from_db()
    return answer


@pytest.mark.parametrize("word", ["pelican", " PELICAN ", "peli can", "Ｐｅｌｉｃａｎ"])
def test_the_word_ends_the_request_however_it_is_typed(word):
    home = approved(leaves=-1)
    assert say(home, word).status_code == 302
    assert (home.state, home.ended_by) == (RequestState.ENDED_EARLY, EndedBy.PHONE)
    assert views("word") == [("word", home.reference, "right")]


def test_a_wrong_word_says_nothing_and_is_on_record():
    home = approved(leaves=-1)
    wrong = say(home, "seagull")
    assert "This is not the word" in words(wrong)
    assert "pelican" not in words(wrong) and "seagull" not in words(wrong)
    assert home.state == RequestState.ACTIVE
    assert views("word") == [("word", home.reference, "wrong")]


def test_after_five_wrong_tries_even_the_right_word_is_refused():
    home, other = approved(leaves=-1), approved(leaves=-1, house="9 ELM AVE")
    for number in range(5):
        assert "This is not the word" in words(say(home, f"guess{number}"))
    assert "no more for now" in words(say(home, "pelican"))
    assert home.state == RequestState.ACTIVE
    assert [note for _what, _reference, note in views("word")] == ["refused", *["wrong"] * 5]
    assert say(other, "pelican").status_code == 302


def test_control_without_the_limit_guessing_goes_on(settings):
    settings.RATE_LIMITS_ON = False
    home = approved(leaves=-1)
    for number in range(6):
        say(home, f"guess{number}")
    assert say(home, "pelican").status_code == 302


def test_nothing_is_told_to_callers_about_a_restricted_request():
    home = deciding.restrict(approved(leaves=-1), True, by=user())
    assert "say nothing to callers" in words(say(home, "pelican"))
    assert home.state == RequestState.ACTIVE


@pytest.mark.parametrize("word", ["", " ", "\x00", "x" * 61])
def test_no_word_is_no_try(word):
    home = approved(leaves=-1, verification_word="")
    assert say(home, word).status_code == 200 and views("word") == []
    assert "no verification word" in words(say(home, "anything"))


def test_what_has_not_begun_is_not_over():
    assert "It can be cancelled" in words(say(approved(leaves=4), "pelican"))
    assert "It can be cancelled" in words(say(submitted(), "pelican"))
