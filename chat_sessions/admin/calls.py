"""Whoever cannot be mailed: staff read whom to call."""

from django.contrib import messages

from chat_sessions.services.telling import to_call


def say_whom_to_call(admin, request, question):
    """After a step that those who asked are mailed."""
    for place in to_call(question):
        said = f"No mail address: tell {place.name} {place.phone} what became of {question}."
        admin.message_user(request, said, messages.WARNING)
