"""Sign-ups: found, read whole, mended where staff may; a caller signed up, a place accepted by phone or taken back."""

from uuid import uuid4

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from chat_sessions.admin.choosing import coming_sessions, session_in
from chat_sessions.admin.sign_up_forms import CallerForm, RemoveForm, SignUpForm
from chat_sessions.enums import Accommodation, SignUpState
from chat_sessions.models import SignUp
from chat_sessions.services import callers
from chat_sessions.services.errors import ChatError
from chat_sessions.words import state_words
from core.admin import LargeTableAdmin
from core.admin_pages import RowPages
from mailroom.models import Message

CHANGE = "chat_sessions.change_signup"


@admin.register(SignUp)
class SignUpAdmin(RowPages, LargeTableAdmin):
    form = SignUpForm
    refusal = ChatError
    page_folder = "admin/chat_sessions/signup"
    row_argument = "place_id"
    tool_groups = ["What to do"]
    list_display = ["reference", "name", "session", "how_it_stands", "language", "needs", "phone", "email"]
    list_filter = ["state", "is_late_wish", "language", "session"]
    list_select_related = ["session"]
    search_fields = ["reference", "name", "email", "phone"]
    search_help_text = "Reference, name, mail address or phone number"
    show_facets = admin.ShowFacets.NEVER
    sortable_by = []
    actions = None
    view_on_site = False
    readonly_fields = [
        "reference", "session", "how_it_stands", "created_at", "email_confirmed_at", "joined_at", "email",
        "is_late_wish", "may_use_name",
    ]  # fmt: skip
    fieldsets = [
        ("How it stands", {"fields": ["reference", "session", "how_it_stands", "created_at", "email_confirmed_at",
                                      "joined_at"]}),
        ("Contact", {"fields": ["name", "email", "phone", "zip_code", "may_use_name"]}),
        ("To take part", {"fields": ["language", "accommodations", "accommodation_note", "is_late_wish"]}),
    ]  # fmt: skip

    # What somebody asked and voted for hangs on it.
    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).with_line_position()

    def rows(self):
        return SignUp.objects.select_related("session")

    @admin.display(description="how it stands")
    def how_it_stands(self, place):
        if place.state == SignUpState.WAITLISTED:
            return f"In line, number {place.line_position()}"
        if place.is_overdue():
            return "Ended: time ran out"
        return place.get_state_display()

    @admin.display(description="needs")
    def needs(self, place):
        late = " (asked for late)" if place.is_late_wish else ""
        named = [str(kind.label) for kind in Accommodation if kind in place.accommodations]
        return f"{', '.join(named)}{late}" if named else ""

    def get_urls(self):
        return [*self.row_urls(accept=self.accept, remove=self.remove), *super().get_urls()]

    def row_tools(self, request, place):
        if not self.has_change_permission(request, place):
            return []
        tools = []
        if place.state in {SignUpState.OFFERED, SignUpState.HELD} and not place.is_overdue():
            tools.append(self.row_tool("What to do", "Accept by phone", "accept", place, is_main=True))
        if place.is_live:
            tools.append(self.row_tool("What to do", "Remove", "remove", place, warns=True))
        return tools

    def accept(self, request, place_id):
        place = self.row_for(request, place_id, CHANGE)
        if request.method == "POST":
            return self.do_to_row(
                request, place, "Accepted by phone.", callers.accept_for_caller, place, by=request.user
            )
        return self.show_row_page(request, "accept.html", "Accept by phone", place, place=place)

    def remove(self, request, place_id):
        place = self.row_for(request, place_id, CHANGE)
        form = RemoveForm(request.POST or None)
        if form.is_valid():
            told = "" if place.email else f" No mail address: tell {place.name} {place.phone}."
            return self.do_to_row(
                request, place, f"Removed.{told}", callers.remove, place, by=request.user, **form.cleaned_data
            )
        return self.show_row_page(request, "remove.html", "Remove", place, place=place, form=form)

    def add_view(self, request, form_url="", extra_context=None):
        """A caller: first the session, then the person."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        session = session_in(request)
        page = {**self.admin_site.each_context(request), "opts": self.opts, "session": session}
        if session is None:
            page |= {"title": "Sign up a caller: which session?", "sessions": coming_sessions(timezone.now())}
            return TemplateResponse(request, "admin/chat_sessions/choose_session.html", page)
        form = CallerForm(request.POST or None, initial={"form_key": uuid4().hex})
        if form.is_valid() and (place := self._sign_up(request, session, form)):
            return redirect(reverse("admin:chat_sessions_signup_change", args=[place.pk]))
        page |= {"title": f"Sign up a caller: {session}", "form": form}
        return TemplateResponse(request, f"{self.page_folder}/add.html", page)

    def _sign_up(self, request, session, form):
        answers = dict(form.cleaned_data)
        form_key = answers.pop("form_key") or None
        try:
            place = callers.sign_up_caller(session=session, answers=answers, by=request.user, form_key=form_key)
        except ChatError as error:
            form.add_error(None, str(error))
            return None
        self.message_user(request, f"{place.name}, {place}: {self.how_it_stands(place)}.", messages.SUCCESS)
        if not place.email:
            said = f"No mail address: tell this person how to take part{f' ({place.phone})' if place.phone else ''}."
            self.message_user(request, said, messages.WARNING)
        return place

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {
            "show_save_and_add_another": False,
            "tools": self.grouped_tools(request, obj),
            "events": obj.events.select_related("by"),
            "questions": [(question, state_words(question)) for question in obj.questions.order_by("-pk")],
            "votes": obj.votes.count(),
        }
        if request.user.has_perm("mailroom.view_message"):
            context["mails"] = Message.objects.filter(about=obj.reference).defer("html", "attachments")
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        callers.save_facts(obj, form.changed_data)
