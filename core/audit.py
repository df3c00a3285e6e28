"""The history of a record, as the admin shows it: who did or read what, and when."""

from django.contrib.admin.models import CHANGE, LogEntry


def record(user, obj, what):
    """One line in the history of `obj`. It never quotes what is confidential: more people read the history."""
    LogEntry.objects.log_actions(user.pk, [obj], CHANGE, change_message=what, single_object=True)
