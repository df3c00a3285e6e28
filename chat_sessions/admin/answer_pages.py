"""After the hour: close it, see what is unanswered, write, review and publish."""

from django.shortcuts import redirect
from django.utils import timezone

from chat_sessions.admin.answer_forms import AnswerForm, CloseForm, OwnerForm
from chat_sessions.admin.hour_page import (
    CHANGE_QUESTIONS,
    CHANGE_SESSION,
    REVIEW_ANSWERS,
    SEE_ANSWERS,
    SEE_QUESTIONS,
    SEE_SESSION,
    WRITE_ANSWERS,
    HourPage,
    hour_url,
)
from chat_sessions.admin.unanswered import Unanswered, standing_of
from chat_sessions.enums import SessionPhase
from chat_sessions.services import answers, closing

READ = [SEE_SESSION, SEE_QUESTIONS, SEE_ANSWERS]
ASSIGN = [*READ, CHANGE_QUESTIONS]
WRITE = [*READ, WRITE_ANSWERS]
REVIEW = [*READ, REVIEW_ANSWERS]


class AnswerPages(HourPage):
    """For ChatSessionAdmin: the end of the hour, and what follows."""

    def get_urls(self):
        pages = self.hour_urls(
            close=self.close, reopen=self.reopen, afterwards=self.afterwards, publish_answers=self.publish_answers
        )
        return [*pages, self.hour_path("afterwards/<int:question_id>/", "answer", self.answer), *super().get_urls()]

    def close(self, request, session_id):
        """Who sees to what is left, then the end: nothing is asked from that second on."""
        session = self.hour_for(request, session_id, SEE_SESSION, CHANGE_SESSION)
        form = CloseForm(request.POST or None, initial={"owner": request.user.pk})
        if form.is_valid():
            back = hour_url("afterwards", session)
            owner, by = form.cleaned_data["owner"], request.user
            verb = closing.close_hour
            return self.do_to_hour(
                request, "The hour is closed.", verb, session, owner=owner, by=by, back=back, about=session
            )
        now = timezone.now()
        return self.show_hour_page(
            request, "close.html", "Close the hour", session,
            form=form, open_count=session.questions.open().count(), due_on=closing.due_day(session),
            is_early=session.phase(now) == SessionPhase.LIVE,
            has_begun=session.phase(now) in closing.CLOSABLE,
            can_reopen=session.ended_at and now < session.ends_at and not session.answers_published_at,
        )  # fmt: skip

    def reopen(self, request, session_id):
        """POST alone: it was closed too early."""
        session = self.hour_for(request, session_id, SEE_SESSION, CHANGE_SESSION)
        back = hour_url("live", session)
        if request.method != "POST":
            return redirect(hour_url("close", session))
        return self.do_to_hour(request, "The hour is open again.", closing.reopen_hour, session, back=back, about=session)

    def afterwards(self, request, session_id):
        session = self.hour_for(request, session_id, *READ)
        return self.show_hour_page(
            request, "afterwards.html", "Answers in writing", session,
            list=Unanswered(session, timezone.localdate()), may_publish=request.user.has_perms(REVIEW),
            may_close=request.user.has_perm(CHANGE_SESSION),
        )  # fmt: skip

    def publish_answers(self, request, session_id):
        """POST alone: from now on, what is reviewed is public."""
        session = self.hour_for(request, session_id, *REVIEW)
        back = hour_url("afterwards", session)
        if request.method != "POST":
            return redirect(back)
        return self.do_to_hour(request, "The answers are published.", answers.publish, session, back=back, about=session)

    def answer(self, request, session_id, question_id):
        """One question: who answers it, what is written, and the review."""
        session = self.hour_for(request, session_id, *READ)
        question = self.question_for(session, question_id)
        forms = self._forms(request, question)
        if request.method == "POST" and self._save(request, question, forms):
            return redirect(hour_url("answer", session, question.pk))
        user, standing = request.user, standing_of(question, timezone.localdate())
        return self.show_hour_page(
            request, "answer.html", f"Answer to {question}", session,
            question=question, standing=standing, version=answers.version_of(question),
            joined=question.merged_questions.count(), form=next((each for each in forms.values() if each.errors), None),
            answer_form=forms["write"] if user.has_perms(WRITE) and standing.can_be_written else None,
            owner_form=forms["assign"] if user.has_perms(ASSIGN) and standing.is_open else None,
            may_review=user.has_perms(REVIEW) and standing.waits_for_review,
            is_own=standing.answer and standing.answer.written_by_id == user.pk,
        )  # fmt: skip

    def _forms(self, request, question):
        """{button: form}; only the one whose button was pressed takes what was sent."""
        sent = {name: request.POST if name in request.POST else None for name in ("write", "assign")}
        written = answers.wording_of(question)
        return {
            "write": AnswerForm(sent["write"], initial=written, prefix="answer"),
            "assign": OwnerForm(sent["assign"], initial={"owner": question.owner_id, "due_on": question.due_on}),
        }

    def _save(self, request, question, forms):
        """Do what the pressed button says; whether it is done."""
        by, seen = request.user, request.POST.get("seen", "")
        if "review" in request.POST:
            self.hour_for(request, question.session_id, *REVIEW)
            back = hour_url("answer", question.session, question.pk)
            return self.do_to_hour(
                request, f"{question}: reviewed.", answers.review, question, seen=seen, by=by, back=back
            )
        if "assign" in request.POST and forms["assign"].is_valid():
            self.hour_for(request, question.session_id, *ASSIGN)
            form = forms["assign"]
            done = f"{question}: saved."
            return self.do_with_form(request, form, done, answers.assign, question, by=by, **form.cleaned_data)
        if "write" in request.POST and forms["write"].is_valid():
            self.hour_for(request, question.session_id, *WRITE)
            form = forms["write"]
            done = f"{question}: saved. Somebody else reviews it before it is public."
            wording = form.cleaned_data
            return self.do_with_form(request, form, done, answers.write, question, wording=wording, seen=seen, by=by)
        return False
