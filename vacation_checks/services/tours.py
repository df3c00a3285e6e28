"""When an officer or a pair is out. Nothing else writes a Tour.

Whoever starts a tour locks the people in it first: nobody is on two at once, as officer or as partner.
"""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from vacation_checks.models import CheckRules, Tour
from vacation_checks.services.errors import RequestError

PATROL = "vacation_checks.patrol"
EVERYWHERE = "vacation_checks.patrol_everywhere"


class OnTourAlready(RequestError):
    """This officer has a running tour."""


@transaction.atomic
def start_tour(officer, *, beat=None, partner=None, partner_name="", unit=""):
    """A tour of `officer`, alone or with a partner: an account (`partner`) or only a name.

    A volunteer goes out in one beat, and for fewer hours; so does whoever takes a volunteer along.
    """
    people = _locked_people(officer, partner)
    now = timezone.now()
    _close_what_is_over(now, people)
    _refuse_second_tour(officer, partner, now)
    everywhere = all(person.has_perm(EVERYWHERE) for person in people)
    if beat is None and not everywhere:
        raise RequestError("Choose a beat.")
    rules = CheckRules.current()
    hours = max(1, rules.tour_hours if everywhere else rules.volunteer_tour_hours)
    tour = Tour(
        officer=officer,
        officer_name=name_of(officer),
        partner=partner,
        partner_name=name_of(partner) if partner else partner_name.strip(),
        unit=unit.strip(),
        beat=beat,
        started_at=now,
        closes_at=now + timedelta(hours=hours),
    )
    try:
        # The database has the last word: one open tour an officer.
        with transaction.atomic():
            tour.save(force_insert=True)
    except IntegrityError:
        raise OnTourAlready("Your tour is running already.") from None
    return tour


@transaction.atomic
def end_tour(tour):
    """The list closes for everybody in it. A tour whose time is over ended then. Doing it twice is no error."""
    locked, now = Tour.objects.select_for_update().get(pk=tour.pk), timezone.now()
    if locked.ended_at is None:
        locked.ended_at = min(now, locked.closes_at)
        locked.save(update_fields=["ended_at"])
    return locked


def running_tour_of(user, now=None):
    """The tour that this person is on, as officer or as partner, or None."""
    now = now or timezone.now()
    return Tour.objects.of(user).running(now).select_related("beat", "officer", "partner").first()


def close_over():
    """Worker's duty: write down what reads know already, that a tour has closed by itself."""
    _close(Tour.objects.over(timezone.now()))


def is_of(tour, user):
    """Whether this person takes part in the tour."""
    return user.pk in (tour.officer_id, tour.partner_id)


def reaches(tour, user, request):
    """Whether this person may open this home on the tour: of its beat, or of any for officers."""
    return tour.beat_id in (None, request.beat_id) or user.has_perm(EVERYWHERE)


def name_of(user):
    """As records name somebody who may leave one day."""
    return user.get_full_name() or user.get_username()


def _locked_people(officer, partner):
    keys = [person.pk for person in (officer, partner) if person]
    # In the order of their keys: two who name each other as partner must not wait for each other.
    people = list(get_user_model().objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    if partner and (partner.pk == officer.pk or not partner.is_active or not partner.has_perm(PATROL)):
        raise RequestError("Choose somebody else who patrols.")
    return people


def _refuse_second_tour(officer, partner, now):
    if Tour.objects.of(officer).running(now).exists():
        raise OnTourAlready("Your tour is running already.")
    if partner and Tour.objects.of(partner).running(now).exists():
        raise RequestError(f"{name_of(partner)} is on another tour.")


def _close_what_is_over(now, people):
    _close(Tour.objects.over(now).filter(officer__in=people))


def _close(tours):
    tours.update(ended_at=F("closes_at"))
