"""The door at the end of an evening for students: who is still here, and with whom each may go. Phone first."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone

from core.access import mark_personal
from core.keys import key_from
from programs.admin.attendance_evening import READ, EveningPages, evening_url
from programs.admin.class_page import EVENINGS, Tool
from programs.enums import ClassStatus
from programs.services.attendance import sessions_of_today
from programs.services.errors import RegistrationError
from programs.services.nominations import sign_outs
from programs.services.nominations.names import named
from programs.services.nominations.sign_outs import ANOTHER, CALL_FIRST, UndoReason

SIGN_OUT = "programs.add_signout"


def may_sign_out(user):
    """The page names families: whoever may only take the attendance does not read it."""
    return user.has_perms([*READ, SIGN_OUT])


class SignOutPages(EveningPages):
    """For ClassOfferingAdmin: one page of an evening, in a class that schools nominate for."""

    def get_urls(self):
        sign_out = path(
            "<int:offering_id>/attendance/<int:session_id>/sign-out/",
            self.admin_site.admin_view(self.sign_out),
            name="programs_classoffering_sign_out",
        )
        return [sign_out, *super().get_urls()]

    def class_tools(self, request, offering):
        tools = super().class_tools(request, offering)
        if offering.status != ClassStatus.DRAFT and offering.program.is_for_students and may_sign_out(request.user):
            for session in sessions_of_today(offering, timezone.now()):
                tools.append(Tool(EVENINGS, "Sign-out today", evening_url("sign_out", session), is_main=True))
        return tools

    def sign_out(self, request, offering_id, session_id):
        if not may_sign_out(request.user):
            raise PermissionDenied
        session = self.session_for(request, offering_id, session_id, READ)
        if not session.offering.program.is_for_students:
            raise Http404("Nobody collects the people of this class.")
        problem = {}
        if request.method == "POST":
            key = key_from(request.POST.get("person", ""))
            person = session.offering.registrations.filter(pk=key).first() if key else None
            problem = self._act(request, session, person)
            if not problem:
                return redirect(f"{evening_url('sign_out', session)}#leaving")
        return self._sign_out_page(request, session, problem)

    def _act(self, request, session, person):
        """{registration key: why not}; empty when it is done."""
        if person is None:
            self.message_user(request, "This student has no seat in this class any more.", messages.WARNING)
            return {}
        try:
            if "undo" in request.POST:
                sign_outs.undo(session, person, reason=request.POST.get("reason", ""), by=request.user)
                return {}
            chosen = request.POST.get("collector", "")
            if not chosen:
                return {person.pk: "Choose who collects this student."}
            if chosen == ANOTHER:
                return {person.pk: CALL_FIRST}
            sign_outs.sign_out(session, person, chosen, by=request.user)
        except RegistrationError as error:
            return {person.pk: str(error)}
        return {}

    def _sign_out_page(self, request, session, problem):
        rows, unrecorded = sign_outs.leavers(session)
        rows = named(rows, request.user)
        for row in rows:
            row.problem = problem.get(row.registration.pk, "")
            row.chosen = request.POST.get("collector", "") if row.problem else ""
        page = self.show_evening(
            request,
            "sign_out.html",
            "Sign-out",
            session,
            still_here=[row for row in rows if not row.sign_out],
            gone=[row for row in rows if row.sign_out],
            unrecorded=unrecorded,
            has_ended=timezone.now() >= session.ends_at,
            reasons=UndoReason.choices,
            problem=problem,
        )
        return mark_personal(page)  # it speaks of families: nothing keeps a copy
