"""A request entered for a caller: the online form on one page, judged as one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mailroom.models import Message
from tests.pages import words
from tests.vacation_checks.desk.pages import ADD, desk, others, page_of, said
from vacation_checks.enums import RequestState, Source
from vacation_checks.forms.caller import CallerRequest
from vacation_checks.models import AcknowledgementText, CheckRules, VacationCheckRequest
from vacation_checks.services.dates import earliest_departure

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quick(settings):
    settings.RATE_LIMITS_ON = False  # nobody types for two seconds here


def form(*, leaves=None, nights=7, **changes):
    """What the desk sends; `leaves`: days from today, by default as soon as one can ask online."""
    today = timezone.localdate()
    first = earliest_departure(timezone.now(), CheckRules.current())
    leaves_on = first if leaves is None else today + timedelta(days=leaves)
    page = CallerRequest()
    answers = {
        "form_key": page.key["form_key"].value(),
        "name": "Old Joe", "relation": "owner", "email": "", "phone": "310-555-0100", "language": "en",
        "house": "1234 Sartori Ave", "zip_code": "90503", "residence": "house", "gated": "open", "side_gate": "none",
        "leaves_on": leaves_on, "leaves_at": "09:00",
        "returns_on": leaves_on + timedelta(days=nights), "returns_at": "18:00",
        "contacts-0-name": "Kenji", "contacts-0-relation": "neighbor", "contacts-0-phone": "310-555-0111",
        "contacts-TOTAL_FORMS": 1, "contacts-INITIAL_FORMS": 0,
        "visitors-TOTAL_FORMS": 1, "visitors-INITIAL_FORMS": 0,
        "vehicles-TOTAL_FORMS": 1, "vehicles-INITIAL_FORMS": 0,
        "alarm": "none", "lights": "none", "animals": "none",
        "verification_word": "pelican", "acknowledges": "on", "signature": "Old Joe",
        "text_shown": AcknowledgementText.objects.first().version, "go": "save",
    }  # fmt: skip
    return {**answers, **changes}


def send(data):
    return desk().post(ADD, data)


def test_a_caller_without_mail_is_with_the_desk_at_once():
    done = send(form())
    made = VacationCheckRequest.objects.get()
    assert done["Location"] == page_of(made), words(done)
    assert (made.state, made.source, made.email) == (RequestState.SUBMITTED, Source.STAFF, "")
    assert (made.house, made.details["contacts"][0]["phone"]) == ("1234 SARTORI AVE", "+13105550111")
    assert made.reference in said(done) and Message.objects.count() == 0
    assert made.events.get().by.username == "desk"


def test_with_a_mail_address_the_caller_is_told_by_mail():
    send(form(email="joe@example.com"))
    assert Message.objects.get().template == "requests/received"


def test_a_double_click_makes_one_request():
    data = form()
    assert send(data)["Location"] == send(data)["Location"]
    assert VacationCheckRequest.objects.count() == 1


@pytest.mark.parametrize(("unusual", "said_so"), [({"leaves": 1}, "Online the first day"), ({"nights": 45}, "longer")])
def test_what_is_unusual_is_said_once_and_known(unusual, said_so):
    data = form(**unusual)
    asked = words(send(data))
    assert said_so in asked and 'name="knows"' in asked and 'value="pelican"' in asked
    assert VacationCheckRequest.objects.count() == 0
    assert send({**data, "knows": "on"}).status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""}, {"phone": "123"}, {"house": "PO Box 7"}, {"zip_code": "x"}, {"leaves": -3}, {"nights": 0},
        {"contacts-0-phone": ""}, {"contacts-TOTAL_FORMS": "x"}, {"verification_word": "1234"}, {"acknowledges": ""},
        {"lights": "\x00"}, {"form_key": "stale"}, {"leaves_on": "soon"}, {"text_shown": "0"},
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_everything_typed_stays(wrong):
    kinds = {name: wrong[name] for name in ("leaves", "nights") if name in wrong}
    data = form(**kinds, **{name: value for name, value in wrong.items() if name not in kinds})
    refused = send(data)
    page = words(refused)
    assert refused.status_code == 200 and "Please correct what is named here" in page and "Error: " in page
    assert VacationCheckRequest.objects.count() == 0
    if "name" not in wrong:
        assert 'value="Old Joe"' in page
    if "contacts-TOTAL_FORMS" not in wrong:
        assert 'value="Kenji"' in page


def test_a_list_grows_and_shrinks_and_nothing_typed_is_lost():
    grown = words(send(form(go="add-visitors", **{"visitors-0-name": "Green Thumb"})))
    assert 'name="visitors-1-name"' in grown and 'value="Green Thumb"' in grown and 'value="pelican"' in grown
    assert "Please correct" not in grown
    two = {"vehicles-TOTAL_FORMS": 2, "vehicles-0-description": "blue Honda", "vehicles-1-description": "red Ford"}
    less = words(send(form(go="remove-vehicles-0", **two)))
    assert "blue Honda" not in less and 'value="red Ford"' in less


def test_a_home_outside_is_left_to_the_desk_and_flagged():
    send(form(zip_code="90502"))
    assert VacationCheckRequest.objects.get().jurisdiction == "outside"


def test_nobody_else_enters_requests():
    for client in others():
        assert client.get(ADD).status_code == 403 and client.post(ADD, form()).status_code == 403
    assert VacationCheckRequest.objects.count() == 0
