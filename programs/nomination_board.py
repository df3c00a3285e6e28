"""The coordinator's board: every nominee of a semester by school, who is missing what, and for how long."""

from dataclasses import dataclass, field, replace

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from programs import students
from programs.enums.nominations import COUNTED_STATES, ConsentKind, NominationState, PartyRole
from programs.models import Nomination, NominationEvent, PaperInvitation, SchoolQuota
from programs.nominees import WORDS, awaited_parties
from programs.same_student import twins_among
from programs.services.nominations.consents import consents_of

S = NominationState

MISSING, FLAGGED, READY, PAPER, ENDED = "missing", "flagged", "ready", "paper", "ended"
FILTERS = {
    "": "Everyone on the way",
    MISSING: "Something is missing",
    FLAGGED: "Flagged",
    READY: "Ready to accept",
    PAPER: "Needs paper or a call",
    ENDED: "Ended",
}
_MISSING_WORDS = {
    PartyRole.STUDENT: "the student's answers",
    PartyRole.GUARDIAN: "the guardian's answers",
    PartyRole.SECOND: "the second guardian's answers",
}
# Short words for what a family said no to.
KIND_WORDS = {
    ConsentKind.PARTICIPATION: "taking part",
    ConsentKind.HANDS_ON: "hands-on",
    ConsentKind.RIDE_ALONG: "ride-along",
    ConsentKind.PHOTOS: "photos",
    ConsentKind.SCHOOL: "release to the school (no credit)",
    ConsentKind.TREATMENT: "emergency treatment",
}


@dataclass(frozen=True)
class Line:
    """One nominee. The name is for who may read names of students."""

    nomination: Nomination
    missing: list[str]
    said_no: list[str]
    days: int
    needs: set
    decides_alone: bool = False
    twins: list = field(default_factory=list)

    @property
    def state(self):
        return WORDS[self.nomination.state]


@dataclass(frozen=True)
class SchoolBoard:
    """One school: its places, and its nominees."""

    quota: SchoolQuota
    used: int
    alternates: int
    papers: int
    lines: list = field(default_factory=list)

    @property
    def free(self):
        return max(self.quota.places - self.used, 0)


def board(semester, now):
    """[SchoolBoard] in the order of the schools, with all their lines. Always the same number of queries."""
    lines = {}
    for line in lines_of(_nominations(semester), now):
        lines.setdefault(line.nomination.quota_id, []).append(line)
    papers = list(PaperInvitation.objects.filter(quota__semester=semester).open(now).values_list("quota", flat=True))
    schools = []
    for quota in semester.quotas.select_related("school"):
        mine = lines.get(quota.pk, [])
        schools.append(_school(quota, mine, papers.count(quota.pk)))
    return schools


def filter_links(lines, show):
    """Each filter: its key, its words, how many lines it leaves, and whether it is the one that is on."""
    return [(key, words, sum(is_shown(line, key) for line in lines), key == show) for key, words in FILTERS.items()]


def narrow(schools, show):
    """The same boards with the lines that one filter leaves."""
    return [replace(each, lines=[line for line in each.lines if is_shown(line, show)]) for each in schools]


def _school(quota, lines, papers):
    used = sum(line.nomination.state in COUNTED_STATES for line in lines) + papers
    waiting = sum(line.nomination.state == S.ALTERNATE for line in lines)
    return SchoolBoard(quota, used, waiting, papers, lines)


def is_shown(line, show):
    is_live = line.nomination.is_live
    if show == ENDED:
        return not is_live
    return is_live and (not show or show in line.needs)


def _nominations(semester):
    steps = NominationEvent.objects.filter(nomination=OuterRef("pk")).exclude(from_state=F("to_state"))
    nominations = Nomination.objects.of_semester(semester).with_answers()
    return nominations.annotate(since=Subquery(steps.order_by("-at").values("at")[:1])).order_by("rank", "pk")


def lines_of(nominations, now):
    """A Line for each, with what the family decided as it stands today."""
    nominations, today = list(nominations), timezone.localdate(now)
    given, twins = consents_of(nominations, today), twins_among(nominations)
    return [_line(each, given[each.pk], twins.get(each.pk, []), now) for each in nominations]


def _awaited(nomination, alone):
    """(who still has to answer, in words what is missing)"""
    if alone and nomination.state == S.STUDENT_DONE:
        return [nomination.party(PartyRole.STUDENT)], ["the student's own consent (18 by now)"]
    awaited = awaited_parties(nomination)
    return awaited, [_MISSING_WORDS[party.role] for party in awaited]


def _line(nomination, given, twins, now):
    alone = nomination.is_live and students.decides_alone(nomination, timezone.localdate(now))
    awaited, missing = _awaited(nomination, alone)
    has_decided = any(party.answered_at for party in nomination.parties.all() if party.is_guardian)
    is_past_asking = nomination.state in {S.READY, S.ACCEPTED, S.ENROLLED}
    if (has_decided or is_past_asking) and nomination.is_live and not given[ConsentKind.PARTICIPATION]:
        missing.append("consent to taking part")
    others = [kind for kind in ConsentKind if kind != ConsentKind.PARTICIPATION and not given[kind]]
    since = getattr(nomination, "since", None) or nomination.created_at
    needs = {
        MISSING: bool(missing),
        FLAGGED: bool(nomination.flag or twins),
        READY: nomination.state == S.READY and not nomination.flag,
        PAPER: any(not party.email for party in awaited),
    }
    return Line(
        nomination,
        missing,
        [KIND_WORDS[kind] for kind in others] if has_decided or is_past_asking else [],
        max((timezone.localdate(now) - timezone.localdate(since)).days, 0),
        {need for need, is_so in needs.items() if is_so},
        alone,
        twins,
    )
