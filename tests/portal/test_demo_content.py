"""manage.py demo_content: what it fills, what it leaves alone, and how one signs in afterwards."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.utils import timezone

from core.models import DepartmentProfile
from core.seats.places import TIMED_STATES
from mailroom.models import Message
from mailroom.services import oldest_waiting_age
from portal.demo import accounts
from portal.demo.content import next_spring, season, season_before, season_now
from programs import standings
from programs.enums import Mark, RegistrationState
from programs.models import (
    AcceptancePacket,
    Attendance,
    Certificate,
    ClassInterest,
    ClassOffering,
    ImportRun,
    Program,
    Registration,
    RegistrationEvent,
    SurveyAnswer,
)
from programs.services import upkeep
from programs.services.duplicates import suggestions
from staff.roles import PERMISSIONS
from tests.programs.builders import local, make_program

pytestmark = pytest.mark.django_db

SIGN_IN = re.compile(r"sign in: (\S+) (\S+) (\S+)")
TAKES_A_SEAT = {RegistrationState.CONFIRMED, *TIMED_STATES}


@pytest.fixture(autouse=True)
def demo_is_on(settings):
    settings.DEMO = True
    # Tests on real transactions empty these tables, which migrations had filled.
    for role in PERMISSIONS:
        Group.objects.get_or_create(name=role)


@pytest.fixture
def demo(capsys):
    def run():
        call_command("demo_content")
        return capsys.readouterr().out.splitlines()

    return run


def states(number):
    rows = Registration.objects.filter(offering__program__slug="pip", offering__number=number)
    return Counter(rows.values_list("state", flat=True))


def everything():
    models = [Program, ClassOffering, Registration, RegistrationEvent, ClassInterest, Message, get_user_model()]
    return {model: set(model.objects.values_list("pk", flat=True)) for model in models}


def may_sign_in(rf, username, password):
    user = authenticate(rf.post("/admin/login/"), username=username, password=password)
    return user is not None and user.is_staff


def assert_no_seat_was_ever_oversold():
    for offering in ClassOffering.objects.all():
        state_of, most = {}, 0
        for event in RegistrationEvent.objects.filter(registration__offering=offering).order_by("at", "pk"):
            state_of[event.registration_id] = event.to_state
            most = max(most, sum(state in TAKES_A_SEAT for state in state_of.values()))
        assert most <= offering.capacity, offering


def test_it_fills_an_empty_database(demo):
    demo()
    now = timezone.now()

    phases = {str(offering): offering.phase(now) for offering in ClassOffering.objects.all()}
    today = timezone.localdate()
    spring = next_spring(today)
    assert phases == {
        "PIP class 12, Spring 2004": "finished",
        "PIP class 44, Spring 2020": "finished",
        f"PIP class 45, {season(season_before(today))}": "finished",
        f"PIP class 46, {season(season_now(today))}": "running",
        f"PIP class 47, Spring {spring}": "open",
        f"PIP class 48, Spring {spring}, Tuesday evenings": "open",
        f"PIP class 49, Fall {spring}": "announced",
        f"PIP class 50, Spring {spring + 1}": "draft",
        f"PIP class 51, Summer {spring}": "cancelled",
        f"TAP class 1, Spring {spring}": "announced",
    }
    assert states(47) == {
        "confirmed": 36, "held": 2, "offered": 2, "waitlisted": 6, "lapsed": 3, "withdrawn": 4, "declined": 1,
    }  # fmt: skip
    assert (states(48), states(51)) == ({"confirmed": 9}, {"confirmed": 3})
    assert not Registration.objects.exclude(offering__number__in=[12, 45, 46, 47, 48, 51]).exists()
    assert Counter(bool(wish.confirmed_at) for wish in ClassInterest.objects.all()) == {True: 1, False: 1}
    assert_the_spring_of_2020_is_as_it_was()
    assert_a_class_meets_and_another_has_graduated()
    assert_nobody_in_it_exists()
    assert_every_step_has_its_mail()
    assert_no_seat_was_ever_oversold()


def assert_a_class_meets_and_another_has_graduated():
    running = {person.registration.family_name: person for person in standings.of_class(class_of(46))}
    assert not running["Hathaway"].can_graduate
    assert running["Castillo"].absences_left == 0
    marks = set(Attendance.objects.filter(session__offering=class_of(46)).values_list("mark", flat=True))
    assert marks == set(Mark.values)
    assert class_of(46).sessions.filter(cancelled=True).count() == 1
    assert len(suggestions(class_of(46))) == 1
    assert AcceptancePacket.objects.filter(registration__offering=class_of(46)).count() == 9
    assert Certificate.objects.filter(replaced_at=None).count() == 9
    assert Registration.objects.exclude(alumni_since=None).count() == 3
    assert Counter(SurveyAnswer.objects.values_list("wave", flat=True)) == {"end": 7, "later": 5}
    assert Counter(ImportRun.objects.values_list("state", flat=True)) == {"done": 1, "checked": 1}


def class_of(number):
    return ClassOffering.objects.get(program__slug="pip", number=number)


def assert_the_spring_of_2020_is_as_it_was():
    sessions = list(ClassOffering.objects.get(number=44).sessions.all())

    assert [session.date for session in sessions] == [date(2020, 3, 5) + timedelta(weeks=week) for week in range(12)]
    assert [session.is_graduation for session in sessions] == [False] * 11 + [True]
    assert [session.topic for session in sessions if session.hands_on] == ["Use of force scenarios"]


def assert_nobody_in_it_exists():
    for registration in Registration.objects.all():
        assert str(registration.phone).startswith("(310) 555-01") or registration.source == "imported"
        assert registration.email.endswith("@example.com") or registration.source in {"staff", "imported"}
    assert Registration.objects.filter(source="staff", email="").count() == 1


def assert_every_step_has_its_mail():
    assert Counter(Message.objects.values_list("template", flat=True)) == {
        "programs/held": 79, "programs/confirmed": 75, "programs/waitlisted": 9, "programs/offered": 3,
        "programs/offer_ends_soon": 1, "programs/lapsed": 3, "programs/withdrawn": 4, "programs/declined": 1,
        "programs/class_cancelled": 3, "programs/interest": 2, "programs/class_changed": 13, "programs/letter": 13,
        "programs/graduated": 9, "programs/survey": 18,
    }  # fmt: skip
    assert oldest_waiting_age() < timedelta(minutes=1)
    assert not RegistrationEvent.objects.filter(at__gt=timezone.now()).exists()


def test_started_at_any_time_it_moves_on_by_itself(demo):
    """At 1:30 in the night in which daylight saving time ends; then an hour later, by the real hands of a clock."""
    night = local(2026, 11, 1, 1, 30)
    with time_machine.travel(night):
        demo()
        upkeep.settle_overdue_seats()
    assert (states(47)["confirmed"], states(47)["held"], states(47)["offered"]) == (36, 2, 2)

    with time_machine.travel(night + timedelta(minutes=61)):
        upkeep.settle_overdue_seats()
    assert (states(47)["held"], states(47)["offered"], states(47)["waitlisted"]) == (1, 3, 5)
    assert_no_seat_was_ever_oversold()


@pytest.mark.parametrize("day", [date(2026, 1, 8), date(2026, 11, 26), date(2026, 12, 31), date(2027, 6, 21)])
def test_a_class_is_in_its_sixth_week_on_any_day(demo, day):
    """Also on a Thursday, and after weeks in which holidays fell on Thursdays."""
    with time_machine.travel(local(day.year, day.month, day.day, 12)):
        demo()
        assert_a_class_meets_and_another_has_graduated()


@pytest.mark.parametrize(
    ("today", "year"),
    [(date(2026, 11, 22), 2027), (date(2027, 1, 21), 2027), (date(2027, 1, 22), 2028), (date(2027, 3, 5), 2028)],
)
def test_the_next_spring_is_at_least_six_weeks_ahead(today, year):
    assert next_spring(today) == year


def test_a_second_start_changes_nothing_but_the_passwords(demo, rf):
    first = dict(SIGN_IN.fullmatch(line).group(2, 3) for line in demo())
    before = everything()
    lines = demo()

    assert everything() == before
    assert [SIGN_IN.fullmatch(line).group(1, 2) for line in lines] == [
        ("administrator", "admin"),
        ("program-coordinator", "coordinator"),
        ("records", "records"),
    ]
    second = dict(SIGN_IN.fullmatch(line).group(2, 3) for line in lines)
    assert set(get_user_model().objects.values_list("username", flat=True)) == set(second)
    for username, password in second.items():
        assert may_sign_in(rf, username, password)
        assert not may_sign_in(rf, username, first[username])


def test_the_roles_are_those_of_the_staff_side():
    accounts.create()

    users = {user.username: user for user in get_user_model().objects.all()}
    assert [name for name, user in users.items() if user.is_superuser] == ["admin"]
    groups = {name: [group.name for group in user.groups.all()] for name, user in users.items()}
    assert groups == {"admin": [], "coordinator": ["program coordinator"], "records": ["records"]}


def test_it_refuses_without_demo(demo, settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match=r"^DEMO is off.*\.$"):
        demo()
    assert not any(everything().values())


def test_real_content_is_left_alone(demo):
    make_program()
    before = everything()

    assert demo() == ["No demo content: this database is in use and has no demo accounts."]
    assert everything() == before


def test_an_account_that_somebody_made_is_left_alone(demo):
    theirs = get_user_model().objects.create_user("admin", "chief@example.gov", "their own password")

    assert demo() == ["No demo content: somebody made an account named admin, as the demo would."]
    theirs.refresh_from_db()
    assert theirs.check_password("their own password")
    assert not Program.objects.exists()


def test_a_deleted_account_stays_deleted_and_a_closed_one_opens(demo, rf):
    accounts.create()
    make_program()
    get_user_model().objects.filter(username="records").delete()
    get_user_model().objects.filter(username="coordinator").update(is_active=False)
    sign_ins = [SIGN_IN.fullmatch(line).group(2, 3) for line in demo()]

    assert [username for username, _password in sign_ins] == ["admin", "coordinator"]
    assert all(may_sign_in(rf, *sign_in) for sign_in in sign_ins)


def test_a_missing_profile_is_no_obstacle(demo):
    DepartmentProfile.objects.all().delete()
    make_program()

    assert demo() == ["No demo content: this database is in use and has no demo accounts."]
