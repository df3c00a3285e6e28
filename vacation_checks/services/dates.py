"""Which dates a request may have. The limits are rows of CheckRules; dates and times are local wall time."""

from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.models import DepartmentProfile
from core.services import business_day
from vacation_checks.models.request import wall_moment

# Nobody plans further; and every computation with such dates is safe.
FURTHEST_DAYS = 366


def problems_with(leaves_on, leaves_at, returns_on, returns_at, now, rules, *, known=None):
    """What is wrong with these dates, {field: message}; {} if nothing is. All four must be there.

    `known`: the request that is being changed. A departure that is not earlier than the one we know of needs no notice.
    More nights than `rules.most_nights` are no problem here: the desk decides (see `remark_on`).
    """
    impossible = problems_of_order(leaves_on, leaves_at, returns_on, returns_at, now)
    if impossible:
        return impossible
    found = {}
    if known is None or leaves_on < known.leaves_on:
        found["leaves_on"] = _notice_problem(leaves_on, now, rules)
    if (returns_on - leaves_on).days < rules.least_nights:
        found["returns_on"] = ngettext(
            "We look at homes from %(nights)s night on.",
            "We look at homes from %(nights)s nights on.",
            rules.least_nights,
        ) % {"nights": rules.least_nights}
    return {field: message for field, message in found.items() if message}


def problems_of_order(leaves_on, leaves_at, returns_on, returns_at, now):
    """The same, of what nobody can lift: the order of the moments, and that they are neither over nor far away."""
    if leaves_on > timezone.localdate(now) + timedelta(days=FURTHEST_DAYS):
        return {"leaves_on": _("This is more than a year ahead. Please ask later.")}
    if returns_on < leaves_on:
        return {"returns_on": _("The return must be after the departure.")}
    if returns_on == leaves_on and returns_at <= leaves_at:
        return {"returns_at": _("The return must be after the departure.")}
    if (returns_on - leaves_on).days > FURTHEST_DAYS:
        return {"returns_on": _("This is longer than a year. Please call us.")}
    if returns_on < timezone.localdate(now):
        return {"returns_on": _("This day is over.")}
    if wall_moment(returns_on, returns_at) <= now:
        return {"returns_at": _("This hour is over.")}
    return {}


def earliest_departure(now, rules):
    """The first day of departure that can still be asked for online: so many business days from today."""
    return business_day(timezone.localdate(now), rules.notice_days)


def remark_on(nights, rules):
    """What a long stay means, in plain words; nothing for one of the usual length. It refuses nothing."""
    if nights > rules.longest_nights:
        return _(
            "This is longer than %(nights)s nights: officers can know of your request, but not look at the home."
        ) % {"nights": rules.longest_nights}
    if nights > rules.most_nights:
        return _("This is longer than %(nights)s nights: our desk decides whether we can do it.") % {
            "nights": rules.most_nights
        }
    return ""


def _notice_problem(leaves_on, now, rules):
    if leaves_on < timezone.localdate(now):
        return _("This day is over.")
    earliest = earliest_departure(now, rules)
    if leaves_on >= earliest:
        return ""
    return _("This is too soon for a request online, where the first day is %(day)s. Please call %(phone)s.") % {
        "day": date_format(earliest, "l, F j"),
        "phone": DepartmentProfile.current().non_emergency_phone.as_national,
    }
