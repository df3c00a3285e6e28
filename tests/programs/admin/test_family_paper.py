"""The coordinator enters what a student or guardian wrote on paper: the same questions, in the name of staff."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from mailroom.models import Message
from programs.enums.nominations import ConsentKind, NominationState, PartyRole
from programs.models import ConsentDecision, Semester
from staff.roles import COORDINATOR, RECORDS, YOUTH_COORDINATOR
from tests.pages import words
from tests.programs.admin.helpers import signed_in, staff
from tests.programs.families.pages import (
    consents_form,
    family,
    guardian_form,
    guardian_of,
    now_of,
    student_form,
    student_of,
)
from tests.programs.students import born, client_of, instructor

pytestmark = pytest.mark.django_db
S = NominationState


@pytest.fixture
def client():
    return signed_in(YOUTH_COORDINATOR)


def page(nomination, role="guardian"):
    return reverse("admin:programs_nomination_paper", args=[nomination.pk, role])


def row(nomination):
    return reverse("admin:programs_nomination_change", args=[nomination.pk])


def youth():
    return staff(YOUTH_COORDINATOR)


def test_the_guardians_paper_is_entered_in_the_name_of_staff(client):
    nomination = family()
    assert page(nomination) in client.get(row(nomination)).content.decode()
    shown = words(client.get(page(nomination)))
    assert "Taking part, and release of liability, version 1" in shown and 'autocomplete="name"' not in shown
    done = client.post(page(nomination), guardian_form(email="") | consents_form("photos"), follow=True)
    assert "Entered the guardian&#x27;s answers from paper." in words(done)
    guardian = guardian_of(nomination)
    assert (guardian.says_yes, guardian.entered_by, guardian.answers["relation"]) == (True, youth(), "mother")
    given = {decision.kind: decision.given for decision in ConsentDecision.objects.filter(party=guardian)}
    assert given == dict.fromkeys(ConsentKind.values, False) | {"participation": True, "photos": True}
    assert set(ConsentDecision.objects.values_list("by", flat=True)) == {youth().pk}
    assert now_of(nomination).state == S.GUARDIAN_DONE
    assert nomination.events.latest("pk").by == youth()


def test_the_students_paper_too_and_then_everybody_has_answered(client):
    nomination = family()
    client.post(page(nomination), guardian_form() | consents_form())
    done = client.post(page(nomination, "student"), student_form())
    assert done.headers["Location"] == row(nomination)
    assert student_of(nomination).entered_by == youth() and now_of(nomination).state == S.READY


def test_of_a_student_who_is_18_the_consents_are_asked_on_the_same_page(client):
    nomination = family()
    asked = client.post(page(nomination, "student"), student_form(date_of_birth=born(18)))
    assert asked.status_code == 200 and 'name="participation"' in words(asked)
    both = student_form(date_of_birth=born(18)) | consents_form(consent_signature="Minji Oh")
    assert client.post(page(nomination, "student"), both).status_code == 302
    assert now_of(nomination).state == S.READY
    assert set(ConsentDecision.objects.values_list("by", flat=True)) == {youth().pk}


@pytest.mark.parametrize(
    ("role", "form", "state"),
    [
        ("guardian", {"no": "yes"}, S.REFUSED),
        ("guardian", guardian_form() | consents_form(participation="no"), S.REFUSED),
        ("student", {"no": "yes"}, S.DECLINED),
    ],
)
def test_a_no_on_paper_is_asked_about_once_more(client, role, form, state):
    nomination = family()
    asked = client.post(page(nomination, role), form)
    assert "Enter the no" in words(asked) and now_of(nomination).state == S.INVITED
    client.post(page(nomination, role), {"no": "yes", "sure": "yes"})
    party = nomination.parties.get(role=role)
    assert (now_of(nomination).state, party.says_yes, party.entered_by) == (state, False, youth())


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""}, {"phone": "12"}, {"emergency_phone": "310-555-0143"}, {"consent_signature": ""},
        {"consents_sent": "participation:0"}, {"email": "oh.student@tusd.org"}, {"participation": ""},
        {"health": "a\x00b"},
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_kept_or_lost(client, wrong):
    nomination = family()
    answer = client.post(page(nomination), guardian_form() | consents_form() | wrong)
    assert answer.status_code == 200 and "Please correct the error" in words(answer)
    assert 'value="Grace Oh"' in answer.content.decode()
    assert now_of(nomination).state == S.INVITED and not ConsentDecision.objects.exists()


def test_after_the_deadline_staff_are_told_where_it_is_moved(client):
    nomination = family()
    Semester.objects.update(families_answer_by=nomination.created_at)
    assert page(nomination) not in client.get(row(nomination)).content.decode()
    told = client.post(page(nomination), guardian_form() | consents_form(), follow=True)
    assert "answers are not taken now" in words(told) and now_of(nomination).state == S.INVITED
    assert client.get(page(nomination, "second")).status_code == 404


def test_opening_and_saving_stand_in_the_history_and_name_no_student(client):
    nomination = family()
    client.get(page(nomination))
    client.post(page(nomination), guardian_form() | consents_form())
    said = list(LogEntry.objects.values_list("object_repr", "change_message"))
    assert any("Opened the guardian's answers" in each for _row, each in said)
    assert any("Entered the guardian's answers" in each for _row, each in said)
    assert not any("Minji" in str(each) or "Hana" in str(each) for each in said)
    assert not Message.objects.filter(html__contains="Minji").exists()


def test_only_the_youth_coordinator_enters_papers():
    nomination = family()
    for client in (signed_in(COORDINATOR), signed_in(RECORDS), signed_in(None), client_of(instructor())):
        assert client.get(page(nomination)).status_code == 403
        assert client.post(page(nomination), guardian_form() | consents_form()).status_code == 403
    assert guardian_of(nomination).answered_at is None


def test_what_was_entered_before_is_there_to_be_corrected_and_health_is_never_shown(client):
    nomination = family()
    client.post(page(nomination), guardian_form(health="CANARY peanuts") | consents_form())
    shown = client.get(page(nomination)).content.decode()
    assert 'value="Grace Oh"' in shown and "CANARY" not in shown
    client.post(page(nomination), guardian_form(emergency_name="Sue Kim") | consents_form())
    guardian = guardian_of(nomination)
    assert guardian.answers["emergency_name"] == "Sue Kim" and guardian.has_allergy
    assert guardian.role == PartyRole.GUARDIAN
