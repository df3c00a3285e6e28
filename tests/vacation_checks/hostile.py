"""Every form of the room with an answer that it takes, to be spoiled in one field at a time."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from staff.roles import RECORDS
from tests.vacation_checks import asking
from tests.vacation_checks.builders import (
    approved,
    beat,
    client_of,
    make_check,
    make_request,
    make_tour,
    submitted,
    user,
)
from tests.vacation_checks.desk.pages import ADD, LIST, change, make_alert, page_of, seal, signed_in
from tests.vacation_checks.desk.test_callers import form as callers_form
from tests.vacation_checks.own_pages import address, just_sent, opened
from vacation_checks.services import desk as deciding

# Not typed by anybody, or not shown again: a secret, a fingerprint, the button.
NOT_SHOWN = {"password", "verification_word", "word", "text_shown", "seen", "go", "apply", "find"}


@dataclass
class Form:
    """A page and what is posted to it. `only`: the fields that are spoiled; all, if there are none."""

    name: str
    client: Client
    address: str
    data: dict = field(default_factory=dict)
    only: tuple = ()

    def fields(self):
        return self.only or [name for name in self.data if name not in {"go", "apply", "form_key"}]

    def post(self, **changed):
        """What comes back. Afterwards nothing has happened."""
        cookies = self.client.cookies.output()
        with transaction.atomic():
            response = self.client.post(self.address, self.data | changed)
            transaction.set_rollback(True)
        assert self.client.cookies.output() == cookies or self.client.cookies.load(cookies) is None
        return response


def all_forms():
    return [*of_the_steps(), *of_the_resident(), *of_patrol(), *of_the_desk()]


def of_the_steps():
    client = asking.begun()
    for step in asking.NAMES:
        yield Form(step, client, asking.page(step), asking.answers(step) | {"go": "next"})
    yield Form("save", client, reverse("vacation:save"), {"email": "ana@example.com"})
    yield Form("check", client, reverse("vacation:check"), {"seen": "x"})


def of_the_resident():
    today = timezone.localdate()
    asked = deciding.ask(submitted(), "Which gate?", by=user())
    away = approved(leaves=-2, email="ben@example.com")
    unconfirmed = make_request(email="cleo@example.com")
    later = {"returns_on": today + timedelta(days=8), "returns_at": "18:00"}
    dates = {"leaves_on": today + timedelta(days=4), "leaves_at": "09:00", **later}
    yield Form("answer", opened(asked), address("answer", asked), {"answer": "The left one"})
    yield Form("dates", opened(asked), address("dates", asked), dates)
    yield Form("extend", opened(away), address("extend", away), later)
    yield Form("code", just_sent(unconfirmed), address("confirm_with_code", unconfirmed), {"code": "123456"})


def of_patrol():
    home, tour = approved(leaves=-3, email="dan@example.com"), make_tour()
    check = make_check(home, tour, minutes_ago=300)
    saw = {
        "result": "open", "areas": "front", "narrative": "Door ajar.", "action_taken": "Shut it.",
        "report_number": "26-1", "checked_at": "", "form_key": "k",
    }  # fmt: skip
    start = {"beat": beat().pk, "partner": "", "partner_name": "Sam Lee", "unit": "12A"}
    added = {"reason": "I left something out", "text": "A gray car."}
    officer = client_of("officer")
    sign_in = {"username": "officer", "password": "no such", "next": ""}
    yield Form("log", officer, reverse("patrol:log", args=[home.reference]), saw)
    yield Form("addendum", officer, reverse("patrol:addendum", args=[check.pk]), added)
    yield Form("start", client_of("officer", "second"), reverse("patrol:start"), start)
    yield Form("sign in", Client(), reverse("patrol:sign_in"), sign_in, only=("username", "next"))


def of_the_desk():
    client = client_of("desk")
    new = submitted(email="eva@example.com")
    active = approved(leaves=-2, email="fay@example.com")
    dates = {
        "leaves_on": active.leaves_on, "leaves_at": "09:00",
        "returns_on": active.returns_on + timedelta(days=1), "returns_at": "18:00",
    }  # fmt: skip
    verbs = {
        "ask": (new, {"question": "Which gate?"}),
        "decline": (new, {"reason": "other", "explanation": "Too far."}),
        "information": (new, {"explanation": "Too long."}),
        "identity": (new, {"identity": "call_back", "note": "called"}),
        "beat": (new, {"beat": beat().pk}),
        "restrict": (new, {"note": "court order"}),
        "pause": (active, {"reason": "Tented."}),
        "dates": (active, dates),
        "back": (active, {"word": "not it"}),
    }
    for verb, (request, said) in verbs.items():
        yield Form(verb, client, page_of(request, verb), said | {"apply": "1"})
    alert = make_alert(active)
    closed = {"outcome": "report", "reached": "Kenji", "report_number": "26-1", "note": "Went there."}
    added = {"reason": "The log", "text": "A gray car."}
    yield Form("alert", client, change(alert), closed)
    addendum = reverse("admin:vacation_checks_housecheck_addendum", args=[alert.check_record_id])
    yield Form("desk's addendum", client, addendum, added)
    yield Form("search", client, LIST, {"find": "1234 Sartori Ave"})
    sealed = seal(approved(email="gil@example.com"))
    yield Form("sealed", signed_in(RECORDS), page_of(sealed, "open_sealed"), {"reason": "Records 26-1"})
    # The steps once more, on one page: only what this page reads by itself.
    yield Form("caller", client, ADD, callers_form(), only=("form_key", "contacts-TOTAL_FORMS", "name", "lights"))
