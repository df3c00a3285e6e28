"""The page of one question, and the pages on which a moderator decides about it."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from chat_sessions.admin.calls import say_whom_to_call
from chat_sessions.admin.question_verbs import VERBS, offered
from chat_sessions.models import Question
from chat_sessions.services import declining
from chat_sessions.services.errors import ChatError
from chat_sessions.words import events_in_words, state_words
from core import audit
from core.admin_pages import RowPages
from core.keys import key_from
from mailroom.models import Message

SEE = "chat_sessions.view_question"


def reveal(user, question):
    """What is about an own case or an officer is shown only to who opens it, and that is kept."""
    if question.is_own_case:
        audit.record(user, question, "Read: about an own case or an officer.")


def board_of(question):
    return reverse("admin:chat_sessions_chatsession_board", args=[question.session_id])


class QuestionPages(RowPages):
    """For QuestionAdmin: Django's page of a row without a form, and one page a verb."""

    refusal = ChatError
    page_folder = "admin/chat_sessions/question"
    row_argument = "question_id"

    def rows(self):
        return Question.objects.with_votes().select_related(
            "session", "sign_up", "merged_into", "reason_proposed_by", "reason_confirmed_by", "owner"
        )

    def get_urls(self):
        pages = [
            path(
                f"<int:question_id>/{verb.name}/",
                self.admin_site.admin_view(partial(self.decide, verb=verb)),
                name=verb.url_name.removeprefix("admin:"),
            )
            for verb in VERBS.values()
        ]
        return [*pages, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        question = get_object_or_404(self.rows(), pk=key_from(object_id))
        reveal(request.user, question)
        page = {
            "original": question,
            "verbs": [(verb, reverse(verb.url_name, args=[question.pk])) for verb in offered(request.user, question)],
            "proposal": declining.proposal_of(question) if question.awaits_second else None,
            "is_own_proposal": question.reason_proposed_by_id == request.user.pk,
            "merged": question.merged_questions.order_by("pk"),
            "state": state_words(question),
            "events": events_in_words(question.events.select_related("by")),
            "board": board_of(question),
        }
        if request.user.has_perm("mailroom.view_message") and question.sign_up:
            page["mails"] = Message.objects.filter(about=question.sign_up.reference).defer("html", "attachments")
            page["mails_about"] = question.sign_up.reference
        return self._page(request, "question.html", "Question", question, **page)

    def decide(self, request, question_id, verb):
        """GET: what will happen, and what is asked. POST: it is done; from the board, or with the form."""
        question = self.row_for(request, question_id, verb.permission)
        form = verb.form(request.POST if request.method == "POST" else None, question=question)
        if form.is_valid():
            try:
                return self._do(request, question, verb, form)
            except ChatError as error:
                form.add_error(None, str(error))
        reveal(request.user, question)
        return self._page(
            request, "verb.html", verb.label, question, verb=verb, form=form,
            is_decline=verb.name in {"decline", "confirm"}, parent=question, parent_url=self.row_address(question),
            proposal=declining.proposal_of(question) if question.awaits_second else None,
        )  # fmt: skip

    def _do(self, request, question, verb, form):
        back = self._way_back(request, question)
        if verb.call(question, by=request.user, **form.cleaned_data) is False:
            self.message_user(request, "It is so already: nothing was changed.", messages.INFO)
            return redirect(back)
        self.log_change(request, question, f"{verb.done.capitalize()}.")
        self.message_user(request, f"{question}: {verb.done}.", messages.SUCCESS)
        if verb.tells_asker:
            say_whom_to_call(self, request, question)
        return HttpResponseRedirect(back)

    def _way_back(self, request, question):
        """The board, if it was done there: at the question that was touched; else its page."""
        back = request.POST.get("back", "")
        is_ours = back.startswith(board_of(question)) and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
        return back if is_ours else self.row_address(question)

    def _page(self, request, template, title, question, **context):
        parents = {"parent": f"Triage board: {question.session}", "parent_url": board_of(question)}
        return self.show_row_page(request, template, title, question, question=question, **parents | context)
