"""People as staff read them."""

import pytest

from programs.models import Registration
from programs.people import MOST_NAMES, listed, name_and_phone


@pytest.mark.parametrize("number", [0, 1, 2, MOST_NAMES])
def test_a_list_of_names_is_whole(number):
    names = [f"Ana {each}" for each in range(number)]
    assert listed(names) == ", ".join(names)


def test_a_long_list_says_how_many_more_there_are():
    text = listed(range(MOST_NAMES + 3))
    assert text.startswith("0, 1, 2, ") and text.endswith(f", {MOST_NAMES - 1} and 3 more")


@pytest.mark.parametrize(
    ("phone", "words"),
    [("+13105550100", "Ana Rivera (310) 555-0100"), ("+81312345678", "Ana Rivera +81 3-1234-5678"), ("", "Ana Rivera")],
)
def test_whom_to_call_and_how(phone, words):
    assert name_and_phone(Registration(given_name="Ana", family_name="Rivera", phone=phone)) == words
