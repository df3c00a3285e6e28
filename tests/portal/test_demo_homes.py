"""The house checks of the demo: every state is there, by the rules, at any hour of any day."""

from collections import Counter
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import override

from core.links import open_token
from mailroom.models import Message
from portal.demo import accounts, homes
from portal.demo.homes.residents import HOUSEHOLDS, WORD
from tests.programs.builders import local
from vacation_checks.emails import DRAFT_LINK
from vacation_checks.enums import LIVE_STATES, AlertOutcome, Jurisdiction, RequestState, Source, Viewed
from vacation_checks.forms.caller import CallerRequest
from vacation_checks.forms.steps import walk
from vacation_checks.models import (
    Alert,
    Beat,
    CheckAddendum,
    CheckRules,
    HouseCheck,
    RequestDraft,
    RequestEvent,
    StreetRange,
    Tour,
    VacationCheckRequest,
    ViewRecord,
)
from vacation_checks.services import clock_upkeep, patrol, words
from vacation_checks.services.access import was_opened_by
from vacation_checks.services.tours import running_tour_of

pytestmark = pytest.mark.django_db

MOMENTS = {
    "first minutes of a year": (2027, 1, 1, 0, 2),
    "last minutes of a day": (2026, 7, 4, 23, 58),
    "clocks set back": (2026, 11, 1, 1, 30),
}


@pytest.fixture
def lived_through():
    def run():
        accounts.create()
        users = get_user_model().objects
        people = {name: users.get(username=name) for name in ["officer", "volunteer"]}
        homes.live_through(timezone.now(), desk=users.get(username="watch-desk"), **people)
        return SimpleNamespace(**people)

    return run


def of(key):
    return VacationCheckRequest.objects.get(form_key=f"demo-home-{key}")


def list_of(person):
    now = timezone.now()
    return patrol.homes_of(running_tour_of(person), now)


def test_it_fills_the_room(lived_through):
    people = lived_through()

    assert_every_state_is_there()
    assert_the_list_has_each_kind_of_home(people.officer)
    assert_officers_looked_at_homes_that_they_had_opened(people.officer)
    assert_one_alert_is_open_and_the_others_say_how_they_ended()
    assert_nobody_in_it_exists()
    assert_the_saved_draft_opens_by_its_link()


def assert_every_state_is_there():
    found = Counter(VacationCheckRequest.objects.values_list("state", flat=True))
    assert set(found) == set(RequestState)
    assert found[RequestState.ACTIVE] == 8
    assert set(VacationCheckRequest.objects.values_list("jurisdiction", flat=True)) == {
        Jurisdiction.INSIDE, Jurisdiction.CHECK, Jurisdiction.UNKNOWN,
    }  # fmt: skip
    assert VacationCheckRequest.objects.sealed().get() == of("sealed")
    assert (of("tomorrow").source, of("tomorrow").email) == (Source.STAFF, "")
    assert of("twin") in VacationCheckRequest.objects.same_house(of("other-twin"))
    assert of("restricted").is_restricted
    assert of("answered").resident_note
    assert of("wish").has_wish
    assert of("extended").extended_at
    assert of("awaiting").reminded_at


def assert_the_list_has_each_kind_of_home(officer):
    shown = list_of(officer)
    keys = ["alert", "never", "leaving", "late", "seen", "returning"]
    assert [home.reference for home in shown.homes] == [of(key).reference for key in keys]
    home = dict(zip(keys, shown.homes, strict=True))
    assert home["alert"].has_alert
    assert home["never"].is_never_checked
    assert home["late"].overdue_days > 0
    assert home["seen"].last_check == "yesterday"
    assert home["returning"].is_last_day
    assert home["leaving"].today
    assert shown.back_early == [patrol.address_of(of("early"))]
    assert shown.known_only == [patrol.address_of(of("information"))]


def assert_officers_looked_at_homes_that_they_had_opened(officer):
    for check in HouseCheck.objects.select_related("request", "tour"):
        assert was_opened_by(check.officer, check.request, since=check.checked_at - timedelta(hours=1), tour=check.tour)
        assert check.tour.beat == check.request.beat
        assert check.result.is_clear or check.narrative
    assert HouseCheck.objects.values("result").distinct().count() == 8
    assert {check.officer_name for check in of("long").checks.all()} == {"Officer Rivera", "Volunteer Okamoto"}
    assert Tour.objects.filter(ended_at=None).get() == running_tour_of(officer)
    assert CheckAddendum.objects.get(is_wrong_home=True).check_record.request == of("late")
    assert set(ViewRecord.objects.values_list("what", flat=True)) == set(Viewed) - {Viewed.SEALED, Viewed.WORD}


def assert_one_alert_is_open_and_the_others_say_how_they_ended():
    assert Alert.objects.get(closed_at=None).check_record.request == of("alert")
    closed = Alert.objects.exclude(closed_at=None)
    assert {alert.outcome for alert in closed} == set(AlertOutcome) - {AlertOutcome.RESIDENT_BACK}
    assert all(alert.reached for alert in closed)


def assert_nobody_in_it_exists():
    for request in VacationCheckRequest.objects.all():
        assert str(request.phone).startswith("+131055501")
        assert request.email.endswith("@example.com") or request.source == Source.STAFF
        assert all(contact["phone"].startswith("+131055501") for contact in request.details["contacts"])
    # The desk can try out a call: every household chose the same word.
    assert words.is_the_word(of("seen"), WORD)
    assert set(StreetRange.objects.values_list("is_sample", flat=True)) == {True}
    assert set(Beat.objects.values_list("name", flat=True)) == {"1", "2", "3", "4", "5", "6"}


def assert_the_saved_draft_opens_by_its_link():
    draft = RequestDraft.objects.get()
    mail = Message.objects.get(template="requests/draft")
    assert open_token(DRAFT_LINK, mail.secrets[0]).subject == draft.key
    with override("en"):
        assert walk(draft.answers).unfinished == "dates"


@pytest.mark.once
@pytest.mark.volume
@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_started_at_any_moment_it_is_the_same(lived_through, moment):
    with time_machine.travel(local(*moment), tick=False):
        officer = lived_through().officer
        now, rules = timezone.now(), CheckRules.current()

        assert (len(list_of(officer).homes), len(list_of(officer).back_early)) == (6, 1)
        asked = VacationCheckRequest.objects.all()
        assert {request.state for request in asked} == set(RequestState)
        assert all(request.state == request.state_at(now, rules) for request in asked)
        for rows, column in [(RequestEvent, "at"), (HouseCheck, "logged_at"), (ViewRecord, "at"), (Alert, "opened_at")]:
            assert not rows.objects.filter(**{f"{column}__gt": now}).exists()


@pytest.mark.once
def test_it_goes_on_by_the_clock(lived_through):
    lived_through()
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        clock_upkeep.move_on()
        clock_upkeep.seal_ended()

    # Its return is in ten weeks.
    assert VacationCheckRequest.objects.get(state__in=LIVE_STATES) == of("information")


def test_households_answer_as_the_form_wants_it():
    """Each choice is one that the pages offer."""
    offered = {name: field for _step, form in CallerRequest().forms for name, field in form.fields.items()}
    for household in HOUSEHOLDS.values():
        told = household.details()
        for name in ["relation", "residence", "gated", "side_gate", "alarm", "animals"]:
            assert told[name] in dict(offered[name].choices)
