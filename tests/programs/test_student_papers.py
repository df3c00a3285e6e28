"""What is printed for a class of students: names for who may know them; certificates nobody can search."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from programs import paper
from programs.enums.nominations import ConsentKind, PartyRole
from programs.models import Certificate
from programs.services import graduation
from programs.services.nominations import refusing
from tests.core.pdf_reader import text_of
from tests.programs.evenings import evening
from tests.programs.pages import newest_link
from tests.programs.student_evenings import BEFORE, enroll, graduate, march, student_class
from tests.programs.students import client_of, coordinator

pytestmark = [pytest.mark.django_db]


def a_graduate():
    semester = student_class()
    oh = enroll(semester)
    [certificate] = graduate(semester, oh)
    return semester.offering, oh, certificate


@pytest.mark.paper
def test_sheets_and_badges_name_students_for_who_may_know_them():
    offering = enroll(student_class()).semester.offering
    session, pip = evening(offering, 1), coordinator("pip", "program coordinator")
    for make, argument, name in ((paper.sign_in_sheet, session, "Oh, Mina"), (paper.name_badges, offering, "Mina Oh")):
        assert name in text_of(make(argument, coordinator()))
        for others in (pip, None):
            assert "Oh" not in text_of(make(argument, others))


@pytest.mark.paper
def test_the_emergency_list_says_whom_the_family_named():
    oh = enroll(student_class())
    guardian = oh.party(PartyRole.GUARDIAN)
    guardian.phone, guardian.health = "+13105550170", "Penicillin"
    guardian.save()
    offering = oh.semester.offering
    text = text_of(paper.emergency_list(offering, reader=coordinator()))
    for fact in ("Oh, Mina", "Hana Oh (Mother): (310) 555-0170", "Grace Oh (Aunt): (310) 555-0177"):
        assert fact in text
    assert "Emergency treatment: yes" in text
    assert "Penicillin" not in text
    assert "Read whom to call for students" in LogEntry.objects.get().change_message
    assert "Penicillin" in text_of(paper.emergency_list(offering, reader=coordinator(), notes_for=coordinator()))
    pip = coordinator("pip", "program coordinator")
    text = text_of(paper.emergency_list(offering, reader=pip, notes_for=pip))
    assert "Please ask the youth coordinator" in text
    assert not any(secret in text for secret in ("Mina", "Hana", "Grace", "Penicillin", "555"))


@pytest.mark.paper
def test_a_consent_to_treatment_that_was_taken_back_stands_on_the_emergency_list():
    oh = enroll(student_class())
    refusing.take_back(oh.party(PartyRole.GUARDIAN), ConsentKind.TREATMENT, now=BEFORE + timedelta(hours=1))
    text = text_of(paper.emergency_list(oh.semester.offering, reader=coordinator()))
    assert "Emergency treatment: no consent" in " ".join(text.split())


def test_the_row_of_a_certificate_names_nobody_not_even_when_issued_anew():
    _offering, oh, certificate = a_graduate()
    number = f"Student {oh.registration.badge_code}"
    assert certificate.name == number
    newer = graduation.reissue(certificate, name="Mina Oh", reason="Lost", by=coordinator())
    assert newer.name == number


def test_whoever_checks_the_code_learns_that_it_is_genuine_and_no_name():
    _offering, oh, certificate = a_graduate()
    text = Client().get(reverse("certificates:certificate", args=[certificate.code])).content.decode()
    assert "This certificate is valid" in text and "gave it to a student" in text and certificate.number in text
    for name in ("<dt>Name</dt>", "Mina", "Minji", oh.registration.badge_code):
        assert name not in text


@pytest.mark.paper
def test_the_printed_certificate_carries_the_name():
    offering, _oh, certificate = a_graduate()
    one = reverse("admin:programs_certificate_pdf", args=[certificate.pk])
    everybody = reverse("admin:programs_classoffering_certificates", args=[offering.pk])
    youth, pip = client_of(coordinator()), client_of(coordinator("pip", "program coordinator"))
    for address in (one, everybody):
        assert "Mina Oh" in text_of(youth.get(address).content)
        assert "Mina" not in text_of(pip.get(address).content)


@pytest.mark.paper
def test_the_student_opens_it_by_the_mailed_link_and_nobody_else():
    _offering, oh, certificate = a_graduate()
    student = oh.party(PartyRole.STUDENT)
    address = reverse("consent:certificate", args=[student.reference])
    with march(1):
        assert Client().get(address).status_code == 302
        browser = Client()
        page = browser.get(newest_link(str(student.email), "/consent/open/"), follow=True)
        assert address in page.content.decode()
        file = browser.get(address)
        assert file["Content-Type"] == "application/pdf" and "Mina Oh" in text_of(file.content)
        graduation.undo_graduation(oh.registration, reason="A slip", by=coordinator())
        assert browser.get(address).status_code == 302
    assert Certificate.objects.get().pk == certificate.pk


def test_the_page_of_graduation_shows_names_and_writes_none():
    semester = student_class()
    oh, kim = enroll(semester), enroll(semester, "kim", family_name="Kim")
    graduate(semester, oh)
    text = (
        client_of(coordinator())
        .get(reverse("admin:programs_classoffering_graduation", args=[semester.offering.pk]))
        .content.decode()
    )
    assert "Oh, Mina" in text and "Mina Oh" in text and "Kim, Mina" in text
    assert kim.registration.outcome == ""
    assert not LogEntry.objects.filter(change_message__contains="Mina").exists()
