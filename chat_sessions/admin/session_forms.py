"""What staff type about a session."""

from datetime import date, datetime, timedelta

from django import forms
from django.utils import timezone

from chat_sessions.models import ChatRules, ChatSession, Host
from core.contact import LineField, NoteField
from core.enums import Language
from core.widgets import date_input, time_input

YEARS_AHEAD = 3
OTHER_LANGUAGES = [choice for choice in Language.choices if choice[0] != Language.ENGLISH]

WIDE = {"title", "topic", "recording_notice", "recording_link"}


def _help(name):
    return ChatSession._meta.get_field(name).help_text


def refuse_far_away(day):
    """A slip of the year is not a plan."""
    latest = date(timezone.localdate().year + YEARS_AHEAD, 12, 31)
    if not timezone.localdate() <= day <= latest:
        raise forms.ValidationError(f"Choose a date between today and the end of {latest.year}.", code="far_away")


class HostsField(forms.ModelMultipleChoiceField):
    """Who answers: those who host now, and those whom the session has already."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(Host.objects.all(), required=False, label="Hosts", **kwargs)

    def show_for(self, session=None):
        now = Host.objects.filter(is_active=True)
        self.queryset = (now | Host.objects.filter(sessions=session)).distinct() if session and session.pk else now


class LanguagesField(forms.MultipleChoiceField):
    """Interpreted languages."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self):
        super().__init__(choices=OTHER_LANGUAGES, required=False, help_text=_help("languages"))


class FactsForm(forms.ModelForm):
    """What may be changed in place. Date, places, door and status have pages of their own."""

    title = LineField(max_length=120)
    topic = LineField(max_length=200, required=False)
    agenda = NoteField(max_length=4_000, required=False, help_text=_help("agenda"))
    hosts = HostsField(help_text="The Chief, or whoever stands in: it can change until the hour begins.")
    languages = LanguagesField()
    platform = LineField(max_length=60, required=False, help_text=_help("platform"))
    recording_notice = LineField(max_length=300)
    moderated_by = LineField(max_length=120, required=False, label="Led by", help_text=_help("moderated_by"))

    recording_link = forms.URLField(required=False, assume_scheme="https", help_text=_help("recording_link"))

    class Meta:
        model = ChatSession
        fields = [
            "title", "topic", "agenda", "hosts", "languages", "has_captions", "has_asl", "platform", "line_capacity",
            "opens_at", "questions_close_at", "public_list", "recording_notice", "moderated_by", "recording_link",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in WIDE & self.fields.keys():  # whoever may only look has no fields
            self.fields[name].widget.attrs["class"] = "vLargeTextField"
        if "hosts" in self.fields:
            self.fields["hosts"].show_for(self.instance)

    def clean(self):
        cleaned = super().clean()
        opens_at, close_at = cleaned.get("opens_at"), cleaned.get("questions_close_at")
        if opens_at and opens_at >= self.instance.ends_at:
            self.add_error("opens_at", "Sign-up must open before the session ends.")
        if close_at and close_at > self.instance.starts_at:
            self.add_error("questions_close_at", "Early questions close before the session starts.")
        return cleaned


class WhenForm(forms.Form):
    """A day and an hour, in Pacific time."""

    date = forms.DateField(widget=date_input(), validators=[refuse_far_away])
    start_time = forms.TimeField(label="From", widget=time_input())
    end_time = forms.TimeField(label="To", widget=time_input())

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("start_time"), cleaned.get("end_time")
        if start and end and end <= start:
            self.add_error("end_time", "The session must end after it starts.")
        return cleaned


class MoveForm(WhenForm):
    """The new day, and why."""

    reason = NoteField(
        max_length=300, required=False, help_text="It stands in the mail to everyone who signed up, in these words."
    )


class PlanForm(forms.Form):
    """A new session: what the rules do not say."""

    number = forms.IntegerField(min_value=1, max_value=99_999, help_text=_help("number"))
    date = forms.DateField(widget=date_input(), validators=[refuse_far_away])
    start_time = forms.TimeField(label="From", widget=time_input())
    minutes = forms.IntegerField(min_value=10, max_value=480)
    topic = LineField(max_length=200, required=False)
    hosts = HostsField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hosts"].show_for()

    def clean_number(self):
        number = self.cleaned_data["number"]
        if ChatSession.objects.filter(number=number).exists():
            raise forms.ValidationError("There is a session with this number already.", code="number")
        return number

    def clean(self):
        cleaned = super().clean()
        if not self.errors and self._end().date() != cleaned["date"]:
            self.add_error("minutes", "The session must end on the same day.")
        return cleaned

    def put_on(self, session):
        """What was typed, on a proposed session."""
        session.number = self.cleaned_data["number"]
        session.start_time = self.cleaned_data["start_time"]
        session.end_time = self._end().time()
        session.topic = self.cleaned_data["topic"]
        return session

    def _end(self):
        start = datetime.combine(self.cleaned_data["date"], self.cleaned_data["start_time"])
        return start + timedelta(minutes=self.cleaned_data["minutes"])

    @staticmethod
    def as_usual(like=None):
        """What stands in the form before anybody typed: the rules, or an earlier session."""
        rules = ChatRules.current()
        if like is None:
            return {"start_time": rules.start_time, "minutes": rules.minutes}
        minutes = (like.ends_at - like.starts_at).seconds // 60
        hosts = [host.pk for host in like.hosts.all() if host.is_active]
        return {"start_time": like.start_time, "minutes": minutes, "topic": like.topic, "hosts": hosts}


class CapacityForm(forms.Form):
    """How many places a session has."""

    capacity = forms.IntegerField(
        label="Number of places", required=False, min_value=1, max_value=30_000, help_text="Empty: no limit."
    )


class CancelForm(forms.Form):
    """Why a session does not take place."""

    reason = NoteField(
        max_length=300,
        help_text="It stands in the mail to everyone who signed up, in these words, and on the page of the session.",
        error_messages={"required": "Write the reason: it is mailed to everyone who signed up."},
    )


class DoorForm(forms.Form):
    """How to get in. What is left empty stays as it is: nobody has to read it to change a part."""

    join_link = forms.URLField(label="Link", required=False, max_length=2_000, assume_scheme="https")
    passcode = LineField(required=False, max_length=100)
    dial_in = NoteField(
        label="Dial-in",
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Numbers and code for the telephone.",
    )
    remove = forms.MultipleChoiceField(
        label="Remove",
        choices=[("join_link", "The link"), ("passcode", "The passcode"), ("dial_in", "The dial-in")],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"
        self.fields["join_link"].widget.attrs["class"] = "vLargeTextField"

    def clean_join_link(self):
        link = self.cleaned_data["join_link"]
        # The door shows no other, and people would stand before it at noon.
        if link and not link.startswith("https://"):
            raise forms.ValidationError("The link must begin with https://", code="https")
        return link

    def changes(self):
        """{field: text} of what was typed or ticked."""
        typed = {name: self.cleaned_data[name] for name in ("join_link", "passcode", "dial_in")}
        removed = dict.fromkeys(self.cleaned_data["remove"], "")
        return {name: text for name, text in typed.items() if text} | removed
