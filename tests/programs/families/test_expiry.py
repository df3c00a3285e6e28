"""What ran out is told, ended and erased: late, twice, and by two workers at once."""

from datetime import timedelta
from functools import partial

import pytest
import time_machine

from core.contact import email_key
from mailroom.delivery import deliver_due
from mailroom.models import Message
from mailroom.services import MessageError, fix_address_and_resend, resend
from programs import nomination_clock as clock
from programs.enums import ClassStatus
from programs.enums.nominations import PartyRole
from programs.models import ClassOffering, ConsentDecision, Nomination, NominationEvent, Party, Semester
from programs.services.nominations import states
from programs.services.nominations.upkeep import expire_unanswered, forget_mails
from tests.programs.families.clock import DEADLINE, NOON, S, mails, make_dated_semester, nominate, states_now, work_at
from tests.programs.students import make_semester
from tests.races import at_once


@pytest.fixture
def semester(db):
    return make_dated_semester()


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


def test_mails_about_a_forgotten_family_are_emptied_once_they_are_out(semester):
    nominate(semester)
    work_at(NOON + timedelta(days=5))
    reminder = Message.objects.get(to="oh@example.com")
    work_at(DEADLINE)
    forget_mails()
    assert Message.objects.filter(to="oh@example.com").count() == 2, "the last one is not out yet"
    work_at(DEADLINE, deliver_due)
    for _twice in range(2):
        forget_mails()
        assert not Message.objects.filter(to="oh@example.com").exists()
    reminder.refresh_from_db()
    assert (reminder.state, reminder.html, reminder.secrets) == ("sent", "", [])
    assert reminder.sent_at and reminder.subject
    for again in (resend, partial(fix_address_and_resend, to="ana@example.org")):
        with pytest.raises(MessageError, match="erased"):
            again(reminder, by=None)


def test_mails_about_others_stay(semester):
    nominate(semester)
    work_at(NOON + timedelta(days=5))
    work_at(NOON + timedelta(days=5), deliver_due)
    forget_mails()
    assert Message.objects.exclude(html="").filter(to="oh@example.com", state="sent").exists()


def test_what_was_given_up_is_not_emptied_before_somebody_has_looked(semester):
    nominate(semester)
    work_at(DEADLINE)
    Message.objects.update(state="dead", next_attempt_at=None)
    forget_mails()
    assert Message.objects.filter(to="oh@example.com").exists()


def test_whose_family_has_answered_stays_until_the_class_is_over(semester):
    nominate(semester, S.READY)
    nominate(semester, S.ACCEPTED, family="park")
    nominate(semester, S.ENROLLED, family="lee")
    work_at(semester.offering.ends_at)
    assert states_now() == [S.READY, S.ACCEPTED, S.ENROLLED]
    work_at(semester.offering.ends_at + timedelta(minutes=1))
    assert states_now() == [S.EXPIRED, S.EXPIRED, S.ENROLLED]
    assert "no free place" in Message.objects.filter(template="students/family_expired").first().text


def test_alternates_wait_until_the_class_begins(semester):
    nominate(semester, S.ALTERNATE)
    work_at(semester.offering.begins_at - timedelta(minutes=1))
    assert states_now() == [S.ALTERNATE]
    work_at(semester.offering.begins_at)
    assert states_now() == [S.EXPIRED]


def test_of_a_cancelled_class_nothing_is_left_after_the_deadline(semester):
    for number, state in enumerate([S.INVITED, S.READY, S.ACCEPTED, S.ALTERNATE]):
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
