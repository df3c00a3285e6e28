"""Who is answerable for a student hears the same night that the student was not there; the school after the second."""

from datetime import date

import pytest
from django.utils import timezone

from mailroom.models import Message
from programs import class_needs, monday
from programs.enums.nominations import ConsentKind, PartyRole
from programs.services import absences as follow_ups
from programs.services import classes
from programs.services.nominations import absence_upkeep
from tests.programs.evenings import evening, record, running_class
from tests.programs.student_evenings import enroll, mailed, mails, march, mark, student_class
from tests.programs.students import add_party, consent, coordinator, make_counselor

pytestmark = pytest.mark.django_db
HANA = "oh@example.com"


def work(day, hour=12, minute=0):
    """The worker comes by, twice."""
    with march(day, hour, minute):
        for _twice in range(2):
            absence_upkeep.tell_of_absences()
            absence_upkeep.tell_counselors_of_absences()


def absent(nomination, number=1, day=4, hour=18, minute=5, value="absent"):
    with march(day, hour, minute):
        mark(nomination, number, value)


def test_the_guardian_is_told_the_same_night_without_a_name():
    oh = enroll(student_class())
    absent(oh)
    work(4, 18, 30)
    assert mailed("absence") == [HANA]
    message = mails("absence")[0]
    assert "Your child was not recorded as present tonight" in message.html
    assert "tel:" in message.html and oh.reference in message.html and message.about == oh.reference
    for name in ("Minji", "Mina", "Hana"):
        assert name not in message.html + message.subject


@pytest.mark.parametrize(("hour", "minute", "told"), [(18, 14, 0), (18, 16, 1), (21, 59, 1), (22, 0, 0), (23, 30, 0)])
def test_not_before_it_counts_as_late_and_never_at_night(hour, minute, told):
    oh = enroll(student_class())
    absent(oh)
    work(4, hour, minute)
    assert len(mailed("absence")) == told


@pytest.mark.parametrize(("day", "hour", "told"), [(5, 7, 0), (5, 8, 1), (18, 9, 1), (19, 9, 0)])
def test_marked_at_night_or_later_the_mail_names_the_day(day, hour, told):
    oh = enroll(student_class())
    absent(oh, hour=23)
    work(day, hour)
    assert len(mailed("absence")) == told
    if told:
        html = mails("absence")[0].html
        assert "not recorded as present on Thursday, March 4" in html and "tonight" not in html


@pytest.mark.parametrize("value", ["excused", "present", "late", "left_early"])
def test_only_who_is_absent_without_excuse(value):
    oh = enroll(student_class())
    absent(oh, value=value)
    work(4, 18, 30)
    assert mailed("absence") == []


def test_once_however_often_the_mark_changes_and_a_correction_once():
    oh = enroll(student_class())
    absent(oh)
    work(4, 18, 30)
    for minute, value in ((31, "late"), (35, "absent"), (40, "present")):
        absent(oh, minute=minute, value=value)
        work(4, 18, minute + 1)
    assert mailed("absence") == [HANA] and mailed("absence_corrected") == [HANA]
    html = mails("absence_corrected")[0].html
    assert "your child was there" in html and "Minji" not in html


def test_nothing_to_correct_where_nobody_was_told():
    oh = enroll(student_class())
    absent(oh)
    absent(oh, minute=10, value="present")
    work(4, 18, 30)
    assert not Message.objects.exists()


def test_an_excuse_is_no_correction():
    oh = enroll(student_class())
    absent(oh)
    work(4, 18, 30)
    absent(oh, minute=40, value="excused")
    work(4, 18, 45)
    assert mailed("absence_corrected") == []


def test_both_guardians_are_told_in_their_languages():
    oh = enroll(student_class())
    add_party(oh, PartyRole.SECOND, "jun@example.com", done=True, name="Junho Oh", language="ko")
    absent(oh)
    work(4, 18, 30)
    assert [(message.to, message.language) for message in mails("absence")] == [(HANA, "en"), ("jun@example.com", "ko")]


def test_of_a_student_of_eighteen_only_the_student_is_told():
    oh = enroll(student_class(), born=date(2009, 3, 4))
    absent(oh)
    work(4, 18, 30)
    assert mailed("absence") == ["oh.student@tusd.org"]
    assert "You were not recorded as present tonight" in mails("absence")[0].html


def test_not_for_adults_nor_for_a_cancelled_class():
    adults, _ana = running_class("ana")
    oh = enroll(student_class())
    with march(4, 18, 5):
        record(evening(adults, 1), coordinator(), ana="absent")
    absent(oh)
    with march(4, 18, 10):
        classes.cancel_class(oh.semester.offering, reason="Snow.")
    work(4, 18, 30)
    assert mailed("absence") == []


def without_mail(nomination):
    guardian = nomination.party(PartyRole.GUARDIAN)
    guardian.email, guardian.phone = "", "+13105550170"
    guardian.save()


def test_who_has_no_mail_is_on_the_monday_page_with_the_phone_until_somebody_has_called():
    oh = enroll(student_class())
    without_mail(oh)
    absent(oh)
    work(4, 18, 30)
    assert not Message.objects.exists()
    with march(4, 18, 30):
        now, reader = timezone.now(), coordinator()
        line = next(line for line in monday.lines(reader, now) if oh.reference in line.text)
        assert line.text.startswith(f"Call about {oh.reference}, absent on March 4, no mail: Hana Oh (310) 555-0170")
        assert "Minji" not in line.text
        pip = coordinator("pip", "program coordinator")
        assert not any(oh.reference in line.text for line in monday.lines(pip, now))
        follow_ups.follow_up(oh.registration.attendance.get(), by=reader, note="She had a fever")
        assert not list(class_needs.family_lines(now))
    assert "fever" not in str(list(oh.registration.events.values_list("note", flat=True)))


def test_who_was_mailed_is_not_on_the_monday_page():
    oh = enroll(student_class())
    absent(oh)
    with march(4, 18, 30):
        assert not list(class_needs.family_lines(timezone.now()))


def twice_absent(**fields):
    oh = enroll(student_class(), **fields)
    absent(oh)
    absent(oh, 2, day=11)
    return oh


def test_the_counselor_is_told_the_morning_after_the_second_by_reference_alone():
    oh = twice_absent()
    work(11, 21)
    assert mailed("two_absences") == []
    work(12, 9)
    absent(oh, 3, day=18)
    work(19, 9)
    assert mailed("two_absences") == [oh.counselor.email]
    message = mails("two_absences")[0]
    assert oh.reference in message.subject and "Minji" not in message.html
    assert oh.events.filter(note=absence_upkeep.TOLD_COUNSELOR).count() == 1


def test_all_counselors_of_the_school_where_that_one_has_left():
    oh = twice_absent()
    oh.counselor.left_at = timezone.now()
    oh.counselor.save()
    school = oh.quota.school
    make_counselor("Mr. Ito", school)
    make_counselor("Ms. Vega", school)
    make_counselor("Ms. South")
    type(oh.counselor).objects.filter(name="Ms. South").update(school=oh.semester.quotas.last().school)
    work(12, 9)
    assert sorted(mailed("two_absences")) == ["ito@tusd.org", "vega@tusd.org"]


def test_the_school_hears_nothing_that_the_family_does_not_release():
    oh = twice_absent()
    with march(5):
        consent(oh.party(PartyRole.GUARDIAN), ConsentKind.SCHOOL, given=False)
    work(12, 9)
    assert mailed("two_absences") == []


def test_one_absence_or_an_excused_one_is_none_of_the_schools():
    oh = enroll(student_class())
    absent(oh)
    absent(oh, 2, day=11, value="excused")
    work(12, 9)
    assert mailed("two_absences") == []


def test_a_mark_older_than_a_session_that_was_moved_says_nothing_of_it():
    oh = enroll(student_class())
    absent(oh, hour=17, minute=30)
    session = evening(oh.semester.offering, 1)
    session.date = date(2027, 3, 5)
    session.save()
    work(5, 18, 30)
    assert mailed("absence") == []
    absent(oh, day=5, minute=30, value="present")
    absent(oh, day=5, minute=31)
    work(5, 18, 35)
    assert mailed("absence") == [HANA]
