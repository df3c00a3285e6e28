"""manage.py demo_content: what it leaves alone, and how one signs in afterwards."""

import re

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError

from chat_sessions.models import ChatSession, Question, SignUp
from core.models import DepartmentProfile
from mailroom.models import Message
from portal.demo import accounts
from programs.models import (
    ClassInterest,
    ClassOffering,
    Counselor,
    CreditReport,
    Nomination,
    NominationEvent,
    Party,
    Program,
    Registration,
    RegistrationEvent,
    Semester,
)
from tests.programs.builders import make_program
from vacation_checks.models import HouseCheck, RequestDraft, StreetRange, Tour, VacationCheckRequest, ViewRecord

pytestmark = pytest.mark.django_db

SIGN_IN = re.compile(r"sign in: (\S+) (\S+) (\S+) at (\S+)")
ROLES = {
    "admin": [],
    "coordinator": ["program coordinator"],
    "youth": ["youth coordinator"],
    "instructor": ["youth instructor"],
    "records": ["records"],
    "watch-desk": ["watch desk"],
    "officer": ["patrol officer"],
    "volunteer": ["patrol volunteer"],
    "moderator": ["CHAT moderator"],
    "moderator-2": ["CHAT moderator"],
}


def everything():
    models = [Program, ClassOffering, Registration, RegistrationEvent, ClassInterest, Message, get_user_model()]
    models += [
        VacationCheckRequest,
        RequestDraft,
        StreetRange,
        Tour,
        HouseCheck,
        ViewRecord,
        ChatSession,
        SignUp,
        Question,
        Counselor,
        Semester,
        Nomination,
        NominationEvent,
        Party,
        CreditReport,
    ]
    return {model: set(model.objects.values_list("pk", flat=True)) for model in models}


def may_sign_in(rf, username, password):
    return authenticate(rf.post("/admin/login/"), username=username, password=password) is not None


def assert_a_second_start_changes_nothing_but_the_passwords(first_lines, demo, rf):
    """Asked where the demo has been made already: it takes seconds."""
    first = dict(SIGN_IN.fullmatch(line).group(2, 3) for line in first_lines)
    before = everything()
    lines = demo()

    assert everything() == before
    assert [SIGN_IN.fullmatch(line).group(1, 2, 4) for line in lines] == [
        ("administrator", "admin", "/admin/"),
        ("program-coordinator", "coordinator", "/admin/"),
        ("youth-coordinator", "youth", "/admin/"),
        ("youth-instructor", "instructor", "/admin/"),
        ("records", "records", "/admin/"),
        ("watch-desk", "watch-desk", "/admin/"),
        ("patrol-officer", "officer", "/patrol/"),
        ("patrol-volunteer", "volunteer", "/patrol/"),
        ("chat-moderator", "moderator", "/admin/"),
        ("chat-moderator", "moderator-2", "/admin/"),
        ("counselor-north", "l.reyes@tusd.example.org", "/counselors/"),
        ("counselor-south", "n.okonjo@tusd.example.org", "/counselors/"),
    ]
    second = dict(SIGN_IN.fullmatch(line).group(2, 3) for line in lines)
    # Counselors have no account: a link and a code come by mail.
    assert {second.pop(address) for address in list(second) if "@" in address} == {"by-mail"}
    assert set(get_user_model().objects.values_list("username", flat=True)) == set(second)
    for username, password in second.items():
        assert may_sign_in(rf, username, password)
        assert not may_sign_in(rf, username, first[username])


def test_the_roles_are_those_of_the_staff_side(demo):
    accounts.create()

    users = {user.username: user for user in get_user_model().objects.all()}
    assert [name for name, user in users.items() if user.is_superuser] == ["admin"]
    assert {name: [group.name for group in user.groups.all()] for name, user in users.items()} == ROLES
    # Officers and volunteers have nothing to do in the admin.
    assert {name for name, user in users.items() if not user.is_staff} == {"officer", "volunteer"}


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

    assert {username for username, _password in sign_ins} == set(ROLES) - {"records"}
    assert all(may_sign_in(rf, *sign_in) for sign_in in sign_ins)


def test_a_missing_profile_is_no_obstacle(demo):
    DepartmentProfile.objects.all().delete()
    make_program()

    assert demo() == ["No demo content: this database is in use and has no demo accounts."]
