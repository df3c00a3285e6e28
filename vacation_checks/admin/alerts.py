"""The alerts board: what a check found, until somebody says how it ended."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince

from core.contact import LineField, NoteField
from core.monday import needs_filter
from vacation_checks.admin.answers import address, consents, contacts, resident
from vacation_checks.admin.recorded import RecordedAdmin
from vacation_checks.admin.verb_pages import page_of
from vacation_checks.admin.words import moment_words
from vacation_checks.enums import AlertOutcome, Viewed
from vacation_checks.models import Alert
from vacation_checks.monday import NEEDS
from vacation_checks.services.access import record_view
from vacation_checks.services.alerts import close_alert
from vacation_checks.services.errors import RequestError


class CloseForm(forms.Form):
    """How it ended."""

    outcome = forms.ChoiceField(label="Outcome", choices=AlertOutcome, widget=forms.RadioSelect)
    reached = NoteField(
        label="Who was reached", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Who, when, by which number. Nobody: leave it empty, and say so in the note.",
    )  # fmt: skip
    report_number = LineField(label="Report or call number", required=False, max_length=40)
    note = NoteField(label="Note", required=False, max_length=2_000, help_text="For colleagues.")

    def clean(self):
        if self.cleaned_data.get("outcome") == AlertOutcome.REPORT and not self.cleaned_data.get("report_number"):
            self.add_error("report_number", "A report was taken: write its number.")
        return self.cleaned_data


@admin.register(Alert)
class AlertAdmin(RecordedAdmin):
    list_display = ["what", "home", "found_at", "found_by", "how_long", "how_it_ended"]
    list_filter = [needs_filter(NEEDS), "outcome"]
    list_select_related = ["check_record__request__beat", "check_record__result", "closed_by"]
    ordering = [F("closed_at").desc(nulls_first=True), "opened_at", "pk"]
    sortable_by = []
    list_title = "Alerts board"
    show_facets = admin.ShowFacets.NEVER  # they would count the whole table
    what_listed = Viewed.ALERTS

    def get_queryset(self, request):
        return super().get_queryset(request).filter(check_record__request__sealed_at=None)

    @admin.display(description="what")
    def what(self, alert):
        return alert.check_record.result.label

    @admin.display(description="home")
    def home(self, alert):
        asked = alert.check_record.request
        return f"{address(asked)} ({asked.beat or 'no beat'})"

    @admin.display(description="when")
    def found_at(self, alert):
        return moment_words(alert.check_record.checked_at)

    @admin.display(description="by")
    def found_by(self, alert):
        return alert.check_record.officer_name

    @admin.display(description="open for")
    def how_long(self, alert):
        return timesince(alert.opened_at, alert.closed_at or timezone.now(), depth=1)

    @admin.display(description="how it ended")
    def how_it_ended(self, alert):
        return alert.get_outcome_display() or "▲ open"

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """What was found, whom to call, and the form that closes it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        alert = self.get_object(request, object_id)
        if alert is None:
            self.message_user(request, "There is no such alert.", messages.WARNING)
            return redirect(reverse("admin:vacation_checks_alert_changelist"))
        form = CloseForm(request.POST or None)
        if request.method == "POST":
            if not self.has_change_permission(request):
                raise PermissionDenied
            if form.is_valid():
                return self._close(request, alert, form)
        return self._alert_page(request, alert, form)

    def _close(self, request, alert, form):
        said = form.cleaned_data
        try:
            close_alert(alert, by=request.user, **said)
        except RequestError as error:
            # Somebody was first. Whom this person reached is still worth keeping.
            self.message_user(request, str(error), messages.WARNING)
            typed = [said[name] for name in ("reached", "report_number", "note") if said[name]]
            return self._alert_page(request, self.get_object(request, alert.pk), form, unsaved=typed)
        self.message_user(request, f"Closed: {alert.check_record.result}.", messages.SUCCESS)
        if said["outcome"] == AlertOutcome.RESIDENT_BACK and alert.check_record.request.is_live:
            text = f"The request runs on. End it, too: {alert.check_record.request}, “They are back”."
            self.message_user(request, text, messages.WARNING)
        return redirect(reverse("admin:vacation_checks_alert_changelist"))

    def _alert_page(self, request, alert, form, **context):
        check = alert.check_record
        asked = check.request
        record_view(request, Viewed.REQUEST, request=asked, note="alert")
        return self.page(
            request,
            "alert.html",
            f"Alert: {check.result}",
            alert=alert,
            check=check,
            asked=asked,
            asked_url=page_of(asked),
            address=address(asked),
            sections=[resident(asked), contacts(asked.details), consents(asked)],
            form=form if self.has_change_permission(request) and not alert.closed_at else None,
            **context,
        )
