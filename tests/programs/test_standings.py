"""The rule that decides who can graduate."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import DepartmentProfile
from programs import standings
from programs.enums import Mark
from programs.models import ClassOffering, ClassSession
from programs.services import absences, classes, registrations, roster
from tests.programs.admin.helpers import staff
from tests.programs.admin.test_queries import fill
from tests.programs.builders import local, seated, sign_up
from tests.programs.evenings import FIRST, after, during, evening, fresh, record, running_class, standing
from tests.volume import few

pytestmark = pytest.mark.django_db


def statuses(registration):
    return [entry.status for entry in standing(registration).entries]


def test_each_mark_counts_for_what_it_is():
    offering, ana = running_class("ana")
    for number, mark in enumerate(["present", "late", "left_early", "made_up", "excused"], start=1):
        with after(number):
            record(evening(offering, number), staff(), ana=mark)
    with after(5):
        mine = standing(ana)
    assert (mine.attended, mine.excused, mine.missed, mine.not_recorded) == (4, 1, 0, 0)
    assert (mine.absences_left, mine.can_graduate, mine.why_not) == (2, True, "")


def test_excused_absences_count_where_the_class_says_so():
    offering, ana = running_class("ana", excused_count=True)
    with after(1):
        record(evening(offering, 1), staff(), ana="excused")
        mine = standing(ana)
    assert (mine.excused, mine.missed, mine.absences_left) == (1, 1, 1)


def test_not_recorded_is_not_absent():
    _offering, ana = running_class("ana")
    with after(5):
        mine = standing(ana)
    assert (mine.not_recorded, mine.missed, mine.absences_left, mine.can_graduate) == (5, 0, 2, True)


def test_who_missed_more_than_allowed_cannot_graduate_from_that_evening_on():
    offering, ana = running_class("ana")
    for number in (1, 2):
        with after(number):
            record(evening(offering, number), staff(), ana="absent")
            assert standing(ana).can_graduate
    with during(3):
        record(evening(offering, 3), staff(), ana="absent")
        mine = standing(ana)
    assert not mine.can_graduate and mine.absences_left == 0
    assert mine.why_not == "Missed 3 sessions; 2 may be missed."


def test_a_cancelled_session_counts_for_nobody_whatever_was_marked_in_it():
    offering, ana = running_class("ana")
    with after(3):
        for number in (1, 2, 3):
            record(evening(offering, number), staff(), ana="absent")
        assert not standing(ana).can_graduate
        session = evening(offering, 2)
        session.cancelled = True
        classes.save_sessions(offering, [session])
        mine = standing(ana)
    assert (mine.missed, mine.can_graduate, len(mine.teaching)) == (2, True, 4)


def test_graduation_night_counts_for_nobody():
    offering, ana = running_class("ana")
    with after(6):
        record(evening(offering, 6), staff(), ana="absent")
        mine = standing(ana)
    assert mine.entries[-1].status == Mark.ABSENT
    assert (mine.missed, len(mine.teaching), len(mine.entries)) == (0, 5, 6)


def test_a_session_that_is_not_over_is_still_to_come_until_the_person_is_marked():
    offering, ana = running_class("ana")
    with during(1, 18, 30):
        assert not standing(ana).has_begun
        record(evening(offering, 1), staff(), ana="present")
        assert standing(ana).attended == 1
    with after(1, days=0, hour=20):
        assert standing(ana).not_recorded == 0


def test_marks_of_a_session_that_was_moved_to_a_later_day_wait_for_that_day():
    offering, ana = running_class("ana")
    with during(1, 18, 30):
        record(evening(offering, 1), staff(), ana="absent")
        ClassSession.objects.filter(pk=evening(offering, 1).pk).update(date=local(2027, 3, 8).date())
        assert statuses(ana)[0] == standings.NoMark.COMING
    with time_machine.travel(local(2027, 3, 8, 9), tick=False):
        assert standing(ana).missed == 1


# --- who joined late --------------------------------------------------------------------


def join(offering, name, moment):
    with time_machine.travel(moment, tick=False):
        return seated(offering, name)


def test_sessions_before_the_seat_was_confirmed_are_missed():
    offering, _ana = running_class("ana")
    late = join(offering, "ben", local(2027, 3, 12))
    with after(3):
        mine = standing(late)
    assert [entry.status for entry in mine.entries][:3] == ["before", "before", "unrecorded"]
    assert (mine.missed, mine.absences_left, mine.can_graduate) == (2, 0, True)
    with after(3):
        record(evening(offering, 3), staff(), ben="absent")
        assert standing(late).why_not == "Missed 3 sessions, 2 of them before the seat was confirmed; 2 may be missed."


def test_what_was_made_up_counts_also_from_before_the_seat():
    offering, _ana = running_class("ana")
    late = join(offering, "ben", local(2027, 3, 12))
    with after(3):
        record(evening(offering, 1), staff(), ben="made_up")
        assert (standing(late).missed, standing(late).attended) == (1, 1)


@pytest.mark.parametrize(("minute", "status"), [(59, "unrecorded"), (60, "before")])
def test_whoever_joins_before_the_end_of_a_session_has_not_missed_it(minute, status):
    offering, _ana = running_class("ana")
    late = join(offering, "ben", local(2027, 3, 4, 19 + minute // 60, minute % 60))
    with after(1):
        assert statuses(late)[0] == status


def test_the_seat_counts_from_its_confirmation_not_from_the_place_in_line():
    offering, ana = running_class("ana", capacity=1)
    with time_machine.travel(local(2027, 3, 3), tick=False):
        ben = sign_up(offering, "ben")
    with after(1):
        registrations.withdraw(ana)
        registrations.accept_offer(type(ben).objects.get(pk=ben.pk))
        assert statuses(ben)[0] == "before"


def test_later_steps_do_not_move_the_moment_of_joining():
    offering, ana = running_class("ana")
    with after(1):
        record(evening(offering, 1), staff(), ana="absent")
        record(evening(offering, 1), staff(), ana="")
        roster.resend(ana, by=staff())
        assert statuses(ana)[0] == "unrecorded"


def test_who_is_moved_from_another_class_begins_anew():
    _other, ana = running_class("ana", number=44)
    offering, _ben = running_class("ben", number=46)
    with after(2):
        roster.move(ana, to=offering, by=staff())
        assert statuses(ana)[:3] == ["before", "before", "coming"]
        assert standing(ana).missed == 2


# --- exempt --------------------------------------------------------------------------------


def test_who_is_exempt_may_graduate_against_the_rule():
    offering, ana = running_class("ana")
    with after(3):
        for number in (1, 2, 3):
            record(evening(offering, number), staff(), ana="absent")
        absences.exempt(ana, reason="Jury duty.", by=staff())
        mine = standing(ana)
    assert mine.can_graduate and mine.is_over_limit and mine.absences_left == 0


# --- whose, and how many queries ---------------------------------------------------------


def test_only_confirmed_seats_have_a_standing_in_the_order_of_the_roster():
    offering, _ana, ben = running_class("ana", "ben", capacity=2)
    with time_machine.travel(local(2027, 2, 1), tick=False):
        registrations.withdraw(ben)
        seated(offering, "Zoe", family_name="abel")
        sign_up(offering, "cleo")
    with after(1):
        names = [each.registration.given_name for each in standings.of_class(fresh(offering))]
    assert names == ["Zoe", "Ana"]


def asked_for(offering):
    DepartmentProfile.current()
    with CaptureQueriesContext(connection) as asked:
        list(standings.of_class(ClassOffering.objects.get(pk=offering.pk)))
    return len(asked) - 1


def test_forty_people_cost_as_many_queries_as_one():
    offering, _ana = running_class("ana")
    counts = []
    with after(5):
        for how_many, start in few([(1, 0), (2, 1), (37, 3)]):
            for person in fill(offering, how_many, start):
                if person.state == "confirmed":
                    person.events.create(at=FIRST, to_state="confirmed")
                    person.attendance.create(session=evening(offering, 1), mark="absent", at=FIRST)
            counts.append(asked_for(offering))
    assert set(counts) == {4}


def test_the_records_of_many_classes_cost_as_many_queries_as_those_of_one():
    people = [running_class("ana", number=number)[1] for number in (44, 45, 46)]
    keys = [person.pk for person in people]
    with after(2), CaptureQueriesContext(connection) as asked:
        mine = type(people[0]).objects.filter(pk__in=keys).prefetch_related("offering__sessions")
        assert len(standings.of_registrations(mine)) == 3
    assert len(asked) == 5
