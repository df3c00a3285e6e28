"""Questions: the plain list of all, and questions by phone. Nothing is changed but by a verb, and nothing deleted."""

from uuid import uuid4

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from chat_sessions.admin.choosing import coming_sessions, session_in
from chat_sessions.admin.question_forms import CallersQuestionForm
from chat_sessions.admin.question_pages import QuestionPages
from chat_sessions.models import Question
from chat_sessions.services import callers
from chat_sessions.services.errors import ChatError
from chat_sessions.words import QUESTION_STATES, state_words
from core.admin import LargeTableAdmin

EXCERPT = 120


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return list(QUESTION_STATES.items())

    def queryset(self, request, queryset):
        return queryset.filter(state=self.value()) if self.value() else queryset


class FlaggedFilter(admin.SimpleListFilter):
    title = "what to look at"
    parameter_name = "only"

    def lookups(self, request, model_admin):
        return [("own", "Own case or officer"), ("second", "Waits for a second person"), ("phone", "Asked by phone")]

    def queryset(self, request, queryset):
        rows = {
            "own": {"is_own_case": True},
            "second": {"reason_proposed_by__isnull": False, "reason_confirmed_by": None, "state": "in_review"},
            "phone": {"sign_up": None},
        }
        return queryset.filter(**rows[self.value()]) if self.value() in rows else queryset


@admin.register(Question)
class QuestionAdmin(QuestionPages, LargeTableAdmin):
    list_display = ["reference", "excerpt", "session", "stands", "votes", "merged", "language", "topic", "created_at"]
    list_filter = [StateFilter, FlaggedFilter, "topic", "language", "session"]
    list_select_related = ["session"]
    search_fields = ["reference", "text", "translation"]
    search_help_text = "Reference or words"
    show_facets = admin.ShowFacets.NEVER
    sortable_by = ["created_at"]
    actions = None
    view_on_site = False

    # What people asked is a public record.
    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).with_votes()

    @admin.display(description="question")
    def excerpt(self, question):
        if question.is_own_case:
            return "(about an own case or an officer: open it to read)"
        return Truncator(question.translation or question.text).chars(EXCERPT)

    @admin.display(description="state")
    def stands(self, question):
        return state_words(question)

    @admin.display(description="votes")
    def votes(self, question):
        return question.vote_count

    @admin.display(description="ask the same")
    def merged(self, question):
        return question.merged_count

    def add_view(self, request, form_url="", extra_context=None):
        """A question by phone: first the session, then the question."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        session = session_in(request)
        if session is None:
            return self._add_page(
                request, "admin/chat_sessions/choose_session.html", "Enter a question by phone: which session?",
                sessions=coming_sessions(timezone.now()),
            )  # fmt: skip
        form = CallersQuestionForm(request.POST or None, session=session, initial={"form_key": uuid4().hex})
        if form.is_valid():
            answers = dict(form.cleaned_data)
            place, form_key = answers.pop("place"), answers.pop("form_key") or None
            try:
                question = callers.ask_for_caller(
                    session=session, answers=answers, by=request.user, place=place, form_key=form_key
                )
            except ChatError as error:
                form.add_error(None, str(error))
            else:
                self.message_user(request, f"Received: {question}. Tell the caller this reference.", messages.SUCCESS)
                return redirect(reverse("admin:chat_sessions_chatsession_board", args=[session.pk]))
        return self._add_page(
            request, f"{self.page_folder}/add.html", f"Enter a question by phone: {session}", form=form, session=session
        )

    def _add_page(self, request, template, title, **context):
        page = {**self.admin_site.each_context(request), "title": title, "opts": self.opts, **context}
        return TemplateResponse(request, template, page)
