"""How people are told apart, and what may stand in a name or a note."""

import time
import unicodedata

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from core.contact import PERSON_KEY_LENGTH, CodeForm, LineField, NameField, NoteField, email_key, person_key
from tests.core.helpers import refusal

A_LOT = 300_000

UNUSUAL_NAMES = [
    "X",
    "王",
    "Ng",
    "O’Brien",
    "O'Brien",
    "Smith-Jones",
    "van der Berg",
    "José María",
    "Nguyễn Thị Hồng",
    unicodedata.normalize("NFD", "Nguyễn Thị Hồng"),
    "เสาวลักษณ์",
    "محمد بن سلمان",
    "יעל כהן",
    "ಕೃಷ್ಣ",
    "山田 太郎",
    "ﾔﾏﾀﾞ ﾀﾛｳ",
    "김민준",
    "𠮷田",  # beyond the basic plane
    "Ꭰ Ꮳ",
    "👨‍👩‍👧 the Lees",
    "❤️",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "می‌خواهم",  # a zero-width non-joiner that belongs there
    "null",
    "Robert'); DROP TABLE Students;--",
    "<b>Ana</b>",
]

# Name and value: a parameter's name may itself hold no such character.
HIDDEN = {
    "bell": "A\x07na",
    "escape": "A\x1b[31mna",
    "vertical tab": "A\x0bna",
    "delete": "A\x7fna",
    "C1 control": "A\x9bna",
    "next line": "A\x85na",
    "lone high surrogate": "A\ud800na",
    "lone low surrogate": "A\udfffna",
    "right-to-left override": "A\u202ena",
    "left-to-right override": "A\u202dna",
    "embedding": "A\u202ana",
    "isolate": "A\u2066na",
    "byte order mark": "A\ufeffna",
    "no character": "A\uffffna",
    "swapped mark": "A\ufffena",
}


@pytest.mark.parametrize("name", UNUSUAL_NAMES)
@pytest.mark.parametrize("field", [LineField(max_length=80), NameField(max_length=80), NoteField(max_length=80)])
def test_names_of_every_script_are_taken_as_they_are(field, name):
    assert field.clean(name) == name


@pytest.mark.parametrize("what", HIDDEN)
@pytest.mark.parametrize("field", [LineField(), NoteField()])
def test_hidden_characters_are_refused_with_a_message(field, what):
    with pytest.raises(forms.ValidationError, match="hidden character"):
        field.clean(HIDDEN[what])


@pytest.mark.parametrize("what", HIDDEN)
def test_control_a_plain_field_takes_hidden_characters(what):
    assert forms.CharField().clean(HIDDEN[what])


@pytest.mark.parametrize("field", [LineField(), NoteField()])
def test_nul_is_refused(field):
    assert refusal(field, "A\0na")


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "\t", "\u2028", "\u2029"])
def test_a_line_is_one_line_and_a_note_may_be_several(break_):
    text = f"Ana{break_}Bcc: all@example.org"
    assert refusal(LineField(), text) == ["line_breaks"]
    assert NoteField().clean(text) == text


@pytest.mark.parametrize("blank", ["\u200b", "\u2060\u200d", "\u3164", "\uffa0 \u115f", "\u2800", "\u00ad", "\u0301"])
def test_a_name_that_nobody_can_see_is_no_name(blank):
    assert refusal(LineField(), blank) == ["required"]


@pytest.mark.parametrize(
    "name",
    ["https://evil.example/pay", "Ana www.evil.example", "WWW.EVIL.EXAMPLE", "ｗｗｗ．evil．example", "x：／／evil"],
)
def test_no_name_is_a_link_that_we_would_mail_to_somebody(name):
    assert refusal(NameField(), name) == ["web_address"]
    assert refusal(LineField(), name) == [], "a control: other lines may name a site"


@pytest.mark.parametrize("name", ["J. R. R. Tolkien", "St. James A.M.E. Church", "Jr.", "AT&T", "Lee / Kim", "w w w"])
def test_dots_and_slashes_in_names_are_fine(name):
    assert NameField().clean(name) == name


def test_empty_is_fine_where_nothing_is_required():
    assert LineField(required=False).clean("  ") == ""


@pytest.mark.parametrize("unit", ["a", "\u202e", "\u200b", "ﷺ", "a ", "\0"])
@pytest.mark.parametrize("field", [LineField(max_length=80), NoteField(max_length=500)])
def test_a_flood_is_refused_quickly(field, unit):
    start = time.process_time()
    assert refusal(field, unit * A_LOT)
    assert time.process_time() - start < 1


@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_a_line_is_taken_or_refused_and_never_breaks(text):
    refusal(LineField(max_length=80), text)


# --- The same person ------------------------------------------------------------------


@pytest.mark.parametrize(
    "one, other",
    [
        (("Ana", "García"), ("ANA", "GARCÍA")),
        (("José", "Peña"), (unicodedata.normalize("NFD", "José"), unicodedata.normalize("NFD", "Peña"))),
        (("Ａｎａ", "Ｌｅｅ"), ("Ana", "Lee")),
        (("ﾔﾏﾀﾞ", "ﾀﾛｳ"), ("ヤマダ", "タロウ")),
        (("Jürgen", "Groß"), ("JÜRGEN", "GROSS")),
        (("  Ana  Maria ", "Lee\u3000"), ("Ana Maria", "Lee")),
        (("Mary", "Ann Lee"), ("Mary Ann", "Lee")),
        (("김", "민준"), (unicodedata.normalize("NFD", "김"), "민준")),
        (("Ⅷ", "㎒"), ("viii", "MHz")),
        (("Nguyễn", "Thị"), (unicodedata.normalize("NFD", "NGUYỄN"), "THỊ")),
    ],
)
def test_the_same_name_typed_in_another_way_is_the_same_person(one, other):
    assert person_key(*one) == person_key(*other)


@pytest.mark.parametrize(
    "one, other",
    [
        (("Ana", "Lee"), ("Anna", "Lee")),
        (("José", "Peña"), ("Jose", "Pena")),  # an accent makes another name
        (("山田", "太郎"), ("山田", "次郎")),
        (("Thị", "Lan"), ("Thí", "Lan")),
        (("王", "伟"), ("汪", "伟")),
    ],
)
def test_another_name_is_another_person(one, other):
    assert person_key(*one) != person_key(*other)


@given(given_name=st.text(max_size=80), family_name=st.text(max_size=80))
def test_how_accents_are_composed_never_makes_two_persons(given_name, family_name):
    keys = {
        person_key(unicodedata.normalize(form, given_name), unicodedata.normalize(form, family_name))
        for form in ("NFC", "NFD", "NFKC", "NFKD")
    }
    assert len(keys) == 1


def test_a_name_that_unfolds_still_fits_its_column():
    # One Arabic ligature is eighteen letters to Unicode: PostgreSQL would refuse the row.
    assert len(person_key("ﷺ" * 80, "ﷺ" * 80)) == PERSON_KEY_LENGTH
    assert len(person_key("W" * 80, "W" * 80)) == 161


# --- The same mailbox -------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["Ana@Example.ORG", " ana@example.org\n", "ＡＮＡ＠ｅｘａｍｐｌｅ.org"])
def test_the_same_mailbox_typed_in_another_way_has_one_key(typed):
    assert email_key(typed) == "ana@example.org"


def test_a_key_is_its_own_key_whatever_character_is_in_it():
    letters = [chr(number) for number in range(0x110000)]
    assert not [letter for letter in letters if email_key(email_key(letter)) != email_key(letter)]


@given(text=st.text())
def test_a_key_is_its_own_key(text):
    assert email_key(email_key(text)) == email_key(text)


def test_plus_addresses_and_dots_are_mailboxes_of_their_own():
    assert len({email_key(f"{name}@example.org") for name in ("analee", "ana.lee", "ana+lee", "ana-lee")}) == 4


# --- The code ---------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["123456", "123 456", "123-456", " 123456 "])
def test_the_code_form_takes_what_people_type(typed):
    assert CodeForm({"code": typed}).is_valid()


@pytest.mark.parametrize("typed", ["", "1" * 13, "123\x00456", "123\n456", "\u202e123456"])
def test_the_code_form_refuses_what_is_no_code(typed):
    assert not CodeForm({"code": typed}).is_valid()
