"""Everything that was answered in a request, in sections, as staff read it. The verification word is never among it."""

from dataclasses import dataclass, field

from vacation_checks.admin.words import day_words, moment_words, phone_link
from vacation_checks.enums import Alarm, Animals, Gated, Purpose, Relation, Residence, SideGate


@dataclass(frozen=True)
class Section:
    """`rows`: [(label, value)]; `groups`: such rows for each contact, visitor or vehicle."""

    title: str
    rows: list = field(default_factory=list)
    groups: list = field(default_factory=list)
    none: str = ""


def sections(request, today):
    details = request.details
    return [
        Section("Who asks", _filled(_person(request, details))),
        Section("Dates", _filled(_dates(request, today))),
        Section("The home", _filled(_home(request, details))),
        contacts(details),
        Section("Who may be there", groups=_each(details, "visitors", _visitor), none="Nobody is listed."),
        Section("Vehicles that stay", groups=_each(details, "vehicles", _vehicle), none="None."),
        Section("Alarm, lights, animals, conditions", _filled(_inside(details)), none="Nothing was said."),
        consents(request),
    ]


def about(request, today):
    """What a decision is about: which home, and when."""
    return Section("The request", [("Home", address(request)), *_filled(_dates(request, today))])


def resident(request):
    """Whom to call first."""
    rows = [
        ("Name", request.name),
        ("Phone while away", phone_link(request.phone)),
        ("Other phone", phone_link(request.details.get("other_phone"))),
        ("Language", request.get_language_display()),
    ]
    return Section("The resident", _filled(rows))


def contacts(details):
    """Whom to call when something is wrong."""
    return Section("Local contacts", groups=_each(details, "contacts", _contact), none="Nobody is listed.")


def consents(request):
    names = ("may_enter_yard", "may_enter_home", "may_shut_water")
    label = {name: request._meta.get_field(name).verbose_name.capitalize() for name in names}
    return Section("Consents", [(label[name], "Yes" if getattr(request, name) else "No") for name in names])


def address(request):
    """The home in one line."""
    return ", ".join(filter(None, [str(request.house), str(request.unit), str(request.zip_code)]))


def _person(request, details):
    yield "Name", request.name
    yield "Lives there as", _label(Relation, details.get("relation"))
    yield "Phone while away", phone_link(request.phone)
    yield "Other phone", phone_link(details.get("other_phone"))
    yield "Mail", request.email or "none: tell this person everything by phone"
    yield "Language", request.get_language_display()
    yield "How it came", request.get_source_display()
    yield "Signed", f"{request.signature}, {moment_words(request.signed_at)} ({request.acknowledgement})"
    yield "Verification word", "set" if request.verification_word else "none"


def _dates(request, today):
    yield "Leaves", f"{day_words(request.leaves_on, today)}, {request.leaves_at:%-I:%M %p}"
    yield "Returns", f"{day_words(request.returns_on, today)}, {request.returns_at:%-I:%M %p}"
    yield "Nights", request.nights
    if request.has_wish:
        yield "Wishes to leave", f"{day_words(request.wished_leaves_on, today)}, {request.wished_leaves_at:%-I:%M %p}"
        yield (
            "Wishes to return",
            f"{day_words(request.wished_returns_on, today)}, {request.wished_returns_at:%-I:%M %p}",
        )
        yield "Nights wished", (request.wished_returns_on - request.wished_leaves_on).days
    if request.ended_at:
        yield "Ended", f"{moment_words(request.ended_at)}: {request.get_ended_by_display()}"


def _home(request, details):
    yield "Address", request.house
    yield "Unit", request.unit
    yield "ZIP, city as written", " ".join(filter(None, [str(request.zip_code), details.get("city", "")]))
    yield "Cross street", details.get("cross_street")
    yield "In the city?", request.get_jurisdiction_display()
    yield "Beat", request.beat or "not assigned"
    yield "Kind of home", _label(Residence, details.get("residence"))
    yield "From the street", _label(Gated, details.get("gated"))
    yield "How to get in", details.get("gate_entry")
    yield "Side gate", _label(SideGate, details.get("side_gate"))
    yield "Back yard can be reached", _yes(details.get("yard_reachable"))


def _inside(details):
    yield "Alarm", _label(Alarm, details.get("alarm"))
    yield "Alarm company", details.get("alarm_company")
    yield "Its phone", phone_link(details.get("alarm_phone"))
    yield "Lights and timers", details.get("lights")
    yield "Cameras", details.get("cameras")
    yield "Animals", _label(Animals, details.get("animals"))
    yield "About the animals", details.get("animals_note")
    yield "Existing conditions", details.get("conditions")
    yield "Hazards for officers", details.get("hazards")


def _contact(contact):
    yield "Name", contact.get("name")
    yield "Relation", contact.get("relation")
    yield "Phone", phone_link(contact.get("phone"))
    yield "Has a key", _yes(contact.get("has_key"))
    yield "Within the hour", _yes(contact.get("within_hour"))
    yield "Speaks", contact.get("speaks")


def _visitor(visitor):
    yield "Who", visitor.get("name")
    yield "Why", _label(Purpose, visitor.get("purpose"))
    yield "When", visitor.get("days")
    yield "Vehicle", visitor.get("vehicle")
    yield "Phone", phone_link(visitor.get("phone"))
    yield "Goes inside", _yes(visitor.get("inside"))


def _vehicle(vehicle):
    yield "Vehicle", vehicle.get("description")
    yield "Plate", vehicle.get("plate")
    yield "Where", vehicle.get("place")


def _each(details, name, rows_of):
    return [_filled(rows_of(entry)) for entry in details.get(name) or []]


def _filled(rows):
    return [(label, value) for label, value in rows if value not in (None, "")]


def _label(words, value):
    return words(value).label if value in words.values else value


def _yes(value):
    return None if value is None else "Yes" if value else "No"
