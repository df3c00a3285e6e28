"""Admin for what every room shares, and the base class for its large tables."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.admin.views.main import SEARCH_VAR
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property

from core.contact import LineField, NoteField
from core.keys import MOST_DIGITS
from core.models import ClosureDay, DepartmentProfile
from core.services import enter_break
from core.sign_in import SignInForm
from core.widgets import date_input, moment_input, time_input


class StaffSignInForm(SignInForm, AdminAuthenticationForm):
    """Only for staff."""


admin.site.login_form = StaffSignInForm


class CappedPaginator(Paginator):
    """Counts at most MOST rows: nobody pages through 100,000, and counting them all is slow."""

    MOST = 2_000

    @cached_property
    def count(self):
        # Of the key alone: what a list adds to its rows need not be worked out to count them.
        return self.object_list.order_by().values("pk")[: self.MOST].count()


class PortalAdmin(admin.ModelAdmin):
    """What every list and every form of ours does."""

    # The browser's own pickers: one field with one label, and no script that draws a calendar.
    formfield_overrides = {
        models.DateField: {"widget": date_input()},
        models.TimeField: {"widget": time_input()},
        models.DateTimeField: {"form_class": forms.DateTimeField, "widget": moment_input()},
    }

    def view_on_site(self, obj):
        """The public address itself. Django's detour leads any member of staff to any record: it is shut."""
        return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else None

    def changelist_view(self, request, extra_context=None):
        # A database refuses a NUL and a number that no key can have: the whole list is shown instead of an error.
        if any(_breaks_a_filter(name, value) for name, values in request.GET.lists() for value in values):
            return redirect(request.path)
        return super().changelist_view(request, extra_context)


def _breaks_a_filter(name, value):
    is_too_long = name != SEARCH_VAR and value.isdecimal() and len(value) > MOST_DIGITS
    return "\x00" in value or is_too_long


class LargeTableAdmin(PortalAdmin):
    """A changelist that stays quick with 100,000 rows. Search and filters reach every row."""

    paginator = CappedPaginator
    show_full_result_count = False
    list_per_page = 50


class VersionedTextForm(forms.ModelForm):
    """A new version of a text that people sign."""

    text = NoteField(
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 20, "cols": 80}),
        help_text="An empty line begins a new paragraph. It is the newest version from the moment you save it: "
        "whoever has not signed yet is asked this one. Who has signed stays with the version they signed.",
    )


class VersionedTextAdmin(PortalAdmin):
    """Old versions are looked at, new ones added. What somebody signed is neither changed nor deleted.

    A subclass says `newest(request)`, the version that a new one begins with, and `publish(obj, by)`.
    """

    list_display = ["__str__", "created_at", "created_by"]
    list_select_related = ["created_by"]
    fields = ["text"]

    def get_fields(self, request, obj=None):
        return [*self.fields[:-1], "version", "text", "created_at", "created_by"] if obj else self.fields

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_changeform_initial_data(self, request):
        newest = self.newest(request)
        return {name: getattr(newest, name) for name in self.fields} if newest else {}

    def save_model(self, request, obj, form, change):
        saved = self.publish(obj, by=request.user)
        obj.pk, obj.version = saved.pk, saved.version


@admin.register(DepartmentProfile)
class DepartmentProfileAdmin(PortalAdmin):
    fieldsets = [
        ("Who we are", {"fields": ["name", "portal_name", "street_address", "city_line", "chief_title", "chief_name"]}),
        ("Phones", {"fields": ["non_emergency_phone", "programs_phone", "accommodation_phone"]}),
        ("At the door", {"fields": ["check_in_minutes", "late_minutes"]}),
        (
            "How long things last",
            {
                "fields": [
                    "hold_hours", "offer_hours", "late_offer_hours", "reminder_hours", "accommodation_notice_hours",
                ]
            },
        ),
    ]  # fmt: skip

    # A migration made the one row that there is.
    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class BreakForm(forms.Form):
    """Spring break: several days on which only school is out."""

    MOST_DAYS = 100
    YEARS_AHEAD = 5

    name = LineField(max_length=120, help_text="Such as Spring break.")
    first = forms.DateField(label="From", widget=date_input())
    last = forms.DateField(label="To", widget=date_input(), help_text="The last day without school.")

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("first"), cleaned.get("last")
        this_year = timezone.localdate().year
        for name in ("first", "last"):
            day = cleaned.get(name)
            if day and not this_year - 1 <= day.year <= this_year + self.YEARS_AHEAD:
                until = this_year + self.YEARS_AHEAD
                self.add_error(name, f"Choose a day between {this_year - 1} and the end of {until}.")
        if first and last and last < first:
            self.add_error("last", "The last day must not be before the first.")
        elif first and last and (last - first).days >= self.MOST_DAYS:
            self.add_error("last", f"A break has at most {self.MOST_DAYS} days.")
        return cleaned


@admin.register(ClosureDay)
class ClosureDayAdmin(PortalAdmin):
    """Days, one by one; and a school break of several days in one step."""

    list_display = ["date", "name", "closed", "school_break"]
    list_filter = ["closed", "school_break"]
    date_hierarchy = "date"
    ordering = ["date"]

    def get_urls(self):
        page = self.admin_site.admin_view(self.school_break)
        return [path("school-break/", page, name="core_closureday_school_break"), *super().get_urls()]

    def school_break(self, request):
        """From, to, and what it is called."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = BreakForm(request.POST or None)
        if form.is_valid():
            data = form.cleaned_data
            number = enter_break(data["first"], data["last"], data["name"])
            words = f"{data['name']}: {number} {'day is' if number == 1 else 'days are'} new. Other classes still meet."
            self.message_user(request, words, messages.SUCCESS)
            return redirect(reverse("admin:core_closureday_changelist"))
        page = {
            **self.admin_site.each_context(request), "title": "Enter a school break", "opts": self.opts, "form": form,
        }  # fmt: skip
        return TemplateResponse(request, "admin/core/closureday/school_break.html", page)

    def has_delete_permission(self, request, obj=None):
        return False
