"""A student who answered at 17 and turns 18 before a guardian has said yes: from then on nobody but they can."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from mailroom.models import Message
from programs import nomination_board
from programs.services.nominations import asking, selecting
from tests.pages import words
from tests.programs.families.clock import (
    DEADLINE,
    NOON,
    S,
    make_dated_semester,
    nominate,
    reminded,
    states_now,
    work_at,
)
from tests.programs.families.pages import (
    consents_form,
    family,
    followed,
    guardian_form,
    guardian_of,
    now_of,
    page,
    send,
    student_form,
    student_of,
)
from tests.programs.students import coordinator

pytestmark = pytest.mark.django_db
# A week after they were asked.
BIRTHDAY = NOON + timedelta(days=7)
BORN = date(2009, 1, 18)


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.RATE_LIMITS_ON = False


@pytest.fixture
def semester():
    return make_dated_semester()


def test_the_page_asks_for_the_own_consents_and_then_nothing_is_missing(semester):
    nomination = nominate(semester, S.STUDENT_DONE, born=BORN)
    student = student_of(nomination)
    with time_machine.travel(BIRTHDAY - timedelta(days=1), tick=False):
        assert "the answer of a parent or guardian" in words(followed(student).get(page(student)))
    with time_machine.travel(BIRTHDAY, tick=False):
        shown = words(followed(student).get(page(student)))
        assert "You are 18: please say yourself what you agree to." in shown and "Answer now" in shown
        assert "Nothing is missing" not in shown
        form = student_form(date_of_birth=BORN.isoformat(), agrees_to_conduct=None, signature=None)
        sent = send(followed(student), student, form | consents_form("school"), follow=True)
        assert "Nothing is missing" in words(sent)
        assert states_now() == [S.READY]
        assert selecting.accept(now_of(nomination), by=coordinator())


def test_they_are_written_to_on_the_birthday_and_before_the_deadline(semester):
    nominate(semester, S.STUDENT_DONE, born=BORN)
    work_at(NOON + timedelta(days=4))
    assert reminded() == ["oh@example.com"]  # the guardian, as long as it is theirs to say
    for moment, times in [(BIRTHDAY, 1), (BIRTHDAY + timedelta(days=1), 1), (DEADLINE - timedelta(days=2), 2)]:
        work_at(moment)
        work_at(moment)
        assert reminded().count("oh.student@tusd.org") == times, moment
    assert reminded().count("oh@example.com") == 1
    mail = Message.objects.filter(to="oh.student@tusd.org").latest("pk")
    assert "From now on you decide alone." in " ".join(mail.text.split()) and "Minji" not in mail.html


def test_nobody_is_written_to_twice_whose_guardian_has_said_yes(semester):
    nominate(semester, S.READY, born=BORN)
    work_at(BIRTHDAY)
    work_at(DEADLINE - timedelta(days=1))
    assert reminded() == []


def test_the_board_says_who_has_to_act(semester):
    nominate(semester, S.STUDENT_DONE, born=BORN)
    lines = [line for school in nomination_board.board(semester, BIRTHDAY) for line in school.lines]
    assert [(line.missing, line.decides_alone) for line in lines] == [
        (["the student's own consent (18 by now)"], True)
    ]  # fmt: skip
    before = [line for school in nomination_board.board(semester, NOON) for line in school.lines]
    assert [(line.missing, line.decides_alone) for line in before] == [(["the guardian's answers"], False)]


def test_a_guardian_who_said_yes_before_the_birthday_has_said_it_for_the_class():
    today = timezone.localdate()
    nomination = family(S.READY, born=date(today.year - 18, today.month, 1))
    guardian = guardian_of(nomination)
    send(followed(guardian), guardian, guardian_form(other_phone="310-555-0144") | consents_form("photos"))
    assert now_of(guardian).answers["other_phone"] == "+13105550144"
    assert (now_of(nomination).state, asking.missing(now_of(nomination))) == (S.READY, [])
