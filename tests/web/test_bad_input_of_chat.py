"""Whatever stands in a field of a form of CHAT: it is kept, or the page comes again with a message and the words.

On SQLite and PostgreSQL: a NUL and a number that is too large break them differently.
"""

from datetime import timedelta
from html import escape
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from chat_sessions.models import Question, SignUp, SurveyAnswer
from chat_sessions.services import votes
from core.links import make_token
from tests.chat_sessions.builders import client_of
from tests.volume import once_more, spoiled
from tests.web.chat_forms import BAD, forms_of
from tests.web.rights.chat import Chat

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
# What a person writes, and would have to write again.
WORDS = {
    "sign up": ["name", "accommodation_note", "question"],
    "ask": ["text"],
    "change": ["text"],
    "survey": ["next_topic"],
    "return": ["note"],
    "translate": ["translation"],
    "answer": ["answer-text"],
}
# As they are filled in, these lead nowhere else: refused for another reason than a field, or answered on the spot.
STAY = {"tell me", "code", "prove", "return", "answered", "answer"}


@pytest.fixture
def room(settings):
    settings.RATE_LIMITS_ON = False
    return Chat()


@pytest.fixture
def clients(room):
    owner, other = Client(), Client()
    for client, sign_up in ((owner, room.ana), (other, room.ben)):
        room.follow(client, sign_up, lambda what, key: make_token(what, key, timezone.now() + timedelta(days=1)))
    return {"anonymous": Client(), "owner": owner, "other": other, "moderator": client_of()}


def send(clients, form, look=None, **changes):
    """(status, what `look` says of the answer). Afterwards nothing has happened."""
    client = clients[form.role]
    client.raise_request_exception = False
    with transaction.atomic():
        answer = client.post(form.address, urlencode(form.fields | changes), content_type=FORM)
        seen = look(answer) if look else None
        transaction.set_rollback(True)
    return answer.status_code, seen


def broken(clients, forms):
    """Which form breaks with what in it."""
    return [
        f"{name}, {', '.join(values)}: {kind}"
        for name, form in forms.items()
        for kind, values in spoiled(form.fields, BAD, alone="emoji")
        if send(clients, form, **values)[0] >= 500
    ]


def test_the_forms_are_taken_as_they_are_filled_in(room, clients):
    answers = {name: send(clients, form)[0] for name, form in forms_of(room).items()}
    assert {name for name, status in answers.items() if status != 302} == STAY
    assert set(answers.values()) == {200, 302}


def test_nothing_in_any_field_breaks_a_page(room, clients):
    assert broken(clients, dict(once_more(forms_of(room).items()))) == []


def test_control_a_form_that_breaks_is_named(room, clients, monkeypatch):
    def breaks(place, question):
        raise RuntimeError("planted")

    monkeypatch.setattr(votes, "vote", breaks)
    forms = forms_of(room)
    found = broken(clients, {"vote": forms["vote"], "change": forms["change"]})
    assert {each.partition(",")[0] for each in found} == {"vote"}


@pytest.mark.parametrize("kind", ["600 characters", "emoji", "right to left", "a control character"])
def test_what_was_written_is_kept_or_stands_on_the_page_again(room, clients, kind):
    value, lost = BAD[kind], []

    def is_there(answer):
        return escape(value) in answer.content.decode() or _is_kept(value)

    for name, form in forms_of(room).items():
        for field in WORDS.get(name, []):
            if not send(clients, form, is_there, **{field: value})[1]:
                lost.append(f"{name}, {field}")
    assert lost == []


def _is_kept(value):
    texts = [
        *SignUp.objects.values_list("name", "accommodation_note"),
        *Question.objects.values_list("text", "translation", "staff_note"),
        *SurveyAnswer.objects.values_list("next_topic"),
        *Question.objects.values_list("answer__text"),
    ]
    return any(value in text for row in texts for text in row if text)
