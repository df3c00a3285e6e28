"""Classes: the list, and one page with a class, its sessions and its people."""

from django.contrib import admin, messages
from django.db import IntegrityError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.timezone import localtime

from core.admin import PortalAdmin
from core.monday import needs_filter
from programs.admin.actions import allowed_actions
from programs.admin.attendance_pages import AttendancePages
from programs.admin.class_forms import ClassForm, SessionForm, SessionFormSet
from programs.admin.class_list import ClassList
from programs.admin.class_page import PEOPLE, THE_CLASS, Tool, tool
from programs.admin.class_pages import ClassPages
from programs.admin.duplicates import DuplicatePages
from programs.admin.exports import RosterExports
from programs.admin.graduation_pages import GraduationPages
from programs.admin.import_page import ImportTools
from programs.admin.letters import LetterPages
from programs.admin.packet_pages import PacketPages
from programs.admin.paper_pages import PaperPages
from programs.admin.postpone_pages import NextClassPages, PostponePages
from programs.admin.roster import MOST_ROWS, Roster, figures, filter_links
from programs.admin.season import SeasonPages
from programs.admin.session_pages import SessionPages
from programs.admin.sign_out_pages import SignOutPages
from programs.admin.students.board_pages import BoardPages
from programs.admin.students.credits import CreditPages
from programs.admin.students.lights_pages import LightsPages
from programs.catalog import phase_of
from programs.enums import ClassStatus
from programs.models import ClassOffering, ClassSession
from programs.monday import NEEDS
from programs.plots import class_plots
from programs.services import classes
from programs.services.errors import RegistrationError


class SessionInline(admin.TabularInline):
    model = ClassSession
    form = SessionForm
    formset = SessionFormSet
    template = "admin/programs/classoffering/sessions.html"
    extra = 1

    # A cancelled class is history, and so are its sessions.
    def has_add_permission(self, request, obj):
        return super().has_add_permission(request, obj) and not _is_cancelled(obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not _is_cancelled(obj)

    # What residents have seen is ticked as cancelled instead, so that they hear of it.
    def has_delete_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and obj is not None and obj.status == ClassStatus.DRAFT


def _is_cancelled(offering):
    return offering is not None and offering.status == ClassStatus.CANCELLED


def _day(moment):
    return format_date(localtime(moment), "M j, Y") if moment else None


@admin.register(ClassOffering)
class ClassOfferingAdmin(
    ClassPages,
    NextClassPages,
    BoardPages,
    LightsPages,
    SessionPages,
    PostponePages,
    PacketPages,
    RosterExports,
    SeasonPages,
    PaperPages,
    SignOutPages,
    AttendancePages,
    GraduationPages,
    CreditPages,
    ImportTools,
    LetterPages,
    DuplicatePages,
    PortalAdmin,
):
    form = ClassForm
    inlines = [SessionInline]
    list_display = [
        "__str__", "phase", "seats", "line", "first_date", "opens", "closes",
    ]  # fmt: skip
    list_filter = [needs_filter(NEEDS), "program", "status"]
    readonly_fields = ["program", "status", "capacity"]
    list_per_page = 50
    show_full_result_count = False
    sortable_by = []
    # The newest first. By number, the seats of every class would be counted before the first page is cut.
    ordering = ["-pk"]
    search_fields = ["title", "number"]
    search_help_text = "Title or number"
    fieldsets = [
        (None, {"fields": ["program", "number", "title", "status", "capacity"]}),
        ("Where, and the rules", {"fields": ["location", "line_capacity", "absences_allowed", "excused_count"]}),
        ("Registration (Pacific time)", {"fields": ["opens_at", "closes_at"]}),
    ]
    change_form_template = "admin/programs/classoffering/change_form.html"

    def get_fieldsets(self, request, obj=None):
        """Nobody registers for a class for students: it has no line, and no days of registration."""
        shown = super().get_fieldsets(request, obj)
        if obj is None or not obj.program.is_for_students:
            return shown
        place = [name for name in shown[1][1]["fields"] if name != "line_capacity"]
        return [shown[0], (shown[1][0], {"fields": place})]

    # People stand on a class's roster: it is cancelled, not deleted.
    def has_delete_permission(self, request, obj=None):
        return False

    # A cancelled class is history.
    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not _is_cancelled(obj)

    def get_queryset(self, request):
        return super().get_queryset(request).with_seats(timezone.now()).select_related("program")

    def get_changelist(self, request, **kwargs):
        return ClassList

    @admin.display(description="phase")
    def phase(self, offering):
        return phase_of(offering, timezone.now()).label

    @admin.display(description="seats taken")
    def seats(self, offering):
        return f"{offering.seats_taken} of {offering.capacity}"

    @admin.display(description="in line")
    def line(self, offering):
        return offering.line_length

    @admin.display(description="first session")
    def first_date(self, offering):
        return offering.held_sessions[0].date if offering.held_sessions else None

    @admin.display(description="opens")
    def opens(self, offering):
        return _day(offering.opens_at)

    @admin.display(description="closes")
    def closes(self, offering):
        return _day(offering.closes_at)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        try:
            return super().change_view(request, object_id, form_url, extra_context)
        except RegistrationError as error:
            self.message_user(request, str(error), messages.ERROR)
        except IntegrityError:
            self.message_user(request, "Somebody else changed this class just now. Please look again.", messages.ERROR)
        return HttpResponseRedirect(request.path)

    def class_tools(self, request, offering):
        tools = super().class_tools(request, offering)
        takes_callers = offering.status != ClassStatus.CANCELLED and not offering.program.is_for_students
        if request.user.has_perm("programs.add_registration") and takes_callers:
            address = f"{reverse('admin:programs_registration_add')}?offering={offering.pk}"
            tools.append(Tool(PEOPLE, "Register a caller", address))
        if offering.status != ClassStatus.DRAFT:
            tools.append(Tool(THE_CLASS, "Public page", offering.get_absolute_url()))
        return [*tools, tool(THE_CLASS, "History", "history", offering)]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        now = timezone.now()
        # As it is saved: a form with errors has put its own values on obj.
        offering = self.get_queryset(request).get(pk=obj.pk) if request.method == "POST" else obj
        counts = figures(offering, now)
        context |= {
            "show_save_and_add_another": False,
            "offering": offering,
            "figures": counts,
            "phase": phase_of(offering, now),
            "plots": class_plots(offering, now, request.user),
            "tools": self.grouped_tools(request, offering),
        }
        if request.user.has_perm("programs.view_registration"):
            roster = Roster(offering, request.GET, now)
            rows = roster.rows(most=MOST_ROWS, reader=request.user)
            context |= {
                "roster": roster,
                "rows": rows,
                "is_cut": len(rows) == MOST_ROWS,
                "filter_links": filter_links(roster, counts),
                "roster_actions": [] if offering.program.is_for_students else allowed_actions(request.user),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        """Only what was changed here: seats and status may have moved on since the page was opened."""
        if form.changed_data:
            obj.save(update_fields=form.changed_data)

    def save_related(self, request, form, formsets, change):
        """All sessions in one verb, so that everyone in the class is told once."""
        changed, removed = [], []
        for formset in formsets:
            changed += formset.save(commit=False)
            removed += formset.deleted_objects
        classes.remove_sessions(form.instance, removed)
        is_elsewhere = "location" in form.changed_data
        changes = classes.save_sessions(form.instance, changed, tell_everyone=is_elsewhere)
        if form.instance.status == ClassStatus.PUBLISHED and (changes or is_elsewhere):
            self.message_user(request, "Everyone in the class is told of the change, once, by mail.")
