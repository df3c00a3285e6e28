"""What a resident has in this room, for My requests."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.records import Record
from core.seats.places import TIMED_STATES
from programs import standings
from programs.enums import ClassPhase, ClassStatus, Outcome, RegistrationState
from programs.family_standing import parts_for
from programs.models import Registration


def records_for(address_key):
    """The registrations of the reader of this mail address, newest first; then what a family is asked."""
    now = timezone.now()
    mine = (
        Registration.objects.of(address_key).select_related("offering__program").prefetch_related("offering__sessions")
    )
    mine = list(mine.with_line_position().order_by("-created_at", "-pk"))
    passports = standings.of_registrations(mine, now)
    places = [_record(registration, now, passports.get(registration.pk)) for registration in mine]
    return [*places, *parts_for(address_key, now)]


def _record(registration, now, passport):
    offering = registration.offering
    overdue = registration.is_overdue(now)
    return Record(
        title=f"{offering.program.name}, {offering.title}: {registration.full_name}",
        reference=registration.reference,
        standing=" ".join(filter(None, [standing(registration, now), absences_left(passport)])),
        url=registration.get_absolute_url(),
        is_live=registration.is_live and not overdue and offering.phase(now) != ClassPhase.CANCELLED,
        needs_answer=registration.state in TIMED_STATES and not overdue,
    )


def standing(registration, now):
    """How a registration stands, in one plain sentence."""
    if registration.is_live and registration.offering.phase(now) == ClassPhase.CANCELLED:
        return _("The class was cancelled.")
    if registration.is_overdue(now):
        return _("The time to answer has run out.")
    if registration.state == RegistrationState.WAITLISTED:
        return _("You are number %(position)s in line.") % {"position": registration.line_position()}
    if registration.outcome:
        return _("You graduated.") if registration.outcome == Outcome.GRADUATED else _("The class is over.")
    deadline = registration.expires_at and date_format(timezone.localtime(registration.expires_at), "l, F j, g:i A")
    return {
        RegistrationState.HELD: _("We hold a seat for you until %(deadline)s. Please confirm it."),
        RegistrationState.OFFERED: _("A seat is yours if you accept it by %(deadline)s."),
        RegistrationState.CONFIRMED: _("Your seat is confirmed."),
        RegistrationState.LAPSED: _("This ended, because the time ran out."),
        RegistrationState.WITHDRAWN: _("You gave up your place."),
        RegistrationState.DECLINED: _("We could not give you a seat."),
        RegistrationState.MERGED: _("We joined it with your other registration for this class."),
    }[registration.state] % {"deadline": deadline}


def absences_left(passport):
    """Once the class runs: what may still be missed, in one plain sentence; else nothing."""
    if passport is None or not passport.has_begun or passport.registration.offering.status != ClassStatus.PUBLISHED:
        return ""
    if not passport.coming or passport.is_exempt:
        return ""
    if not passport.can_graduate:
        return _("Please call us about the sessions that you missed.")
    left = passport.absences_left
    if not left:
        return _("To graduate, please come to every session that is left.")
    return ngettext(
        "You can miss %(number)s more session and still graduate.",
        "You can miss %(number)s more sessions and still graduate.",
        left,
    ) % {"number": left}
