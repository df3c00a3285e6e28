"""The student's part: what is asked, what is refused, and where it leads."""

from datetime import date, timedelta
from functools import partial

import pytest
import time_machine
from django.utils import timezone

from mailroom.models import Message
from programs.enums.nominations import ConsentKind, FamilyTextKind, FlagKind, NominationState
from programs.models import ConsentDecision, FamilyText
from programs.services.nominations.consents import consents_of
from programs.services.nominations.deciding import newest_decisions
from tests.days import told
from tests.pages import words
from tests.programs.families.pages import (
    EVERYTHING,
    consents_form,
    family,
    followed,
    guardian_of,
    now_of,
    page,
    send,
    student_form,
    student_of,
)
from tests.programs.students import BORN, born

pytestmark = pytest.mark.django_db
S = NominationState


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.RATE_LIMITS_ON = False


def test_check_then_send_then_the_page_says_what_is_missing():
    nomination = family()
    student = student_of(nomination)
    client = followed(student)
    asked = words(client.get(page(student, "answer")))
    for phrase in ("Only the program coordinator reads this", "I bring no weapon", "How do you get home", " checked"):
        assert (phrase in asked) is (phrase != " checked")
    checked = send(client, student, student_form(), "check")
    assert "Nothing is sent yet." in words(checked) and f"March 24, {BORN.year}" in words(checked)
    assert now_of(student).answered_at is None
    done = send(client, student, student_form(), follow=True)
    assert "Thank you. We have your answers." in words(done)
    assert "What is still missing: the answer of a parent or guardian" in words(done)
    student = now_of(student)
    assert student.answers == {
        "preferred_name": "Mina", "why": "I would like to become a detective.", "conflicts": "", "accommodation": "",
        "way_home": "picked_up", "shirt_size": "m", "date_of_birth": BORN.isoformat(), "conduct": 1,
    }  # fmt: skip
    assert (student.phone, student.signature, student.says_yes) == ("+13105550142", "Minji Oh", True)
    assert now_of(nomination).state == S.STUDENT_DONE
    assert not ConsentDecision.objects.exists()


def test_the_first_answer_is_thanked_for_once_and_a_second_click_changes_nothing():
    nomination = family()
    student = student_of(nomination)
    client = followed(student)
    for _ in range(3):
        assert send(client, student, student_form()).status_code == 302
    mail = Message.objects.get(template="students/answered")
    assert mail.to == str(student.email) and nomination.reference in mail.subject
    assert now_of(nomination).state == S.STUDENT_DONE
    steps = nomination.events.filter(role="student").values_list("from_state", "to_state")
    assert list(steps) == [("invited", "student_done"), ("student_done", "student_done"), ("student_done",) * 2]


def test_answers_can_be_changed_until_the_roster_is_published_without_signing_anew():
    nomination = family()
    student = student_of(nomination)
    client = followed(student)
    send(client, student, student_form())
    shown = words(client.get(page(student, "answer")))
    assert "I would like to become a detective." in shown and 'name="signature"' not in shown
    assert "(310) 555-0142" in shown
    form = student_form(way_home="bus", signature=None, agrees_to_conduct=None)
    send(client, student, form)
    assert (now_of(student).answers["way_home"], now_of(student).signature) == ("bus", "Minji Oh")
    nomination.semester.roster_published_at = timezone.now()
    nomination.semester.save()
    assert client.get(page(student, "answer")).headers["Location"] == page(student)
    send(client, student, student_form(way_home="walks"))
    assert now_of(student).answers["way_home"] == "bus"


def test_new_rules_are_signed_anew():
    nomination = family()
    student = student_of(nomination)
    client = followed(student)
    send(client, student, student_form())
    FamilyText.objects.create(kind=FamilyTextKind.CONDUCT, version=2, text="Entirely new.")
    refused = send(client, student, student_form(signature="Minji Oh"))
    assert "A text has changed while you were reading" in words(refused) and "Entirely new." in words(refused)
    assert "detective" in words(refused) and " checked" not in words(refused).partition("agrees_to_conduct")[2]
    send(client, student, student_form(student_sent="conduct:2"))
    assert now_of(student).answers["conduct"] == 2


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("date_of_birth", partial(born, 13)), ("date_of_birth", partial(born, 20)), ("date_of_birth", "2999-01-01"),
        ("date_of_birth", "yesterday"), ("date_of_birth", ""), ("date_of_birth", "0001-01-01"), ("phone", "12"),
        ("why", ""), ("why", "x" * 501), ("why", "a\x00b"), ("conflicts", "\u202e"), ("way_home", "flies"),
        ("way_home", ""), ("shirt_size", "tent"), ("agrees_to_conduct", None), ("signature", ""),
        ("signature", "\u200b"), ("preferred_name", "https://evil.example"), ("accommodation", "x" * 300_000),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_the_field_and_the_rest_is_kept(name, typed):
    student = student_of(family())
    typed = told({name: typed})[name]
    refused = send(followed(student), student, student_form(conflicts="Soccer") | {"conflicts": "Soccer", name: typed}
                   if typed is not None else student_form(conflicts="Soccer", **{name: None}))  # fmt: skip
    assert refused.status_code == 200
    assert list(refused.context["form"].errors) == [name]
    assert "There is a problem" in words(refused)
    for kept in {"Soccer", "Mina", "555-0142"} - ({"Soccer"} if name == "conflicts" else set()):
        assert name in {"preferred_name", "phone"} or kept in words(refused)
    assert now_of(student).answered_at is None


def test_fourteen_and_nineteen_are_plausible():
    for number, years in enumerate((14, 17)):
        student = student_of(family(family=f"f{number}"))
        assert send(followed(student), student, student_form(date_of_birth=born(years))).status_code == 302
    student = student_of(family(family="f9"))
    assert "consents_sent" in words(send(followed(student), student, student_form(date_of_birth=born(19))))


def test_the_number_of_a_guardian_is_stopped_and_flagged():
    nomination = family()
    guardian, student = guardian_of(nomination), student_of(nomination)
    guardian.phone = "+13105550142"
    guardian.save()
    refused = send(followed(student), student, student_form())
    assert "This is the number of a parent or guardian" in words(refused)
    assert list(refused.context["form"].errors) == ["phone"]
    assert (now_of(nomination).flag, now_of(student).answered_at) == (FlagKind.MIXED_UP, None)
    send(followed(student), student, student_form(phone=""))
    assert now_of(nomination).state == S.STUDENT_DONE


def test_at_eighteen_the_student_goes_on_to_the_consents_and_needs_no_guardian():
    nomination = family()
    student, guardian = student_of(nomination), guardian_of(nomination)
    client = followed(student)
    details = student_form(date_of_birth=born(18))
    asked = send(client, student, details)
    assert "You are 18: you decide alone" in words(asked) and "Yes, I take part." in words(asked)
    assert "detective" in words(asked) and now_of(student).answered_at is None
    refused = send(client, student, details | {"consents_sent": consents_form()["consents_sent"]})
    assert set(refused.context["form"].errors) == {"participation", "consent_signature"}
    form = details | consents_form("photos", consent_signature="Minji Oh")
    assert "Nothing is sent yet." in words(send(client, student, form, "check"))
    done = send(client, student, form, follow=True)
    assert "Nothing is missing" in words(done)
    assert now_of(nomination).state == S.READY
    given = consents_of([nomination], timezone.localdate())[nomination.pk]
    assert {kind for kind in given if given[kind]} == {ConsentKind.PARTICIPATION, ConsentKind.PHOTOS}
    shown = followed(guardian).get(page(guardian))
    assert "The student is 18 and decides alone" in words(shown) and "Minji" not in words(shown)
    assert "Nothing is missing." in Message.objects.get(template="students/answered").text


def test_the_day_of_answering_decides_who_is_eighteen():
    nomination = family()
    student = student_of(nomination)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        today = timezone.localdate()
        tomorrow = today + timedelta(days=1)
        client = followed(student)
        seventeen = student_form(date_of_birth=tomorrow.replace(year=tomorrow.year - 18).isoformat())
        assert send(client, student, seventeen, "check").context["page"] == "check"
        eighteen = student_form(date_of_birth=today.replace(year=today.year - 18).isoformat())
        assert send(client, student, eighteen, "check").context["page"] == "consents"


def test_at_eighteen_no_is_asked_once_more_and_ends_it():
    nomination = family()
    student = student_of(nomination)
    client = followed(student)
    form = student_form(date_of_birth=born(18)) | consents_form(participation="no", consent_signature="")
    sure = send(client, student, form)
    assert "Are you sure?" in words(sure) and "detective" in words(sure)
    assert now_of(nomination).state == S.INVITED
    client.post(page(student, "not_taking_part"))
    assert now_of(nomination).state == S.DECLINED


def test_i_do_not_want_to_take_part_is_asked_once_more_and_said_to_all():
    nomination = family()
    student = student_of(nomination)
    client = followed(student)
    assert "Are you sure?" in words(client.get(page(student, "not_taking_part")))
    assert now_of(nomination).state == S.INVITED
    for _ in range(2):
        done = client.post(page(student, "not_taking_part"), follow=True)
        assert "Thank you for telling us." in words(done) and "You told us so." in words(done)
    assert (now_of(nomination).state, now_of(student).says_yes) == (S.DECLINED, False)
    mails = Message.objects.filter(template="students/ended")
    assert {mail.to for mail in mails} == {"oh.student@tusd.org", "oh@example.com"}
    assert "Thank you for telling us." in mails.get(to="oh.student@tusd.org").text
    assert "We were told that" in mails.get(to="oh@example.com").text


def test_who_turns_eighteen_in_mid_course_decides_from_then_on():
    nomination = family(S.ENROLLED, born=date(2008, 11, 1))
    student, guardian = student_of(nomination), guardian_of(nomination)
    client = followed(student)
    shown = client.get(page(student, "consents"))
    assert shown.context["form"].initial["photos"] is True
    form = consents_form("school", consent_signature="Minji Oh", participation=None)
    form["consents_sent"] = shown.context["form"].current
    client.post(page(student, "consents"), form)
    given = consents_of([nomination], timezone.localdate())[nomination.pk]
    assert {kind for kind in given if given[kind]} == {ConsentKind.PARTICIPATION, ConsentKind.SCHOOL}
    assert set(newest_decisions(student)) == {ConsentKind(kind) for kind in EVERYTHING}
    assert newest_decisions(guardian)[ConsentKind.PHOTOS].given


def test_a_minor_gives_no_consents():
    nomination = family(S.READY)
    student = student_of(nomination)
    client = followed(student)
    assert client.get(page(student, "consents")).headers["Location"] == page(student)
    client.post(page(student, "consents"), consents_form("photos"))
    assert not newest_decisions(student)
