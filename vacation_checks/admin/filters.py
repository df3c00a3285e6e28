"""Which requests the list shows: those that wait for the desk, unless something else is asked for."""

from django.contrib import admin
from django.utils import timezone

from core.keys import keys_from
from core.monday import PARAMETER
from vacation_checks.admin.words import STATES
from vacation_checks.desk_lists import in_true_state, with_the_desk
from vacation_checks.enums import LIVE_STATES

FOUND = "found"
STANDS = "stands"
MOST_FOUND = 50


class WhichFilter(admin.SimpleListFilter):
    """Without a word: what waits for the desk. Another filter that names rows of its own is not narrowed."""

    title = "which"
    parameter_name = "which"
    WAITING, LIVE, ALL = "waiting", "live", "all"
    LABELS = {WAITING: "Waiting for the desk", LIVE: "All that run or wait", ALL: "Everything not sealed"}

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        names_rows = {PARAMETER, FOUND, STANDS} & set(request.GET)
        self.chosen = self.value() or (self.ALL if names_rows else self.WAITING)

    def lookups(self, request, model_admin):
        return list(self.LABELS.items())

    def choices(self, changelist):
        for key, label in self.LABELS.items():
            query = changelist.get_query_string({self.parameter_name: key}, [FOUND])
            yield {"selected": key == self.chosen, "query_string": query, "display": label}

    def queryset(self, request, queryset):
        if self.chosen == self.WAITING:
            return with_the_desk(queryset, timezone.now())
        return queryset.filter(state__in=LIVE_STATES) if self.chosen == self.LIVE else queryset


class FoundFilter(admin.SimpleListFilter):
    """What a search found: its keys stand in the address, never what was searched for."""

    title = "search"
    parameter_name = FOUND

    def lookups(self, request, model_admin):
        keys = _keys(request.GET.get(FOUND, ""))
        return [(request.GET[FOUND], f"{len(keys)} found")] if keys else []

    def queryset(self, request, queryset):
        return queryset.filter(pk__in=_keys(self.value())) if self.value() else queryset


class StateFilter(admin.SimpleListFilter):
    """By the true state of this moment, whatever the clock's job has written so far."""

    title = "state"
    parameter_name = STANDS

    def lookups(self, request, model_admin):
        return list(STATES.items())

    def queryset(self, request, queryset):
        if self.value() not in STATES:
            return queryset
        return in_true_state(queryset, self.value(), timezone.now())


def _keys(text):
    return keys_from(text.split(".")[:MOST_FOUND])
