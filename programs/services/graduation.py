"""Graduation: who has finished, one action for a whole class, and mending what went wrong.

Nobody graduates who has not finished, unless exempt with a reason. Whoever has a
certificate keeps it, however often the action is repeated.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from core.audit import record
from programs import emails, standings
from programs.enums import ClassStatus, Outcome, RegistrationState
from programs.models import Certificate, Registration
from programs.people import by_family_name
from programs.services import certificates, seats
from programs.services.errors import RegistrationError
from programs.services.finishing import Finish, finish
from programs.services.nominations import outcomes, telling

REASON_LENGTH = 300


@dataclass(frozen=True)
class Candidate:
    """One person with a seat, and whether they can graduate, with the reasons in words."""

    registration: Registration
    finish: Finish
    certificate: Certificate | None

    @property
    def may_graduate(self):
        return self.finish.may_graduate

    @property
    def reasons(self):
        return self.finish.reasons

    @property
    def has_graduated(self):
        return self.registration.outcome == Outcome.GRADUATED


def eligible(offering):
    """Everybody with a confirmed seat, by family name, as a Candidate."""
    people = offering.registrations.filter(state=RegistrationState.CONFIRMED).prefetch_related("certificates")
    people = sorted(people, key=by_family_name)
    for person in people:
        person.offering = offering  # whose sessions are read once for all
    found, unsigned = standings.of_registrations(people), outcomes.without_conduct_rules(offering)
    finished = {person.pk: finish(found[person.pk], is_unsigned=person.pk in unsigned) for person in people}
    return [Candidate(person, finished[person.pk], certificates.valid_one(person)) for person in people]


def graduation_day(offering):
    """The date on the certificates: graduation night, else the last session. None while no session is planned."""
    held = offering.held_sessions
    nights = [session for session in held if session.is_graduation]
    return (nights or held)[-1].date if held else None


def why_not_now(offering):
    """Why nobody can graduate from this class at this moment, or "". Certificates are ready for the evening itself."""
    if offering.status != ClassStatus.PUBLISHED:
        return f"{offering} is {'cancelled' if offering.status == ClassStatus.CANCELLED else 'a draft'}."
    if not offering.held_sessions:
        return f"{offering} has no sessions."
    last = offering.held_sessions[-1].date
    if timezone.localdate() < last:
        return f"The last session is on {format_date(last, 'F j, Y')}: people can graduate from that day on."
    return ""


@dataclass(frozen=True)
class Graduation:
    """What one press of the button did, or would do."""

    graduates: list[Candidate]
    incomplete: list[Candidate]

    @property
    def unknown(self):
        """Those among them of whom nobody can say yet: too many sessions are not recorded."""
        return [each for each in self.incomplete if each.finish.is_unknown]

    def __str__(self):
        return f"{len(self.graduates)} graduated, {len(self.incomplete)} not completed."


def outlook(offering, chosen):
    """What graduate would do with these people (primary keys); refuses what it would refuse."""
    if problem := why_not_now(offering):
        raise RegistrationError(problem)
    if not chosen:
        raise RegistrationError("Choose at least one person.")
    people = {candidate.registration.pk: candidate for candidate in eligible(offering)}
    _refuse_strangers(set(chosen) - set(people))
    _refuse_unfinished(people[pk] for pk in chosen)
    waiting = [candidate for candidate in people.values() if not candidate.has_graduated]
    return Graduation(
        graduates=[each for each in waiting if each.registration.pk in chosen],
        incomplete=[
            each
            for each in waiting
            if each.registration.pk not in chosen and each.registration.outcome != Outcome.INCOMPLETE
        ],
    )


def _refuse_strangers(unknown):
    if not unknown:
        return
    names = ", ".join(person.full_name for person in Registration.objects.filter(pk__in=unknown))
    raise RegistrationError(f"No confirmed seat in this class: {names or 'somebody on your list'}. Please look again.")


def _refuse_unfinished(chosen):
    unfinished = [each for each in chosen if not each.may_graduate and not each.has_graduated]
    if unfinished:
        names = "; ".join(f"{each.registration.full_name}: {' '.join(each.reasons)}" for each in unfinished)
        raise RegistrationError(f"Nothing was done. Not finished: {names}")


@transaction.atomic
def graduate(offering, chosen, *, by):
    """Those chosen graduate and get their certificates; everyone else with a seat has not completed the class.

    `chosen`: primary keys. One person who has not finished stops it for all. Twice is no error.
    """
    locked = seats.lock(offering)
    result = outlook(locked, set(chosen))
    now, day, numbers = timezone.now(), graduation_day(locked), certificates.Numbers(locked)
    issued = {}
    for candidate in result.graduates:
        person = candidate.registration
        number = numbers.for_person(person)
        certificate = certificates.issue(person, number=number, graduated_on=day, by=by, now=now)
        issued[person.pk] = certificate
        event = _write_outcome(person, Outcome.GRADUATED, now=now, by=by, note=f"graduated: {certificate.number}")
        emails.queue_graduated(person, certificate, event)
    telling.tell_of_certificate(locked, issued)
    for candidate in result.incomplete:
        _write_outcome(candidate.registration, Outcome.INCOMPLETE, now=now, by=by, note="not completed")
    return result


def _write_outcome(registration, outcome, *, now, by, note):
    registration.outcome = outcome
    registration.save(update_fields=["outcome"])
    return registration.events.create(
        at=now, from_state=registration.state, to_state=registration.state, by=by, note=note[:REASON_LENGTH]
    )


@transaction.atomic
def reissue(certificate, *, name, reason, by):
    """The same certificate with another name: same number, new code. The old code then says that there is a newer one.

    The same wish twice is one certificate.
    """
    registration = certificate.registration
    seats.lock_with(registration)
    certificate.refresh_from_db()
    if registration.is_student:
        name = registration.certificate_name  # who they are is read when it is printed, and stands in no row
    reason = _reason(reason)
    if certificate.replaced_at:
        newest = certificates.valid_one(registration)
        if newest and newest.name == name and certificate.replaced_reason == reason:
            return newest
        raise RegistrationError(f"{certificate}: this one is not valid any more. Please look again.")
    certificates.take_back(certificate, reason)
    newest = certificates.issue_again(certificate, name=name, by=by)
    record(by, certificate, f"Replaced by a new one: {reason}")
    record(by, newest, f"Issued in place of an older one: {reason}")
    _note(registration, by, f"certificate {newest.number} issued anew: {reason}")
    return newest


@transaction.atomic
def undo_graduation(registration, *, by, reason):
    """It was a slip: the certificate is withdrawn, and nothing is decided about this person. Twice is no error."""
    seats.lock_with(registration)
    if registration.outcome != Outcome.GRADUATED:
        return registration
    reason = _reason(reason)
    certificate = certificates.valid_one(registration)
    if certificate:
        certificates.take_back(certificate, reason)
        record(by, certificate, f"Withdrawn: {reason}")
    registration.outcome, registration.alumni_since = "", None
    registration.save(update_fields=["outcome", "alumni_since"])
    _note(registration, by, f"graduation undone: {reason}")
    return registration


def _reason(text):
    if not text.strip():
        raise RegistrationError("Write the reason: it stays in the history.")
    return text.strip()[:REASON_LENGTH]


def _note(registration, by, note):
    state = registration.state
    registration.events.create(at=timezone.now(), from_state=state, to_state=state, by=by, note=note[:REASON_LENGTH])


@transaction.atomic
def set_alumni(registration, *, wants):
    """A graduate asks to hear from us, or not any more. Only they themselves do: nobody is put on the list."""
    seats.lock_with(registration)
    if registration.outcome != Outcome.GRADUATED or registration.is_student:
        raise RegistrationError(_("Only graduates can ask for this."))
    if wants == bool(registration.alumni_since):
        return
    registration.alumni_since = timezone.now() if wants else None
    registration.save(update_fields=["alumni_since"])
