"""Whatever stands in a field about students: an answer, never a fault of ours; and what was written is not lost.

On SQLite and PostgreSQL: a NUL and a number that is too large break them differently.
"""

from datetime import timedelta
from html import escape

import pytest
from django.utils import timezone

from core.links import make_token
from programs.services.nominations import correcting
from tests.volume import once_more, spoiled
from tests.web.rights.students import Students
from tests.web.student_forms import browsers, forms_of
from tests.web.test_bad_input_of_chat import broken, send

pytestmark = pytest.mark.django_db
# What a person writes, and would have to write again.
WORDS = {
    "nominate": ["s1-given_name", "s1-reason"],
    "correct": ["reason"],
    "withdraw": ["reason"],
    "by paper": ["family_name", "guardian_name"],
    "student": ["why", "conflicts", "preferred_name"],
    "guardian": ["health", "physician", "emergency_name"],
    "settle": ["reason"],
    "remove": ["reason"],
    "a paper": ["why", "conflicts"],
    "a guardian's paper": ["health", "physician"],
}
# Answered on the spot; and one code that is none, and one school that has its credits already.
STAY = {"nominate", "paper", "code", "move"}
LONG = "w" * 25_000
NUMBERS = {"too large": "9" * 40, "negative": "-1", "zero": "0"}


@pytest.fixture
def room(settings):
    settings.RATE_LIMITS_ON = False
    return Students()


@pytest.fixture
def clients(room):
    return browsers(room, lambda what, key: make_token(what, key, timezone.now() + timedelta(days=1)))


def test_the_forms_are_taken_as_they_are_filled_in(room, clients):
    answers = {name: send(clients, form)[0] for name, form in forms_of(room).items()}
    assert {name for name, status in answers.items() if status != 302} == STAY
    assert set(answers.values()) == {200, 302}


def test_nothing_in_any_field_breaks_a_page(room, clients):
    assert broken(clients, dict(once_more(forms_of(room).items()))) == []


def test_a_number_that_no_row_has_breaks_no_page(room, clients):
    found = []
    for name, form in once_more(forms_of(room).items()):
        for value, values in spoiled(form.fields, NUMBERS):
            if send(clients, form, **values)[0] >= 500:
                found.append(f"{name}, {', '.join(values)}: {value}")
    assert found == []


def test_control_a_form_that_breaks_is_named(room, clients, monkeypatch):
    def breaks(*_arguments, **_more):
        raise RuntimeError("planted")

    monkeypatch.setattr(correcting, "correct", breaks)
    forms = forms_of(room)
    found = broken(clients, {"correct": forms["correct"]})
    assert {each.partition(",")[0] for each in found} == {"correct"}


def test_what_is_too_long_stands_on_the_page_again(room, clients):
    lost, forms = [], forms_of(room)
    for name, fields in WORDS.items():
        for field in fields:
            status, is_there = send(clients, forms[name], _shows(LONG), **{field: LONG})
            if status != 200 or not is_there:
                lost.append(f"{name}, {field}: {status}")
    assert lost == []


def _shows(value):
    return lambda answer: escape(value) in answer.content.decode()
