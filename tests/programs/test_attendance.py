"""Marks as staff write them: many at once, by several people at once, and taken back."""

import pytest

from core.models import DepartmentProfile
from programs.models import Attendance, ClassOffering, ClassSession
from programs.services import absences, attendance, registrations
from programs.services.attendance import Marked
from programs.services.errors import RegistrationError
from tests.programs.admin.helpers import staff
from tests.programs.builders import local
from tests.programs.evenings import after, during, evening, marks_of, record, running_class

pytestmark = pytest.mark.django_db

PRESENT, ABSENT, LATE, NOTHING = Marked("present"), Marked("absent"), Marked("late"), Marked()


def notes(registration):
    return list(registration.events.exclude(note="").values_list("note", flat=True))


def test_many_at_once_and_the_same_form_again_changes_nothing():
    offering, ana, ben, cleo = running_class("ana", "ben", "cleo")
    session, kim = evening(offering, 1), staff(None, "kim")
    wanted = {ana.pk: PRESENT, ben.pk: ABSENT, cleo.pk: NOTHING}
    with after(1):
        first = attendance.record_marks(session, wanted, {}, kim)
        again = attendance.record_marks(session, wanted, {}, kim)
    assert (first.saved, again.saved, again.conflicts) == (2, 0, [])
    assert marks_of(session) == {"ana": "present", "ben": "absent"}
    assert {row.by for row in Attendance.objects.all()} == {kim}


def test_a_change_leaves_a_step_and_the_first_mark_does_not():
    offering, ana = running_class("ana")
    session, kim = evening(offering, 1), staff(None, "kim")
    with after(1):
        record(session, kim, ana="absent")
        assert notes(ana) == []
        record(session, kim, ana="present")
        record(session, kim, ana="")
    assert notes(ana) == ["attendance of March 4: absent -> present", "attendance of March 4: present -> not recorded"]
    assert {(e.from_state, e.to_state, e.by) for e in ana.events.exclude(note="")} == {("confirmed", "confirmed", kim)}
    assert marks_of(session) == {}


def test_two_people_on_the_same_session_lose_nothing_and_are_told():
    offering, ana, ben, cleo = running_class("ana", "ben", "cleo")
    session, kim, lee = evening(offering, 1), staff(None, "kim"), staff(None, "lee")
    with after(1):  # both have opened the empty page
        attendance.record_marks(session, {ana.pk: LATE, ben.pk: PRESENT}, {}, kim)
        result = attendance.record_marks(session, {ana.pk: ABSENT, ben.pk: PRESENT, cleo.pk: ABSENT}, {}, lee)
    assert result.saved == 1
    assert [str(each) for each in result.conflicts] == ["Ana Rivera (meanwhile Late, by kim; you chose Absent)"]
    assert marks_of(session) == {"ana": "late", "ben": "present", "cleo": "absent"}


def test_what_was_not_touched_on_the_form_is_never_written_back():
    offering, ana = running_class("ana")
    session = evening(offering, 1)
    with after(1):
        record(session, staff(), ana="present")
        seen = {ana.pk: PRESENT}
        record(session, staff(), ana="late")
        result = attendance.record_marks(session, {ana.pk: PRESENT}, seen, staff())
    assert (result.saved, result.conflicts, marks_of(session)) == (0, [], {"ana": "late"})


def test_what_somebody_has_cleared_meanwhile_is_named_with_who_did_it():
    offering, ana = running_class("ana")
    session = evening(offering, 1)
    with after(1):
        record(session, staff(), ana="present")
        record(session, staff(None, "kim"), ana="")
        result = attendance.record_marks(session, {ana.pk: LATE}, {ana.pk: PRESENT}, staff())
    assert [str(each) for each in result.conflicts] == ["Ana Rivera (meanwhile Not recorded, by kim; you chose Late)"]
    assert marks_of(session) == {}


def test_a_note_and_a_mark_by_two_people_are_both_kept():
    offering, ana = running_class("ana")
    session, seen = evening(offering, 1), {}
    with after(1):
        record(session, staff(), ana="absent")
        seen = {ana.pk: ABSENT}
        attendance.record_marks(session, {ana.pk: Marked("absent", "has the flu")}, seen, staff())
        result = attendance.record_marks(session, {ana.pk: Marked("excused")}, seen, staff())
    assert result.conflicts == []
    assert [(row.mark, row.note) for row in Attendance.objects.all()] == [("excused", "has the flu")]


@pytest.mark.parametrize("wanted", [Marked("absent", "called"), NOTHING])
def test_somebody_elses_note_is_not_written_over_nor_cleared_away(wanted):
    offering, ana = running_class("ana")
    session = evening(offering, 1)
    with after(1):
        record(session, staff(), ana="absent")
        seen = {ana.pk: ABSENT}
        attendance.record_marks(session, {ana.pk: Marked("absent", "has the flu")}, seen, staff())
        result = attendance.record_marks(session, {ana.pk: wanted}, seen, staff())
    assert [str(each) for each in result.conflicts] == [
        f"Ana Rivera (meanwhile Absent “has the flu”, by nobody; you chose {wanted})"
    ]
    assert str(Marked("absent", "called")) == "Absent “called”"
    assert Attendance.objects.get().note == "has the flu"


def test_who_has_left_the_class_meanwhile_is_named():
    offering, ana, ben = running_class("ana", "ben")
    with after(1):
        registrations.withdraw(ana)
        result = attendance.record_marks(evening(offering, 1), {ana.pk: PRESENT, ben.pk: PRESENT}, {}, staff())
    assert (result.saved, result.gone) == (1, ["Ana Rivera"])


def test_people_of_another_class_cannot_be_marked():
    offering, _ana = running_class("ana")
    _other, ben = running_class("ben", number=46)
    with after(1):
        result = attendance.record_marks(evening(offering, 1), {ben.pk: PRESENT, 10**12: PRESENT}, {}, staff())
    assert (result.saved, len(result.gone)) == (0, 2)
    assert not Attendance.objects.exists()


# --- when and where nothing is recorded ----------------------------------------------------


def test_a_cancelled_session_a_draft_and_a_cancelled_class_refuse():
    offering, _ana = running_class("ana")
    session = evening(offering, 1)
    with after(1):
        for status, words in (("draft", "draft"), ("cancelled", "class was cancelled")):
            reason = {"cancelled_reason": "x" if status == "cancelled" else ""}
            ClassOffering.objects.filter(pk=offering.pk).update(status=status, **reason)
            with pytest.raises(RegistrationError, match=words):
                record(session, staff(), ana="present")
        ClassOffering.objects.filter(pk=offering.pk).update(status="published", cancelled_reason="")
        ClassSession.objects.filter(pk=session.pk).update(cancelled=True)
        with pytest.raises(RegistrationError, match="session was cancelled"):
            record(session, staff(), ana="present")
    assert not Attendance.objects.exists()


def test_the_future_is_not_recorded_but_the_hour_before_is():
    offering, _ana = running_class("ana")
    session = evening(offering, 2)
    with during(2, 16, 59), pytest.raises(RegistrationError, match="Thursday, March 11, 5:00 PM"):
        record(session, staff(), ana="present")
    with during(2, 17, 0):
        assert record(session, staff(), ana="present").saved == 1


def test_never_on_the_day_before_however_long_check_in_is():
    offering, _ana = running_class("ana")
    session = evening(offering, 1)
    profile = DepartmentProfile.current()
    profile.check_in_minutes = 60 * 24
    profile.save()
    assert attendance.mark_opens_at(session) == local(2027, 3, 4, 0)


# --- exempt, follow up ---------------------------------------------------------------------


def test_an_exemption_needs_a_reason_and_stays_on_record():
    _offering, ana = running_class("ana")
    kim = staff(None, "kim")
    with pytest.raises(RegistrationError, match="reason"):
        absences.exempt(ana, reason="  ", by=kim)
    for _twice in range(2):
        absences.exempt(ana, reason="Jury duty.", by=kim)
    ana.refresh_from_db()
    assert ana.exempt_reason == "Jury duty."
    for _twice in range(2):
        absences.take_back_exemption(ana, by=kim)
    ana.refresh_from_db()
    assert ana.exempt_reason == ""
    assert notes(ana) == ["may graduate against the absence rule: Jury duty.", "the absence rule holds again"]
    registrations.withdraw(ana)
    with pytest.raises(RegistrationError, match="no confirmed seat"):
        absences.exempt(ana, reason="x", by=kim)


def test_a_longest_reason_fits_into_the_step():
    _offering, ana = running_class("ana")
    reason = "x" * absences.REASON_LENGTH
    absences.exempt(ana, reason=reason, by=staff())
    assert notes(ana)[0].endswith(f": {reason}")


def test_following_up_is_noted_once():
    offering, ana = running_class("ana")
    with after(1):
        record(evening(offering, 1), staff(), ana="absent")
        row = Attendance.objects.get()
        for _twice in range(2):
            absences.follow_up(row, by=staff(), note="Had the flu.")
        assert notes(ana) == ["absence of March 4 followed up: Had the flu."]
        assert not absences.absences_to_follow_up().exists()
        record(evening(offering, 1), staff(), ana="present")
        with pytest.raises(RegistrationError, match="no absence any more"):
            absences.follow_up(row, by=staff())
        record(evening(offering, 1), staff(), ana="absent")  # anew: it is to be followed up again
        assert absences.absences_to_follow_up().count() == 1


def test_the_classes_with_absences_to_follow_up():
    offering, _ana, ben = running_class("ana", "ben")
    over, _cleo = running_class("cleo", number=44, sessions=1)
    with after(1):
        record(evening(offering, 1), staff(), ana="absent", ben="absent")
        record(evening(over, 1), staff(), cleo="absent")
        assert [(each, each.to_follow_up) for each in absences.classes_to_follow_up()] == [(offering, 2)]
        registrations.withdraw(ben)
        assert [each.to_follow_up for each in absences.classes_to_follow_up()] == [1]
        ClassSession.objects.filter(pk=evening(offering, 1).pk).update(cancelled=True)
        assert absences.classes_to_follow_up() == []
