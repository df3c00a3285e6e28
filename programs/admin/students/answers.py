"""What a family answered, as the coordinator reads it: without what they say about health."""

from dataclasses import dataclass
from datetime import date

from django.utils.dateformat import format as format_date
from phonenumber_field.phonenumber import PhoneNumber

from programs.enums import ShirtSize
from programs.enums.nominations import ConsentKind, Relation, WayHome
from programs.models import ConsentDecision, Party
from programs.people import phone_text

LABELS = {
    "preferred_name": "Preferred name",
    "date_of_birth": "Date of birth",
    "why": "Why interested",
    "conflicts": "Conflicts with the dates",
    "accommodation": "Accommodation",
    "way_home": "How they get home",
    "shirt_size": "Shirt",
    "relation": "Relation",
    "other_phone": "Other phone",
    "emergency_name": "In an emergency, call",
    "emergency_relation": "Who that is",
    "emergency_phone": "Emergency phone",
    "pick_up": "May pick up",
    "physician": "Physician",
}
_PHONES = {"other_phone", "emergency_phone"}
_CHOICES = {"way_home": WayHome, "shirt_size": ShirtSize, "relation": Relation}


@dataclass(frozen=True)
class Part:
    """One of the family: how to reach them, what they answered, and what they decided last."""

    party: Party
    phone: str
    answers: list[tuple[str, str]]
    decisions: list[tuple[str, ConsentDecision]]


def parts_of(nomination):
    """Of the student and each guardian, in this order."""
    decided = {}
    decisions = ConsentDecision.objects.filter(party__nomination=nomination).select_related("text", "by")
    for decision in decisions.defer("signature"):
        decided[decision.party_id, decision.kind] = decision
    return [_part(party, decided) for party in nomination.parties.all()]


def _part(party, decided):
    decisions = [(kind.label, decided.get((party.pk, kind))) for kind in ConsentKind]
    return Part(
        party, phone_text(party.phone_number), answer_rows(party.answers), [each for each in decisions if each[1]]
    )


def answer_rows(answers):
    """[(label, words)] of what is not empty."""
    return [(label, _words(name, answers[name])) for name, label in LABELS.items() if answers.get(name)]


def _words(name, value):
    if name == "pick_up":
        return "; ".join(f"{each.get('name', '')} {_phone(each.get('phone'))}".strip() for each in value)
    if name in _PHONES:
        return _phone(value)
    if name == "date_of_birth":
        return format_date(date.fromisoformat(value), "F j, Y")
    choices = _CHOICES.get(name)
    return str(choices(value).label) if choices and value in choices.values else str(value)


def _phone(text):
    return phone_text(PhoneNumber.from_string(text)) if text else ""
