"""After the hour: close it, see what is unanswered, publish."""

from django.shortcuts import redirect
from django.utils import timezone

from chat_sessions.admin.answer_forms import CloseForm
from chat_sessions.admin.hour_page import (
    CHANGE_SESSION,
    REVIEW_ANSWERS,
    SEE_ANSWERS,
    SEE_QUESTIONS,
    SEE_SESSION,
    HourPage,
    hour_url,
)
from chat_sessions.admin.session_page import QUESTIONS, THE_SESSION
from chat_sessions.admin.unanswered import Unanswered
from chat_sessions.enums import SessionPhase, SessionStatus
from chat_sessions.services import answers, closing

READ = [SEE_SESSION, SEE_QUESTIONS, SEE_ANSWERS]
REVIEW = [*READ, REVIEW_ANSWERS]


class AnswerPages(HourPage):
    """For ChatSessionAdmin: the end of the hour, and what follows."""

    def get_urls(self):
        pages = self.row_urls(
            close=self.close, reopen=self.reopen, afterwards=self.afterwards, publish_answers=self.publish_answers
        )
        return [*pages, *super().get_urls()]

    def row_tools(self, request, session):
        tools = super().row_tools(request, session)
        now, is_cancelled = timezone.now(), _is_cancelled(session)
        if session.status == SessionStatus.DRAFT or (now < session.starts_at and not is_cancelled):
            return tools
        if request.user.has_perms(READ):
            tools.append(self.row_tool(QUESTIONS, "Answers in writing", "afterwards", session))
        if request.user.has_perm(CHANGE_SESSION) and not session.ended_at:
            tools.append(self.row_tool(THE_SESSION, _closing(session), "close", session))
        elif request.user.has_perm(CHANGE_SESSION) and closing.can_reopen(session, now):
            tools.append(self.row_tool(THE_SESSION, "Open the hour again", "close", session))
        return tools

    def close(self, request, session_id):
        """Who sees to what is left, then the end: nothing is asked from that second on."""
        session = self.row_for(request, session_id, SEE_SESSION, CHANGE_SESSION)
        form = CloseForm(request.POST or None, initial={"owner": request.user.pk})
        if form.is_valid():
            told = {"owner": form.cleaned_data["owner"], "by": request.user}
            back = hour_url("afterwards", session)
            done = "Its questions are closed." if _is_cancelled(session) else "The hour is closed."
            return self.do_to_row(request, session, done, closing.close_hour, session, back=back, **told)
        now = timezone.now()
        return self.show_session_page(
            request, "close.html", _closing(session), session,
            form=form, open_count=session.questions.open().from_known().count(), due_on=closing.due_day(session),
            is_early=session.phase(now) == SessionPhase.LIVE,
            has_begun=session.phase(now) in closing.CLOSABLE,
            is_cancelled=_is_cancelled(session), can_reopen=closing.can_reopen(session, now),
        )  # fmt: skip

    def reopen(self, request, session_id):
        """POST alone: it was closed too early."""
        session = self.row_for(request, session_id, SEE_SESSION, CHANGE_SESSION)
        back = hour_url("live", session)
        if request.method != "POST":
            return redirect(hour_url("close", session))
        return self.do_to_row(request, session, "The hour is open again.", closing.reopen_hour, session, back=back)

    def afterwards(self, request, session_id):
        session = self.row_for(request, session_id, *READ)
        return self.show_session_page(
            request, "afterwards.html", "Answers in writing", session,
            list=Unanswered(session, timezone.localdate()), may_publish=request.user.has_perms(REVIEW),
            may_close=request.user.has_perm(CHANGE_SESSION),
        )  # fmt: skip

    def publish_answers(self, request, session_id):
        """POST alone: from now on, what is reviewed is public."""
        session = self.row_for(request, session_id, *REVIEW)
        back = hour_url("afterwards", session)
        if request.method != "POST":
            return redirect(back)
        return self.do_to_row(request, session, "The answers are published.", answers.publish, session, back=back)


def _is_cancelled(session):
    return session.status == SessionStatus.CANCELLED


def _closing(session):
    return "Close its questions" if _is_cancelled(session) else "Close the hour"
