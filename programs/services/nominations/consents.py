"""What a student may take part in, from what the family decided. No answer is a no."""

from programs import students
from programs.enums.nominations import ConsentKind, PartyRole
from programs.models import ConsentDecision


def consents_of(nominations, day):
    """{nomination pk: {kind: whether it is given}} as it stands on `day`, in one query.

    Of a minor every guardian who has decided must say yes. From the 18th birthday the student's own decision counts
    where there is one; what the guardians had said stands until then. A second guardian whom the coordinator set
    aside (`answered_at` is empty again) counts no more.
    """
    nominations = list(nominations)
    newest = {}
    decisions = ConsentDecision.objects.filter(party__nomination__in=nominations).select_related("party")
    decisions = decisions.exclude(party__role=PartyRole.SECOND, party__answered_at=None)
    for decision in decisions.defer("signature").order_by("at", "pk"):
        newest[decision.party.nomination_id, decision.kind, decision.party.role] = decision.given
    return {nomination.pk: _consents(nomination, newest, day) for nomination in nominations}


def _consents(nomination, newest, day):
    adult = students.is_adult(nomination, day)
    return {kind: _is_given(nomination.pk, kind, newest, adult) for kind in ConsentKind}


def _is_given(pk, kind, newest, adult):
    own = newest.get((pk, kind, PartyRole.STUDENT))
    if adult and own is not None:
        return own
    said = [newest.get((pk, kind, role)) for role in (PartyRole.GUARDIAN, PartyRole.SECOND)]
    decided = [given for given in said if given is not None]
    return bool(decided) and all(decided)
