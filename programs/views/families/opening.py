"""From the mailed link to the page of one student or guardian."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from core.access import OwnRecords, link_page
from core.contact import email_key
from core.links import open_token
from programs.emails.students import PARTY_LINK
from programs.models import Party

own_parts = OwnRecords(
    kind="party",
    rows=lambda: Party.objects.select_related("nomination__quota__semester__offering__program"),
    address_key=lambda party: email_key(str(party.email)),
)


@require_safe
@link_page
def open_party(request, token):
    """The token is exchanged for a short session and a clean address; an old or wrong one explains."""
    opened = open_token(PARTY_LINK, token)
    party = _party_of(opened.subject or "")
    if opened.trouble or party is None:
        return render(request, "link_trouble.html", {"trouble": opened.trouble}, status=410)
    own_parts.open(request, party, proved=True)
    return redirect("consent:part", party.reference)


def _party_of(subject):
    key, _dot, number = subject.partition(".")
    return Party.objects.filter(pk=key, link_number=number).first() if number else None


@require_safe
@own_parts.own
def party_page(request, party):
    """Where this student or guardian stands, and what they can do."""
    return render(request, "consent/part.html", {"party": party, "nomination": party.nomination})
