"""What moderators write down while the hour runs."""

import re

from django import forms
from django.core.exceptions import ValidationError

from chat_sessions.models import Host
from core.contact import NoteField

LONGEST = 12 * 60 * 60


class RecordingField(forms.Field):
    """A moment in the recording, as a player shows it ("12:30", "1:02:30"; "12": minutes). In seconds."""

    default_error_messages = {"invalid": "Write it as the player shows it: 12:30, or 1:02:30."}

    def prepare_value(self, value):
        if not isinstance(value, int):
            return value
        hours, rest = divmod(value, 3600)
        minutes, seconds = divmod(rest, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"

    def to_python(self, value):
        text = (value or "").strip()
        if not text:
            return None
        parts = text.split(":")
        is_clock = len(parts) <= 3 and all(re.fullmatch(r"[0-9]{1,3}", part) for part in parts)
        if not is_clock or any(int(part) > 59 for part in parts[1:]):
            raise ValidationError(self.error_messages["invalid"])
        numbers = [int(part) for part in parts] + ([0] if len(parts) == 1 else [])
        seconds = 0
        for number in numbers:
            seconds = seconds * 60 + number
        if seconds > LONGEST:
            raise ValidationError(self.error_messages["invalid"])
        return seconds


def speakers(session):
    """Who can have answered: the hosts of the session, then whoever hosts at all."""
    hosts = [str(host) for host in session.hosts.all()]
    others = [str(host) for host in Host.objects.filter(is_active=True) if str(host) not in hosts]
    return [*hosts, *others]


class AnsweredForm(forms.Form):
    """Who answered a question in the hour, and where in the recording."""

    speaker = forms.ChoiceField(label="Who answered", required=False)
    note = NoteField(
        label="In short, what was said",
        required=False,
        max_length=4000,
        help_text="It can be completed later. It is published after a review.",
    )
    seconds = RecordingField(
        label="Where in the recording",
        required=False,
        help_text="Minutes and seconds, such as 12:30. Proposed: now.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
    )

    def __init__(self, *args, session, **kwargs):
        super().__init__(*args, **kwargs)
        known = speakers(session)
        self.fields["speaker"].choices = [(name, name) for name in known] + [("", "Somebody else")]
        self.initial.setdefault("speaker", known[0] if known else "")
