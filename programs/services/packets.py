"""What a participant answers before the first session, and what they sign.

Asked of everyone with a confirmed seat, and changed until the class ends. What is signed is
signed once: it stays with the version of the text that was shown, when and under which name.
Consent to photos is apart from it, and is taken back at any time.
"""

from enum import StrEnum

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.versions import publish_version
from programs.enums import AgreementKind, ClassPhase, RegistrationState, Source
from programs.models import AcceptancePacket, AgreementText
from programs.services import seats
from programs.services.errors import RegistrationError

PLAIN_ANSWERS = ["emergency_name", "emergency_relation", "emergency_phone", "shirt_size"]


class PacketPage(StrEnum):
    """What a person can do about the answers now."""

    ANSWER = "answer"
    CHANGE = "change"
    PHOTOS = "photos"  # the class is over for this person, but photos may still be in use


def current_texts():
    """The newest version of each text, by its kind."""
    return {text.kind: text for text in AgreementText.objects.order_by("version")}


def packet_of(registration):
    """What this person answered, without the medical notes (has_notes says whether there are any); or None."""
    packets = AcceptancePacket.objects.select_related("conduct", "liability", "photo")
    return packets.filter(registration=registration).first()


def page_of(registration, packet, now=None):
    """Which page this person gets, or None."""
    if is_asked(registration, now):
        return PacketPage.CHANGE if packet else PacketPage.ANSWER
    return PacketPage.PHOTOS if packet and packet.photo_consent else None


def is_asked(registration, now=None):
    """Only who has a seat is asked, while the class is still to be held. Of a student, the family has answered."""
    if registration.is_student:
        return False
    is_over = registration.offering.phase(now) in {ClassPhase.CANCELLED, ClassPhase.FINISHED}
    return registration.state == RegistrationState.CONFIRMED and not is_over


def who_has_not_answered(offering):
    """Those with a seat whom somebody must remind or call."""
    silent = offering.registrations.filter(state=RegistrationState.CONFIRMED, packet=None)
    return silent.exclude(source=Source.NOMINATED)


def who_has_answered(offering):
    """The answers of those with a seat; the medical notes stay closed."""
    packets = AcceptancePacket.objects.select_related("registration", "conduct", "liability", "entered_by")
    return packets.filter(registration__offering=offering, registration__state=RegistrationState.CONFIRMED)


@transaction.atomic
def save_packet(registration, answers, by=None):
    """Keep what this person answers, or `by` for them from paper or the phone. The last answer counts.

    `answers`: the fields of the form, and texts: the versions that were shown, by kind.
    Empty medical notes leave what is known; forget_notes takes it away.
    """
    seats.lock_with(registration)
    now = timezone.now()
    if not is_asked(registration, now):
        raise RegistrationError(_("These questions are for people with a confirmed seat, until the class ends."))
    packet = AcceptancePacket.objects.filter(registration=registration).first()
    if packet is None:
        packet = _signed(registration, answers, now)
    for name in PLAIN_ANSWERS:
        setattr(packet, name, answers[name])
    if answers.get("medical_notes") or answers.get("forget_notes"):
        packet.medical_notes = answers.get("medical_notes", "")
    if packet.photo_consent != answers.get("photo_consent", packet.photo_consent):
        _decide_photos(packet, not packet.photo_consent, answers["texts"].get(AgreementKind.PHOTO), now)
    packet.answered_at, packet.entered_by = now, by
    packet.save()  # of a row that was read: all but the notes, unless they were written above
    if by:
        audit.record(by, registration, "Entered the answers before the first session.")
    return packet


def _signed(registration, answers, now):
    """A new packet, with what was shown and signed. To say nothing about photos is to say no."""
    texts = answers["texts"]
    return AcceptancePacket(
        registration=registration,
        conduct=texts[AgreementKind.CONDUCT],
        liability=texts[AgreementKind.LIABILITY],
        photo=texts.get(AgreementKind.PHOTO),
        signature=answers["signature"],
        signed_at=now,
        photo_decided_at=now,
    )


def _decide_photos(packet, consents, text, now):
    """A yes is to the text that was shown; a no leaves on record to what the yes had been."""
    packet.photo_consent, packet.photo_decided_at = consents, now
    if consents:
        packet.photo = text


@transaction.atomic
def take_back_photo_consent(registration, by=None):
    """No new photos, and no further use. At any time, whatever became of the seat; twice is no error."""
    seats.lock_with(registration)
    packet = AcceptancePacket.objects.filter(registration=registration, photo_consent=True).first()
    if packet is None:
        return
    _decide_photos(packet, False, None, timezone.now())
    packet.save(update_fields=["photo_consent", "photo_decided_at"])
    if by:
        audit.record(by, registration, "Took back the consent to photos.")


@transaction.atomic
def read_notes(packet, *, by):
    """The medical notes of one person. Who read them, and when, stands in the history of the registration."""
    notes = packet.medical_notes
    audit.record(by, packet.registration, "Read the medical notes.")
    return notes


@transaction.atomic
def publish_text(*, kind, text, by):
    """A new version, asked of everyone who has not signed yet. The same text once more is no new version."""
    return publish_version(AgreementText.objects.filter(kind=kind), text=text, by=by, kind=kind)
