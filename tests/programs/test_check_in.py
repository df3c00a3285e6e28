"""The evening itself: the window of self check-in, the codes, and the paper sheet."""

from datetime import UTC, date, time

import pytest
import time_machine
from django.utils import timezone

from programs.models import Attendance, ClassSession, Registration
from programs.services import check_in, registrations
from programs.services.errors import RegistrationError
from tests.programs.admin.helpers import staff
from tests.programs.builders import local, seated, sign_up
from tests.programs.evenings import BEFORE, after, during, evening, fresh, marks_of, record, running_class

pytestmark = pytest.mark.django_db


def come(session, person, now=None):
    return check_in.check_in(session, person.badge_code, now or timezone.now())


@pytest.mark.parametrize(
    ("hour", "minute", "outcome"),
    [
        (16, 59, "refused"), (17, 0, "present"), (18, 0, "present"), (18, 15, "present"), (18, 16, "late"),
        (20, 0, "late"), (20, 1, "refused"),
    ],
)  # fmt: skip
def test_the_edges_of_the_window(hour, minute, outcome):
    offering, ana = running_class("ana")
    session = evening(offering, 1)
    with during(1, hour, minute):
        if outcome == "refused":
            with pytest.raises(RegistrationError):
                come(session, ana)
        else:
            assert come(session, ana).mark == outcome


NIGHTS = [
    # Clocks go from 2 am to 3 am: an hour before 3:30 am is 1:30 am, and there is no 2:30.
    (date(2027, 3, 14), time(3, 30), (1, 29, 0), (1, 30, 0), (3, 45, 0), (3, 46, 0)),
    # Clocks go from 2 am back to 1 am: an hour before 2:30 am is the second 1:30.
    (date(2027, 11, 7), time(2, 30), (1, 30, 0), (1, 30, 1), (2, 45, 0), (2, 46, 0)),
]


@pytest.mark.parametrize(("day", "start", "too_early", "opens", "on_time", "late"), NIGHTS)
def test_the_window_is_as_long_as_ever_in_a_night_when_the_clocks_change(day, start, too_early, opens, on_time, late):
    offering, ana = running_class("ana")
    ClassSession.objects.filter(pk=evening(offering, 1).pk).update(date=day, start_time=start, end_time=time(5))
    session = fresh(offering).sessions.get(date=day)

    def at(hour, minute, fold):
        return local(day.year, day.month, day.day, hour, minute).replace(fold=fold).astimezone(UTC)

    with time_machine.travel(at(*too_early), tick=False), pytest.raises(RegistrationError):
        come(session, ana)
    for moment, mark in ((opens, "present"), (on_time, "present"), (late, "late")):
        Attendance.objects.all().delete()
        with time_machine.travel(at(*moment), tick=False):
            assert come(session, ana).mark == mark


def test_twice_is_no_error_and_stays_as_it_was():
    offering, ana = running_class("ana")
    session = evening(offering, 1)
    with during(1, 18, 0):
        come(session, ana)
    with during(1, 19, 0):
        assert come(session, ana).mark == "present"
    assert [(row.mark, row.by) for row in Attendance.objects.all()] == [("present", None)]


@pytest.mark.parametrize("mark", ["absent", "excused", "left_early"])
def test_what_staff_have_written_stands(mark):
    offering, ana = running_class("ana")
    session = evening(offering, 1)
    with during(1):
        record(session, staff(), ana=mark)
        assert come(session, ana).mark == mark
    assert marks_of(session) == {"ana": mark}


def test_a_code_is_known_however_it_was_typed():
    offering, ana = running_class("ana")
    code = ana.badge_code
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in code)  # a Japanese keyboard
    with during(1):
        for typed in (code, f" {code.lower()} ", f"{code[:2]}-{code[2:]}", f"{code[:1]} {code[1:]}", wide):
            assert check_in.check_in(evening(offering, 1), typed, timezone.now()).registration == ana, typed


def test_only_confirmed_people_of_this_class_can_check_in():
    offering, ana = running_class("ana", capacity=1)
    _other, stranger = running_class("zoe", number=46)
    with time_machine.travel(BEFORE, tick=False):
        waiting = sign_up(offering, "ben")
    session = evening(offering, 1)
    Registration.objects.filter(pk=ana.pk).update(badge_code="7777")
    with during(1):
        for code in (stranger.badge_code, waiting.badge_code, "", "zzz", "\x00", "x" * 300):
            with pytest.raises(RegistrationError, match="do not know this code"):
                check_in.check_in(session, code, timezone.now())
        registrations.withdraw(Registration.objects.get(pk=ana.pk))
        with pytest.raises(RegistrationError, match="do not know this code"):
            check_in.check_in(session, "7777", timezone.now())
    assert not Attendance.objects.exists()


def test_nobody_checks_in_to_a_cancelled_session():
    offering, ana = running_class("ana")
    ClassSession.objects.filter(pk=evening(offering, 1).pk).update(cancelled=True)
    with during(1), pytest.raises(RegistrationError, match="cancelled"):
        come(offering.sessions.first(), ana)


# --- the token on the wall ---------------------------------------------------------------


def test_each_evening_has_a_token_of_its_own_and_a_moved_one_another():
    offering, _ana = running_class("ana")
    other, _ben = running_class("ben", number=46)
    with during(1):
        evenings = [*fresh(offering).held_sessions, *fresh(other).held_sessions]
        tokens = [check_in.check_in_token(session) for session in evenings]
        assert len(set(tokens)) == 12 and all(len(token) == 6 for token in tokens)
        assert [check_in.session_of(token, timezone.now()) for token in tokens] == evenings
        assert check_in.session_of(f" {tokens[0].upper()[:3]}-{tokens[0][3:]}", timezone.now()) == evenings[0]
        ClassSession.objects.filter(pk=evenings[0].pk).update(date=date(2027, 3, 5))
        assert check_in.session_of(tokens[0], timezone.now()) is None


@pytest.mark.parametrize("token", ["", "zzzzzz", "\x00", "7" * 500, "日本語"])
def test_a_token_that_nobody_made_stands_for_nothing(token):
    running_class("ana")
    with during(1):
        assert check_in.session_of(token, timezone.now()) is None


def test_a_draft_has_no_token_that_works():
    offering, _ana = running_class("ana")
    token = check_in.check_in_token(evening(offering, 1))
    type(offering).objects.update(status="draft")
    with during(1):
        assert check_in.session_of(token, timezone.now()) is None


# --- the door, and the paper sheet -------------------------------------------------------


def test_at_the_door_nobody_writes_over_what_another_has_written():
    offering, ana, ben = running_class("ana", "ben")
    session = evening(offering, 1)
    with during(1):
        record(session, staff(), ana="excused")
        assert check_in.mark_here(session, ana, staff()).mark == "excused"
        assert check_in.mark_here(session, ben, staff()).mark == "present"
    with during(1, 18, 40):
        assert check_in.mark_here(session, ben, staff()).mark == "present"
        registrations.withdraw(Registration.objects.get(pk=ben.pk))
        with pytest.raises(RegistrationError, match="no confirmed seat"):
            check_in.mark_here(session, ben, staff())


def test_codes_from_paper_are_entered_and_the_unknown_ones_are_named():
    offering, *people = running_class("ana", "ben", "cleo", "dora")
    session = evening(offering, 1)
    ana, ben, cleo, dora = people
    text = f"{ana.badge_code.lower()}, {ben.badge_code}\n\t{cleo.badge_code};{ana.badge_code} 0OI1 {dora.badge_code}"
    with after(1):
        record(session, staff(), cleo="absent", dora="late")
        result = check_in.enter_codes(session, text, staff(None, "kim"))
    assert ([person.pk for person in result.here], result.unknown) == ([ana.pk, ben.pk], ["0OI1"])
    assert result.otherwise == ["Cleo Rivera (Absent)"]
    assert marks_of(session) == {"ana": "present", "ben": "present", "cleo": "absent", "dora": "late"}


def test_codes_of_another_class_are_unknown_and_a_flood_ends():
    offering, _ana = running_class("ana")
    with time_machine.travel(BEFORE, tick=False):
        stranger = seated(running_class("zoe", number=46)[0], "yan")
    with after(1):
        result = check_in.enter_codes(evening(offering, 1), stranger.badge_code, staff())
        assert result.unknown == [stranger.badge_code]
        assert check_in.enter_codes(evening(offering, 1), "x" * 5_000, staff()).unknown == ["X" * 12]
        flood = " ".join(f"{number:04}" for number in range(5_000))
        assert len(check_in.enter_codes(evening(offering, 1), flood, staff()).unknown) <= check_in.MOST_CODES
    with during(2, 12), pytest.raises(RegistrationError, match="from Thursday, March 11"):
        check_in.enter_codes(evening(offering, 2), "x", staff())
