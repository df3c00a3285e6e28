"""The evening itself: at the door, by the code on the wall, and from the paper sheet afterwards."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.models import DepartmentProfile
from core.references import ALPHABET
from programs.enums import ATTENDED_MARKS, ClassStatus, Mark, RegistrationState
from programs.models import Attendance, ClassSession, Registration
from programs.services.attendance import lock_session, mark_label, mark_opens_at
from programs.services.errors import RegistrationError

TOKEN_LENGTH = 6
# The address of an evening is explained, not just refused, so long before it and after it.
DAYS_BEFORE, DAYS_AFTER = 120, 7
MOST_CODES = 500
# What is longer is no code, and is named by its beginning.
LONGEST_CODE = 12


def check_in_token(session):
    """Six characters that stand for one evening: short enough to type from the wall, too many to guess.

    Nothing is stored. Another day is another evening: a session that is moved gets another token.
    """
    digest = salted_hmac("programs.check-in", f"{session.uid}:{session.date}", algorithm="sha256").digest()
    number, letters = int.from_bytes(digest, "big"), ""
    for _position in range(TOKEN_LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        letters += ALPHABET[rest]
    return letters.lower()


def session_of(token, now):
    """The evening that a token stands for, or None."""
    wanted = plain_code(token).lower()
    today = timezone.localdate(now)
    near = ClassSession.objects.filter(
        date__range=(today - timedelta(days=DAYS_AFTER), today + timedelta(days=DAYS_BEFORE)),
        offering__status__in=[ClassStatus.PUBLISHED, ClassStatus.CANCELLED],
    ).select_related("offering__program")
    return next((session for session in near if check_in_token(session) == wanted), None)


def plain_code(text):
    """A code as it stands on the badge, however it was typed."""
    return re.sub(r"[^A-Z0-9]", "", unicodedata.normalize("NFKC", text).upper())


def arrival_mark(session, now):
    """Present, or late for whoever comes so long after the beginning."""
    grace = timedelta(minutes=DepartmentProfile.current().late_minutes)
    return Mark.LATE if session.starts_at.astimezone(UTC) + grace < now <= session.ends_at else Mark.PRESENT


def check_in_refusal(session, now):
    """Why nobody can check in by the code on the wall now, for the person who tries; empty when they can."""
    if session.cancelled or session.offering.status == ClassStatus.CANCELLED:
        return _("This session was cancelled.")
    opens = mark_opens_at(session)
    if now < opens:
        when = date_format(timezone.localtime(opens), "l, F j, g:i A")
        return _("You can check in from %(when)s on.") % {"when": when}
    if now > session.ends_at:
        when = date_format(timezone.localtime(session.ends_at), "l, F j, g:i A")
        return _("This session ended on %(when)s. Were you there? Please tell us.") % {"when": when}
    return ""


@transaction.atomic
def check_in(session, badge_code, now):
    """A person checks in by the code on the badge. What staff have written stands. Twice is no error.

    Returns the attendance as it is after it.
    """
    refusal = check_in_refusal(session, now)
    if refusal:
        raise RegistrationError(refusal)
    session = lock_session(session, now)
    people = session.offering.registrations.filter(state=RegistrationState.CONFIRMED)
    person = people.filter(badge_code=plain_code(badge_code)).first()
    if person is None:
        raise RegistrationError(_("We do not know this code in this class. Check it, or ask the staff at the door."))
    return _note_arrival(session, person, now, by=None)


@transaction.atomic
def mark_here(session, registration, by):
    """Staff at the door see the person. What somebody has recorded already stands; returns what stands."""
    now = timezone.now()
    session = lock_session(session, now)
    registration.refresh_from_db()
    if registration.offering_id != session.offering_id or registration.state != RegistrationState.CONFIRMED:
        raise RegistrationError(f"{registration.recorded_name} has no confirmed seat in this class.")
    return _note_arrival(session, registration, now, by)


def _note_arrival(session, person, now, by):
    fields = {"mark": arrival_mark(session, now), "at": now, "by": by}
    return Attendance.objects.get_or_create(registration=person, session=session, defaults=fields)[0]


@dataclass
class Entered:
    """What the codes from a paper sheet led to."""

    here: list[Registration] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    otherwise: list[str] = field(default_factory=list)  # recorded as absent or excused before


def read_codes(offering, text):
    """The people whose codes were typed, by code, and what nobody in the class has."""
    typed = [code[:LONGEST_CODE] for word in re.split(r"[\s,;]+", text) if (code := plain_code(word))]
    codes = list(dict.fromkeys(typed))[:MOST_CODES]
    people = offering.registrations.filter(state=RegistrationState.CONFIRMED, badge_code__in=codes)
    known = {person.badge_code: person for person in people}
    return [known[code] for code in codes if code in known], [code for code in codes if code not in known]


@transaction.atomic
def enter_codes(session, text, by):
    """Whoever signed the paper sheet was there. What is recorded already stands, and is named if it differs."""
    now = timezone.now()
    session = lock_session(session, now)
    people, unknown = read_codes(session.offering, text)
    result = Entered(unknown=unknown)
    known = {row.registration_id: row for row in session.attendance.filter(registration__in=people)}
    new = [person for person in people if person.pk not in known]
    Attendance.objects.bulk_create(
        Attendance(registration=person, session=session, mark=Mark.PRESENT, at=now, by=by) for person in new
    )
    result.here = new
    for person in people:
        row = known.get(person.pk)
        if row and row.mark not in ATTENDED_MARKS:
            result.otherwise.append(f"{person.recorded_name} ({mark_label(row.mark)})")
    return result
