"""Signed links: for one purpose, until a deadline, and for nobody who did not get one."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import signing
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core.links import Opened, Trouble, make_token, open_token

PACIFIC = ZoneInfo("America/Los_Angeles")
WRONG = Opened(trouble=Trouble.WRONG)


def in_an_hour():
    return timezone.now() + timedelta(hours=1)


@pytest.mark.parametrize("subject", [7, "7", "PIP-7K3M-29QX", "ana@example.org", "王 😀", "a:b,c\n", ""])
def test_a_token_names_its_subject(subject):
    assert open_token("confirm", make_token("confirm", subject, in_an_hour())) == Opened(subject=str(subject))


def test_a_token_may_be_opened_again_until_it_ends():
    token = make_token("confirm", 7, in_an_hour())
    assert [open_token("confirm", token).subject for _ in range(3)] == ["7"] * 3


@pytest.mark.parametrize("other", ["accept", "confirm2", "Confirm", "", "confirm:", " confirm"])
def test_a_token_for_one_purpose_serves_no_other(other):
    assert open_token(other, make_token("confirm", 7, in_an_hour())) == WRONG


def test_a_token_ends_at_its_deadline():
    noon = datetime(2027, 3, 1, 12, tzinfo=PACIFIC)
    with time_machine.travel(noon, tick=False) as clock:
        token = make_token("confirm", 7, noon + timedelta(hours=1))
        clock.move_to(noon + timedelta(minutes=59, seconds=59))
        assert open_token("confirm", token).trouble is None
        clock.move_to(noon + timedelta(hours=1))
        assert open_token("confirm", token) == Opened(subject="7", trouble=Trouble.EXPIRED)


def test_an_hour_is_an_hour_on_the_night_when_the_clock_goes_back():
    first_half_past_one = datetime(2027, 11, 7, 1, 30, tzinfo=PACIFIC)
    with time_machine.travel(first_half_past_one, tick=False) as clock:
        token = make_token("confirm", 7, timezone.now() + timedelta(hours=1))
        clock.shift(timedelta(minutes=59))
        assert open_token("confirm", token).trouble is None
        clock.shift(timedelta(minutes=2))
        assert open_token("confirm", token).trouble is Trouble.EXPIRED


def test_no_character_of_a_token_can_be_changed():
    token = make_token("confirm", 7, in_an_hour())
    for place, character in enumerate(token):
        for other in {"a", "b", ":", "=", "é"} - {character}:
            altered = f"{token[:place]}{other}{token[place + 1 :]}"
            # The last character of base64 holds bits that say nothing: then it is the same token.
            assert open_token("confirm", altered).subject in {None, "7"}
            if place < len(token) - 1:
                assert open_token("confirm", altered) == WRONG


@pytest.mark.parametrize("cut", [0, 1, 10, -1])
def test_a_token_cut_short_by_a_mail_program_opens_nothing(cut):
    assert open_token("confirm", make_token("confirm", 7, in_an_hour())[:cut]) == WRONG


def test_the_deadline_of_one_token_cannot_be_put_on_another():
    short, long = make_token("confirm", 7, timezone.now()), make_token("confirm", 8, in_an_hour())
    payload, _, signature = long.rpartition(":")
    assert open_token("confirm", f"{payload}:{short.rpartition(':')[2]}") == WRONG
    assert open_token("confirm", f"{short.rpartition(':')[0]}:{signature}") == WRONG


def test_a_token_signed_with_another_key_opens_nothing(settings):
    token = make_token("confirm", 7, in_an_hour())
    settings.SECRET_KEY = "another key, after somebody learned the first one: " * 2
    assert open_token("confirm", token) == WRONG


def test_mails_on_their_way_still_open_after_the_key_was_changed(settings):
    token = make_token("confirm", 7, in_an_hour())
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key, as the yearly change of keys wants it: " * 2
    assert open_token("confirm", token).subject == "7"


def test_what_django_signs_elsewhere_opens_nothing():
    payload = ["7", int(in_an_hour().timestamp())]
    assert open_token("confirm", signing.dumps(payload)) == WRONG
    # A control: the same payload, signed for links and for this purpose, does open.
    assert open_token("confirm", signing.dumps(payload, salt="link:confirm")).subject == "7"


@given(garbage=st.text() | st.text("abcXYZ019-_:.=", max_size=120) | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_garbage_opens_nothing_and_never_breaks(garbage):
    assert open_token("confirm", garbage) == WRONG


@pytest.mark.parametrize("unit", ["a", ":", ".", "\0", "é", "\ud800", "="])
def test_a_flood_opens_nothing(unit):
    assert open_token("confirm", unit * 300_000) == WRONG


@given(subject=st.text(), purpose=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_subject_comes_back_as_it_went(subject, purpose):
    assert open_token(purpose, make_token(purpose, subject, in_an_hour())).subject == subject
