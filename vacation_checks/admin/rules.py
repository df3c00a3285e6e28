"""What the desk decides once: limits, beats and streets, shifts, what a check can find, the text that is signed."""

from django.contrib import admin
from django.utils.html import format_html

from core.admin import LargeTableAdmin, PortalAdmin, VersionedTextAdmin, VersionedTextForm
from vacation_checks.models import AcknowledgementText, Beat, CheckRules, ResultCode, Shift, StreetRange
from vacation_checks.services import texts


@admin.register(CheckRules)
class CheckRulesAdmin(PortalAdmin):
    fieldsets = [
        (
            "What residents may ask for",
            {
                "fields": [
                    "notice_days", "least_nights", "most_nights", "longest_nights", "yearly_days", "takes_apartments",
                    "confirm_hours", "draft_days",
                ]
            },
        ),
        ("How often officers look", {"fields": ["first_interval_days", "first_period_days", "later_interval_days"]}),
        ("After the return", {"fields": ["reminder_hours", "desk_task_hours", "close_hours", "seal_days"]}),
        ("On patrol", {"fields": ["tour_hours", "volunteer_tour_hours", "same_home_minutes", "shows_map_links"]}),
    ]  # fmt: skip

    # A migration made the one row that there is.
    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Beat)
class BeatAdmin(PortalAdmin):
    list_display = ["__str__", "description", "is_active"]

    # Requests and tours hang on it: it is switched off instead.
    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Shift)
class ShiftAdmin(PortalAdmin):
    list_display = ["name", "begins_at"]

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(ResultCode)
class ResultCodeAdmin(PortalAdmin):
    list_display = ["label", "resident_words", "is_clear", "raises_alert", "tells_resident", "position", "is_active"]
    list_filter = ["is_active", "is_clear", "raises_alert"]
    actions = None
    fields = [
        "code", "label", "resident_words", "is_clear", "raises_alert", "tells_resident", "position", "is_active",
    ]  # fmt: skip

    def get_readonly_fields(self, request, obj=None):
        # Checks and statistics are told apart by it.
        return ["code"] if obj else []

    def has_delete_permission(self, request, obj=None):
        """What was found once stays; a code that nobody used yet may go."""
        is_used = obj is None or obj.checks.exists()
        return not is_used and super().has_delete_permission(request, obj)


@admin.register(StreetRange)
class StreetRangeAdmin(LargeTableAdmin):
    list_display = ["street", "low", "high", "parity", "in_city", "beat", "where_from"]
    list_filter = ["in_city", "is_sample", "beat", "parity"]
    list_select_related = ["beat"]
    show_facets = admin.ShowFacets.NEVER  # they would count the whole table
    search_fields = ["street"]
    search_help_text = "Name of the street, as it is normalised: SARTORI AVE"
    fields = ["street", "low", "high", "parity", "in_city", "beat", "is_sample"]

    @admin.display(description="from", ordering="is_sample")
    def where_from(self, street_range):
        return format_html('<span class="badge warns">{}</span>', "▲ sample") if street_range.is_sample else "imported"


class AcknowledgementForm(VersionedTextForm):
    """A new version of what residents acknowledge."""

    class Meta:
        model = AcknowledgementText
        fields = ["text"]


@admin.register(AcknowledgementText)
class AcknowledgementTextAdmin(VersionedTextAdmin):
    form = AcknowledgementForm

    def newest(self, request):
        return AcknowledgementText.objects.first()

    def publish(self, obj, by):
        return texts.publish_acknowledgement(obj.text, by=by)
