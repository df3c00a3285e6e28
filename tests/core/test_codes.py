"""Six digits from a mail: right once, and five tries in all."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from core.codes import MISSES_ALLOWED, issue_code, redeem_code, use_once
from core.models import EmailCode
from tests.races import at_once, goes_wrong, without_locks
from tests.volume import rounds

ANA = {"purpose": "my-requests", "email_key": "ana@example.org"}
database = pytest.mark.django_db


def issue(**changes):
    return issue_code(**ANA | changes)[0]


def redeem(code, **changes):
    return redeem_code(code=code, **ANA | changes)


def wrong(code, step=1):
    return f"{(int(code) + step) % 1_000_000:06d}"


def miss(code, times):
    for step in range(1, times + 1):
        assert not redeem(wrong(code, step))


@database
def test_a_right_code_is_right_once():
    code = issue()
    assert redeem(code)
    assert not redeem(code)


@database
def test_codes_are_six_digits_and_leading_zeros_count():
    codes = [issue(email_key=f"{number}@example.org") for number in range(60)]
    assert all(re.fullmatch("[0-9]{6}", code) for code in codes)
    assert len(set(codes)) > 50

    code = issue()
    while code[0] != "0":
        code = issue()
    assert not redeem(code[1:])
    assert redeem(code)


@database
@pytest.mark.parametrize(
    "before, middle, after", [("", " ", ""), ("", "-", " "), ("Code: ", "", "\r\n"), ("", "\u2013", ".")]
)
def test_a_code_may_be_typed_with_spaces_dashes_and_words(before, middle, after):
    code = issue()
    assert redeem(f"{before}{code[:3]}{middle}{code[3:]}{after}")


@database
@pytest.mark.parametrize("zero", ["\u0660", "\u0966", "\uff10", "\U0001d7ce"], ids=["arabic", "hindi", "wide", "bold"])
def test_digits_of_other_scripts_are_refused(zero):
    code = issue()
    assert not redeem("".join(chr(ord(zero) + int(digit)) for digit in code))
    assert redeem(code)


@database
@pytest.mark.parametrize("typed", ["", " ", "\0", "\ud800", "abcdef", "1" * 300_000, "²³¹", "'; DROP TABLE x;--"])
def test_garbage_is_a_miss_and_no_more(typed):
    code = issue()
    assert not redeem(typed)
    assert EmailCode.objects.get().misses == 1
    assert redeem(code)


@database
def test_after_four_misses_the_right_code_is_still_right():
    code = issue()
    miss(code, MISSES_ALLOWED - 1)
    assert redeem(code)


@database
def test_five_misses_end_a_code():
    code = issue()
    miss(code, MISSES_ALLOWED)
    assert not redeem(code)


@database
def test_a_new_code_ends_the_old_one_and_has_five_tries_of_its_own():
    old = issue()
    miss(old, MISSES_ALLOWED)
    new = issue()
    while new == old:
        new = issue()
    assert not redeem(old)
    assert redeem(new)
    assert EmailCode.objects.count() == 1


@database
@pytest.mark.parametrize(
    "end", [{"used_at": timezone.now()}, {"misses": MISSES_ALLOWED}, {"expires_at": timezone.now()}]
)
def test_no_older_code_comes_back_when_the_newest_ends(end):
    """Two codes asked for in the very same moment are both in the table."""
    older, row = issue_code(**ANA)
    EmailCode.objects.create(**ANA | {"code_hash": "0" * 64, "expires_at": row.expires_at} | end)
    assert not redeem(older)


@database
@pytest.mark.parametrize("other", [{"purpose": "confirm"}, {"email_key": "ben@example.org"}])
def test_a_code_is_for_one_purpose_and_one_address(other):
    code = issue()
    issue(**other)
    assert not redeem(code, **other)
    assert redeem(code)


@database
def test_a_code_copied_to_the_row_of_another_address_is_not_right_there():
    code = issue()
    EmailCode.objects.update(email_key="ben@example.org")
    assert not redeem(code, email_key="ben@example.org")


@database
def test_a_code_ends_with_its_time():
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        early, _ = issue_code(**ANA, valid_for=timedelta(minutes=30))
        clock.shift(timedelta(minutes=29, seconds=59))
        assert redeem(early)
        late, _ = issue_code(**ANA, valid_for=timedelta(minutes=30))
        clock.shift(timedelta(minutes=30))
        assert not redeem(late)


@database
def test_the_table_tells_no_code():
    code, row = issue_code(**ANA)
    kept = EmailCode.objects.values_list("purpose", "email_key", "code_hash").get()
    assert kept == ("my-requests", "ana@example.org", row.code_hash)
    assert code not in row.code_hash
    assert code not in str(row)


@database
def test_the_hash_is_keyed_so_that_the_table_alone_does_not_tell_which_of_a_million_it_was(settings):
    code = issue()
    settings.SECRET_KEY = "another key, so that the stored hash says nothing: " * 2
    assert not redeem(code)


@database
def test_a_mailed_link_uses_up_the_code_once():
    code, row = issue_code(**ANA)
    assert use_once(row.pk).email_key == ANA["email_key"]
    assert use_once(row.pk) is None
    assert not redeem(code)


@database
def test_a_used_code_uses_up_the_link():
    code, row = issue_code(**ANA)
    assert redeem(code)
    assert use_once(row.pk) is None


@database
def test_a_link_ends_with_its_time_and_with_a_newer_code():
    _, row = issue_code(**ANA, valid_for=timedelta(0))
    assert use_once(row.pk) is None
    _, row = issue_code(**ANA)
    issue()
    assert use_once(row.pk) is None
    assert use_once(0) is None


# --- Many at once -------------------------------------------------------------------------

GUESSERS = 24
ROUNDS = rounds(2, 5)


def guess_at_once():
    """So many guess wrong at the very same moment: whether five misses were counted, and the code is used up."""
    EmailCode.objects.all().delete()
    code = issue()
    answers = at_once(lambda which: redeem(wrong(code, which + 1)), range(GUESSERS), threads=GUESSERS)
    all_refused = answers == [False] * GUESSERS and not redeem(code)
    return all_refused and EmailCode.objects.get().misses == MISSES_ALLOWED


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_many_guesses_at_once_are_no_more_than_five():
    for _ in range(ROUNDS):
        assert guess_at_once()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_there_are_more_guesses_or_errors(monkeypatch):
    """PostgreSQL compares more than five guesses. On SQLite BEGIN IMMEDIATE makes all of redeem_code wait its turn."""
    without_locks(monkeypatch)
    assert goes_wrong(lambda _: guess_at_once())


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", ["code", "link"])
def test_of_many_right_answers_at_once_one_is_taken(how):
    for _ in range(ROUNDS):
        code, row = issue_code(**ANA)
        take = {"code": lambda _, code=code: redeem(code), "link": lambda _, pk=row.pk: use_once(pk)}[how]
        answers = at_once(take, range(GUESSERS), threads=GUESSERS)
        assert len([answer for answer in answers if answer]) == 1
