"""One session of a class: move it, cancel it, put it back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse

from programs.admin.class_page import EVENINGS, Tool
from programs.admin.class_pages import CHANGE
from programs.admin.date_forms import CancelSessionForm, MoveSessionForm, RestoreSessionForm
from programs.admin.date_pages import DatePages
from programs.enums import ClassStatus
from programs.services import sessions
from programs.services.errors import RegistrationError


def session_address(offering, session, name="session"):
    return reverse(f"admin:programs_classoffering_{name}", args=[offering.pk, session.pk])


class SessionPages(DatePages):
    """For ClassOfferingAdmin. Each page shows what would happen first; everyone is told once."""

    def get_urls(self):
        views = {"session": ("", self.move_session), "session_cancel": ("cancel/", self.cancel_session),
                 "session_restore": ("restore/", self.restore_session)}  # fmt: skip
        pages = [
            path(
                f"<int:offering_id>/sessions/<int:session_id>/{rest}",
                self.admin_site.admin_view(view),
                name=f"programs_classoffering_{name}",
            )
            for name, (rest, view) in views.items()
        ]
        return [*pages, *super().get_urls()]

    def class_tools(self, request, offering):
        tools = super().class_tools(request, offering)
        if self.has_change_permission(request, offering) and offering.sessions.all():
            address = f"{self.class_address(offering)}#sessions-heading"
            tools.append(Tool(EVENINGS, "Move or cancel a session", address))
        return tools

    def move_session(self, request, offering_id, session_id):
        offering, session = self._session(request, offering_id, session_id)
        if elsewhere := self._elsewhere(request, offering, session, is_cancelled=False):
            return elsewhere
        known = {name: getattr(session, name) for name in ("date", "start_time", "end_time")}
        form = MoveSessionForm(request.POST or None, initial=known, is_needed=False)
        return self.propose(
            request, "session_move.html", f"Move {session}", offering, form, session=session,
            planned=lambda form: sessions.plan_move(offering, session, **form.arguments()),
            verb=lambda form: sessions.move_session(session, reason=_reason(form), **form.arguments()),
            done=f"Moved: the session of {session}.",
        )  # fmt: skip

    def cancel_session(self, request, offering_id, session_id):
        offering, session = self._session(request, offering_id, session_id)
        if elsewhere := self._elsewhere(request, offering, session, is_cancelled=False):
            return elsewhere
        is_needed = offering.status == ClassStatus.PUBLISHED
        form = CancelSessionForm(request.POST or None, is_needed=is_needed)
        return self.propose(
            request, "session_cancel.html", f"Cancel {session}", offering, form, session=session,
            planned=lambda form: sessions.plan_cancel(offering, session, **form.arguments()),
            verb=lambda form: sessions.cancel_session(session, reason=_reason(form), **form.arguments()),
            done=f"Cancelled: the session of {session}.",
        )  # fmt: skip

    def restore_session(self, request, offering_id, session_id):
        offering, session = self._session(request, offering_id, session_id)
        if elsewhere := self._elsewhere(request, offering, session, is_cancelled=True):
            return elsewhere
        form = RestoreSessionForm(request.POST or None, is_needed=False)
        return self.propose(
            request, "session_restore.html", f"Put back {session}", offering, form, session=session,
            planned=lambda form: sessions.plan_restore(offering, session),
            verb=lambda form: sessions.restore_session(session, reason=_reason(form)),
            done=f"Takes place after all: the session of {session}.",
        )  # fmt: skip

    def _session(self, request, offering_id, session_id):
        offering = self.class_for(request, offering_id, CHANGE)
        return offering, get_object_or_404(offering.sessions, pk=session_id)

    def _elsewhere(self, request, offering, session, *, is_cancelled):
        """Where to go from a page that has nothing to offer for this session as it is."""
        if request.method == "POST":  # pressed twice: the plan says that it is so already
            return None
        try:
            sessions.refuse_unless_to_come(session)
        except RegistrationError as error:
            self.message_user(request, str(error), messages.WARNING)
            return redirect(self.class_address(offering))
        if session.cancelled == is_cancelled:
            return None
        return redirect(session_address(offering, session, "session_restore" if session.cancelled else "session"))


def _reason(form):
    return form.cleaned_data["reason"]
