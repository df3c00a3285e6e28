"""A look at a home is written down once, and added to afterwards.

Nothing else makes a HouseCheck, an addendum or an alert. Every verb locks the request before it
reads its checks, so that two phones at once cannot log one look twice.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from vacation_checks import emails
from vacation_checks.enums import Area
from vacation_checks.models import Alert, CheckAddendum, CheckRules, HouseCheck, ResultCode, Tour, VacationCheckRequest
from vacation_checks.services import clock, states
from vacation_checks.services.access import was_opened_by
from vacation_checks.services.errors import RequestError
from vacation_checks.services.times import said_at, start_of_day
from vacation_checks.services.tours import is_of, name_of, reaches

# What is logged so much later than it was seen is marked as entered later.
LATE = timedelta(minutes=10)
# How far back a check can be entered, and for how long a home that has left the list still takes the check
# of somebody who had it open.
LONGEST_BACK = timedelta(hours=24)
TEXTS = ("narrative", "action_taken", "report_number")


class TourOver(RequestError):
    """The tour has ended: what was typed can be sent again from a new one."""


class NotOnTheList(RequestError):
    """Not a home of this tour: to the officer, the same as a home that does not exist."""


class AlreadyChecked(RequestError):
    """Somebody looked at this home minutes ago, or this form has logged something else: the officer is asked.

    The same sent with anyway=True, from a form of its own, is taken.
    """


@transaction.atomic
def log_check(request, tour, officer, *, result, areas, form_key, checked_at=None, narrative="", action_taken="",
              report_number="", anyway=False):  # fmt: skip
    """One look of `officer` at a home on a running tour: the HouseCheck.

    `result`: a ResultCode; `areas`: values of enums.Area; `checked_at`: now, unless it is entered later.
    Sent twice, by one form or by the two phones of a tour, it is one check: the one that is there. A form that comes
    a second time and says something else, because somebody went back to it, is not taken for the first.
    A home that has just left the list keeps the check, marked `is_after_end`.
    """
    locked, now = clock.locked_now(request)
    said = {"areas": [area.value for area in Area if area in areas], "narrative": narrative.strip(),
            "action_taken": action_taken.strip(), "report_number": report_number.strip()}  # fmt: skip
    first = HouseCheck.objects.filter(form_key=form_key).first()
    if first:
        return _of_the_same_form(first, locked, officer, {"result_id": result.pk, **said}, now)
    tour = _running(tour, officer, now)
    check = HouseCheck(
        request=locked,
        tour=tour,
        officer=officer,
        officer_name=name_of(officer),
        checked_at=checked_at or now,
        logged_at=now,
        is_late_entry=now - (checked_at or now) > LATE,
        is_after_end=_is_after_end(locked, tour, officer, now),
        result=ResultCode.objects.filter(pk=result.pk, is_active=True).first(),
        form_key=form_key,
        **said,
    )
    _refuse_what_is_wrong(check, areas)
    twin = None if anyway else _twin_or_refusal(check)
    return twin or _keep(check)


@transaction.atomic
def add_addendum(check, by, *, reason, text, is_wrong_home=False):
    """What somebody adds to a check, and why. The check stays as it is; the same sent twice is one addendum.

    A check of the wrong home no longer counts as a look at this one; an alert that it raised stays with the desk.
    """
    states.lock(check.request)
    said = {"by": by, "reason": reason.strip(), "is_wrong_home": is_wrong_home}
    if not said["reason"] or not text.strip():
        raise RequestError("Say why you add to this check, and what.")
    for there in check.addenda.filter(**said):
        if there.text == text.strip():
            return there
    return CheckAddendum.objects.create(
        check_record=check, at=timezone.now(), by_name=name_of(by), text=text.strip(), **said
    )


def time_problem(request, checked_at, now):
    """Why a check of this home cannot have been at this time, for the officer; empty when it can."""
    if checked_at > now:
        return "This time has not come yet."
    if checked_at < now - LONGEST_BACK:
        return "This is more than 24 hours ago. Tell the desk."
    if checked_at < start_of_day(request.leaves_on):
        return "This is before the first day of this home."
    return ""


def logged_before(officer, *, form_key="", result=None, **said):
    """The check that this officer logged with this form, if it says the same; else None. As for log_check."""
    first = HouseCheck.objects.filter(officer=officer, form_key=form_key).select_related("request", "result").first()
    texts = {name: said.get(name, "").strip() for name in TEXTS}
    return first if first and first.result == result and _says(first, texts) else None


def _of_the_same_form(first, locked, officer, said, now):
    if first.request_id != locked.pk or first.officer_id != officer.pk:
        raise RequestError("This form belongs to another check. Open the home again.")
    if not _says(first, said):
        raise AlreadyChecked(f"You logged “{first.result}” from this page at {said_at(first.checked_at, now)}.")
    return first


def _says(check, said):
    return all(getattr(check, name) == value for name, value in said.items())


def _running(tour, officer, now):
    tour = Tour.objects.get(pk=tour.pk)
    if not tour.is_running(now):
        raise TourOver("Your tour is over: nothing was logged. Start a tour, then send this again.")
    if not is_of(tour, officer):
        raise TourOver("This is not your tour.")
    return tour


def had_open(tour, officer, request, now):
    """Whether a home takes a check that is not on this officer's list any more.

    One that is on another list now (its beat was changed): of who opened it on this tour. One that has left all
    lists: of who opened it within a day, so that a check can be sent again from the next tour.
    """
    return was_opened_by(officer, request, since=now - LONGEST_BACK, tour=tour if _is_listed(request, now) else None)


def _is_listed(request, now):
    return VacationCheckRequest.objects.on_the_list(timezone.localdate(now)).filter(pk=request.pk).exists()


def _is_after_end(locked, tour, officer, now):
    """Whether the home has left the list since the officer opened it. What was never on it is refused."""
    listed = _is_listed(locked, now)
    if not (listed and reaches(tour, officer, locked)) and not had_open(tour, officer, locked, now):
        raise NotOnTheList("This home is not on your list.")
    return not listed


def _refuse_what_is_wrong(check, areas):
    if check.result_id is None:
        raise RequestError("Choose what you found from the list.")
    if not set(areas) <= set(Area.values):
        raise RequestError("Choose the areas from the list.")
    if not check.result.is_clear and not check.narrative:
        raise RequestError("Say what you saw.")
    problem = time_problem(check.request, check.checked_at, check.logged_at)
    if problem:
        raise RequestError(problem)


def _twin_or_refusal(check):
    """The check that the partner sent of the same look. Any other look at the home minutes apart asks first."""
    apart = timedelta(minutes=CheckRules.current().same_home_minutes)
    near = check.request.checks.of_this_home().filter(
        checked_at__gt=check.checked_at - apart, checked_at__lt=check.checked_at + apart
    )
    for other in near:
        if _is_same_look(other, check):
            return other
    if near:
        raise AlreadyChecked(
            f"Already checked at {said_at(near[0].checked_at, check.logged_at)} by {_who(near[0], check)}."
        )
    return None


def _is_same_look(other, check):
    """Of one tour, from the other phone, with the same result, and nothing said that the first does not say."""
    return (
        other.tour_id == check.tour_id
        and other.officer_id != check.officer_id
        and other.result_id == check.result_id
        and all(getattr(check, name) in ("", getattr(other, name)) for name in TEXTS)
    )


def _who(other, check):
    if other.officer_id == check.officer_id:
        return "you"
    return "your partner" if other.tour_id == check.tour_id else "another tour"


def _keep(check):
    check.save()
    if check.result.raises_alert:
        Alert.objects.create(check_record=check, opened_at=check.logged_at)
    if check.result.tells_resident:
        emails.queue_about("news", check.request, None, key=f"vacation_checks.check:{check.pk}")
    return check
