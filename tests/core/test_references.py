"""References are read aloud and typed from paper."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.references import ALPHABET, PATTERN, new_reference, normalise_reference

LOOK_ALIKES = ["0O", "1IL", "UV"]


@pytest.mark.parametrize("group", LOOK_ALIKES)
def test_of_characters_that_look_alike_at_most_one_is_used(group):
    assert len(set(group) & set(ALPHABET)) <= 1


def test_the_alphabet_is_thirty_different_capitals_and_digits():
    assert len(ALPHABET) == len(set(ALPHABET)) == 30
    assert re.fullmatch("[A-Z0-9]+", ALPHABET)


def test_new_references_follow_the_pattern_and_differ():
    references = {new_reference("PIP") for _ in range(500)}
    assert len(references) == 500
    assert all(PATTERN.match(reference) for reference in references)


def test_every_character_of_the_alphabet_is_used():
    assert set("".join(new_reference("P")[2:] for _ in range(300))) - {"-"} == set(ALPHABET)


@pytest.mark.parametrize(
    "text",
    [
        "PIP-7K3M-29Q0",  # a zero
        "PIP-7K3M-29QX\n",
        "PIP-7K3M-29QX\0",
        "pip-7k3m-29qx",
        "PIP-7K3M",
        "-7K3M-29QX",
        "PIP-７K3M-29QX",
        "PIP-7K3M-29QX-29QX",
        "",
    ],
)
def test_nothing_else_follows_the_pattern(text):
    assert not PATTERN.match(text)


@pytest.mark.parametrize(
    "typed",
    [
        "PIP-7K3M-29QX",
        "pip-7k3m-29qx",
        " pip 7k3m 29qx ",
        "PIP7K3M29QX",
        "P.I.P. 7 K 3 M, 2 9 Q X",
        "PIP–7K3M—29QX",
        "(PIP-7K3M-29QX)\r\n",
        "ＰＩＰ－７Ｋ３Ｍ－２９ＱＸ",  # as a Japanese keyboard types it
        "pip\u00a07k3m\u200b29qx",
    ],
)
def test_what_people_type_finds_the_reference(typed):
    assert normalise_reference(typed) == "PIP-7K3M-29QX"


references = st.builds(
    lambda prefix, block: f"{prefix}-{block[:4]}-{block[4:]}",
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=5),
    st.text(ALPHABET, min_size=8, max_size=8),
)
between = st.text(" -.,_/\t\u2013\u00a0", max_size=3)


@given(reference=references, gaps=st.lists(between, min_size=14, max_size=14), lower=st.booleans(), wide=st.booleans())
def test_spaces_dashes_case_and_width_do_not_matter(reference, gaps, lower, wide):
    letters = reference.replace("-", "")
    letters = letters.lower() if lower else letters
    if wide:
        letters = "".join(chr(ord(letter) + 0xFEE0) for letter in letters)
    typed = "".join(gap + letter for gap, letter in zip(gaps, letters, strict=False))

    assert normalise_reference(typed) == reference
    assert PATTERN.match(normalise_reference(typed))


@given(text=st.text())
def test_any_text_becomes_capitals_digits_and_dashes_and_stays_so(text):
    reference = normalise_reference(text)
    assert re.fullmatch("[A-Z0-9-]*", reference)
    assert normalise_reference(reference) == reference


@given(text=st.text("abcdefghijklmnopqrstuvwxyz 23456789", max_size=30))
def test_decomposed_text_is_read_like_composed_text(text):
    assert normalise_reference(unicodedata.normalize("NFKD", text)) == normalise_reference(text)
