"""Sealed requests: for the records role alone, and each only after a reason was written down."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone

from core.admin import CappedPaginator
from core.contact import LineField
from vacation_checks.admin.answers import address, sections
from vacation_checks.admin.request_page import checks_of, events_of
from vacation_checks.admin.verb_pages import NAME
from vacation_checks.admin.words import STATES
from vacation_checks.enums import Viewed
from vacation_checks.models import VacationCheckRequest
from vacation_checks.monday import SEALED
from vacation_checks.services.access import record_view

PER_PAGE = 50


class ReasonForm(forms.Form):
    reason = LineField(
        label="Why do you open it?", max_length=150,
        help_text="For example the number of a records request or a case. No names, no address: the reason stands on "
        "record in clear.",
    )  # fmt: skip


class SealedPages:
    """For VacationCheckRequestAdmin, whose other pages show no sealed request to anybody."""

    def get_urls(self):
        listed, opened = map(self.admin_site.admin_view, [self.sealed_list, self.sealed])
        return [
            path("sealed/", listed, name=f"{NAME}_sealed"),
            path("sealed/<int:sealed_key>/", opened, name=f"{NAME}_open_sealed"),
            *super().get_urls(),
        ]

    def sealed_list(self, request):
        """References and dates, nothing else."""
        _refuse_others(request)
        rows = VacationCheckRequest.objects.sealed().only("reference", "leaves_on", "returns_on", "sealed_at")
        page = CappedPaginator(rows, PER_PAGE).get_page(request.GET.get("p", ""))
        record_view(request, Viewed.LIST, note=f"{len(page)} sealed requests")
        return self.page(request, "sealed.html", "Sealed requests", rows=page)

    def sealed(self, request, sealed_key):
        """GET: asks why. POST with a reason: all of it, this once."""
        _refuse_others(request)
        asked = get_object_or_404(VacationCheckRequest.objects.sealed(), pk=sealed_key)
        form = ReasonForm(request.POST or None)
        title = f"Sealed request {asked}"
        if request.method != "POST" or not form.is_valid():
            return self.page(request, "sealed_reason.html", title, asked=asked, form=form)
        record_view(request, Viewed.SEALED, request=asked, note=form.cleaned_data["reason"])
        return self.page(
            request,
            "sealed_request.html",
            title,
            asked=asked,
            state=STATES[asked.state],
            address=address(asked),
            sections=sections(asked, timezone.localdate()),
            events=[(event, STATES.get(event.from_state, ""), STATES[event.to_state]) for event in events_of(asked)],
            checks=checks_of(asked),
        )


def _refuse_others(request):
    if not request.user.has_perm(SEALED):
        raise PermissionDenied
