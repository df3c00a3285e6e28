"""What a resident answered, as they read it again. Never the verification word, nor how to open a gate."""

from django.utils.translation import gettext as _
from phonenumber_field.phonenumber import to_python

from vacation_checks.enums import Alarm, Animals, Gated, Purpose, Relation, Residence, SideGate


def answers_of(request):
    """[(label, [line, ...]), ...] of all that was answered."""
    told = request.details
    pairs = [
        (_("Name"), [request.name]),
        (_("Email address"), [request.email]),
        (_("Phone"), [phone(request.phone), phone(told.get("other_phone"))]),
        (_("You and the home"), [_choice(Relation, told.get("relation"))]),
        (_("Cross street"), [told.get("cross_street")]),
        (_("The home"), [_choice(Residence, told.get("residence")), _choice(Gated, told.get("gated"))]),
        (_("How officers get in"), [_("You told us. We do not show it here.") if told.get("gate_entry") else ""]),
        (_("Side gate"), [_choice(SideGate, told.get("side_gate"))]),
        (_("The back yard can be reached"), [_yes(told.get("yard_reachable"))]),
        (_("People near who can come"), [_contact(one) for one in told.get("contacts", [])]),
        (_("Who may be there"), [_visitor(one) for one in told.get("visitors", [])]),
        (_("Vehicles that stay"), [_joined(one, "description", "plate", "place") for one in told.get("vehicles", [])]),
        (_("Alarm"), [_choice(Alarm, told.get("alarm")), told.get("alarm_company"), phone(told.get("alarm_phone"))]),
        (_("Lights"), [told.get("lights")]),
        (_("Cameras"), [told.get("cameras")]),
        (_("Animals"), [_choice(Animals, told.get("animals")), told.get("animals_note")]),
        (_("How the home looks now"), [told.get("conditions")]),
        (_("What officers should beware of"), [told.get("hazards")]),
        (_("Officers may look in the back yard"), [_yes(request.may_enter_yard)]),
        (_("Officers may enter if they find the home open"), [_yes(request.may_enter_home)]),
        (_("Officers may shut off the water"), [_yes(request.may_shut_water)]),
        (_("Your answer to our question"), [request.resident_note]),
    ]
    written = [(label, [line for line in lines if line]) for label, lines in pairs]
    return [(label, lines) for label, lines in written if lines]


def phone(number):
    """A number as people here write it; one from abroad with its country code; anything else as it is."""
    parsed = to_python(str(number)) if number else None
    if not parsed or not parsed.is_valid():
        return number or ""
    return parsed.as_national if parsed.country_code == 1 else parsed.as_international


def _choice(choices, value):
    return str(dict(choices.choices).get(value, value or ""))


def _yes(answer):
    return "" if answer is None else _("Yes") if answer else _("No")


def _joined(record, *names):
    return ", ".join(str(record[name]) for name in names if record.get(name))


def _contact(contact):
    able = [
        _("has a key") if contact.get("has_key") else "",
        _("can come within the hour") if contact.get("within_hour") else "",
    ]
    return ", ".join(filter(None, [_joined(contact, "name", "relation"), phone(contact.get("phone")), *able]))


def _visitor(visitor):
    purpose = _choice(Purpose, visitor.get("purpose"))
    rest = [phone(visitor.get("phone")), _("may go inside") if visitor.get("inside") else ""]
    return ", ".join(filter(None, [visitor.get("name"), purpose, _joined(visitor, "days", "vehicle"), *rest]))
