"""Letters to a class: one mail each, once; what was said to whom stays on record."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from core.enums import Language
from mailroom.models import Message
from programs import emails
from programs.models import Letter, LetterRecipient, Registration
from programs.services import seats
from programs.services.audience import recipients
from programs.services.errors import RegistrationError
from programs.services.letter_texts import fill, fill_for_the_record, language_for


class RecipientsChanged(RegistrationError):
    """Between preview and sending, people came or went: nothing is sent, staff look again."""

    def __init__(self, came, gone):
        super().__init__("Since the preview, the recipients changed. Nothing is sent. Please look again.")
        self.came = came
        self.gone = gone


@transaction.atomic
def send_letter(offering, audience, texts, *, by, form_key, expected):
    """Mail a letter to everyone of the audience, each by themselves; the same form sent twice is one letter.

    `expected`: the registrations (pk) that the preview showed. Others than these are never written to.
    """
    locked = seats.lock(offering)
    first = Letter.objects.filter(form_key=form_key).first()
    if first:
        return first
    now = timezone.now()
    people = list(recipients(locked, audience, now))
    _refuse_if_changed(locked, people, set(expected))
    if not any(person.email for person in people):
        raise RegistrationError("Nobody here has a mail address. Please call, or choose others.")
    letter = Letter.objects.create(
        offering=locked,
        audience=str(audience)[:300],
        texts=fill_for_the_record(texts, locked, now),
        sent_at=now,
        sent_by=by,
        form_key=form_key,
    )
    for person in people:
        person.offering = locked
        language = language_for(person, texts)
        emails.queue_letter(letter, person, *fill(texts, language, person, locked, now), language)
    LetterRecipient.objects.bulk_create(
        LetterRecipient(
            letter=letter, registration=person, email=person.email, language=language_for(person, texts)
        )
        for person in people
    )  # fmt: skip
    return letter


def _refuse_if_changed(locked, people, expected):
    now_in = {person.pk for person in people}
    if now_in == expected:
        return
    gone = Registration.objects.filter(offering=locked, pk__in=expected - now_in).order_by("family_name", "pk")
    raise RecipientsChanged([person for person in people if person.pk not in expected], list(gone))


@dataclass
class Sample:
    """The letter as one of its readers gets it, for all who get it in this language."""

    language: str
    person: Registration
    subject: str
    body: str
    readers: int = 0
    rather: dict | None = None  # languages that some of them asked for, and that nobody wrote: how many people

    @property
    def language_name(self):
        return Language(self.language).label


def samples(offering, people, texts, now):
    """One sample for each language in which these people (with mail) will be written to, English first."""
    found = {}
    for person in people:
        language = language_for(person, texts)
        if language not in found:
            found[language] = Sample(language, person, *fill(texts, language, person, offering, now), rather={})
        sample = found[language]
        sample.readers += 1
        if person.language != language:
            name = str(Language(person.language).label)
            sample.rather[name] = sample.rather.get(name, 0) + 1
    return [found[language] for language in Language.values if language in found]


@transaction.atomic
def send_sample(offering, audience, texts, *, by, form_key):
    """Mail one sample for each language to the member of staff, and to nobody else."""
    if not by.email:
        raise RegistrationError(
            "Your account has no mail address, so nothing was sent. An administrator can add it to your account."
        )
    now = timezone.now()
    people = recipients(offering, audience, now).exclude(email="")
    mailed = samples(offering, people, texts, now)
    for sample in mailed:
        sample.person.offering = offering
        emails.queue_letter_sample(sample.person, sample.subject, sample.body, sample.language, to=by.email,
                                   key=form_key)  # fmt: skip
    return mailed


def with_delivery(recipients_of_letters):
    """Adds to LetterRecipients how far the mail of each has come (mail_state) and which it is (mail_id)."""
    key = Concat(
        Value(emails.LETTER_KEY),
        Cast(OuterRef("letter_id"), CharField()),
        Value(":"),
        Cast(OuterRef("registration_id"), CharField()),
    )
    mail = Message.objects.filter(dedupe_key=key).order_by()
    return recipients_of_letters.annotate(
        mail_state=Subquery(mail.values("state")[:1]), mail_id=Subquery(mail.values("pk")[:1])
    )
