"""How students get into a class: deadlines, credit, and how many each school may send."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from programs.enums import ClassStatus
from programs.models import School, SchoolQuota, Semester
from programs.models.families import count_places
from programs.models.schools import default_families_answer_by
from programs.services import seats
from programs.services.nominations import states
from programs.services.nominations.states import NominationError

DEADLINES = ["nominations_open_at", "nominations_close_at", "families_answer_by"]
FACTS = [*DEADLINES, "course_title", "credits"]
# Whoever is nominated on the last day has so long to answer.
TIME_TO_ANSWER = timedelta(days=14)
MORNING = time(8)


def proposed(offering, now):
    """The usual deadlines of a class, as far as there is time for them: {field: moment}."""
    if not offering.begins_at:
        return {}
    answer_by = default_families_answer_by(offering.begins_at)
    tomorrow = datetime.combine(timezone.localdate(now) + timedelta(days=1), MORNING)
    opens, closes = tomorrow.replace(tzinfo=timezone.get_default_timezone()), answer_by - TIME_TO_ANSWER
    if answer_by <= opens:
        return {"nominations_open_at": opens}
    return {"nominations_open_at": opens, "nominations_close_at": max(closes, opens + (answer_by - opens) / 2),
            "families_answer_by": answer_by}  # fmt: skip


def problems(facts, offering):
    """What is wrong with these deadlines for this class: {field: why}."""
    opens, closes, answer_by = (facts.get(name) for name in DEADLINES)
    found = {}
    if offering.begins_at is None:
        found["families_answer_by"] = (
            "The class has no sessions yet. Add them first: everything hangs on the first one."
        )
    elif answer_by and answer_by >= offering.begins_at:
        first = timezone.localtime(offering.begins_at)
        found["families_answer_by"] = f"Families must answer before the first session, {first:%B %-d, %Y, %-I:%M %p}."
    if opens and closes and closes <= opens:
        found["nominations_close_at"] = "Nominations must close after they open."
    elif closes and answer_by and answer_by <= closes:
        found.setdefault("families_answer_by", "Families need time to answer after nominations close.")
    return found


def slip_of_the_deadline(facts, offering, now):
    """Why families cannot have this new deadline, or "": one that has passed would end every nomination at once.

    What ends by the clock is erased, and nothing brings it back.
    """
    semester = Semester.objects.filter(offering=offering).first()
    answer_by = facts.get("families_answer_by")
    is_new = semester is None or answer_by != semester.families_answer_by
    return (
        "This moment has passed. Choose one that is still to come." if answer_by and is_new and answer_by <= now else ""
    )


def warnings(semester, now):
    """What is allowed, and yet may be a slip; or what has become wrong because the class moved."""
    offering, found = semester.offering, []
    if offering.status == ClassStatus.DRAFT:
        found.append("The class is still a draft: counselors see nothing before you publish it.")
    wrong = problems({name: getattr(semester, name) for name in DEADLINES}, offering)
    found += [f"The dates do not fit the class any more: {why}" for why in wrong.values()]
    if semester.roster_published_at is None:
        found += _without_places(semester, now)
    return found


def _without_places(semester, now):
    """Schools that cannot nominate. Once the roster is published, that is as it should be."""
    found = []
    quotas = {quota.school_id: quota for quota in semester.quotas.all()}
    for school in School.objects.filter(is_active=True):
        quota = quotas.get(school.pk)
        if quota is None:
            found.append(f"{school} has no places yet: save the page Semester to give it some.")
        elif not quota.places:
            found.append(f"{school} may nominate nobody: it has 0 places.")
    if semester.nominations_close_at < now and not quotas:
        found.append("Nominations have closed, and no school had a place.")
    return found


@transaction.atomic
def save_semester(offering, facts, places):
    """Create or change it. `places`: {school pk: (places, alternates)}. Lowered below what is used: refused."""
    locked = seats.lock(offering)
    if locked.status == ClassStatus.CANCELLED:
        raise NominationError(f"{locked} is cancelled.")
    if not locked.program.is_for_students:
        raise NominationError(f"{locked.program}: nobody nominates for its classes.")
    now = timezone.now()
    for why in [*problems(facts, locked).values(), slip_of_the_deadline(facts, locked, now)]:
        if why:
            raise NominationError(why)
    semester = Semester.objects.filter(offering=locked).first() or Semester(offering=locked)
    for name in FACTS:
        setattr(semester, name, facts[name])
    semester.save()
    for school in School.objects.filter(pk__in=places).order_by("pk"):
        _set_places(semester, school, *places[school.pk], now)
    return semester


def _set_places(semester, school, places, alternates, now):
    quota = SchoolQuota.objects.get_or_create(
        semester=semester, school=school, defaults={"places": places, "alternates": alternates}
    )[0]
    quota = states.lock_quota(quota)
    used, waiting = count_places(quota, now)
    # Who was over the number before may stay; it must not be lowered further.
    if places < min(used, quota.places):
        raise NominationError(f"{school} uses {used} of its places already: it cannot have {places}.")
    if alternates < min(waiting, quota.alternates):
        raise NominationError(f"{school} has {waiting} alternates already: it cannot have {alternates}.")
    quota.places, quota.alternates = places, alternates
    quota.save(update_fields=["places", "alternates"])
