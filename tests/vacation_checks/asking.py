"""The form in steps as a browser sends it: valid answers with defaults, so that a test names only what it is about."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.guards import new_form_key
from vacation_checks.forms.steps import STEPS
from vacation_checks.models import RequestDraft, StreetRange
from vacation_checks.services import drafts

NAMES = [step.name for step in STEPS]


def day(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def rows(name, *filled):
    """A list of rows as a browser sends it."""
    data = {f"{name}-{i}-{key}": value for i, row in enumerate(filled) for key, value in row.items()}
    return data | {f"{name}-TOTAL_FORMS": str(len(filled)), f"{name}-INITIAL_FORMS": "0"}


CONTACT = {"name": "森 健二", "relation": "neighbor", "phone": "310-555-0111", "within_hour": "on", "has_key": "on"}
VISITOR = {"name": "Green Thumb", "purpose": "gardener", "days": "Tuesdays", "vehicle": "white truck", "phone": ""}
VEHICLE = {"description": "gray Honda Civic", "plate": "8abc123", "place": "driveway"}


def answers(step, **changed):
    """What is posted at a step; None leaves a field out."""
    posted = {
        "you": {"name": "Ana Mori", "relation": "owner", "email": "ana@example.com", "phone": "310-555-0100",
                "other_phone": "+81 90 1234 5678", "language": "en"},
        "home": {"house": "1234 Sartori Avenue", "unit": "", "zip_code": "90501", "city": "Torrance",
                 "residence": "house", "gated": "gate", "gate_entry": "Ring Mori, or 4711#", "side_gate": "locked",
                 "yard_reachable": "on"},
        "dates": {"leaves_on": day(20), "leaves_at": "09:00", "returns_on": day(27), "returns_at": "00:15"},
        "people": rows("contacts", CONTACT) | rows("visitors", VISITOR),
        "property": rows("vehicles", VEHICLE) | {"alarm": "none", "lights": "Hall lamp 6 to 10 pm", "animals": "none"},
        "consents": {"may_enter_yard": "on", "verification_word": "pelican", "acknowledges": "on",
                     "signature": "Ana Mori", "text_shown": "1"},
    }[step]  # fmt: skip
    return {name: value for name, value in (posted | changed).items() if value is not None}


def page(step):
    return reverse("vacation:step", args=[step])


def known_streets():
    """Sartori Avenue is in the city."""
    return StreetRange.objects.get_or_create(street="SARTORI AVE", low=1, high=2999)[0]


def tick_boxes(client, **boxes):
    ticked = dict.fromkeys(["in_city", "lives_there", "nobody_stays", "lived_in"], "on") | boxes
    return client.post(reverse("vacation:eligibility"), ticked | {"form_key": new_form_key(), "leave_empty": ""})


def post(client, step, go="next", **changed):
    return client.post(page(step), answers(step, **changed) | {"go": go})


def begun(*, until=None, **changed):
    """A browser that has answered every step before `until` (all, if None): as test_asking types it."""
    known_streets()
    kept = {drafts.ELIGIBLE: True}
    for step in STEPS:
        if step.name == until:
            break
        kept[step.name] = step.form(answers(step.name) | changed.get(step.name, {})).typed()
    return holding(drafts.begin(kept))


def holding(open_draft):
    """A browser in which this draft is open."""
    client = Client()
    session = client.session
    session["request_draft"] = open_draft.key
    session.save()
    return client


def send(client):
    """Read check-your-answers, and send."""
    checked = client.get(reverse("vacation:check"))
    return client.post(reverse("vacation:check"), {"seen": checked.context["seen"]})


def draft():
    return RequestDraft.objects.latest("pk")


def errors(response):
    """{id of the field: what is wrong}, as the summary on the page says it."""
    return {where: str(message) for where, _label, message in response.context["problems"]}
