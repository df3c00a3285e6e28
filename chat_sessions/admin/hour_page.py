"""What the pages around the hour of a session have in common. Each kind of page is a mixin in a module of its own."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from chat_sessions.models import ChatSession
from chat_sessions.services.errors import ChatError

SEE_SESSION, SEE_QUESTIONS = "chat_sessions.view_chatsession", "chat_sessions.view_question"
CHANGE_SESSION, CHANGE_QUESTIONS = "chat_sessions.change_chatsession", "chat_sessions.change_question"
SEE_ANSWERS, WRITE_ANSWERS = "chat_sessions.view_answer", "chat_sessions.change_answer"
REVIEW_ANSWERS = "chat_sessions.review_answers"

SO_ALREADY = "It is so already: nothing was changed."


def hour_url(name, session, *parts):
    """The page admin:chat_sessions_chatsession_<name> of this session."""
    return reverse(f"admin:chat_sessions_chatsession_{name}", args=[session.pk, *parts])


class HourPage:
    """For ChatSessionAdmin and its mixins."""

    def hour_urls(self, **views):
        """Pages of one session: `live=self.live` is <id>/live/, named chat_sessions_chatsession_live."""
        return [self.hour_path(f"{name.replace('_', '-')}/", name, view) for name, view in views.items()]

    def hour_path(self, route, name, view, guard=None):
        """`guard`: what stands before the page, if it is not what stands before every page of the admin."""
        guarded = (guard or self.admin_site.admin_view)(view)
        return path(f"<int:session_id>/{route}", guarded, name=f"chat_sessions_chatsession_{name}")

    def hour_for(self, request, session_id, *permissions):
        """The session, for somebody with all these permissions. Others do not learn whether there is one."""
        if not request.user.has_perms(permissions):
            raise PermissionDenied
        return get_object_or_404(ChatSession, pk=session_id)

    def question_for(self, session, question_id):
        questions = session.questions.select_related("sign_up", "owner", "answer__written_by", "answer__reviewed_by")
        question = get_object_or_404(questions, pk=question_id)
        question.session = session
        return question

    def do_to_hour(self, request, done, verb, *args, back, about=None, **kwargs):
        """Call the verb, say how it ended, and go back; `about`: in whose history it is kept."""
        try:
            has_changed = verb(*args, **kwargs)
        except ChatError as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            self._say(request, done, has_changed, about)
        return redirect(back)

    def do_with_form(self, request, form, done, verb, *args, **kwargs):
        """The same for what was typed: whether it is done. A refusal stands above the form, which keeps every word."""
        try:
            has_changed = verb(*args, **kwargs)
        except ChatError as error:
            form.add_error(None, str(error))
            return False
        self._say(request, done, has_changed)
        return True

    def _say(self, request, done, has_changed, about=None):
        if has_changed is False:
            self.message_user(request, SO_ALREADY, messages.INFO)
            return
        if about is not None:
            self.log_change(request, about, done)
        self.message_user(request, done, messages.SUCCESS)

    def show_hour_page(self, request, template, title, session, **context):
        """templates/admin/chat_sessions/chatsession/<template>, which extends admin/page.html."""
        page = {
            **self.admin_site.each_context(request),
            "title": f"{title}: {session}",
            "crumb": title,
            "opts": self.opts,
            "session": session,
            "parent": session,
            "parent_url": hour_url("change", session),
            **context,
        }
        return TemplateResponse(request, f"admin/chat_sessions/chatsession/{template}", page)
