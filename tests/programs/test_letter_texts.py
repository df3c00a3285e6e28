"""What is filled into a letter, and which braces are refused."""

import pytest
import time_machine

from core.enums import Language
from programs.models import LetterTemplate
from programs.services.letter_texts import IN_SUBJECTS, PLACEHOLDERS, fill, problem_in
from tests.programs.builders import local, make_offering, seated

NOW = local(2027, 3, 5)


@pytest.fixture(autouse=True)
def _before_the_first_session():
    with time_machine.travel(local(2027, 2, 1), tick=False):
        yield


def thursdays():
    return make_offering(first_date=local(2027, 3, 4).date(), opens_at=local(2026, 1, 1), location="Room 2")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dear {given_name}, see {class} at {place}.", ""),
        ("No braces.", ""),
        ("Dear {name}", "{name} is not known"),
        ("Dear {given_name", "stands alone"),
        ("Dear given_name}", "stands alone"),
        ("{{given_name}}", "stands alone"),
        ("{{given_name}given_name}", "stands alone"),
        ("{}", "{} is not known"),
        ("{ given_name }", "is not known"),
        ("{given_name!r}", "is not known"),
        ("{given_name.__class__}", "is not known"),
        ("{0}", "is not known"),
        ("}{", "stands alone"),
    ],
)
def test_only_known_words_stand_in_braces(text, words):
    found = problem_in(text)
    assert words in found if words else found == ""


def test_a_name_does_not_stand_in_a_subject():
    assert "not here" in problem_in("Dear {given_name}", IN_SUBJECTS)
    assert problem_in("{class}: {next_session}", IN_SUBJECTS) == ""


@pytest.mark.django_db
def test_filled_in_for_one_person():
    offering = thursdays()
    texts = {"en": {"subject": "{class}", "body": "{given_name}: {first_session}; {next_session}; {place}"}}
    assert fill(texts, "en", seated(offering), offering, NOW) == (
        "Partners in Policing, Spring 2027",
        "Ana: Thursday, March 4, 2027, 6:00 PM; Thursday, March 11, 2027, 6:00 PM; Room 2",
    )


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["{place}", "{given_name}", "{", "{0.__class__}", "<b>Ana</b>", "\\1 \\g<0>"])
def test_a_name_with_braces_is_a_name(name):
    offering = thursdays()
    person = seated(offering, given_name=name)
    _subject, body = fill({"en": {"subject": "x", "body": "Dear {given_name}!"}}, "en", person, offering, NOW)
    assert body == f"Dear {name}!"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "moment"),
    [
        ("es", "jueves 4 de marzo de 2027, 18:00"),
        ("ja", "2027年3月4日(木) 18:00"),
        ("ko", "2027년 3월 4일 목요일 18:00"),
        ("zh-hans", "2027年3月4日 星期四 18:00"),
        ("vi", "Thứ 5, 04/03/2027, 18:00"),
    ],
)
def test_days_are_written_in_the_language_of_the_text(language, moment):
    offering = thursdays()
    texts = {language: {"subject": "x", "body": "{first_session}"}}
    assert fill(texts, language, seated(offering), offering, NOW)[1].casefold() == moment.casefold()


@pytest.mark.django_db
def test_a_class_without_sessions_leaves_no_brace():
    offering = make_offering(sessions=0)
    texts = {"en": {"subject": "x", "body": "[{first_session}{next_session}]"}}
    assert fill(texts, "en", offering.registrations.model(given_name="Ana"), offering, NOW)[1] == "[]"


@pytest.mark.django_db
def test_the_template_letters_are_sound_in_every_language():
    letters = list(LetterTemplate.objects.all())
    assert len(letters) == 4
    for letter in letters:
        assert set(letter.texts) == set(Language.values), letter
        for text in letter.texts.values():
            assert problem_in(text["subject"], IN_SUBJECTS) == ""
            assert problem_in(text["body"], set(PLACEHOLDERS)) == ""
            assert "{given_name}" in text["body"]
