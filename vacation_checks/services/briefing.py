"""What an officer has to know at the door, in plain words; and no more than that.

Never the verification word, the mail address, the resident's own phone, or what the resident and the desk wrote.
"""

from dataclasses import dataclass

from phonenumber_field.phonenumber import to_python as read_phone

from vacation_checks.enums import Alarm, Animals, Area, Gated, Purpose, SideGate
from vacation_checks.services.times import said_at

CHECKS_SHOWN = 5


@dataclass(frozen=True)
class Contact:
    """Somebody near who can come."""

    name: str
    about: str
    phone: str
    dial: str  # an address for a phone: tel:+1...


@dataclass(frozen=True)
class PastCheck:
    """An earlier look at this home."""

    pk: int
    when: str
    result: str
    is_clear: bool
    officer: str
    areas: str
    narrative: str
    marks: list[str]
    addenda: list[str]
    may_add: bool


@dataclass(frozen=True)
class Briefing:
    cautions: list[str]
    consents: list[tuple[bool, str]]  # allowed or not, and the words
    residents: str
    visitors: list[str]
    vehicles: list[str]
    facts: list[tuple[str, str]]
    contacts: list[Contact]
    checks: list[PastCheck]


def briefing_of(request, tour, user, now):
    """Everything on the page of a home."""
    details = request.details
    return Briefing(
        cautions=_cautions(request),
        consents=_consents(request),
        residents=str(request.name),
        visitors=visitors_of(details),
        vehicles=vehicles_of(details),
        facts=[(label, text) for label, text in _facts(details) if text],
        contacts=[_contact(each) for each in details.get("contacts", [])],
        checks=_past_checks(request, tour, user, now),
    )


def visitors_of(details):
    """Who may be on the property: "Green Thumb Gardens, Gardener, Tuesdays, white truck, outside only"."""
    lines = []
    for visitor in details.get("visitors", []):
        where = "may go inside" if visitor.get("inside") else "outside only"
        purpose = label_of(Purpose, visitor.get("purpose"))
        lines.append(_joined(visitor.get("name"), purpose, visitor.get("days"), visitor.get("vehicle"), where))
    return lines


def vehicles_of(details):
    """Vehicles that should be there: "gray Honda Civic, 8ABC123, driveway"."""
    return [
        _joined(vehicle.get("description"), vehicle.get("plate"), vehicle.get("place"))
        for vehicle in details.get("vehicles", [])
    ]


def label_of(choices, value):
    """The words for a stored value; nothing for one that is missing or no longer used."""
    return str(dict(choices.choices).get(value, ""))


def _joined(*parts):
    return ", ".join(part for part in parts if part)


def _cautions(request):
    found = ["Caution: ask the desk before you talk to anybody here."] if request.is_restricted else []
    if request.details.get("hazards"):
        found.append(f"Hazard: {request.details['hazards']}")
    if request.details.get("animals") == Animals.YARD:
        found.append(f"Animals in the yard: {_animals_note(request.details)}Look from the front only.")
    return found


def _animals_note(details):
    note = details.get("animals_note", "").rstrip(". ")
    return f"{note}. " if note else ""


def _consents(request):
    asked = [
        (request.may_enter_yard, "look in the back yard"),
        (request.may_enter_home, "enter the home if it is found open"),
        (request.may_shut_water, "shut off the water"),
    ]
    return [(may, f"{'May' if may else 'May NOT'} {what}") for may, what in asked]


def _facts(details):
    reachable = details.get("yard_reachable")
    return [
        ("Lights", details.get("lights", "")),
        ("Cameras", details.get("cameras", "")),
        ("Animals", _joined(label_of(Animals, details.get("animals")), details.get("animals_note"))),
        ("Gate", _joined(label_of(Gated, details.get("gated")), details.get("gate_entry"))),
        ("Side gate", label_of(SideGate, details.get("side_gate"))),
        ("Back yard", {True: "Can be reached", False: "Cannot be reached"}.get(reachable, "")),
        ("Alarm", _joined(label_of(Alarm, details.get("alarm")), details.get("alarm_company"))),
        ("As it was left", details.get("conditions", "")),
        ("Cross street", details.get("cross_street", "")),
    ]


def _contact(contact):
    number = read_phone(contact.get("phone", ""))
    is_known = bool(number and number.is_valid())
    about = _joined(
        contact.get("relation"),
        "has a key" if contact.get("has_key") else "no key",
        "can come within the hour" if contact.get("within_hour") else "",
        f"speaks {contact['speaks']}" if contact.get("speaks") else "",
    )
    return Contact(
        name=contact.get("name", ""),
        about=about,
        phone=_as_here(number) if is_known else contact.get("phone", ""),
        dial=number.as_rfc3966 if is_known else "",
    )


def _as_here(number):
    """(310) 555-0111; with its country code from abroad."""
    return number.as_national if number.country_code == 1 else number.as_international


def _past_checks(request, tour, user, now):
    newest = request.checks.select_related("result").prefetch_related("addenda")[:CHECKS_SHOWN]
    return [past_check(check, tour, user, now) for check in newest]


def past_check(check, tour, user, now):
    """An earlier check as officers read it; `may_add`: it is the reader's own, of this tour."""
    addenda = list(check.addenda.all())
    marks = [
        (any(addendum.is_wrong_home for addendum in addenda), "another home"),
        (check.is_late_entry, "entered later"),
        (check.is_after_end, "after the home left the list"),
    ]
    areas = [label_of(Area, area) for area in check.areas]
    return PastCheck(
        pk=check.pk,
        when=said_at(check.checked_at, now),
        result=check.result.label,
        is_clear=check.result.is_clear,
        officer=check.officer_name,
        areas=", ".join(areas),
        narrative=str(check.narrative),
        marks=[words for is_so, words in marks if is_so],
        addenda=[f"{addendum.reason}: {addendum.text}" for addendum in addenda],
        may_add=check.tour_id == tour.pk and check.officer_id == user.pk,
    )
