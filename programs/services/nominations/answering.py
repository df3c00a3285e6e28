"""The answers of students and guardians, from their own pages or as staff enter them from paper."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.enums import Language
from core.references import new_reference
from programs import students
from programs.emails import families as emails
from programs.enums.nominations import ConsentKind, PartyRole
from programs.models import Party
from programs.services.nominations import asking, deciding, mixups, states
from programs.services.nominations.states import NominationError

ANSWERED = ["answers", "phone", "answered_at", "says_yes", "entered_by"]


def lock_party(party):
    """The party as it is now, with its nomination locked."""
    nomination = states.lock(party.nomination)
    return nomination.parties.get(pk=party.pk)


@transaction.atomic
def answer_student(party, *, answers, phone="", signature="", consents=None, by=None, now=None):
    """What the student says, for the first time or anew. Who is 18 brings the own `consents`.

    `answers`: as programs/students.py describes them; an empty `signature` keeps the one before.
    """
    now = now or timezone.now()
    party = _open_for_answers(party, {"phone": phone}, now)
    is_first = party.answered_at is None
    born = date.fromisoformat(answers["date_of_birth"])
    is_adult = students.age_on(born, timezone.localdate(now)) >= students.ADULT
    if is_adult and (consents is None or not consents.given.get(ConsentKind.PARTICIPATION)):
        raise NominationError(_("You are 18: please say yourself what you agree to."))
    party.answers, party.phone = answers, phone
    fields = ANSWERED
    if signature:
        party.signature, fields = signature, [*ANSWERED, "signature"]
    _save_answer(party, fields, now, by)
    if is_adult:
        deciding.keep(party, consents, now=now, by=by)
    return _settle(party, is_first, now, by)


@transaction.atomic
def answer_guardian(party, *, answers, consents, name, phone, email="", health="", forget_health=False, second=None,
                    by=None, now=None):  # fmt: skip
    """What a guardian says, with a yes to taking part. A no is `refusing.refuse`.

    Empty `health` keeps what is known; `second`: name, email, phone and language of a second guardian to be asked.
    """
    now = now or timezone.now()
    typed = {"phone": phone, "other_phone": answers.get("other_phone"), "email": email, "name": name,
             "consent_signature": consents.signature}  # fmt: skip
    party = _open_for_answers(party, typed, now)
    if not consents.given.get(ConsentKind.PARTICIPATION):
        raise NominationError(_("Without a yes to taking part, there is nothing to answer."))
    is_first = party.answered_at is None
    party.answers, party.name, party.phone, party.signature = answers, name, phone, consents.signature
    fields = [*ANSWERED, "name", "signature"]
    if email:
        party.email, fields = email, [*fields, "email", "email_index"]
    if health or forget_health:
        party.health, party.has_allergy, fields = health, bool(health), [*fields, "health", "has_allergy"]
    _save_answer(party, fields, now, by)
    deciding.keep(party, consents, now=now, by=by)
    settled = _settle(party, is_first, now, by)
    if second:
        _ask_second(party, second, now)
    return settled


def _open_for_answers(party, typed, now):
    party = lock_party(party)
    if not asking.can_answer(party, now):
        raise NominationError(_("Answers are no longer taken here. Please call us."))
    if mixups.found_in(party, typed):
        text = _("The student and the guardian need a phone, a mail address and a name of their own. Please call us.")
        raise mixups.MixedUp(text)
    return party


def _save_answer(party, fields, now, by):
    party.answered_at, party.says_yes, party.entered_by = now, True, by
    party.save(update_fields=fields)


def _settle(party, is_first, now, by):
    note = "Answered." if is_first else "Changed the answers."
    event = deciding.settle(party.nomination, now=now, role=party.role, note=note, by=by)
    if is_first:
        emails.queue_answered(party, event, is_complete=not asking.missing(party.nomination, now))
    return party


def _ask_second(guardian, second, now):
    """A page and a link of their own for the other guardian; only once, and never the first one's answers."""
    nomination = guardian.nomination
    if nomination.parties.filter(role=PartyRole.SECOND).exists():
        return
    party = Party.objects.create(
        nomination=nomination, role=PartyRole.SECOND, reference=new_reference("FAM"), **second, invited_at=now
    )
    states.note_event(nomination, now=now, role=guardian.role, note="Named a second parent or guardian.")
    emails.queue_second(party)


def choose_language(party, wished):
    """The language of this person's pages and mails from now on; what is no language of ours changes nothing."""
    if wished in Language.values and wished != party.language:
        party.language = wished
        party.save(update_fields=["language"])
