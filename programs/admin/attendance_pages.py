"""The attendance of a whole class: who was when, who has absences left, who must be spoken with."""

from dataclasses import dataclass, field

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date

from core.contact import LineField, NoteField
from core.keys import key_from
from programs import standings, students
from programs.admin.attendance_evening import READ, EveningPages, evening_url
from programs.admin.class_page import EVENINGS, Tool, tool
from programs.admin.roster import phone_words
from programs.enums import ClassStatus, Mark
from programs.models import Attendance, Registration
from programs.services import absences
from programs.services.attendance import sessions_of_today
from programs.services.errors import RegistrationError
from programs.services.nominations.families import MAY_CALL, families_of
from programs.services.nominations.names import named, with_names
from programs.standings import NoMark, Standing

FOLLOW_UP = [*READ, "programs.change_attendance"]
EXEMPT = [*READ, "programs.change_registration"]

EVERYONE, TO_FOLLOW_UP, CANNOT = "all", "follow-up", "cannot"
FILTERS = {
    EVERYONE: "Everyone",
    TO_FOLLOW_UP: "Absences to follow up",
    CANNOT: "Cannot graduate any more",
}
LETTERS = {
    Mark.PRESENT: "P",
    Mark.LATE: "L",
    Mark.LEFT_EARLY: "LE",
    Mark.EXCUSED: "E",
    Mark.ABSENT: "A",
    Mark.MADE_UP: "M",
    NoMark.NOT_RECORDED: "?",
    NoMark.BEFORE: "B",
    NoMark.COMING: "",
}


def words(status):
    """What a mark says to staff."""
    if status == NoMark.BEFORE:
        return "Before this person had a seat"
    return str((Mark if status in Mark.values else NoMark)(status).label)


class ExemptForm(forms.Form):
    """Why somebody may graduate against the rule."""

    reason = NoteField(
        max_length=absences.REASON_LENGTH,
        help_text="It stays on record and stands beside the name. It is not mailed. Of a student: no name, no health.",
        error_messages={"required": "Write the reason: it stays on record."},
    )


class FollowUpForm(forms.Form):
    """What was said about an absence."""

    note = LineField(required=False, max_length=200)


@dataclass(frozen=True)
class Row:
    """One person on the overview."""

    standing: Standing
    phone: str
    contacts: list = field(default_factory=list)  # of a student: whom of the family to call

    @property
    def cells(self):
        return [(LETTERS[entry.status], words(entry.status), entry) for entry in self.standing.entries]

    @property
    def to_follow_up(self):
        """The absences that nobody has spoken about yet."""
        return [
            entry
            for entry in self.standing.teaching
            if entry.status == Mark.ABSENT and entry.attendance.followed_up_at is None
        ]

    def is_in(self, show):
        return {TO_FOLLOW_UP: bool(self.to_follow_up), CANNOT: not self.standing.can_graduate}.get(show, True)


def _number(rows, show):
    """How many a filter shows: absences where it is about absences, else people."""
    if show == TO_FOLLOW_UP:
        return sum(len(row.to_follow_up) for row in rows)
    return sum(row.is_in(show) for row in rows)


def _rows(found, reader):
    """For whom may know them, students with their families."""
    families = families_of([each.registration for each in found]) if reader.has_perm(MAY_CALL) else {}
    rows = []
    for each in found:
        family = families.get(each.registration.pk)
        rows.append(Row(each, phone_words(each.registration), students.to_call(family) if family else []))
    return rows


class AttendancePages(EveningPages):
    """For ClassOfferingAdmin: the overview, following up on absences, and exemptions from the rule."""

    def get_urls(self):
        view = self.admin_site.admin_view
        exempt = path(
            "<int:offering_id>/attendance/exempt/<int:registration_id>/",
            view(self.exempt),
            name="programs_classoffering_exempt",
        )
        follow_up = path(
            "<int:offering_id>/attendance/follow-up/", view(self.follow_up), name="programs_classoffering_follow_up"
        )
        return [*self.class_urls(attendance=self.attendance), exempt, follow_up, *super().get_urls()]

    def class_tools(self, request, offering):
        tools = super().class_tools(request, offering)
        if offering.status == ClassStatus.DRAFT or not request.user.has_perms(READ):
            return tools
        tools.append(tool(EVENINGS, "Attendance", "attendance", offering))
        if request.user.has_perm("programs.add_attendance"):
            for session in sessions_of_today(offering, timezone.now()):
                tools.append(Tool(EVENINGS, "At the door today", evening_url("door", session), is_main=True))
                tools.append(Tool(EVENINGS, "Code on the wall today", evening_url("wall", session)))
        return tools

    def attendance(self, request, offering_id):
        offering = self.class_for(request, offering_id, *READ)
        everybody = _rows(named(standings.of_class(offering), request.user), request.user)
        show = request.GET.get("show") if request.GET.get("show") in FILTERS else EVERYONE
        return self.show_class_page(
            request,
            "attendance.html",
            "Attendance",
            offering,
            rows=[row for row in everybody if row.is_in(show)],
            total=len(everybody),
            show=show,
            filters=[(key, label, _number(everybody, key), key == show) for key, label in FILTERS.items()],
            legend=[(letter, words(status)) for status, letter in LETTERS.items() if letter],
            evenings=[(session, evening_url("evening", session)) for session in offering.held_sessions],
            may_exempt=request.user.has_perms(EXEMPT),
            may_follow_up=request.user.has_perms(FOLLOW_UP),
        )

    def follow_up(self, request, offering_id):
        """POST alone: somebody has spoken with the person."""
        offering = self.class_for(request, offering_id, *FOLLOW_UP)
        back = f"{reverse('admin:programs_classoffering_attendance', args=[offering.pk])}?show={TO_FOLLOW_UP}"
        if request.method != "POST":
            return redirect(back)
        key, form = key_from(request.POST.get("attendance", "")), FollowUpForm(request.POST)
        absence = Attendance.objects.filter(pk=key, session__offering=offering).first()
        if absence is None:
            self.message_user(request, "This absence is not there any more.", messages.WARNING)
        elif not form.is_valid():
            self.message_user(request, f"Not saved. The note: {form.errors['note'][0]}", messages.ERROR)
        else:
            day, name = format_date(absence.session.date, "F j"), absence.registration.full_name
            try:
                absences.follow_up(absence, by=request.user, note=form.cleaned_data["note"])
            except RegistrationError as error:
                self.message_user(request, str(error), messages.ERROR)
            else:
                self.message_user(request, f"Followed up: {name}, {day}.", messages.SUCCESS)
        return redirect(back)

    def exempt(self, request, offering_id, registration_id):
        """Let somebody graduate against the rule, with a reason; or take it back."""
        offering = self.class_for(request, offering_id, *EXEMPT)
        person = get_object_or_404(Registration, pk=registration_id, offering=offering)
        back = reverse("admin:programs_classoffering_attendance", args=[offering.pk])
        if "take_back" in request.POST:
            done = f"The absence rule holds for {person.recorded_name} again."
            verb = absences.take_back_exemption
            return self.do_to_class(request, offering, done, verb, person, by=request.user, back=back)
        form = ExemptForm(request.POST or None, initial={"reason": person.exempt_reason})
        if form.is_valid():
            done = f"{person.recorded_name} may graduate against the absence rule."
            reason = form.cleaned_data["reason"]
            verb = absences.exempt
            return self.do_to_class(request, offering, done, verb, person, reason=reason, by=request.user, back=back)
        with_names([person], request.user)
        standing = standings.of_registrations([person]).get(person.pk)
        return self.show_class_page(
            request, "exempt.html", f"Exempt {person.full_name}", offering, form=form, person=person, standing=standing
        )
