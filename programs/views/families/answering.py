"""The answers of a student or a guardian: the pages of the form, check-your-answers, and send."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import limits
from programs.enums.nominations import FamilyTextKind
from programs.forms.families import walk as walks
from programs.forms.families.parts import texts_shown
from programs.services.errors import RegistrationError
from programs.services.nominations import answering, asking, deciding, mixups
from programs.views.families.opening import asked_part


@require_http_methods(["GET", "POST"])
@limits.posts_per_ip("family")
@asked_part
def answer(request, party):
    """Nothing is kept on the server before it is sent: each page carries what was typed on the others."""
    texts = deciding.current_texts()
    if not asking.can_answer(party) or not texts.keys() >= set(FamilyTextKind):
        return redirect(party)
    given = {kind: decision.given for kind, decision in deciding.newest_decisions(party).items()}
    walk = walks.Walk(party, texts, given, request.POST if request.method == "POST" else None)
    page = walk.page_for(request.POST.get("go", walks.DETAILS))
    if walk.is_mixed_up():
        mixups.flag(party)
    if page in {walks.CHECK, walks.SEND} and walk.is_refusal():
        context = {"party": party, "offering": party.nomination.semester.offering, "carried": walk.carried("")}
        return render(request, "consent/not_taking_part.html", context)
    if page == walks.SEND and _sent(request, walk):
        return redirect(party)
    return _show(request, walk, walks.CHECK if page == walks.SEND else page)


def _show(request, walk, page):
    context = {
        "party": walk.party,
        "nomination": walk.party.nomination,
        "walk": walk,
        "page": page,
        "form": walk.forms.get(page),
        "steps": walk.titles,
        "number": walk.number(page),
        "back": walk.one_back(page),
        "on": walks.SEND if page == walks.CHECK else walk.one_on(page),
        "carried": walk.carried(page),
        "purpose": texts_shown(walk.texts, walk.party.language)[FamilyTextKind.PURPOSE],
    }
    template = "consent/check.html" if page == walks.CHECK else "consent/answer.html"
    return render(request, template, context)


def _sent(request, walk):
    """Keep the answers; False, and said why, where a rule forbids it."""
    verb = answering.answer_guardian if walk.party.is_guardian else answering.answer_student
    try:
        verb(walk.party, **walk.details(), consents=walk.consents())
    except mixups.MixedUp as error:
        mixups.flag(walk.party)
        messages.error(request, str(error))
    except RegistrationError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Thank you. We have your answers."))
        return True
    return False
