"""The running hour: the moderators' board, what was answered, and the page for the Chief.

Both pages look again by themselves every few seconds: by a script that asks only for what has changed; without a
script by a link that reloads the whole page, once or again and again.
"""

from django.contrib.messages import ERROR, add_message
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from chat_sessions.admin.hour_page import (
    CHANGE_QUESTIONS,
    SEE_QUESTIONS,
    SEE_SESSION,
    SO_ALREADY,
    WRITE_ANSWERS,
    HourPage,
    hour_url,
)
from chat_sessions.admin.live_board import Board, Card, Presenter, seconds_into
from chat_sessions.admin.live_forms import AnsweredForm
from chat_sessions.admin.session_page import QUESTIONS
from chat_sessions.enums import SessionPhase, SessionStatus
from chat_sessions.services import live, triage
from chat_sessions.services.errors import ChatError
from core.keys import key_from

READ = [SEE_SESSION, SEE_QUESTIONS]
ACT = [*READ, CHANGE_QUESTIONS]
LOOK_AGAIN = {"live": 4, "presenter": 3}  # seconds
# Without a script the whole page comes anew: not so often that nobody can read or choose.
RELOAD = 15
NO_CHANGE = 204

# What a button of the board does: the verb, and whether it wants the position that the board had shown.
VERBS = {
    "queue": (triage.queue, False),
    "unqueue": (triage.unqueue, False),
    "up": (live.move_up, True),
    "down": (live.move_down, True),
    "front": (live.move_to_front, True),
    "take_back": (live.take_back, False),
}


def by_script(request):
    return "HX-Request" in request.headers


class LivePages(HourPage):
    """For ChatSessionAdmin: board, "answered live" and presenter view."""

    def get_urls(self):
        answered = self.admin_site.admin_view(self.answered_live)
        return [
            self.hour_path("live/", "live", self._guard_live(self.live)),
            self.hour_path("presenter/", "presenter", self._guard_live(self.presenter)),
            self.hour_path("live/<int:question_id>/answered/", "answered_live", answered),
            *super().get_urls(),
        ]

    def row_tools(self, request, session):
        tools = super().row_tools(request, session)
        if request.user.has_perms(READ) and session.status == SessionStatus.PUBLISHED:
            is_on = session.phase() == SessionPhase.LIVE
            tools.append(self.row_tool(QUESTIONS, "Live board", "live", session, is_main=is_on))
            tools.append(self.row_tool(QUESTIONS, "Presenter view", "presenter", session))
        return tools

    def _guard_live(self, view):
        """As every page of the admin. A script that asks on when nobody is signed in any more is sent to the sign-in
        page, instead of showing it inside of its own.
        """
        guarded = self.admin_site.admin_view(view)

        def wrapped(request, *args, **kwargs):
            if not by_script(request) or self.admin_site.has_permission(request):
                return guarded(request, *args, **kwargs)
            response = HttpResponse(status=NO_CHANGE)
            response["HX-Refresh"] = "true"
            return response

        return wrapped

    def live(self, request, session_id):
        session = self.row_for(request, session_id, *(ACT if request.method == "POST" else READ))
        if request.method == "POST":
            said = self._press(session, request.POST, request.user)
            if by_script(request):
                return self._show_board(request, session, said=said or "Done.")
            if said:
                add_message(request, ERROR, said)
            return redirect(hour_url("live", session))
        return self._show_board(request, session)

    def _show_board(self, request, session, said=""):
        may_act = request.user.has_perms(ACT)
        # Three columns want the whole width.
        context = {"board": Board(session), "may_act": may_act, "said": said, "is_nav_sidebar_enabled": False}
        return self._live_page(request, "live", "Live board", session, context, is_answer=bool(said))

    def presenter(self, request, session_id):
        """For the Chief, in large type and with nothing else."""
        session = self.row_for(request, session_id, *READ)
        context = {"board": Presenter(session), "is_popup": True}
        return self._live_page(request, "presenter", "Presenter view", session, context)

    def _live_page(self, request, name, title, session, context, *, is_answer=False):
        """The page; for its script only the part that changes, and nothing at all while it has not."""
        mode = request.GET.get("mode") if request.GET.get("mode") in {"still", "reload"} else "script"
        context |= {"mode": mode, "address": hour_url(name, session), "seconds": LOOK_AGAIN[name], "reload": RELOAD}
        if not by_script(request):
            response = self.show_session_page(request, f"{name}.html", title, session, **context)
            if mode == "reload":
                response["Refresh"] = str(RELOAD)
        elif not is_answer and request.GET.get("seen") == context["board"].digest:
            response = HttpResponse(status=NO_CHANGE)
        else:
            part = f"{self.page_folder}/_{name}.html"
            response = TemplateResponse(request, part, {"session": session, **context})
        patch_vary_headers(response, ["HX-Request"])
        return response

    @staticmethod
    def _press(session, sent, user):
        """Do what the button says; what is to be told, if anything."""
        verb, wants_position = VERBS.get(sent.get("verb", ""), (None, False))
        question = session.questions.filter(pk=key_from(sent.get("question", ""))).first()
        if verb is None or question is None:
            return "Choose a question and a button."
        told = {"seen": key_from(sent.get("seen", ""))} if wants_position else {"by": user}
        try:
            return "" if verb(question, **told) else SO_ALREADY
        except ChatError as error:
            return str(error)

    def answered_live(self, request, session_id, question_id):
        """Who answered, in short what, and where in the recording."""
        session = self.row_for(request, session_id, *ACT, WRITE_ANSWERS)
        question = self.question_for(session, question_id)
        initial = {"seconds": seconds_into(session, timezone.now())}
        form = AnsweredForm(request.POST or None, session=session, initial=initial)
        done = f"{question}: answered. Those who asked are told."
        verb = self.and_say_whom_to_call(request, live.answer_live)
        if form.is_valid() and self.do_with_form(
            request, form, done, verb, question, by=request.user, **form.cleaned_data
        ):  # fmt: skip
            return redirect(hour_url("live", session))
        return self.show_session_page(
            request, "answered.html", "Answered live", session, form=form, card=Card(question), question=question
        )
