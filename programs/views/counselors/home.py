"""What a counselor sees first: the semesters of the own school, what is free, and the own school's nominees."""

from dataclasses import dataclass

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from core import limits
from core.access import personal_page
from programs import nominees
from programs.enums.nominations import SemesterPhase
from programs.models import SchoolQuota
from programs.models.families import count_places
from programs.views.counselors.access import counselor_of
from programs.views.counselors.signing_in import ask_for_address

OVER = {SemesterPhase.COMPLETED, SemesterPhase.REPORTED, SemesterPhase.CANCELLED}


@dataclass(frozen=True)
class Room:
    """What is left of a school's places in a semester."""

    quota: SchoolQuota
    used: int
    waiting: int

    @property
    def free(self):
        return max(self.quota.places - self.used, 0)

    @property
    def free_alternates(self):
        return max(self.quota.alternates - self.waiting, 0)

    @property
    def is_full(self):
        return not self.free and not self.free_alternates


def room_of(quota, now=None):
    return Room(quota, *count_places(quota, now or timezone.now()))


def quotas_of(counselor):
    """What the counselor's school has in each semester, the newest first."""
    quotas = SchoolQuota.objects.filter(school=counselor.school).select_related("school", "semester__offering__program")
    return quotas.order_by("-semester__nominations_open_at", "-pk").prefetch_related("semester__offering__sessions")


@require_http_methods(["GET", "POST"])
@limits.posts_per_ip("sign-in")
@personal_page
def home(request):
    """Sign in; or the own school's semesters."""
    counselor = counselor_of(request)
    if counselor is None:
        return ask_for_address(request)
    now = timezone.now()
    parts = [_part(quota, now) for quota in quotas_of(counselor)]
    shown = [part for part in parts if part["phase"] != SemesterPhase.DRAFT]
    return render(request, "counselors/home.html", {"counselor": counselor, "parts": shown})


def _part(quota, now):
    semester = quota.semester
    phase = semester.phase(now)
    nominations = quota.nominations.prefetch_related("parties").order_by("rank", "pk")
    return {
        "quota": quota,
        "semester": semester,
        "phase": phase,
        "is_over": phase in OVER,
        "takes_nominations": semester.takes_nominations(now),
        "room": room_of(quota, now),
        "nominees": [nominees.nominee(nomination) for nomination in nominations],
        "papers": quota.paper_invitations.open(now).select_related("counselor"),
        "report": getattr(quota, "report", None),
    }
