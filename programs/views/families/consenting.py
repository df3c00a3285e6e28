"""Consents after the first answer: changed on one page, or taken back one by one, at any time."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import limits
from programs.enums.nominations import ConsentKind, FamilyTextKind
from programs.forms.families import ConsentChangeForm
from programs.services.errors import RegistrationError
from programs.services.nominations import asking, deciding, mixups, refusing
from programs.services.nominations.consents import consents_of
from programs.views.families.opening import asked_part


@require_http_methods(["GET", "POST"])
@limits.posts_per_ip("family")
@asked_part
def consents(request, party):
    """Everything but taking part, which is given up on a page of its own."""
    texts = deciding.current_texts()
    if not asking.can_change_consents(party) or not texts.keys() >= set(FamilyTextKind):
        return redirect(party)
    data = request.POST if request.method == "POST" else None
    form = ConsentChangeForm(data, party=party, texts=texts, given=_given(party))
    if data is not None and form.is_valid():
        try:
            refusing.change_consents(party, form.kept())
        except RegistrationError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Your consents are saved."))
        return redirect(party)
    if form.is_bound and form.is_mixed_up():
        mixups.flag(party)
    return render(request, "consent/consents.html", {"party": party, "form": form})


def _given(party):
    """What counts so far: the own word, or what the guardians said until a student of 18 decides."""
    own = {kind: decision.given for kind, decision in deciding.newest_decisions(party).items()}
    if party.is_guardian:
        return own
    nomination = party.nomination
    return consents_of([nomination], timezone.localdate())[nomination.pk] | own


@require_http_methods(["GET", "POST"])
@limits.posts_per_ip("family")
@asked_part
def take_back(request, party, kind):
    """A yes becomes a no. Taking part has a page of its own."""
    if kind not in ConsentKind.values:
        raise Http404
    kind = ConsentKind(kind)
    if kind == ConsentKind.PARTICIPATION:
        return redirect("consent:not_taking_part", party.reference)
    decision = deciding.newest_decisions(party).get(kind)
    if decision is not None and request.method == "POST":
        refusing.take_back(party, kind)
        messages.success(request, _("You have taken back your consent. From now on it is a no."))
        return redirect(party)
    if decision is None or not decision.given:
        return redirect(party)
    return render(request, "consent/take_back.html", {"party": party, "decision": decision})
