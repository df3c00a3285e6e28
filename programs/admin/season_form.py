"""The plan of a season as staff type it."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.functional import cached_property

from core.contact import LineField, NoteField
from core.widgets import date_input, moment_input, time_input
from programs.models import ClassOffering, ClassSession, Program
from programs.services import classes
from programs.services.sessions import clashing_classes

EARLIEST = date(2000, 1, 1)
YEARS_AHEAD = 5
MOST_SESSIONS = 52
# Empty: as in every class.
USUAL = ["line_capacity", "absences_allowed"]
TOPIC_LENGTH = ClassSession._meta.get_field("topic").max_length


class SeasonForm(forms.ModelForm):
    """First date, weekday, times and number of sessions: enough to propose every date of a class."""

    number = forms.IntegerField(label="Class number", required=False, min_value=1, max_value=100_000)
    title = LineField(max_length=60, help_text="The season, such as Spring 2027.")
    first_date = forms.DateField(label="First date", widget=date_input())
    weekday = forms.TypedChoiceField(
        choices=WEEKDAYS.items(), coerce=int, initial=3, help_text="The weekday of the first date, to catch a slip."
    )
    start_time = forms.TimeField(label="From", initial="18:00", widget=time_input())
    end_time = forms.TimeField(label="To", initial="20:00", widget=time_input())
    session_count = forms.IntegerField(
        label="Number of sessions",
        initial=11,
        min_value=1,
        max_value=MOST_SESSIONS,
        help_text="One a week, graduation night not counted.",
    )
    with_graduation = forms.BooleanField(
        label="Graduation night",
        initial=True,
        required=False,
        help_text="One more evening, a week after the last session.",
    )
    location = LineField(max_length=200)
    topics = NoteField(
        required=False,
        max_length=8000,
        strip=False,  # a session without a topic is an empty line, also at the beginning
        help_text="One a line, in the order of the sessions. May wait.",
    )
    hands_on = LineField(
        label="Hands-on evenings",
        required=False,
        max_length=200,
        help_text="The numbers of the sessions at which participants try something themselves, such as 6, 7, 9.",
    )
    topics_from = forms.ModelChoiceField(
        label="Or copy the topics of",
        queryset=ClassOffering.objects.select_related("program"),
        required=False,
        empty_label="- no class -",
    )

    class Meta:
        model = ClassOffering
        fields = [
            "program", "number", "title", "location", "capacity", "line_capacity", "absences_allowed", "excused_count",
            "opens_at", "closes_at",
        ]  # fmt: skip
        widgets = {"opens_at": moment_input(), "closes_at": moment_input()}

    field_order = [
        "program", "number", "title", "first_date", "weekday", "start_time", "end_time", "session_count",
        "with_graduation", "location", "capacity", "line_capacity", "absences_allowed", "excused_count", "opens_at",
        "closes_at", "topics", "hands_on", "topics_from",
    ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        programs = list(Program.objects.all())
        proposed = ", ".join(f"{program.prefix} {classes.planned_number(program)}" for program in programs)
        self.fields["number"].help_text = f"Empty: the next one ({proposed})."
        self.fields["program"].initial = programs[0] if programs else None
        for name in USUAL:
            self.fields[name].required = False
        self.fields["program"].empty_label = None
        self.fields["location"].initial = ClassOffering._meta.get_field("location").default

    def clean_first_date(self):
        day = self.cleaned_data["first_date"]
        latest = date(timezone.localdate().year + YEARS_AHEAD, 12, 31)
        if not EARLIEST <= day <= latest:
            raise forms.ValidationError(f"Choose a date between {EARLIEST.year} and {latest.year}.", code="far_away")
        return day

    def clean_topics(self):
        topics = [line.strip() for line in self.cleaned_data["topics"].splitlines()]
        too_long = [topic for topic in topics if len(topic) > TOPIC_LENGTH]
        if too_long:
            raise forms.ValidationError(
                f"A topic has at most {TOPIC_LENGTH} characters: “{too_long[0][:40]}…”", code="too_long"
            )
        return "\n".join(topics).rstrip("\n")

    def clean_hands_on(self):
        numbers = self.cleaned_data["hands_on"].replace(",", " ").split()
        if not all(
            number.isascii() and number.isdecimal() and 1 <= int(number[:9]) <= MOST_SESSIONS for number in numbers
        ):
            raise forms.ValidationError("Write the numbers of sessions, such as 6, 7, 9.", code="numbers")
        return ", ".join(str(number) for number in sorted({int(number[:9]) for number in numbers}))

    def clean(self):
        cleaned = super().clean()
        for name in USUAL:
            if name not in self.errors and cleaned.get(name) is None:
                cleaned[name] = ClassOffering._meta.get_field(name).default
        self._check_weekday(cleaned.get("first_date"), cleaned.get("weekday"))
        self._check_entry(cleaned.get("program"), cleaned)
        start, end = cleaned.get("start_time"), cleaned.get("end_time")
        if start and end and end <= start:
            self.add_error("end_time", "The sessions must end after they start.")
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", "Registration must close after it opens.")
        if cleaned.get("program") and "number" not in self.errors:
            self._check_number(cleaned)
        return cleaned

    def _check_weekday(self, first_date, weekday):
        if first_date and weekday is not None and first_date.weekday() != weekday:
            said = f"{first_date:%B %-d, %Y} is a {first_date:%A}, not a {WEEKDAYS[weekday]}."
            self.add_error("weekday", f"{said} Mend the weekday or the first date.")

    def _check_entry(self, program, cleaned):
        for name in ("opens_at", "closes_at"):
            if program and program.is_for_students and cleaned.get(name):
                words = "Leave this empty: counselors nominate. You set their days on the next page, Semester."
                self.add_error(name, words)

    def _check_number(self, cleaned):
        program = cleaned["program"]
        if not cleaned.get("number"):
            cleaned["number"] = classes.planned_number(program)
        elif program.offerings.filter(number=cleaned["number"]).exists():
            self.add_error("number", f"{program.prefix} already has a class {cleaned['number']}.")

    @cached_property
    def plan(self):
        """The proposed dates; the holidays they may fall on are looked up first."""
        data = self.cleaned_data
        classes.ensure_closure_days(data["first_date"])
        return classes.propose_dates(
            first_date=data["first_date"],
            session_count=data["session_count"],
            with_graduation=data["with_graduation"],
            for_students=data["program"].is_for_students,
        )

    @cached_property
    def topic_list(self):
        data = self.cleaned_data
        if not data["topics"] and data["topics_from"]:
            return [session.topic for session in data["topics_from"].teaching_sessions]
        return data["topics"].split("\n") if data["topics"] else []

    @cached_property
    def hands_on_numbers(self):
        data = self.cleaned_data
        if not data["topics"] and not data["hands_on"] and data["topics_from"]:
            evenings = enumerate(data["topics_from"].teaching_sessions, start=1)
            return [number for number, session in evenings if session.hands_on]
        return [int(number) for number in data["hands_on"].split(", ") if number]

    @cached_property
    def sessions(self):
        """The sessions as they would be, unsaved."""
        data, last = self.cleaned_data, len(self.plan.dates) - 1
        sessions = []
        for index, day in enumerate(self.plan.dates):
            is_graduation = data["with_graduation"] and index == last
            topic = self.topic_list[index] if index < len(self.topic_list) and not is_graduation else ""
            sessions.append(
                ClassSession(
                    date=day,
                    start_time=data["start_time"],
                    end_time=data["end_time"],
                    topic="Graduation" if is_graduation else topic,
                    hands_on=index + 1 in self.hands_on_numbers and not is_graduation,
                    is_graduation=is_graduation,
                )
            )
        return sessions

    def clashes(self):
        """Other classes' sessions at the same time: {date: class}."""
        return clashing_classes(self.sessions)

    def warnings(self):
        """What is allowed, and yet may be a slip."""
        data, dates = self.cleaned_data, self.plan.dates
        found = []
        if dates[0] != data["first_date"]:
            found.append(f"{data['first_date']:%A, %B %-d} is a closure day: the class begins on {dates[0]:%B %-d}.")
        if dates[0] < timezone.localdate():
            found.append("These dates begin in the past.")
        if data["opens_at"] and timezone.localdate(data["opens_at"]) > dates[0]:
            found.append("Registration would open after the first session.")
        unused = len(self.topic_list) - data["session_count"]
        if unused > 0:
            found.append(f"There are more topics than sessions: the last {unused} will not be used.")
        if max(self.hands_on_numbers, default=0) > data["session_count"]:
            found.append("A hands-on evening has a number that is higher than the number of sessions: it is not used.")
        return found
