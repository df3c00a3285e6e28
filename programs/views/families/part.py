"""Where a student or a guardian stands, and what they can do."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.enums import Language
from programs.enums.nominations import ConsentKind, FamilyTextKind, PartyRole
from programs.forms.families.parts import texts_shown
from programs.services.nominations import asking, deciding
from programs.services.nominations.asking import FamilyPage
from programs.views.families.opening import asked_part

# Only while somebody is asked, or takes part, does the page speak of the student.
SHOWN = {FamilyPage.ASK, FamilyPage.ANSWERED, FamilyPage.OBJECTED}


@require_safe
@asked_part
def party_page(request, party):
    now = timezone.now()
    page = asking.page_of(party, now)
    nomination = party.nomination
    missing = asking.missing(nomination, now)
    own_role = PartyRole.GUARDIAN if party.is_guardian else PartyRole.STUDENT
    context = {
        "party": party,
        "nomination": nomination,
        "offering": nomination.semester.offering,
        "semester": nomination.semester,
        "page": page,
        "page_template": f"consent/part/_{page}.html",
        "shows_student": page in SHOWN,
        "purpose": _purpose(party),
        "needs_guardian": not asking.is_adult(nomination, now),
        "must_decide": asking.must_decide(party, now),
        "missing_other": [role for role in missing if role != own_role],
        "consents": _consents(party),
        "can_answer": asking.can_answer(party, now),
        "can_say_no": asking.can_say_no(party, now),
        "can_change_consents": asking.can_change_consents(party, now),
        "languages": Language,
    }
    return render(request, "consent/part.html", context)


def _purpose(party):
    return texts_shown(deciding.current_texts(), party.language).get(FamilyTextKind.PURPOSE)


def _consents(party):
    """What this person has decided: kind, yes or no, since when; in the order in which it is asked."""
    newest = deciding.newest_decisions(party)
    return [newest[kind] for kind in ConsentKind if kind in newest]
