"""The watch desk's requests: what waits, the first to leave first. Rows say no address; a request's page does."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.utils import timezone

from core.monday import needs_filter
from vacation_checks.admin import badges
from vacation_checks.admin.callers import CallerPages
from vacation_checks.admin.filters import FoundFilter, StateFilter, WhichFilter
from vacation_checks.admin.recorded import RecordedAdmin
from vacation_checks.admin.request_page import RequestPage
from vacation_checks.admin.sealed import SealedPages
from vacation_checks.admin.search import SearchPages
from vacation_checks.admin.verb_pages import VerbPages
from vacation_checks.admin.words import STATES, day_words
from vacation_checks.models import CheckRules, VacationCheckRequest
from vacation_checks.monday import NEEDS

# What the rows show, and what their badges are made of: each other encrypted column would be opened for nothing.
LISTED = [
    "reference", "state", "house", "beat", "jurisdiction", "has_visitors", "is_restricted", "email_index",
    "phone_index", "leaves_on", "leaves_at", "returns_on", "returns_at", "wished_returns_on", "extended_at",
    "expires_at", "ended_at", "sealed_at",
]  # fmt: skip


class RequestList(ChangeList):
    def get_queryset(self, request, exclude_parameters=None):
        return super().get_queryset(request, exclude_parameters).only(*LISTED, "beat__name")


@admin.register(VacationCheckRequest)
class VacationCheckRequestAdmin(CallerPages, VerbPages, SealedPages, SearchPages, RequestPage, RecordedAdmin):
    list_display = ["reference", "leaves", "what_stands_out", "standing", "nights", "beat"]
    list_filter = [FoundFilter, WhichFilter, needs_filter(NEEDS), StateFilter, "beat", "jurisdiction"]
    list_select_related = ["beat"]
    sortable_by = []
    show_facets = admin.ShowFacets.NEVER  # they would count the whole table
    change_list_template = "admin/vacation_checks/requests.html"

    def get_queryset(self, request):
        return super().get_queryset(request).unsealed()

    def get_changelist(self, request, **kwargs):
        return RequestList

    def note_listed(self, request, listed):
        """Once the rows are known: what their badges need, in as few queries as for one."""
        super().note_listed(request, listed)
        rules, now = CheckRules.current(), timezone.now()
        facts = badges.facts_of(listed.result_list, rules)
        for row in listed.result_list:
            row.stands = row.state_at(now, rules)
            row.badges = badges.badges(row, facts, now, rules)

    @admin.display(description="leaves")
    def leaves(self, row):
        return day_words(row.leaves_on, timezone.localdate())

    @admin.display(description="nights")
    def nights(self, row):
        return row.nights

    @admin.display(description="state")
    def standing(self, row):
        return STATES[row.stands]

    @admin.display(description="what stands out")
    def what_stands_out(self, row):
        return badges.as_list(row.badges)
