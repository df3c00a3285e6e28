"""Pages that change dates: what was typed, then what would become of it, then the change of just that."""

import hashlib
from copy import copy
from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect

from core.services import closed_days
from programs.admin.class_page import ClassPage
from programs.admin.telling import audience
from programs.enums import RegistrationState
from programs.services.classes import SessionChange, ensure_closure_days
from programs.services.errors import RegistrationError
from programs.services.sessions import clashing_classes


@dataclass(frozen=True)
class Row:
    """One session in the preview, and what staff should know of its new date."""

    change: SessionChange
    notes: list[str]


class DatePages(ClassPage):
    """For the mixins of ClassOfferingAdmin that move, cancel or put off."""

    def propose(self, request, template, title, offering, form, *, planned, verb, done, **context):
        """`planned(form)`: the DatePlan; `verb(form)` carries it out, once somebody has seen exactly this plan."""
        plan = None
        if form.is_valid():
            try:
                plan = planned(form)
            except RegistrationError as error:
                form.add_error(None, str(error))
        people = audience(offering)
        if plan is not None and "apply" in request.POST:
            if not plan.changes:
                self.message_user(request, "It is so already: nothing was changed.", messages.INFO)
                return redirect(self.class_address(offering))
            if request.POST.get("seen") == _fingerprint(plan):
                return self.do_to_class(request, offering, f"{done} {people.words}", verb, form)
            self.message_user(request, "The dates have changed since you looked. Please look again.", messages.WARNING)
        if plan is not None:
            context |= {"plan": plan, "seen": _fingerprint(plan), **_outlook(offering, plan)}
        return self.show_class_page(request, template, title, offering, form=form, audience=people, **context)


def _fingerprint(plan):
    """Tells one plan from another: what it would change, and from what."""
    words = [
        f"{session.pk} {session.date} {session.start_time} {session.end_time} {session.cancelled}"
        for change in plan.changes
        for session in (change.before, change.after)
        if session
    ]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def _outlook(offering, plan):
    dates = [session.date for session in plan.sessions]
    if dates:
        ensure_closure_days(min(dates))
    for_students = offering.program.is_for_students
    closed = closed_days(min(dates), max(dates), for_students=for_students) if dates else {}
    clashes = clashing_classes(plan.sessions)
    imagined = _imagine(offering, plan)
    nights = [session.date for session in imagined.held_sessions if session.is_graduation]
    rows = []
    for change in plan.changes:
        day, notes = change.after.date, []
        if day in closed:
            notes.append(f"Closure day: {closed[day]}")
        if day in clashes:
            notes.append(f"{clashes[day]} meets at this time")
        if nights and day > nights[-1]:
            notes.append("After graduation night")
        rows.append(Row(change, [] if change.after.cancelled else notes))
    return {"rows": rows, "skipped": plan.skipped.items(), "shortened": _offers_after(imagined)}


def _imagine(offering, plan):
    """The class as it would be, never saved."""
    changed = {change.after.pk: change.after for change in plan.changes}
    sessions = [changed.get(session.pk, session) for session in offering.sessions.all()]
    sessions += [session for session in plan.sessions if session.pk is None]
    imagined = copy(offering)
    imagined.held_sessions = sorted(
        (session for session in sessions if not session.cancelled), key=lambda each: (each.date, each.start_time)
    )
    return imagined


def _offers_after(imagined):
    """How many offers that are out would have to end earlier."""
    last = imagined.last_joining_moment
    offers = imagined.registrations.filter(state=RegistrationState.OFFERED)
    return offers.filter(expires_at__gt=last).count() if last else 0
