"""From the mailed link to the page of one student or guardian, in their language."""

from functools import wraps

from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import limits
from core.access import OwnRecords, forget, link_page, may_open, open_record
from core.contact import email_key
from core.enums import Language
from core.languages import speak
from core.links import open_token
from programs.emails.students import PARTY_LINK
from programs.models import Party
from programs.services.nominations import answering, mixups

own_parts = OwnRecords(
    kind="party",
    rows=lambda: Party.objects.select_related("nomination__quota__semester__offering__program"),
    address_key=lambda party: email_key(str(party.email)),
    # A link that is aimed anew ends the pages that the old one opened.
    mark=lambda party: f"{party.pk}.{party.link_number}",
)


@require_safe
@link_page
def open_party(request, token):
    """The token is exchanged for a short session and a clean address; an old or wrong one explains."""
    opened = open_token(PARTY_LINK, token)
    key, _dot, number = (opened.subject or "").partition(".")
    party = own_parts.rows().filter(pk=key).first() if number else None
    if party is None or opened.trouble or str(party.link_number) != number:
        trouble = opened.trouble or "replaced"
        with speak(party.language if party else get_language(), "consent"):
            return render(request, "consent/link_trouble.html", {"trouble": trouble}, status=410)
    own_parts.open(request, party, proved=True)
    return redirect(party)


def own_part(view):
    """Decorator: the party's own page, in the party's language."""

    @wraps(view)
    def spoken(request, party, *args, **kwargs):
        with speak(party.language, "consent"):
            return view(request, party, *args, **kwargs)

    return own_parts.own(spoken)


def asked_part(view):
    """Decorator: the same, for guardians only after they have said that they are the guardian."""

    @wraps(view)
    def asked(request, party, *args, **kwargs):
        if party.is_guardian and not may_open(request, _is_guardian(party)):
            return redirect("consent:who", party.reference)
        return view(request, party, *args, **kwargs)

    return own_part(asked)


def keep_that_guardian(request, party):
    """They have said that they are the parent or guardian: they are not asked again for an hour."""
    open_record(request, _is_guardian(party))


def _is_guardian(party):
    return f"guardian:{own_parts.mark(party)}"


@require_http_methods(["GET", "POST"])
@limits.posts_per_ip("family")
@own_part
def who(request, party):
    """Are you the parent or guardian? A student who holds the guardian's link is shown nothing."""
    if not party.is_guardian:
        return redirect(party)
    said = request.POST.get("guardian")
    if said == "yes":
        keep_that_guardian(request, party)
        return redirect(party)
    if said == "no":
        mixups.flag(party)
        forget(request)
        return render(request, "consent/not_the_guardian.html", {"party": party})
    return render(request, "consent/who.html", {"party": party, "languages": Language})


@require_POST
@limits.posts_per_ip("family")
@own_part
def set_language(request, party):
    """The language of this person's pages and mails."""
    answering.choose_language(party, request.POST.get("language"))
    return redirect(party)
