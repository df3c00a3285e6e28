from django.apps import AppConfig


class MailroomConfig(AppConfig):
    """Every message out: the outbox, its delivery, and what staff can do about a letter that did not arrive."""

    name = "mailroom"
    verbose_name = "Mail"
