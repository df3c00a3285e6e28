"""The certificate as a file: for its owner, and for staff."""

import pytest
from django.test import Client
from django.urls import reverse

from core import pdf
from programs.models import Certificate
from programs.services import graduation
from tests.core.pdf_reader import text_of
from tests.programs.admin.helpers import coordinator, records, said, signed_in, staff
from tests.programs.graduates import ended_class, graduate_all, person
from tests.programs.pages import newest_link

pytestmark = [pytest.mark.paper, pytest.mark.django_db]


@pytest.fixture
def offering():
    offering = ended_class(("ana", "ben"))
    graduate_all(offering, staff("program coordinator"))
    return offering


def owner(registration):
    client = Client()
    client.get(newest_link(registration.email, "/programs/open/"))
    return client


def own_url(registration):
    return reverse("programs:certificate_pdf", args=[registration.reference])


def admin_url(certificate):
    return reverse("admin:programs_certificate_pdf", args=[certificate.pk])


def test_graduates_download_their_own(offering):
    ana = person(offering, "ana")
    client = owner(ana)
    assert own_url(ana) in client.get(ana.get_absolute_url()).content.decode()
    answer = client.get(own_url(ana))
    assert answer.headers["Content-Type"] == "application/pdf" and "no-store" in answer.headers["Cache-Control"]
    assert "certificate-PIP-45-001.pdf" in answer.headers["Content-Disposition"]
    text = text_of(answer.content)
    assert "Ana Rivera" in text and Certificate.objects.get(registration=ana).code in text and "Ben" not in text


def test_nobody_downloads_another_ones(offering):
    ana, ben = person(offering, "ana"), person(offering, "ben")
    for client in (Client(), owner(ben)):
        assert client.get(own_url(ana)).headers["Location"] == "/my/"


def without_libraries(monkeypatch):
    def missing():
        raise pdf.PdfUnavailable

    monkeypatch.setattr(pdf, "_engine", missing)


def test_without_the_libraries_everyone_is_told_what_to_do(offering, monkeypatch):
    without_libraries(monkeypatch)
    ana = person(offering, "ana")
    client = owner(ana)
    assert client.get(own_url(ana)).headers["Location"] == ana.get_absolute_url()
    assert "Please call us: you get it on paper." in client.get(ana.get_absolute_url()).content.decode()
    answer = coordinator().get(admin_url(Certificate.objects.first()))
    assert answer.status_code == 302 and "Ask your administrator" in said(answer)


def test_staff_print_one_as_long_as_it_is_valid(offering):
    ana = Certificate.objects.get(number="PIP-45-001")
    for client in (coordinator(), records()):
        assert "Ana Rivera" in text_of(client.get(admin_url(ana)).content)
    assert signed_in(None).get(admin_url(ana)).status_code == 403
    assert "/login/" in Client().get(admin_url(ana)).url
    new = graduation.reissue(ana, name="Ana María Rivera", reason="Accent", by=staff("program coordinator"))
    assert "not valid any more" in said(coordinator().get(admin_url(ana)))
    assert "Ana María Rivera" in text_of(coordinator().get(admin_url(new)).content)
