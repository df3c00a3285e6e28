"""One question after the hour: who answers it, what is written, and the review."""

from django.shortcuts import redirect
from django.utils import timezone

from chat_sessions.admin.answer_forms import AnswerForm, OwnerForm
from chat_sessions.admin.answer_pages import READ, REVIEW
from chat_sessions.admin.hour_page import CHANGE_QUESTIONS, WRITE_ANSWERS, HourPage, hour_url
from chat_sessions.admin.question_pages import reveal
from chat_sessions.admin.unanswered import standing_of
from chat_sessions.services import answers

# What each button of the page asks of whoever presses it.
BUTTONS = {"write": [*READ, WRITE_ANSWERS], "assign": [*READ, CHANGE_QUESTIONS], "review": REVIEW}


class AnswerPage(HourPage):
    """For ChatSessionAdmin."""

    def get_urls(self):
        answer = self.admin_site.admin_view(self.answer)
        return [self.hour_path("afterwards/<int:question_id>/", "answer", answer), *super().get_urls()]

    def answer(self, request, session_id, question_id):
        pressed = next((name for name in BUTTONS if name in request.POST), "")
        session = self.row_for(request, session_id, *BUTTONS.get(pressed, READ))
        question = self.question_for(session, question_id)
        if pressed == "review":
            return self._review_answer(request, question)
        forms = {
            "write": AnswerForm(
                request.POST if pressed == "write" else None, initial=answers.wording_of(question), prefix="answer"
            ),
            "assign": OwnerForm(
                request.POST if pressed == "assign" else None,
                initial={"owner": question.owner_id, "due_on": question.due_on},
            ),
        }
        form = forms.get(pressed)
        if form and form.is_valid() and self._save_answer(request, pressed, form, question):
            return redirect(hour_url("answer", session, question.pk))
        return self._show_answer(request, question, form, forms)

    def _show_answer(self, request, question, form, forms):
        standing, user = standing_of(question, timezone.localdate()), request.user
        reveal(user, question)
        return self.show_session_page(
            request, "answer.html", f"Answer to {question}", question.session,
            form=form,  # the page's title says when there is an error
            question=question, standing=standing, version=answers.version_of(question),
            joined=question.merged_questions.count(),
            answer_form=forms["write"] if user.has_perms(BUTTONS["write"]) and standing.can_be_written else None,
            owner_form=forms["assign"] if user.has_perms(BUTTONS["assign"]) and standing.is_open else None,
            may_review=user.has_perms(REVIEW) and standing.waits_for_review,
            is_own=bool(standing.answer and standing.answer.written_by_id == user.pk),
        )  # fmt: skip

    def _review_answer(self, request, question):
        told = {"seen": request.POST.get("seen", ""), "by": request.user}
        back = hour_url("answer", question.session, question.pk)
        done = f"The answer to {question} is reviewed."
        verb = self.and_say_whom_to_call(request, answers.review)
        return self.do_to_row(request, question.session, done, verb, question, back=back, **told)

    def _save_answer(self, request, pressed, form, question):
        told = form.cleaned_data
        if pressed == "assign":
            done = f"{question}: saved."
            return self.do_with_form(request, form, done, answers.assign, question, by=request.user, **told)
        done = f"{question}: saved. Somebody else reviews it before it is public."
        seen = request.POST.get("seen", "")
        return self.do_with_form(request, form, done, answers.write, question, wording=told, seen=seen, by=request.user)
