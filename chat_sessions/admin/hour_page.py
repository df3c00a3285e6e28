"""What the pages around the hour of a session have in common. Each kind of page is a mixin in a module of its own."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse

from chat_sessions.admin.calls import say_whom_to_call
from chat_sessions.admin.session_page import SessionPage
from chat_sessions.services.errors import ChatError

SEE_SESSION, SEE_QUESTIONS = "chat_sessions.view_chatsession", "chat_sessions.view_question"
CHANGE_SESSION, CHANGE_QUESTIONS = "chat_sessions.change_chatsession", "chat_sessions.change_question"
SEE_ANSWERS, WRITE_ANSWERS = "chat_sessions.view_answer", "chat_sessions.change_answer"
REVIEW_ANSWERS = "chat_sessions.review_answers"

SO_ALREADY = "It is so already: nothing was changed."


def hour_url(name, session, *parts):
    """The page admin:chat_sessions_chatsession_<name> of this session."""
    return reverse(f"admin:chat_sessions_chatsession_{name}", args=[session.pk, *parts])


class HourPage(SessionPage):
    """For ChatSessionAdmin and its mixins."""

    def hour_path(self, route, name, view):
        """A page of one session, `view` guarded by the caller."""
        return path(f"<int:session_id>/{route}", view, name=self.page_name(name).removeprefix("admin:"))

    def question_for(self, session, question_id):
        questions = session.questions.select_related("sign_up", "owner", "answer__written_by", "answer__reviewed_by")
        question = get_object_or_404(questions, pk=question_id)
        question.session = session
        return question

    def do_with_form(self, request, form, done, verb, *args, **kwargs):
        """Call the verb with what was typed: whether it is done. A refusal stands above the form."""
        try:
            has_changed = verb(*args, **kwargs)
        except ChatError as error:
            form.add_error(None, str(error))
            return False
        if has_changed is False:
            self.message_user(request, SO_ALREADY, messages.INFO)
        else:
            self.message_user(request, done, messages.SUCCESS)
        return True

    def and_say_whom_to_call(self, request, verb):
        """The verb; once it is done, whoever asked and cannot be mailed is named."""

        def wrapped(question, **kwargs):
            has_changed = verb(question, **kwargs)
            if has_changed:
                say_whom_to_call(self, request, question)
            return has_changed

        return wrapped
