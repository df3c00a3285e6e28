"""A request with a secret in every field, from the first step until it is sealed: by the pages that people use."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mailroom.delivery import deliver_due
from staff.roles import RECORDS
from tests.pages import words
from tests.programs.pages import newest_link
from tests.vacation_checks import asking
from tests.vacation_checks.builders import beat, client_of
from tests.vacation_checks.canary import (
    CONSENTS,
    CONTACT,
    DESK,
    DRAFT,
    HOME,
    PATROL,
    PROPERTY,
    VEHICLE,
    VISITOR,
    YOU,
)
from tests.vacation_checks.desk.pages import ADD, BOARD, LIST, SEALED_LIST, change, page_of, signed_in
from tests.vacation_checks.desk.test_callers import form as callers_form
from tests.vacation_checks.moments import again
from tests.vacation_checks.own_pages import address
from vacation_checks.models import Alert, HouseCheck, VacationCheckRequest
from vacation_checks.services import clock_upkeep


def ok(response, status=302):
    """The page did what it was asked to; a 200 would be the form with an error."""
    assert response.status_code == status, words(response)[-3000:]
    return response


def live_through_all():
    """The request at its end, and everything that was said about it on the way."""
    write_and_forget()
    mine, resident = ask()
    the_desk_asks_and_approves(mine, resident)
    weeks_pass(mine)
    on_patrol(mine)
    the_desk_closes_the_alert(mine)
    back_early(mine, resident)
    by_phone()
    deliver_due()
    put_away(mine)
    return again(mine)


def write_and_forget():
    """A draft that is never sent."""
    client = Client()
    asking.tick_boxes(client)
    ok(asking.post(client, "you", name=DRAFT["name"]))
    asking.post(client, "property", lights=DRAFT["lights"])


def ask():
    """In steps; half way the browser is another one. The mail's link confirms."""
    asking.known_streets()
    client = Client()
    ok(asking.tick_boxes(client))
    ok(asking.post(client, "you", **YOU))
    ok(asking.post(client, "home", zip_code="90501", **HOME))
    ok(client.post(reverse("vacation:save"), {"email": YOU["email"]}))
    client = Client()
    client.get(newest_link(YOU["email"], "/requests/resume/"))
    ok(client.post(reverse("requests:resume_open")))
    ok(asking.post(client, "dates"))
    visitor = VISITOR | {"purpose": "gardener"}
    ok(asking.post(client, "people", **asking.rows("contacts", CONTACT) | asking.rows("visitors", visitor)))
    stays = asking.rows("vehicles", VEHICLE) | {"alarm": "monitored", "animals": "yard"}
    ok(asking.post(client, "property", **PROPERTY | stays))
    ok(asking.post(client, "consents", **CONSENTS))
    ok(asking.send(client))
    mine = VacationCheckRequest.objects.get()
    resident = Client()
    resident.get(newest_link(YOU["email"], "/requests/open/"))
    ok(resident.post(address("confirm", mine)))
    return mine, resident


def the_desk_asks_and_approves(mine, resident):
    desk = client_of("desk")
    ok(desk.post(LIST, {"find": HOME["house"]}))
    ok(desk.post(LIST, {"find": YOU["name"]}), 200)
    ok(desk.post(page_of(mine, "ask"), {"question": DESK["question"]}), 200)  # what the resident will read
    ok(desk.post(page_of(mine, "ask"), {"question": DESK["question"], "apply": "1"}))
    ok(resident.post(address("answer", mine), {"answer": DESK["answer"]}))
    ok(desk.post(page_of(mine, "identity"), {"identity": "call_back", "note": DESK["identity"]}))
    ok(desk.post(page_of(mine, "restrict"), {"note": DESK["restricted"]}))
    ok(desk.post(page_of(mine, "beat"), {"beat": beat().pk}))
    ok(desk.post(page_of(mine, "approve"), {"apply": "1"}))
    ok(desk.post(page_of(mine, "pause"), {"reason": DESK["paused"], "apply": "1"}))
    ok(desk.post(page_of(mine, "resume"), {"apply": "1"}))
    ok(desk.get(page_of(mine)), 200)


def weeks_pass(mine):
    """The departure was yesterday."""
    earlier = timedelta(days=21)
    now = again(mine)
    VacationCheckRequest.objects.filter(pk=mine.pk).update(
        leaves_on=now.leaves_on - earlier, returns_on=now.returns_on - earlier + timedelta(days=7)
    )
    clock_upkeep.move_on()


def on_patrol(mine):
    officer = client_of("officer")
    ok(officer.post(reverse("patrol:start"), {"beat": beat().pk}))
    home, log = (reverse(f"patrol:{name}", args=[mine.reference]) for name in ("home", "log"))
    button = ok(officer.get(home), 200).context
    all_clear = {"form_key": button["form_key"], "result": button["clear"].code, "areas": button["areas"]}
    ok(officer.post(log, all_clear))
    saw = {name: PATROL[name] for name in ("narrative", "action_taken", "report_number")}
    ok(officer.post(log, saw | {"result": ""}), 200)
    ok(officer.post(log, saw | {"result": "open", "areas": ["back"], "anyway": "1"}))
    check = HouseCheck.objects.get(result__code="open")
    added = {"reason": "I left something out", "text": PATROL["addendum"]}
    ok(officer.post(reverse("patrol:addendum", args=[check.pk]), added))
    for page in ("homes", "sheet"):
        ok(officer.get(reverse(f"patrol:{page}")), 200)
    ok(officer.post(reverse("patrol:end")))


def the_desk_closes_the_alert(mine):
    desk, alert = client_of("desk"), Alert.objects.get()
    ok(desk.get(BOARD), 200)
    said = {"outcome": "report", "reached": DESK["reached"], "report_number": DESK["report"], "note": DESK["note"]}
    ok(desk.post(change(alert), said))
    addendum = reverse("admin:vacation_checks_housecheck_addendum", args=[alert.check_record_id])
    ok(desk.post(addendum, {"reason": "The log", "text": DESK["addendum"]}))
    ok(desk.get(change(alert.check_record)), 200)
    ok(desk.post(page_of(mine, "back"), {"word": DESK["wrong_word"]}), 200)


def back_early(mine, resident):
    """A new draft is made of the answers, too."""
    dates = {"returns_on": asking.day(9), "returns_at": "18:00"}
    ok(resident.post(address("dates", mine), dates))
    ok(resident.post(address("end", mine)))
    ok(resident.get(mine.get_absolute_url()), 200)
    ok(resident.post(reverse("vacation:again", args=[mine.reference])))


def by_phone():
    """The same answers on the desk's page for callers: first with one fault, then without. The desk waits for more."""
    answers = callers_form(**YOU, **HOME, **PROPERTY, **CONSENTS)
    answers |= {f"contacts-0-{name}": value for name, value in CONTACT.items()}
    answers |= {f"vehicles-0-{name}": value for name, value in VEHICLE.items()}
    desk = client_of("desk")
    ok(desk.post(ADD, {**answers, "residence": ""}), 200)
    ok(desk.post(ADD, answers | {"zip_code": "90501"}))
    asked = VacationCheckRequest.objects.latest("pk")
    ok(desk.post(page_of(asked, "ask"), {"question": DESK["question"], "apply": "1"}))


def put_away(mine):
    """Sealed days later; the records role opens it, with a reason."""
    long_ago = timezone.now() - timedelta(days=30)
    VacationCheckRequest.objects.filter(pk=mine.pk).update(ended_at=long_ago)
    clock_upkeep.seal_ended()
    records = signed_in(RECORDS)
    ok(records.get(SEALED_LIST), 200)
    opened = ok(records.post(page_of(mine, "open_sealed"), {"reason": "Records request 26-1"}), 200)
    assert HOME["house"] in opened.content.decode()
