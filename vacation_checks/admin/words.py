"""How the desk reads dates, states and phone numbers."""

import phonenumbers
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.html import format_html

from vacation_checks.enums import RequestState

STATES = {
    RequestState.UNCONFIRMED: "Mail address not confirmed",
    RequestState.SUBMITTED: "To be decided",
    RequestState.ASKED: "Resident was asked",
    RequestState.SCHEDULED: "Approved",
    RequestState.ACTIVE: "Active",
    RequestState.AWAITING: "Over: are they back?",
    RequestState.SUSPENDED: "Paused",
    RequestState.INFORMATION: "For information, no checks",
    RequestState.COMPLETED: "Completed",
    RequestState.ENDED_EARLY: "Ended early: they are back",
    RequestState.CANCELLED: "Cancelled",
    RequestState.DECLINED: "Declined",
    RequestState.LAPSED: "Ended: time ran out",
}
NEAR_DAYS = 14


def day_words(day, today):
    """A day as one says it: tomorrow, in 5 days, 2 days ago; and the date itself."""
    away = (day - today).days
    date = format_date(day, "D, M j")
    if abs(away) > NEAR_DAYS:
        return date if day.year == today.year else format_date(day, "M j, Y")
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(away)
    return f"{near or (f'in {away} days' if away > 0 else f'{-away} days ago')} ({date})"


def moment_words(moment):
    """Day and time by the clock on the wall."""
    return format_date(timezone.localtime(moment), "M j, Y, g:i A") if moment else "-"


def phone_words(number):
    """A number as people here read it; abroad with its country code. `number`: E.164."""
    try:
        parsed = phonenumbers.parse(str(number))
    except phonenumbers.NumberParseException:
        return str(number)
    is_here = parsed.country_code == 1
    form = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(parsed, form.NATIONAL if is_here else form.INTERNATIONAL)


def phone_link(number):
    """The same, to call with one tap."""
    return format_html('<a href="tel:{}">{}</a>', number, phone_words(number)) if number else ""
