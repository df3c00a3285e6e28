"""Who hears of a change in a class: how many by mail, and who must be called."""

from dataclasses import dataclass

from programs.admin.roster import phone_words
from programs.enums import ClassStatus
from programs.models import Registration
from programs.people import listed, name_and_phone
from programs.services.nominations import telling


@dataclass(frozen=True)
class Audience:
    """Everyone with a seat or a place in line; of students, their families. The portal mails nobody about a draft."""

    mailed: int
    to_call: list[tuple[Registration, str]]
    is_draft: bool

    @property
    def words(self):
        """For the message after the change."""
        if self.is_draft:
            return "Nobody is mailed: the class is a draft."
        people = "1 person is" if self.mailed == 1 else f"{self.mailed} people are"
        calls = f" Please call: {listed([name_and_phone(person) for person, _phone in self.to_call])}."
        return f"{people} told by mail.{calls if self.to_call else ''}"


def audience(offering):
    """Who must hear of it now."""
    people = offering.registrations.live().order_by("family_name", "given_name", "pk")
    people = [person for person in people if not person.is_student]
    is_draft = offering.status == ClassStatus.DRAFT
    mailed = [person for person in people if person.email and not is_draft]
    mailed += [] if is_draft else telling.families_told(offering)
    to_call = [(person, phone_words(person)) for person in people if is_draft or not person.email]
    to_call += [(family, "") for family in telling.families_without_mail(offering)]
    return Audience(len(mailed), to_call, is_draft)
