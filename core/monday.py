"""The Monday page: what needs a member of staff today. Every room contributes its own lines.

A room has a function `lines(user, now)` that gives Lines, and settings.MONDAY_LINES names it.
Most lines are Needs: rows of an admin list that wait for somebody. A Need is written once, and
is both the line that counts the rows and the filter of the list that shows them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import admin
from django.contrib.auth import get_permission_codename
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from core.plots import Plot

PARAMETER = "needs"


@dataclass(frozen=True)
class Line:
    """One line of the page, and the page that it opens.

    `count`: how many rows the list behind it shows. None: it informs, and nothing is to be done.
    """

    text: str
    url: str
    count: int | None = None
    urgent: bool = False
    plot: Plot | None = None


@dataclass(frozen=True)
class Need:
    """Rows of an admin list that wait for staff.

    `rows(queryset, now)` leaves those of the list; `one` and `many` follow the number on the line;
    `label` names the filter. Who may look at the list sees the line, unless `permission` says otherwise.
    `visible(queryset, user)` leaves what the list shows to this user, where that is not everything.
    """

    key: str
    model: type[Model]
    label: str
    one: str
    many: str
    rows: Callable
    urgent: bool = False
    permission: str = ""
    visible: Callable | None = None

    def is_for(self, user):
        opts = self.model._meta
        return user.has_perm(self.permission or f"{opts.app_label}.{get_permission_codename('view', opts)}")

    def line(self, user, now):
        """None when nothing waits that this user may see."""
        listed = self.model._default_manager.all()
        if self.visible:
            listed = self.visible(listed, user)
        count = self.rows(listed, now).count()
        if not count:
            return None
        opts = self.model._meta
        page = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
        words = self.one if count == 1 else self.many
        return Line(f"{count} {words}", f"{page}?{PARAMETER}={self.key}", count, self.urgent)


def lines_of(needs, user, now):
    """The lines of these needs that this user may see, and that have something to do."""
    return [line for need in needs if need.is_for(user) and (line := need.line(user, now))]


def needs_filter(needs):
    """The list filter that the lines open: give it all needs of the room, it takes those of the list."""

    class NeedsFilter(admin.SimpleListFilter):
        title = "what it needs"
        parameter_name = PARAMETER

        def lookups(self, request, model_admin):
            return [(need.key, need.label) for need in needs if need.model is model_admin.model]

        def queryset(self, request, queryset):
            chosen = [need for need in needs if need.model is queryset.model and need.key == self.value()]
            return chosen[0].rows(queryset, timezone.now()) if chosen else queryset

    return NeedsFilter
