"""A list of past graduates: one row a person and class."""

from collections import Counter
from datetime import date

from django import forms
from django.utils import timezone

from core.contact import EmailField, LineField, NameField, PhoneField
from programs.enums import Fate
from programs.imports.columns import Column, problem
from programs.imports.kind import Kind, e164
from programs.services import past_graduates
from programs.services.classes import planned_number
from programs.services.past_graduates import ConflictError, Graduate

DATE_FORMATS = [
    "%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y", "%B %d, %Y", "%B %d %Y", "%b %d, %Y", "%b %d %Y", "%b. %d, %Y",
    "%d %B %Y", "%d %b %Y", "%A, %B %d, %Y", "%Y-%m-%dT%H:%M:%S", "%Y/%m/%d",
]  # fmt: skip
FIRST_DAY = date(1900, 1, 1)


class GraduateForm(forms.Form):
    """What is known of a past graduate, by the rules of a registration as far as they can hold."""

    number = forms.IntegerField(min_value=1, max_value=9_999)
    season = LineField(max_length=60)
    graduated_on = forms.DateField(input_formats=DATE_FORMATS)
    given_name = NameField(max_length=80)
    family_name = NameField(max_length=80)
    certificate_name = NameField(max_length=120, required=False)
    email = EmailField(required=False)
    phone = PhoneField(required=False)

    def clean_graduated_on(self):
        day = self.cleaned_data["graduated_on"]
        if day < FIRST_DAY or day >= timezone.localdate():
            raise forms.ValidationError("This day is not in the past.")
        return day


class PastGraduates(Kind):
    """Into a program: each row becomes a confirmed registration that has graduated. Nobody is mailed."""

    columns = [
        Column("number", "Class number", ("Class", "Class no", "No"), True, "12", "Such as 12."),
        Column("season", "Season", ("Title", "Term", "Semester"), True, "Spring 2009"),
        Column(
            "graduated_on", "Graduation date", ("Graduation", "Graduated", "Graduated on", "Date"), True, "2009-05-21",
            "Dates look like 2009-05-21, 5/21/2009 (month first) or May 21, 2009.",
        ),
        Column("given_name", "Given name", ("First name", "Given", "Forename"), True, "Example"),
        Column("family_name", "Family name", ("Last name", "Surname", "Family"), True, "Delete-this-row"),
        Column("certificate_name", "Certificate name", ("Name on certificate", "Certificate")),
        Column("email", "Mail", ("Email", "E-mail", "Email address", "Mail address"), example="example@example.org"),
        Column("phone", "Phone", ("Phone number", "Telephone", "Mobile", "Cell"), example="310-555-0100"),
    ]  # fmt: skip

    def form(self, texts):
        return GraduateForm(texts)

    def values(self, cleaned):
        return cleaned | {"graduated_on": cleaned["graduated_on"].isoformat(), "phone": e164(cleaned["phone"])}

    def look(self, rows):
        people = [_graduate(row) for row in rows]
        outlook = past_graduates.look(self.run.program, people)
        for row, fate in zip(rows, outlook.fates, strict=True):
            row["fate"] = fate
        return _problems(outlook.conflicts, rows), _outcome(outlook) | {"notes": self._notes(outlook)}

    def _notes(self, outlook):
        notes = []
        first, last = min(outlook.new_classes, default=0), max(outlook.new_classes, default=0)
        if outlook.new_classes:
            named = f"Class {first}" if first == last else f"{len(outlook.new_classes)} classes, {first} to {last}"
            notes.append(f"Not here yet: {named}. Created as finished, each with one session: graduation night.")
        planned = planned_number(self.run.program)
        if last >= planned:
            notes.append(f"With this file the next new class is number {last + 1}; without it, number {planned}.")
        return notes

    def bring_in(self, rows):
        people = [_graduate(row) for row in rows]
        note = f"read from the file {self.run.filename}"
        try:
            outlook = past_graduates.enter(self.run.program, people, by=self.run.created_by, note=note)
        except ConflictError as error:
            error.problems = _problems(error.conflicts, rows)
            raise
        return _outcome(outlook)


def _graduate(row):
    values = row["values"]
    return Graduate(**values | {"graduated_on": date.fromisoformat(values["graduated_on"])})


def _problems(conflicts, rows):
    labels = {column.field: column.label for column in PastGraduates.columns}
    return [problem(rows[found.index]["row"], labels[found.field], found.text) for found in conflicts]


def _outcome(outlook):
    counted = Counter(outlook.fates)
    return {
        "new": counted[Fate.NEW],
        "there": counted[Fate.THERE],
        "twice": counted[Fate.TWICE],
        "classes": len(outlook.new_classes),
    }
