"""What the coordinator does with one nominee: flags, another school, the end of it, the link once more."""

import pytest
from django.contrib.admin.models import LogEntry

from mailroom.models import Message
from programs import students
from programs.enums import RegistrationState
from programs.enums.nominations import ConsentKind, FlagKind, NominationState, PartyRole
from programs.models import ConsentDecision, Nomination
from programs.nominees import awaited_parties
from programs.services.nominations import coordinating, selecting
from programs.services.nominations.coordinating import Ruling
from programs.services.nominations.states import NominationError
from tests.programs.students import add_party, consent, coordinator, make_nomination, make_semester

pytestmark = pytest.mark.django_db
S = NominationState
SECRET = "canary-7f: the father drinks"


def fresh(nomination):
    return Nomination.objects.with_answers().get(pk=nomination.pk)


def two_who_disagree():
    nomination = make_nomination(make_semester(), state=S.READY, flag=FlagKind.DISAGREE)
    second = add_party(nomination, PartyRole.SECOND, "second@example.com", done=True, says_yes=False, name="Junho Oh")
    return nomination, second


def settle(nomination, ruling, reason=SECRET):
    return coordinating.resolve_flag(nomination, ruling=ruling, reason=reason, by=coordinator())


def test_the_second_guardian_agrees_now_and_the_student_can_be_accepted():
    nomination, second = two_who_disagree()
    assert settle(nomination, Ruling.AGREED) is True
    assert settle(nomination, Ruling.AGREED) is False
    assert selecting.accept(fresh(nomination), by=coordinator())
    written = ConsentDecision.objects.filter(party=second).latest("pk")
    assert (written.kind, written.given, written.by) == (ConsentKind.PARTICIPATION, True, coordinator())


def test_the_first_guardian_decides_alone_and_the_link_of_the_other_ends():
    nomination, second = two_who_disagree()
    settle(nomination, Ruling.ALONE)
    before = second.link_number
    second.refresh_from_db()
    assert (second.link_number, second.email) == (before + 1, "")
    assert selecting.accept(fresh(nomination), by=coordinator())


def test_it_ends_and_the_family_is_told_no_reason():
    nomination, _second = two_who_disagree()
    settle(nomination, Ruling.ENDS)
    assert (fresh(nomination).state, fresh(nomination).flag) == (S.REFUSED, "")
    mails = Message.objects.filter(template="students/removed")
    assert mails.count() == 3
    assert not [mail for mail in Message.objects.all() if "canary" in mail.html]


def test_the_reason_is_kept_encrypted_and_in_no_history():
    nomination, _second = two_who_disagree()
    settle(nomination, Ruling.ALONE)
    assert fresh(nomination).closing_note == SECRET
    assert not [event for event in nomination.events.all() if "canary" in event.note]


def test_mixed_up_is_checked_by_phone_and_not_settled_by_what_settles_a_disagreement():
    nomination = make_nomination(make_semester(), state=S.READY, flag=FlagKind.MIXED_UP)
    with pytest.raises(NominationError):
        settle(nomination, Ruling.AGREED)
    settle(nomination, Ruling.CHECKED)
    assert fresh(nomination).flag == ""


def test_a_disagreement_that_the_other_flag_outweighed_is_flagged_once_that_is_settled():
    nomination, _second = two_who_disagree()
    type(nomination).objects.update(flag=FlagKind.MIXED_UP)
    settle(nomination, Ruling.CHECKED)
    assert fresh(nomination).flag == FlagKind.DISAGREE
    settle(nomination, Ruling.ALONE)
    assert fresh(nomination).flag == ""


def test_who_is_set_aside_is_not_awaited_not_called_and_may_not_collect_the_student():
    nomination, _second = two_who_disagree()
    type(nomination).objects.update(state=S.GUARDIAN_DONE)
    assert "Junho Oh" in students.may_collect(fresh(nomination))
    settle(nomination, Ruling.ALONE)
    nomination = fresh(nomination)
    assert students.may_collect(nomination) == ["Hana Oh", "Daniel Oh"]
    assert "Junho Oh" not in [name for name, _relation, _numbers in students.to_call(nomination)]
    assert awaited_parties(nomination) == []


def move(nomination, school="South High School"):
    quota = nomination.semester.quotas.get(school__name=school)
    return coordinating.move_to_school(nomination, quota, by=coordinator())


def test_a_student_who_changes_school_keeps_the_answers_and_leaves_the_old_counselor():
    nomination = make_nomination(make_semester(), state=S.READY)
    assert move(nomination) is True
    moved = fresh(nomination)
    assert (moved.quota.school.name, moved.counselor, moved.state) == ("South High School", None, S.READY)
    assert all(party.answered_at for party in moved.parties.all())
    assert Message.objects.filter(template="students/moved_school").count() == 2
    assert move(moved) is False


def test_the_new_school_needs_a_place_and_an_alternate_needs_one_among_alternates():
    semester = make_semester(places=1, alternates=1)
    nomination = make_nomination(semester)
    make_nomination(semester, school="South High School", family="kim")
    with pytest.raises(NominationError, match="South High School uses all its 1 places"):
        move(nomination)
    waiting = make_nomination(semester, state=S.ALTERNATE, family="lee")
    make_nomination(semester, state=S.ALTERNATE, school="South High School", family="park")
    with pytest.raises(NominationError, match="alternates already"):
        move(waiting)


def test_nobody_moves_to_a_school_of_another_semester():
    nomination = make_nomination(make_semester())
    other = make_semester(number=13)
    with pytest.raises(NominationError):
        coordinating.move_to_school(nomination, other.quotas.last(), by=coordinator())


def test_removed_in_the_middle_of_the_course_the_seat_is_free_and_the_reason_is_mailed_to_nobody():
    nomination = make_nomination(make_semester(), state=S.ENROLLED)
    assert coordinating.remove(nomination, reason=SECRET, by=coordinator()) is True
    gone = fresh(nomination)
    assert (gone.state, gone.closing_note) == (S.REMOVED, SECRET)
    assert gone.registration.state == RegistrationState.WITHDRAWN
    assert "canary" not in gone.registration.closing_note
    assert Message.objects.filter(template="students/removed").count() == 2
    assert not [mail for mail in Message.objects.all() if "canary" in mail.html]


def test_the_family_calls_and_it_is_confirmed_to_both():
    nomination = make_nomination(make_semester(), state=S.STUDENT_DONE)
    coordinating.withdraw_for_family(nomination, by=coordinator())
    assert fresh(nomination).state == S.WITHDRAWN
    assert Message.objects.filter(template="students/family_left").count() == 2
    assert coordinating.withdraw_for_family(fresh(nomination), by=coordinator()) is False


def test_a_link_is_mailed_again_once_for_two_clicks_and_never_without_an_address():
    nomination = make_nomination(make_semester())
    guardian = nomination.party(PartyRole.GUARDIAN)
    assert coordinating.resend_link(guardian, by=coordinator()) is True
    assert coordinating.resend_link(guardian, by=coordinator()) is False
    assert Message.objects.get(template="students/link_again").to == "oh@example.com"
    guardian.email = ""
    guardian.save()
    with pytest.raises(NominationError, match="no mail address"):
        coordinating.resend_link(guardian, by=coordinator())


def test_reading_health_stands_in_the_history_without_a_word_of_it():
    nomination = make_nomination(make_semester(), state=S.READY)
    guardian = nomination.party(PartyRole.GUARDIAN)
    guardian.health, guardian.has_allergy = "canary-9a: peanuts", True
    guardian.save()
    told = coordinating.read_health(fresh(nomination), by=coordinator())
    assert [text for _party, text in told] == ["canary-9a: peanuts"]
    line = LogEntry.objects.get()
    assert (line.object_repr, line.user) == (nomination.reference, coordinator())
    assert "canary" not in line.change_message


def test_consent_of_a_second_guardian_who_agrees_is_taken_back_like_any_other():
    nomination, second = two_who_disagree()
    settle(nomination, Ruling.AGREED)
    consent(second, ConsentKind.PARTICIPATION, given=False)
    with pytest.raises(NominationError, match="Nobody has consented"):
        selecting.accept(fresh(nomination), by=coordinator())


def test_a_flag_without_a_second_guardian_is_refused_and_is_no_error():
    nomination = make_nomination(make_semester(), state=S.READY, flag=FlagKind.DISAGREE)
    for ruling in (Ruling.AGREED, Ruling.ALONE):
        with pytest.raises(NominationError, match="no second guardian"):
            settle(nomination, ruling)
