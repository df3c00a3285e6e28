"""The page of one nominee: what the family answered, what happened, and what can be done."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse

from core import audit
from core.access import mark_personal
from core.admin_pages import RowPages, Tool
from core.encrypted import DecryptionError
from core.keys import key_from
from mailroom.models import Message
from programs.admin.students.answers import parts_of
from programs.admin.students.nominee_steps import GROUPS, STEPS
from programs.models import Nomination
from programs.nominees import WORDS
from programs.same_student import twins_of
from programs.services.errors import RegistrationError
from programs.services.nominations import coordinating

VIEW = "programs.view_nomination"
CHANGE = "programs.change_nomination"
NAMES = "programs.view_students"
HEALTH = "programs.view_student_health"


class NomineePages(RowPages):
    """For NominationAdmin: the page of a nominee, its verbs, and what the family says about health."""

    tool_groups = GROUPS
    page_folder = "admin/programs/nomination"

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:row_id>/do/<slug:name>/", view(self.do), name="programs_nomination_do"),
            *self.row_urls(health=self.health),
            *super().get_urls(),
        ]

    def rows(self):
        return Nomination.objects.with_answers()

    def row_tools(self, request, nomination):
        if not request.user.has_perm(CHANGE):
            return []
        return [
            Tool(step.group, step.label, _step_address(nomination, step), is_main=step.name == "accept",
                 warns=step.warns)
            for step in STEPS.values() if step.is_open(nomination)
        ]  # fmt: skip

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Django's form would show columns; this shows a family. Each look at names and answers is kept."""
        nomination = self.row_for(request, key_from(object_id) or 0, VIEW)
        sees_names = request.user.has_perm(NAMES)
        context = {"sees_names": sees_names, "parts": [], "twins": [], "mails": None}
        if sees_names:
            try:
                context |= {"parts": parts_of(nomination), "twins": twins_of(nomination)}
            except DecryptionError as error:
                self.message_user(request, f"Not shown. Please tell the administrator: {error}", messages.ERROR)
            audit.record(request.user, nomination, "Looked at the nominee and the family's answers.")
            if request.user.has_perm("mailroom.view_message"):
                context["mails"] = Message.objects.filter(about=nomination.reference).defer("html", "attachments")
        return self.show_nominee(
            request,
            "nominee.html",
            "Nominee",
            nomination,
            state=WORDS[nomination.state],
            tools=self.grouped_tools(request, nomination),
            events=nomination.events.select_related("by", "counselor"),
            may_read_health=request.user.has_perm(HEALTH),
            has_health=any(party.has_allergy for party in nomination.parties.all()),
            **context,
        )

    def do(self, request, row_id, name):
        """GET says what will happen, and asks; POST does it."""
        nomination = self.row_for(request, row_id, VIEW, CHANGE)
        step = STEPS.get(name)
        if step is None:
            raise Http404("There is no such step.")
        form = step.form(request.POST if request.method == "POST" else None, nomination=nomination)
        if not step.is_open(nomination):
            self.message_user(request, f"{nomination}: this cannot be done now. Please look again.", messages.WARNING)
            return redirect(self.row_address(nomination))
        if form.is_valid():
            try:
                changed = step.verb(nomination, by=request.user, **form.arguments())
            except RegistrationError as error:  # with the form once more: nothing that was typed is lost
                form.add_error(None, str(error))
            else:
                return self._done(request, nomination, step, changed)
        return self.show_nominee(request, "do.html", step.label, nomination, step=step, form=form)

    def _done(self, request, nomination, step, changed):
        """A verb says False when it was done already, for instance by the first of two clicks."""
        if changed is False:
            self.message_user(request, "It is so already: nothing was changed.", messages.INFO)
        else:
            self.log_change(request, nomination, step.done)
            self.message_user(request, f"{nomination}: {step.done}", messages.SUCCESS)
        return redirect(self.row_address(nomination))

    def health(self, request, row_id):
        """GET asks; POST shows it once, and writes down that it was read."""
        nomination = self.row_for(request, row_id, VIEW, NAMES, HEALTH)
        told = None
        if request.method == "POST":
            try:
                told = coordinating.read_health(nomination, by=request.user)
            except DecryptionError as error:
                self.message_user(request, f"Not shown. Please tell the administrator: {error}", messages.ERROR)
        has_health = any(party.has_allergy for party in nomination.parties.all())
        return self.show_nominee(request, "health.html", "Health", nomination, told=told, has_health=has_health)

    def show_nominee(self, request, template, title, nomination, **context):
        """These pages speak of a minor and a family: nothing keeps a copy, and the title is the reference."""
        offering = nomination.semester.offering
        board = reverse("admin:programs_classoffering_nominees", args=[offering.pk])
        page = {"nomination": nomination, "offering": offering, "board_url": board, **context}
        return mark_personal(self.show_row_page(request, template, title, nomination, **page))


def _step_address(nomination, step):
    return reverse("admin:programs_nomination_do", args=[nomination.pk, step.name])
