"""Lists of nominations and semesters. They name no student: the board of a class does, and records who looked."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from core.admin import LargeTableAdmin, PortalAdmin
from core.keys import key_from
from core.monday import needs_filter
from core.references import PATTERN, normalise_reference
from programs.admin.students.paper_pages import PaperPages
from programs.models import Nomination, School, Semester
from programs.monday import NEEDS


class SchoolFilter(admin.SimpleListFilter):
    title = parameter_name = "school"

    def lookups(self, request, model_admin):
        return [(str(school.pk), school.name) for school in School.objects.all()]

    def queryset(self, request, queryset):
        return queryset.filter(quota__school=key_from(self.value()) or 0) if self.value() else queryset


class SemesterFilter(admin.SimpleListFilter):
    """The newest ones; older ones are reached from the page of the class."""

    title = parameter_name = "semester"
    MOST = 20

    def lookups(self, request, model_admin):
        newest = Semester.objects.select_related("offering__program")[: self.MOST]
        return [(str(semester.pk), str(semester)) for semester in newest]

    def queryset(self, request, queryset):
        return queryset.filter(quota__semester=key_from(self.value()) or 0) if self.value() else queryset


class _Kept(PortalAdmin):
    """What is made and ended by verbs alone."""

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Nomination)
class NominationAdmin(PaperPages, _Kept, LargeTableAdmin):
    list_display = ["reference", "school", "semester", "state", "flagged", "grade", "rank", "created_at"]
    list_filter = [needs_filter(NEEDS), "state", SchoolFilter, SemesterFilter]
    list_select_related = ["quota__school", "quota__semester__offering__program"]
    ordering = ["-pk"]
    sortable_by = ["reference", "created_at"]
    show_facets = admin.ShowFacets.NEVER  # they would count the whole table
    search_fields = ["reference"]
    search_help_text = "Reference, such as TAP-7K3M-29QX. Names are encrypted and cannot be searched."
    actions = None

    def get_search_results(self, request, queryset, search_term):
        if not search_term:
            return queryset, False
        reference = normalise_reference(search_term[:100])
        return queryset.filter(reference=reference) if PATTERN.match(reference) else queryset.none(), False

    @admin.display(description="school")
    def school(self, nomination):
        return nomination.quota.school.name

    @admin.display(description="semester")
    def semester(self, nomination):
        return str(nomination.quota.semester)

    @admin.display(description="flag")
    def flagged(self, nomination):
        return nomination.get_flag_display() or "-"


@admin.register(Semester)
class SemesterAdmin(_Kept):
    list_display = [
        "semester", "phase_now", "nominations_open_at", "nominations_close_at", "families_answer_by", "credits",
        "places", "board",
    ]  # fmt: skip
    list_display_links = None
    list_select_related = ["offering__program"]
    sortable_by = []
    actions = None

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("offering__sessions", "quotas__report")

    # It is changed on the page "Semester" of its class.
    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description="class")
    def semester(self, semester):
        address = reverse("admin:programs_classoffering_change", args=[semester.offering_id])
        return format_html('<a href="{}">{}</a>', address, semester.offering)

    @admin.display(description="phase")
    def phase_now(self, semester):
        return semester.phase().label

    @admin.display(description="dates and places")
    def places(self, semester):
        return _link("Dates and places", semester, "semester")

    @admin.display(description="board")
    def board(self, semester):
        return _link("Board", semester, "nominees")


def _link(words, semester, page):
    """One a cell: side by side they would be too close to each other for a finger."""
    address = reverse(f"admin:programs_classoffering_{page}", args=[semester.offering_id])
    return format_html('<a href="{}" aria-label="{}: {}">{}</a>', address, words, semester, words)
