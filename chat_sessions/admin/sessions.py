"""Sessions: the list, and one page with a session, what can be done, and its facts."""

from django.contrib import admin
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from chat_sessions.admin.answer_page import AnswerPage
from chat_sessions.admin.answer_pages import AnswerPages
from chat_sessions.admin.board_page import BoardPages
from chat_sessions.admin.door_page import DoorPages
from chat_sessions.admin.live_pages import LivePages
from chat_sessions.admin.needs_page import NeedsPages, order_by
from chat_sessions.admin.paper_pages import PaperPages
from chat_sessions.admin.plan_page import PlanPages
from chat_sessions.admin.report_pages import ReportPages
from chat_sessions.admin.session_forms import FactsForm
from chat_sessions.admin.session_page import PEOPLE, QUESTIONS, THE_SESSION
from chat_sessions.admin.session_verbs import SessionVerbs
from chat_sessions.enums import SessionStatus, SignUpState
from chat_sessions.models import ChatSession
from chat_sessions.services import sessions
from core.admin import PortalAdmin
from core.admin_pages import Tool


@admin.register(ChatSession)
class ChatSessionAdmin(
    SessionVerbs, DoorPages, NeedsPages, PlanPages, ReportPages, AnswerPages, AnswerPage, PaperPages, LivePages,
    BoardPages, PortalAdmin,
):  # fmt: skip
    form = FactsForm
    list_display = ["__str__", "topic", "phase", "start_time", "taken", "line"]
    list_filter = ["status"]
    search_fields = ["title", "topic"]
    search_help_text = "Title or topic"
    sortable_by = []
    list_per_page = 50
    show_full_result_count = False
    readonly_fields = ["number", "status", "date", "start_time", "end_time", "capacity"]
    fieldsets = [
        (None, {"fields": ["number", "status", "date", "start_time", "end_time", "capacity", "line_capacity"]}),
        ("What it is about", {"fields": ["title", "topic", "agenda", "hosts", "moderated_by"]}),
        ("So that everybody can take part", {"fields": ["languages", "has_captions", "has_asl", "platform"]}),
        (
            "Sign-up and questions (Pacific time)",
            {"fields": ["opens_at", "questions_close_at", "public_list", "recording_notice"]},
        ),
        ("Afterwards", {"fields": ["recording_link"]}),
    ]

    # People signed up and asked: it is cancelled, not deleted.
    def has_delete_permission(self, request, obj=None):
        return False

    # A cancelled session is history.
    def has_change_permission(self, request, obj=None):
        is_cancelled = obj is not None and obj.status == SessionStatus.CANCELLED
        return super().has_change_permission(request, obj) and not is_cancelled

    def get_queryset(self, request):
        return super().get_queryset(request).with_places(timezone.now())

    @admin.display(description="phase")
    def phase(self, session):
        return session.phase().label

    @admin.display(description="places taken")
    def taken(self, session):
        return session.places_taken if session.capacity is None else f"{session.places_taken} of {session.capacity}"

    @admin.display(description="in line")
    def line(self, session):
        return session.line_length

    def row_tools(self, request, session):
        tools = super().row_tools(request, session)
        chosen = f"?session__id__exact={session.pk}"
        may, is_coming = request.user.has_perm, _takes_people(session)
        if may("chat_sessions.view_question"):
            tools.append(Tool(QUESTIONS, "All questions", _list_of("question") + chosen))
        if may("chat_sessions.add_question") and is_coming:
            tools.append(Tool(QUESTIONS, "Enter a question by phone", _new("question", session)))
        if may("chat_sessions.view_signup"):
            tools.append(Tool(PEOPLE, "Sign-ups", _list_of("signup") + chosen))
        if may("chat_sessions.add_signup") and is_coming:
            tools.append(Tool(PEOPLE, "Sign up a caller", _new("signup", session)))
        if session.status != SessionStatus.DRAFT:
            tools.append(Tool(THE_SESSION, "Public page", session.get_absolute_url()))
        return [*tools, self.row_tool(THE_SESSION, "History", "history", session)]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        # As it is saved: a form with errors has put its own values on obj.
        session = self.get_queryset(request).get(pk=obj.pk) if request.method == "POST" else obj
        states = dict(session.sign_ups.order_by().values_list("state").annotate(n=Count("pk")))
        context |= {
            "show_save_and_add_another": False,
            "session": session,
            "phase": session.phase(),
            "signed_up": states.get(SignUpState.CONFIRMED, 0),
            "waiting_questions": session.questions.waiting().count(),
            "order_by": order_by(session),
            "tools": self.grouped_tools(request, session),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        """Only what was changed here; the hosts are saved with what is related."""
        sessions.save_facts(obj, [name for name in form.changed_data if name != "hosts"])


def _takes_people(session):
    return session.status == SessionStatus.PUBLISHED and timezone.now() < session.closing_moment


def _list_of(model):
    return reverse(f"admin:chat_sessions_{model}_changelist")


def _new(model, session):
    return f"{reverse(f'admin:chat_sessions_{model}_add')}?session={session.pk}"
