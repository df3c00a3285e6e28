"""What is only read: who looked at what, tours, checks. A check is added to, a tour can be ended."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone

from core.admin import LargeTableAdmin
from core.contact import LineField, NoteField
from vacation_checks.admin.answers import address
from vacation_checks.admin.recorded import RecordedAdmin
from vacation_checks.admin.words import moment_words
from vacation_checks.enums import Area, Viewed
from vacation_checks.models import HouseCheck, Tour, ViewRecord
from vacation_checks.services import checks
from vacation_checks.services.access import record_view
from vacation_checks.services.errors import RequestError
from vacation_checks.services.tours import end_tour


class ReadOnly:
    """A row says all of itself, and nothing of it is edited."""

    show_facets = admin.ShowFacets.NEVER  # they would count the whole table

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(ViewRecord)
class ViewRecordAdmin(ReadOnly, LargeTableAdmin):
    list_display = ["moment", "user", "what", "request", "tour", "ip", "note"]
    list_display_links = ["moment"]
    list_filter = ["what", "at", "user"]
    list_select_related = ["user", "request", "tour"]
    sortable_by = []
    ordering = ["-pk"]
    search_fields = ["request__reference", "user__username"]
    search_help_text = "Reference of a request, or user name of a colleague"
    fields = ["moment", "user", "what", "request", "tour", "ip", "note"]
    actions = None

    @admin.display(description="when")
    def moment(self, view):
        return moment_words(view.at)


@admin.register(Tour)
class TourAdmin(ReadOnly, RecordedAdmin):
    list_display = ["__str__", "partner_name", "unit", "beat", "started_at", "until"]
    list_filter = ["beat", "started_at"]
    list_select_related = ["beat"]
    sortable_by = []
    fields = ["officer_name", "partner_name", "unit", "beat", "started_at", "closes_at", "ended_at", "checks_made"]
    change_form_template = "admin/vacation_checks/tour.html"

    def request_of(self, obj):
        return None

    def get_urls(self):
        end = self.admin_site.admin_view(self.end)
        return [path("<int:tour_id>/end/", end, name="vacation_checks_tour_end"), *super().get_urls()]

    @admin.display(description="until")
    def until(self, tour):
        if tour.is_running(timezone.now()):
            return f"running, closes {moment_words(tour.closes_at)}"
        return moment_words(tour.ended_at or tour.closes_at)

    @admin.display(description="checks")
    def checks_made(self, tour):
        return tour.checks.count()

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        may_end = request.user.has_perm("vacation_checks.change_tour")
        context["may_end"] = may_end and obj is not None and obj.is_running(timezone.now())
        return super().render_change_form(request, context, add, change, form_url, obj)

    def end(self, request, tour_id):
        """GET asks, POST ends it: the list closes on the officer's phone."""
        if not request.user.has_perm("vacation_checks.change_tour"):
            raise PermissionDenied
        tour = get_object_or_404(Tour, pk=tour_id)
        back = reverse("admin:vacation_checks_tour_change", args=[tour.pk])
        if request.method == "POST":
            end_tour(tour)
            self.message_user(request, f"The tour has ended: {tour}.", messages.SUCCESS)
            return redirect(back)
        return self.page(request, "tour_end.html", "End this tour now", tour=tour, parent=tour, parent_url=back)


class AddendumForm(forms.Form):
    """What is added to a check. The check itself stays as it is."""

    reason = LineField(label="Why do you add to it?", max_length=200, help_text="No names, no address.")
    text = NoteField(label="What is to be said", max_length=2_000)
    is_wrong_home = forms.BooleanField(
        label="The check was of another home",
        required=False,
        help_text="The resident no longer sees it as a check of this home.",
    )


@admin.register(HouseCheck)
class HouseCheckAdmin(ReadOnly, RecordedAdmin):
    list_display = ["moment", "request", "result", "officer_name", "is_late_entry", "is_after_end"]
    list_display_links = ["moment"]
    list_filter = ["result", "is_late_entry", "is_after_end", "checked_at"]
    list_select_related = ["request", "result"]
    ordering = ["-pk"]
    sortable_by = []
    search_fields = ["request__reference", "officer_name"]
    search_help_text = "Reference of a request, or name of an officer"
    fields = [
        "request", "address", "moment", "logged_at", "result", "looked_at", "officer_name", "narrative", "action_taken",
        "report_number", "is_late_entry", "is_after_end",
    ]  # fmt: skip
    change_form_template = "admin/vacation_checks/check.html"

    def get_urls(self):
        add = self.admin_site.admin_view(self.add_to)
        return [path("<int:check_id>/addendum/", add, name="vacation_checks_housecheck_addendum"), *super().get_urls()]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(request__sealed_at=None)

    @admin.display(description="checked")
    def moment(self, check):
        return moment_words(check.checked_at)

    @admin.display(description="home")
    def address(self, check):
        return address(check.request)

    @admin.display(description="areas")
    def looked_at(self, check):
        return ", ".join(str(Area(area).label) for area in check.areas if area in Area.values) or "-"

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context["addenda"] = obj.addenda.all()
            context["may_add"] = may_add_to(request.user)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def add_to(self, request, check_id):
        if not may_add_to(request.user):
            raise PermissionDenied
        check = get_object_or_404(self.get_queryset(request).select_related("request", "result"), pk=check_id)
        back = reverse("admin:vacation_checks_housecheck_change", args=[check.pk])
        form = AddendumForm(request.POST or None)
        if form.is_valid():
            try:
                checks.add_addendum(check, request.user, **form.cleaned_data)
            except RequestError as error:
                form.add_error(None, str(error))
            else:
                self.message_user(request, "Added.", messages.SUCCESS)
                return redirect(back)
        record_view(request, Viewed.REQUEST, request=check.request, note="addendum")
        title = f"Add to the check of {moment_words(check.checked_at)}"
        return self.page(request, "addendum.html", title, check=check, form=form, parent=check, parent_url=back)


def may_add_to(user):
    """Who may change requests may add to checks: the desk."""
    return user.has_perms(["vacation_checks.view_housecheck", "vacation_checks.change_vacationcheckrequest"])
