"""Families are reminded, and what ran out is told, ended and erased: late, twice, and by two workers at once."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from core.contact import email_key
from mailroom.models import Message
from programs import nomination_clock as clock
from programs.enums import ClassStatus
from programs.enums.nominations import NominationState, PartyRole
from programs.models import ClassOffering, ConsentDecision, Nomination, NominationEvent, Party, Semester
from programs.services.nominations import states
from programs.services.nominations.upkeep import expire_unanswered, forget_ended, remind_families
from tests.programs.builders import local
from tests.programs.students import add_party, make_nomination, make_semester
from tests.programs.test_races import at_once

S = NominationState
NOON = local(2027, 1, 11, 12)
DEADLINE = local(2027, 2, 15, 18)


@pytest.fixture
def semester(db):
    """Asked on January 11 at noon; families answer until February 15; the class begins on March 4."""
    with time_machine.travel(NOON, tick=False):
        return make_semester(
            families_answer_by=DEADLINE, nominations_close_at=local(2027, 2, 1, 17),
            nominations_open_at=NOON - timedelta(days=1),
        )  # fmt: skip


def nominate(semester, state=S.INVITED, **fields):
    with time_machine.travel(NOON, tick=False):
        return make_nomination(semester, state=state, **fields)


def work_at(moment, *duties):
    with time_machine.travel(moment, tick=False):
        for duty in duties or (remind_families, expire_unanswered, forget_ended):
            duty()


def mails(template):
    return sorted(Message.objects.filter(template=f"students/{template}").values_list("to", flat=True))


def reminded():
    return mails("family_reminder")


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


@pytest.mark.parametrize("state", clock.AWAITED_STATES)
def test_after_the_deadline_the_family_is_told_and_forgotten_and_the_count_stays(semester, state):
    nomination = nominate(semester, state, reason="Curious.")
    links = {party.pk: party.link_number for party in nomination.parties.all()}
    work_at(DEADLINE - timedelta(seconds=1))
    assert states_now() == [state]

    work_at(DEADLINE)
    work_at(DEADLINE + timedelta(days=30))

    nomination.refresh_from_db()
    assert (nomination.state, nomination.forgotten_at) == (S.EXPIRED, DEADLINE)
    assert mails("family_expired") == ["oh.student@tusd.org", "oh@example.com"]
    assert NominationEvent.objects.filter(to_state=S.EXPIRED).count() == 1
    for party in Party.objects.opened():
        assert (party.name, party.email, party.email_index, party.phone, party.code_hash) == ("", "", "", "", "")
        assert (party.answers, party.health, party.signature, party.has_allergy) == ({}, "", "", False)
        assert party.link_number == links[party.pk] + 1
    assert not ConsentDecision.objects.exclude(signature="").exists()


def states_now():
    return [nomination.state for nomination in Nomination.objects.order_by("pk")]


def test_nothing_of_a_forgotten_family_is_left_in_the_tables(semester):
    nomination = nominate(semester, S.GUARDIAN_DONE, reason="CANARY", closing_note="CANARY", given_name="CANARY")
    nomination.parties.update(code_hash="c" * 64)
    guardian = nomination.party(PartyRole.GUARDIAN)
    guardian.health, guardian.has_allergy, guardian.phone, guardian.name = "CANARY", True, "+13105550100", "CANARY"
    guardian.save()
    guardian.decisions.update(signature="CANARY")
    work_at(DEADLINE)
    assert not Party.objects.filter(email_index=email_key("oh@example.com")).exists()
    for table in (Nomination, Party, ConsentDecision, NominationEvent):
        for row in table.objects.values():
            assert "CANARY" not in str({name: str(value) for name, value in row.items()}), table


def test_who_was_never_asked_is_not_written_to(semester):
    nominate(semester).parties.update(invited_at=None)
    work_at(DEADLINE)
    assert states_now() == [S.EXPIRED] and mails("family_expired") == []


def test_the_mail_says_what_was_erased_and_names_nobody(semester):
    nominate(semester)
    work_at(DEADLINE)
    mail = Message.objects.get(to="oh@example.com", template="students/family_expired")
    assert "in time" in mail.text and "erased" in mail.text and "/consent/" not in mail.html
    assert "Minji" not in mail.html + mail.subject


def test_whose_family_has_answered_stays_until_the_class_is_over(semester):
    nominate(semester, S.READY)
    nominate(semester, S.ACCEPTED, family="park")
    nominate(semester, S.ENROLLED, family="lee")
    work_at(semester.offering.ends_at)
    assert states_now() == [S.READY, S.ACCEPTED, S.ENROLLED]
    work_at(semester.offering.ends_at + timedelta(minutes=1))
    assert states_now() == [S.EXPIRED, S.ACCEPTED, S.ENROLLED]
    assert "no free place" in Message.objects.filter(template="students/family_expired").first().text


def test_alternates_wait_until_the_class_begins(semester):
    nominate(semester, S.ALTERNATE)
    work_at(semester.offering.begins_at - timedelta(minutes=1))
    assert states_now() == [S.ALTERNATE]
    work_at(semester.offering.begins_at)
    assert states_now() == [S.EXPIRED]


def test_of_a_cancelled_class_nothing_is_left_after_the_deadline(semester):
    for number, state in enumerate([S.INVITED, S.READY, S.ALTERNATE]):
        nominate(semester, state, family=f"f{number}")
    ClassOffering.objects.update(status=ClassStatus.CANCELLED, cancelled_reason="Flood.")
    work_at(DEADLINE - timedelta(minutes=1))
    assert S.EXPIRED not in states_now()
    work_at(DEADLINE)
    assert set(states_now()) == {S.EXPIRED}
    assert "does not take place" in Message.objects.filter(template="students/family_expired").first().text


@pytest.mark.parametrize("state", [S.WITHDRAWN, S.DECLINED, S.REFUSED, S.REVOKED, S.REMOVED])
def test_whose_way_ended_before_a_seat_is_forgotten_when_the_class_begins(semester, state):
    nomination = nominate(semester, state)
    work_at(semester.offering.begins_at - timedelta(minutes=1))
    assert Nomination.objects.get().full_name == "Minji Oh"
    work_at(semester.offering.begins_at)
    work_at(semester.offering.begins_at + timedelta(days=3))
    nomination.refresh_from_db()
    assert (nomination.full_name, nomination.state) == ("", state)
    assert nomination.forgotten_at == semester.offering.begins_at


def test_who_had_a_seat_is_not_forgotten(semester):
    nomination = nominate(semester, S.ENROLLED)
    Nomination.objects.update(state=S.REMOVED)
    work_at(semester.offering.ends_at)
    nomination.refresh_from_db()
    assert nomination.full_name == "Minji Oh" and nomination.forgotten_at is None


def test_a_deadline_that_was_moved_gives_more_time(semester):
    nominate(semester)
    Semester.objects.update(families_answer_by=DEADLINE + timedelta(days=3))
    work_at(DEADLINE)
    assert states_now() == [S.INVITED]


def test_reads_are_true_while_the_worker_stands_still(semester):
    asked, alternate, ready = (
        nominate(semester, state, family=state) for state in (S.INVITED, S.ALTERNATE, S.READY)
    )  # fmt: skip
    begins, ends = semester.offering.begins_at, semester.offering.ends_at
    for moment, over in [
        (DEADLINE - timedelta(seconds=1), []), (DEADLINE, [asked]), (begins, [asked, alternate]),
        (ends + timedelta(seconds=1), [asked, alternate, ready]),
    ]:  # fmt: skip
        assert [each for each in (asked, alternate, ready) if clock.is_over(each, moment)] == over
    assert clock.is_over(nominate(semester, S.WITHDRAWN, family="gone"), NOON)


def test_the_minutes_between_ask_little(semester, django_assert_max_num_queries):
    for number in range(3):
        nominate(semester, S.READY, family=f"f{number}")
        nominate(semester, S.ENROLLED, family=f"g{number}")
    with django_assert_max_num_queries(8):
        work_at(NOON + timedelta(days=5))
    for number in range(3, 9):
        nominate(semester, S.READY, family=f"f{number}")
        nominate(semester, S.INVITED, family=f"h{number}")
    with django_assert_max_num_queries(8):
        work_at(NOON + timedelta(days=3))


def two_workers(semester, rounds=4):
    """Nominations at their deadline, and two workers at once; how many steps to expired each got."""
    for number in range(rounds):
        nominate(semester, family=f"f{number}")
    with time_machine.travel(DEADLINE, tick=False):
        at_once(lambda duty: duty(), [expire_unanswered, expire_unanswered])
    return NominationEvent.objects.filter(to_state=S.EXPIRED).count()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_expire_once():
    with time_machine.travel(NOON, tick=False):
        semester = make_semester(families_answer_by=DEADLINE, nominations_open_at=NOON, nominations_close_at=DEADLINE)
    assert two_workers(semester) == 4
    assert len(mails("family_expired")) == 8


def test_the_answer_that_came_first_stands(semester, monkeypatch):
    """Between the worker's look and its lock the last answer comes in."""
    nomination = nominate(semester, S.STUDENT_DONE)
    lock = states.lock

    def answered_meanwhile(row):
        Nomination.objects.filter(pk=row.pk).update(state=S.READY)
        return lock(row)

    monkeypatch.setattr(states, "lock", answered_meanwhile)
    work_at(DEADLINE, expire_unanswered)
    nomination.refresh_from_db()
    assert (nomination.state, nomination.full_name) == (S.READY, "Minji Oh")


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
    assert reminded() == []


def test_the_clock_of_the_wall_counts_in_the_week_of_the_time_change(semester):
    """March 14, 2027: 7 am is still night, though twenty-four hours before it was 8 am by the sun."""
    begins = datetime(2027, 3, 14, 7, 59, tzinfo=timezone.get_default_timezone())
    Semester.objects.update(families_answer_by=begins + timedelta(days=1))
    nominate(semester)
    work_at(begins, remind_families)
    assert reminded() == []
    work_at(begins + timedelta(minutes=1), remind_families)
    assert len(reminded()) == 2
