"""What the service refuses, whatever form it came from, and what happens when two answer at once."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from mailroom.models import Message
from programs.enums.nominations import ConsentKind, NominationState
from programs.models import ConsentDecision
from programs.services.nominations import answering, deciding
from programs.services.nominations.mixups import MixedUp
from programs.services.nominations.states import NominationError
from tests.programs.families.pages import family, guardian_of, now_of, student_of
from tests.programs.students import GUARDIAN_ANSWERS, STUDENT_ANSWERS
from tests.races import at_once, goes_wrong, without_locks

S = NominationState


def answer_student(student, **fields):
    return answering.answer_student(student, **{"answers": STUDENT_ANSWERS, "signature": "Minji Oh"} | fields)


def answer_guardian(guardian, **fields):
    consents = deciding.Consents(dict.fromkeys(ConsentKind, True), "Hana Oh")
    given = {"answers": GUARDIAN_ANSWERS, "consents": consents, "name": "Hana Oh", "phone": "+13105550143"}
    return answering.answer_guardian(guardian, **given | fields)


@pytest.mark.django_db
def test_without_a_yes_to_taking_part_a_guardian_has_answered_nothing():
    guardian = guardian_of(family())
    with pytest.raises(NominationError):
        answer_guardian(guardian, consents=deciding.Consents({ConsentKind.PARTICIPATION: False}, "Hana Oh"))
    assert not ConsentDecision.objects.exists() and now_of(guardian).answered_at is None


@pytest.mark.django_db
def test_at_eighteen_the_own_consent_is_needed():
    nomination = family()
    answers = STUDENT_ANSWERS | {"date_of_birth": date(timezone.localdate().year - 18, 1, 1).isoformat()}
    for consents in (None, deciding.Consents({ConsentKind.PARTICIPATION: False}, "Minji Oh")):
        with pytest.raises(NominationError):
            answer_student(student_of(nomination), answers=answers, consents=consents)
    assert now_of(nomination).state == S.INVITED
    consents = deciding.Consents({ConsentKind.PARTICIPATION: True}, "Minji Oh")
    answer_student(student_of(nomination), answers=answers, consents=consents)
    assert now_of(nomination).state == S.READY
    # The guardian is no longer asked, whatever page is still open.
    with pytest.raises(NominationError):
        answer_guardian(guardian_of(nomination))


@pytest.mark.django_db
def test_a_date_of_birth_that_is_corrected_moves_the_nomination_back():
    nomination = family()
    adult = STUDENT_ANSWERS | {"date_of_birth": date(timezone.localdate().year - 18, 1, 1).isoformat()}
    consents = deciding.Consents({ConsentKind.PARTICIPATION: True}, "Minji Oh")
    answer_student(student_of(nomination), answers=adult, consents=consents)
    answer_student(student_of(nomination))
    assert now_of(nomination).state == S.STUDENT_DONE
    answer_guardian(guardian_of(nomination))
    assert now_of(nomination).state == S.READY


@pytest.mark.django_db
def test_what_the_other_side_wrote_a_moment_ago_is_found_under_the_lock():
    nomination = family()
    answer_student(student_of(nomination), phone="+13105550143")
    with pytest.raises(MixedUp):
        answer_guardian(guardian_of(nomination))
    assert now_of(nomination).state == S.STUDENT_DONE


@pytest.mark.django_db
@pytest.mark.parametrize("state", [S.NOMINATED, S.ALTERNATE, S.WITHDRAWN, S.EXPIRED, S.REFUSED, S.REMOVED])
def test_in_these_states_nothing_is_taken(state):
    nomination = family(state)
    for party, verb in ((student_of(nomination), answer_student), (guardian_of(nomination), answer_guardian)):
        with pytest.raises(NominationError):
            verb(party)
    assert now_of(nomination).state == state


@pytest.mark.django_db
def test_after_the_deadline_nothing_is_taken_for_the_first_time_but_changes_are():
    nomination = family(S.STUDENT_DONE)
    semester = nomination.semester
    semester.nominations_close_at = timezone.now() - timedelta(hours=2)
    semester.families_answer_by = timezone.now() - timedelta(hours=1)
    semester.save()
    with pytest.raises(NominationError):
        answer_guardian(guardian_of(nomination))
    answer_student(student_of(nomination), answers=STUDENT_ANSWERS | {"way_home": "bus"})
    assert now_of(student_of(nomination)).answers["way_home"] == "bus"


@pytest.mark.django_db
def test_no_mail_names_the_student_or_a_guardian():
    nomination = family()
    second = {"name": "Junho Oh", "email": "jun@example.com", "phone": "", "language": "en"}
    answer_student(student_of(nomination))
    answer_guardian(guardian_of(nomination), second=second)
    mails = list(Message.objects.all())
    assert {mail.template for mail in mails} == {"students/answered", "students/second_guardian"}
    for mail in mails:
        assert not [name for name in ("Minji", "Mina", "Hana", "Junho", " Oh") if name in mail.html + mail.subject]
        assert nomination.reference in mail.subject


def both_answer(number, clicks=1):
    """Student and guardian at the same moment: whether the nomination is ready."""
    nomination = family(family=f"f{number}")
    parties = [(answer_student, student_of(nomination)), (answer_guardian, guardian_of(nomination))]
    at_once(lambda turn: parties[turn % 2][0](parties[turn % 2][1]), range(2 * clicks))
    return now_of(nomination).state == S.READY


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_student_and_guardian_at_the_same_moment_make_it_ready_every_time():
    for number in range(20):
        assert both_answer(number, clicks=1 + number % 2)
    assert ConsentDecision.objects.count() == 20 * len(ConsentKind)
    assert Message.objects.filter(template="students/answered").count() == 40


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_both_are_lost_on_each_other(monkeypatch):
    """Without the lock on the nomination each sees only the own answer, and nobody says that it is ready."""
    without_locks(monkeypatch)
    assert goes_wrong(both_answer)
