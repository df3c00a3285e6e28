"""A no from the family: before the class, in the middle of it, by one of two guardians; and consents changed later."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from mailroom.models import Message
from programs.enums import RegistrationState
from programs.enums.nominations import ConsentKind, FlagKind, NominationState, PartyRole
from programs.models import ConsentDecision
from programs.services.nominations import deciding, refusing
from programs.services.nominations.consents import consents_of
from programs.services.nominations.states import NominationError
from tests.pages import words
from tests.programs.families.pages import (
    EVERYTHING,
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
from tests.programs.students import add_party

pytestmark = pytest.mark.django_db
S = NominationState


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.RATE_LIMITS_ON = False


def counts(nomination):
    given = consents_of([nomination], timezone.localdate())[nomination.pk]
    return {kind for kind in given if given[kind]}


def leave(client, party):
    return client.post(page(party, "not_taking_part"), follow=True)


def test_a_guardians_no_is_asked_once_more_and_refuses_the_nomination():
    nomination = family(S.STUDENT_DONE)
    guardian, student = guardian_of(nomination), student_of(nomination)
    client = followed(guardian)
    sure = send(client, guardian, guardian_form() | consents_form(participation="no", consent_signature=""))
    assert "Are you sure?" in words(sure) and "Grace Oh" in words(sure)
    assert (now_of(nomination).state, now_of(guardian).says_yes) == (S.STUDENT_DONE, None)
    for _ in range(2):
        assert "You told us so." in words(leave(client, guardian))
    assert (now_of(nomination).state, now_of(guardian).says_yes) == (S.REFUSED, False)
    decision = ConsentDecision.objects.get()
    assert (decision.kind, decision.given, decision.text.kind) == ("participation", False, "participation")
    shown = words(followed(student).get(page(student)))
    assert "Somebody in the family told us so." in shown and "guardian said" not in shown
    assert Message.objects.filter(template="students/ended").count() == 2


def test_a_no_needs_no_form_and_is_taken_after_the_deadline_too():
    nomination = family()
    semester, guardian = nomination.semester, guardian_of(nomination)
    semester.families_answer_by = timezone.now() - timedelta(minutes=1)
    semester.save()
    client = followed(guardian)
    assert "Are you sure?" in words(client.get(page(guardian, "not_taking_part")))
    leave(client, guardian)
    assert now_of(nomination).state == S.REFUSED


def test_after_a_no_nothing_can_be_answered():
    nomination = family(S.STUDENT_DONE)
    guardian, student = guardian_of(nomination), student_of(nomination)
    refusing.refuse(guardian)
    for party, form in ((guardian, guardian_form() | consents_form()), (student, student_form())):
        assert send(followed(party), party, form).headers["Location"] == page(party)
    assert (now_of(nomination).state, now_of(guardian).says_yes) == (S.REFUSED, False)


@pytest.mark.parametrize("state", [S.GUARDIAN_DONE, S.READY, S.ACCEPTED, S.ENROLLED])
def test_taking_part_is_taken_back_at_any_time_by_the_same_link(state):
    nomination = family(state)
    guardian = guardian_of(nomination)
    client = followed(guardian)
    assert "Take back my consent to taking part" in words(client.get(page(guardian)))
    for _ in range(2):
        leave(client, guardian)
    nomination = now_of(nomination)
    assert (nomination.state, now_of(guardian).says_yes) == (S.REVOKED, False)
    assert ConsentKind.PARTICIPATION not in counts(nomination)
    assert ConsentDecision.objects.filter(kind="participation").count() == 2
    if state == S.ENROLLED:
        assert nomination.registration.state == RegistrationState.WITHDRAWN


def test_taking_back_frees_the_seat():
    nomination = family(S.ENROLLED)
    offering = nomination.semester.offering
    left = offering.seats_left()
    refusing.take_back(guardian_of(nomination), ConsentKind.PARTICIPATION)
    assert offering.seats_left() == left + 1


def test_an_enrolled_student_who_does_not_want_to_is_withdrawn():
    nomination = family(S.ENROLLED)
    student = student_of(nomination)
    assert "You told us so." in words(leave(followed(student), student))
    nomination = now_of(nomination)
    assert (nomination.state, nomination.registration.state) == (S.WITHDRAWN, RegistrationState.WITHDRAWN)


def test_after_the_class_taking_part_stays_but_photos_are_taken_back():
    nomination = family(S.ENROLLED)
    guardian = guardian_of(nomination)
    with time_machine.travel(nomination.semester.offering.ends_at + timedelta(days=2)):
        client = followed(guardian)
        assert ": Photos and video</span>" in words(client.get(page(guardian)))
        leave(client, guardian)
        client.post(page(guardian, "take_back", "photos"))
        with pytest.raises(NominationError):
            refusing.take_back(guardian, ConsentKind.PARTICIPATION)
    assert now_of(nomination).state == S.ENROLLED
    assert counts(nomination) == set(ConsentKind) - {ConsentKind.PHOTOS}


def test_another_kind_is_taken_back_alone_and_the_student_sits_it_out():
    nomination = family(S.ENROLLED)
    guardian = guardian_of(nomination)
    client = followed(guardian)
    asked = words(client.get(page(guardian, "take_back", "hands_on")))
    assert "The student sits this out" in asked and ConsentKind.HANDS_ON in counts(nomination)
    for _ in range(3):
        done = client.post(page(guardian, "take_back", "hands_on"), follow=True)
        assert "You have taken back your consent." in words(done)
    assert counts(nomination) == set(ConsentKind) - {ConsentKind.HANDS_ON}
    assert now_of(nomination).state == S.ENROLLED
    assert ConsentDecision.objects.filter(kind="hands_on").count() == 2  # the yes stays on record
    mail = Message.objects.get(template="students/consents_changed")
    assert mail.to == "oh@example.com" and "hands" not in mail.text.lower()
    assert client.get(page(guardian, "take_back", "hands_on")).headers["Location"] == page(guardian)
    assert client.get(page(guardian, "take_back", "nonsense")).status_code == 404
    assert client.get(page(guardian, "take_back", "participation")).status_code == 302


def test_consents_are_changed_later_each_a_new_line():
    nomination = family(S.ENROLLED)
    guardian = guardian_of(nomination)
    client = followed(guardian)
    shown = client.get(page(guardian, "consents"))
    assert "participation" not in shown.context["form"].fields and words(shown).count(" checked") == 5
    form = consents_form("school", "photos", participation=None)
    form["consents_sent"] = shown.context["form"].current
    for _ in range(2):
        assert client.post(page(guardian, "consents"), form).status_code == 302
    assert counts(nomination) == {ConsentKind.PARTICIPATION, ConsentKind.SCHOOL, ConsentKind.PHOTOS}
    assert ConsentDecision.objects.count() == len(ConsentKind) + 3
    assert Message.objects.filter(template="students/consents_changed").count() == 1
    refused = client.post(page(guardian, "consents"), form | {"consent_signature": "Minji Oh"})
    assert list(refused.context["form"].errors) == ["consent_signature"]
    assert now_of(nomination).flag == FlagKind.MIXED_UP


def second_of(nomination, **fields):
    return add_party(nomination, PartyRole.SECOND, "jun@example.com", name="Junho Oh", **fields)


def test_two_guardians_disagree_so_the_coordinator_decides_and_nobody_is_told():
    nomination = family(S.READY)
    second, first, student = second_of(nomination), guardian_of(nomination), student_of(nomination)
    told = leave(followed(second), second)
    assert "We have your answer: no" in words(told) and "Our coordinator calls you" in words(told)
    assert (now_of(nomination).state, now_of(nomination).flag) == (S.READY, FlagKind.DISAGREE)
    assert ConsentKind.PARTICIPATION not in counts(nomination)
    for other in (first, student):
        shown = words(followed(other).get(page(other)))
        assert "Nothing is missing" in shown and "disagree" not in shown.lower() and "Junho" not in shown
    assert not Message.objects.filter(template="students/ended").exists()


def test_who_changes_their_mind_ends_the_disagreement():
    nomination = family(S.READY)
    second = second_of(nomination)
    client = followed(second)
    leave(client, second)
    form = {name: value for name, value in guardian_form(name="Junho Oh", phone="310-555-0144",
            email="jun@example.com").items() if not name.startswith(("emergency", "pick", "second"))}  # fmt: skip
    send(client, second, form | consents_form(consent_signature="Junho Oh"))
    assert (now_of(nomination).flag, now_of(second).says_yes) == ("", True)
    assert ConsentKind.PARTICIPATION in counts(nomination)


def test_a_disagreement_after_enrollment_waits_for_the_coordinator_too():
    nomination = family(S.ENROLLED)
    refusing.refuse(second_of(nomination))
    assert (now_of(nomination).state, now_of(nomination).flag) == (S.ENROLLED, FlagKind.DISAGREE)


def test_that_two_may_be_one_outweighs_that_two_disagree():
    nomination = family(S.READY)
    type(nomination).objects.filter(pk=nomination.pk).update(flag=FlagKind.MIXED_UP)
    refusing.refuse(second_of(nomination))
    assert now_of(nomination).flag == FlagKind.MIXED_UP


def test_a_guardian_cannot_undo_what_a_student_of_eighteen_decides():
    today = timezone.localdate()
    nomination = family(S.READY, born=today.replace(year=today.year - 18, day=1))
    student, guardian = student_of(nomination), guardian_of(nomination)
    # Until the student decides, what the guardian said counts, and can be taken back.
    assert "Take back my consent" in words(followed(guardian).get(page(guardian)))
    deciding.keep(student, deciding.Consents({ConsentKind.PARTICIPATION: True}), now=timezone.now())
    assert "The student is 18 and decides alone" in words(followed(guardian).get(page(guardian)))
    leave(followed(guardian), guardian)
    assert now_of(nomination).state == S.READY


def test_staff_who_enter_a_paper_stand_beside_the_answer(admin_user):
    nomination = family()
    guardian = guardian_of(nomination)
    refusing.refuse(guardian, by=admin_user)
    assert now_of(guardian).entered_by == admin_user
    assert ConsentDecision.objects.get().by == admin_user
    assert nomination.events.filter(by=admin_user, to_state=S.REFUSED).exists()


def test_every_kind_but_taking_part_can_be_no_and_nothing_is_yes_by_default():
    nomination = family()
    guardian = guardian_of(nomination)
    send(followed(guardian), guardian, guardian_form() | consents_form())
    assert counts(nomination) == {ConsentKind.PARTICIPATION}
    assert len(EVERYTHING) == 5
