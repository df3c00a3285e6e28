"""What belongs to the counselor's own school. Everything else is not found, whether it exists or not."""

from functools import wraps

from django.http import Http404
from django.shortcuts import get_object_or_404

from core import references
from programs.models import Nomination, PaperInvitation, SchoolQuota
from programs.views.counselors.access import counselor_page


def own_quota(counselor, quota_id):
    quotas = SchoolQuota.objects.select_related("school", "semester__offering__program")
    return get_object_or_404(quotas, pk=quota_id, school=counselor.school)


def own_invitation(counselor, invitation_id):
    invitations = PaperInvitation.objects.select_related("quota__school", "quota__semester__offering__program")
    return get_object_or_404(invitations, pk=invitation_id, quota__school=counselor.school)


def nominee_page(view):
    """Decorator: counselor_page about one nominee of the own school, who is found by the reference."""

    @counselor_page
    @wraps(view)
    def wrapped(request, counselor, reference, *args, **kwargs):
        if not references.PATTERN.match(reference):  # the address line can hold anything, even a NUL
            raise Http404
        nominations = Nomination.objects.of_school(counselor.school).with_families().select_related("counselor")
        nomination = get_object_or_404(nominations, reference=reference)
        return view(request, counselor, nomination, *args, **kwargs)

    return wrapped


def own_party(nomination, role, roles):
    """One of those whom the counselor may write to."""
    party = nomination.party(role) if role in roles else None
    if party is None:
        raise Http404
    party.nomination = nomination
    return party
