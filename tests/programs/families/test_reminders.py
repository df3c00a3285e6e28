"""Families who have not answered are reminded: by day, twice at most, and nobody who is not awaited."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from mailroom.models import Message
from programs.enums import ClassStatus
from programs.enums.nominations import PartyRole
from programs.models import ClassOffering, Party, Semester
from programs.services.nominations import states
from programs.services.nominations.upkeep import remind_families
from tests.programs.builders import local
from tests.programs.families.clock import DEADLINE, NOON, S, make_dated_semester, nominate, reminded, work_at
from tests.programs.students import add_party


@pytest.fixture
def semester(db):
    return make_dated_semester()


def test_who_has_not_answered_is_reminded_after_four_days_and_two_days_before_the_deadline(semester):
    nominate(semester, S.STUDENT_DONE)
    days = timedelta(days=1)
    for moment, times in [
        (NOON + 4 * days - timedelta(minutes=1), 0), (NOON + 4 * days, 1), (NOON + 5 * days, 1),
        (DEADLINE - 2 * days - timedelta(minutes=1), 1), (DEADLINE - 2 * days, 2), (DEADLINE - days, 2),
    ]:  # fmt: skip
        work_at(moment)
        work_at(moment)
        assert reminded() == ["oh@example.com"] * times, moment


def test_a_reminder_speaks_of_the_deadline_and_names_nobody(semester):
    nominate(semester)
    work_at(NOON + timedelta(days=4))
    mail = Message.objects.get(to="oh@example.com")
    assert "February 15" in mail.subject and "/consent/open/" in mail.text and "6:00 PM" in mail.text
    assert "Minji" not in mail.html and "Hana" not in mail.html


@pytest.mark.parametrize("hour, sent", [(22, False), (7, False), (8, True)])
def test_nobody_is_reminded_at_night(semester, hour, sent):
    nominate(semester)
    work_at(local(2027, 1, 20, hour))
    assert bool(reminded()) == sent


def test_a_worker_that_stood_still_sends_one_reminder_and_not_two(semester):
    nominate(semester, S.STUDENT_DONE)
    work_at(DEADLINE - timedelta(days=1))
    work_at(DEADLINE - timedelta(hours=5))
    assert len(reminded()) == 1


def test_who_was_asked_a_moment_ago_is_left_in_peace(semester):
    nomination = nominate(semester, S.STUDENT_DONE)
    nomination.parties.update(invited_at=DEADLINE - timedelta(days=2))
    work_at(DEADLINE - timedelta(days=2))
    assert reminded() == []


def test_a_link_aimed_anew_begins_anew(semester):
    nomination = nominate(semester, S.STUDENT_DONE)
    work_at(NOON + timedelta(days=4))
    nomination.parties.update(invited_at=NOON + timedelta(days=6))
    work_at(NOON + timedelta(days=9))
    assert len(reminded()) == 1
    work_at(NOON + timedelta(days=10))
    assert len(reminded()) == 2


@pytest.mark.parametrize("state", [S.READY, S.ACCEPTED, S.WITHDRAWN, S.ALTERNATE])
def test_no_reminder_where_nobody_is_awaited(semester, state):
    nominate(semester, state)
    work_at(NOON + timedelta(days=4))
    assert reminded() == []


def test_no_reminder_for_a_class_that_was_cancelled_or_after_the_deadline(semester):
    nominate(semester)
    work_at(DEADLINE, remind_families)
    ClassOffering.objects.update(status=ClassStatus.CANCELLED, cancelled_reason="Flood.")
    work_at(NOON + timedelta(days=4))
    assert reminded() == []


def test_who_has_no_mail_is_left_to_the_telephone(semester):
    nomination = nominate(semester, S.STUDENT_DONE)
    guardian = nomination.party(PartyRole.GUARDIAN)
    guardian.email, guardian.phone = "", "+13105550100"
    guardian.save()
    work_at(NOON + timedelta(days=4))
    work_at(DEADLINE)
    assert Message.objects.exclude(to="oh.student@tusd.org").count() == 0


def test_answered_between_look_and_lock_means_no_reminder(semester, monkeypatch):
    nomination = nominate(semester, S.STUDENT_DONE)
    lock = states.lock

    def answered_meanwhile(row):
        Party.objects.filter(role=PartyRole.GUARDIAN).update(answered_at=timezone.now(), says_yes=True)
        return lock(row)

    monkeypatch.setattr(states, "lock", answered_meanwhile)
    work_at(NOON + timedelta(days=4), remind_families)
    assert reminded() == [] and nomination.parties.count() == 2


def test_a_second_guardian_is_reminded_too(semester):
    nomination = nominate(semester, S.STUDENT_DONE)
    with time_machine.travel(NOON, tick=False):
        add_party(nomination, PartyRole.SECOND, "second@example.com", language="es")
    work_at(NOON + timedelta(days=4))
    assert reminded() == ["oh@example.com", "second@example.com"]


def test_a_second_guardian_is_reminded_when_the_others_have_answered(semester):
    nomination = nominate(semester, S.READY)
    with time_machine.travel(NOON, tick=False):
        add_party(nomination, PartyRole.SECOND, "second@example.com")
    work_at(NOON + timedelta(days=4))
    assert reminded() == ["second@example.com"]


def test_nobody_reminds_a_guardian_of_a_student_who_is_18(semester):
    nominate(semester, S.STUDENT_DONE, born=date(2008, 1, 2))
    work_at(NOON + timedelta(days=4))
    assert "oh@example.com" not in reminded()


def test_the_clock_of_the_wall_counts_in_the_week_of_the_time_change(semester):
    """March 14, 2027: 7 am is still night, though twenty-four hours before it was 8 am by the sun."""
    begins = datetime(2027, 3, 14, 7, 59, tzinfo=timezone.get_default_timezone())
    Semester.objects.update(families_answer_by=begins + timedelta(days=1))
    nominate(semester)
    work_at(begins, remind_families)
    assert reminded() == []
    work_at(begins + timedelta(minutes=1), remind_families)
    assert len(reminded()) == 2
