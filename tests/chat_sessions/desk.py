"""Members of staff at the pages of the room, and what they are told."""

from django.urls import reverse

from tests.chat_sessions.builders import client_of
from tests.pages import words
from tests.programs.admin.helpers import said, signed_in

__all__ = ["ask_for", "client_of", "page", "said", "signed_in", "verb", "words"]


def page(kind, row, name="change"):
    return reverse(f"admin:chat_sessions_{kind}_{name}", args=[row.pk])


def verb(question, name):
    return page("question", question, name)


def ask_for(model, name="changelist"):
    return reverse(f"admin:chat_sessions_{model}_{name}")
