"""Mail addresses and phone numbers, as people type them and as attackers do."""

import time

import pytest
from django import forms
from django.core.mail.message import sanitize_address
from hypothesis import assume, given
from hypothesis import strategies as st

from core.contact import EMAIL_KEY_LENGTH, EmailField, PhoneField, email_key
from tests.core.helpers import refusal

A_LOT = 300_000


def assert_refused_quickly(field, text):
    start = time.process_time()
    assert refusal(field, text)
    assert time.process_time() - start < 1


# --- Mail addresses -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    ["ana@example.org", "Ana.Lee+pip@Example.org", "o'brien@example.org", "a@xn--mnchen-3ya.de", "x@a-b.museum"],
)
def test_sound_addresses_are_taken_as_they_are(address):
    assert EmailField().clean(address) == address


def test_full_width_letters_of_a_japanese_keyboard_are_understood():
    assert EmailField().clean("ａｎａ＠ｅｘａｍｐｌｅ．org") == "ana@example.org"


@pytest.mark.parametrize(
    "address",
    [
        "ana",
        "ana@",
        "@example.org",
        "ana@example",
        "a@b@example.org",
        "ana@example.org, ben@example.org",
        "ana@example.org\nBcc: ben@example.org",
        "ana@example.org\r\n\r\nHello",
        "ana\0@example.org",
        "ana@exa\u202emple.org",
        "ana@example.org\ud800",
        '"a\x01"@example.org',
        "İ@example.org",
        "аna@example.org",  # a Cyrillic a
    ],
)
def test_other_addresses_are_refused_once(address):
    codes = refusal(EmailField(), address)
    assert codes
    assert len(codes) == len(set(codes)), "says the same twice"


@pytest.mark.parametrize("label", ["ﷺ" * 14, "ΐ" * 60, "ß" * 60])
@pytest.mark.parametrize("labels", [1, 4])
def test_an_address_that_unfolds_fits_its_column_or_is_refused(label, labels):
    """254 characters can fold to 4,572: PostgreSQL would refuse the row."""
    address = f"ana@{'.'.join([label] * labels)}.org"
    assert refusal(EmailField(), address) or len(email_key(address)) <= EMAIL_KEY_LENGTH


@pytest.mark.parametrize(
    "before, unit, after",
    [("", "a", "@example.org"), ("ana@", "a.", "org"), ("", "@", ""), ("ana@", "ß", ".de"), ("", "ﷺ", "")],
)
def test_a_flood_is_no_address(before, unit, after):
    assert_refused_quickly(EmailField(), before + unit * A_LOT + after)


@pytest.mark.parametrize("look_alike", ["ſmith@example.org", "smith@blac\u212a.org", "ﬁsh@example.org"])
def test_no_code_is_mailed_to_a_look_alike_of_the_address_that_it_opens(look_alike):
    """What is typed has the key of another mailbox, so it must also be mailed to that one."""
    assert EmailField().clean(look_alike).lower() == email_key(look_alike)


def test_control_to_a_plain_field_the_look_alike_is_an_address_of_its_own():
    typed = forms.EmailField().clean("ſmith@example.org")
    assert email_key(typed) == "smith@example.org"
    assert sanitize_address(typed, "utf-8") != "smith@example.org"


letters = st.characters(min_codepoint=0xA1, max_codepoint=0xFFFF, exclude_categories=["Cs"])
addresses = st.builds(
    "{}@{}.{}".format,
    st.text("abcXYZ0-+.'ſ\u212aİıßﬁ", min_size=1, max_size=8),
    st.text(letters | st.sampled_from("abcK-"), min_size=1, max_size=12),
    st.sampled_from(["org", "jp", "ﬁ", "STRAßE", "ΐΐ"]),
)


@given(address=addresses)
def test_what_is_taken_is_mailed_to_the_mailbox_that_its_key_names(address):
    try:
        cleaned = EmailField().clean(address)
    except forms.ValidationError:
        assume(False)
    assert len(email_key(cleaned)) <= EMAIL_KEY_LENGTH
    assert sanitize_address(cleaned, "utf-8").lower() == sanitize_address(email_key(cleaned), "utf-8")


# --- Phone numbers ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "310-618-5688",
        "(310) 618-5688",
        "310.618.5688",
        "3106185688",
        "1 310 618 5688",
        "+1 (310) 618-5688",
        " 310-618-5688\r\n",
        "３１０－６１８－５６８８",
        "310\u2013618\u20135688",
    ],
)
def test_the_ways_to_write_a_number_here_are_one_number(typed):
    assert PhoneField().clean(typed).as_e164 == "+13106185688"


@pytest.mark.parametrize("typed, stored", [("+81 3-1234-5678", "+81312345678"), ("+52 55 1234 5678", "+525512345678")])
def test_a_number_from_abroad_is_taken_with_its_country_code(typed, stored):
    assert PhoneField().clean(typed).as_e164 == stored


def test_numbers_of_films_are_taken_too():
    assert PhoneField().clean("310-555-0100").is_valid()


@pytest.mark.parametrize(
    "typed",
    [
        "911",
        "618-5688",  # which area?
        "03-1234-5678",  # which country?
        "call me",
        "310-618-56",
        "+999 310 618 5688",
        "310\n618-5688",
        "310-618-5688\nBcc: all@example.org",
        "\0",
        "=1+310",
        "😀",
        "\ud800",
        "\u202e",
    ],
)
def test_what_is_no_phone_number_is_refused_and_the_message_says_what_would_be_right(typed):
    with pytest.raises(forms.ValidationError, match="like 310-555-0100, or with"):
        PhoneField().clean(typed)


@pytest.mark.parametrize("unit", ["1", "+", "(", "x", "٣", "310-618-5688 x", "tel:", ";ext=1", "\0"])
@pytest.mark.parametrize("before", ["", "310-618-5688", "+1"])
def test_a_flood_is_no_phone_number(before, unit):
    assert_refused_quickly(PhoneField(), before + unit * A_LOT)


@given(text=st.text() | st.text("0123456789+-() x.;=,#extphon\u0660\uff10", max_size=60))
def test_a_taken_number_is_digits_whatever_was_typed(text):
    try:
        number = PhoneField().clean(text)
    except forms.ValidationError:
        return
    assert number.as_e164[0] == "+"
    assert number.as_e164[1:].isdigit()
    assert number.as_e164.isascii()


def test_a_domain_of_any_script_is_kept_as_mail_servers_spell_it():
    assert EmailField().clean("a@münchen.de") == EmailField().clean("a@xn--mnchen-3ya.de") == "a@xn--mnchen-3ya.de"
