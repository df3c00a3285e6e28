"""The page "Paper" of a class: who gets which PDF, what is said when there is none, and what is kept."""

import io

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from core.models import DepartmentProfile
from tests.core.pdf_reader import text_of
from tests.programs.admin.helpers import class_page, class_url, coordinator, records, said, signed_in, staff
from tests.programs.builders import make_offering, seated
from tests.programs.papers import answer, certify, confirmed
from tests.volume import few

pytestmark = [pytest.mark.paper, pytest.mark.django_db]

WITH_NOTES = "emergency_list_with_notes"


def sign_in_url(offering):
    return f"{class_url(offering, 'sign_in_sheet')}?session={offering.sessions.first().pk}"


def papers(offering):
    """Address of each paper, and the permissions that it takes."""
    people = ["view_classoffering", "view_registration"]
    packets = [*people, "view_acceptancepacket"]
    return {
        class_url(offering, "paper"): people,
        sign_in_url(offering): people,
        class_url(offering, "name_badges"): people,
        class_url(offering, "emergency_list"): packets,
        class_url(offering, "consent_lights"): packets,
        class_url(offering, WITH_NOTES): [*packets, "view_medical_notes"],
        class_url(offering, "certificates"): ["view_classoffering", "view_certificate"],
    }


@pytest.fixture
def offering():
    offering = make_offering()
    ana = seated(offering, "ana")
    answer(ana, medical_notes="Carries an inhaler.")
    certify(ana)
    return offering


def ask(client, url):
    return client.post(url) if WITH_NOTES.replace("_", "-") in url else client.get(url)


def with_permissions(*names):
    user = staff(None, "-".join(names)[:150])
    user.user_permissions.add(*Permission.objects.filter(codename__in=names))
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.once
def test_each_paper_takes_each_of_its_permissions(offering):
    for url, needed in papers(offering).items():
        assert ask(with_permissions(*needed), url).status_code == 200, url
        for lacking in needed:
            client = with_permissions(*[name for name in needed if name != lacking])
            assert ask(client, url).status_code == 403, f"{url} without {lacking}"


@pytest.mark.once
def test_papers_by_role(offering):
    for url, needed in papers(offering).items():
        assert ask(coordinator(), url).status_code == 200, url
        confidential = {"view_acceptancepacket", "view_medical_notes"}.intersection(needed)
        assert ask(records(), url).status_code == (403 if confidential else 200), url
        assert ask(signed_in(None), url).status_code == 403, url
        assert "/login/" in ask(Client(), url).url, url


@pytest.mark.once
def test_the_page_offers_what_its_reader_may_have(offering):
    mine = coordinator().get(class_url(offering, "paper")).content.decode()
    assert [url for url in list(papers(offering))[1:] if url.partition("?")[0] not in mine] == []
    assert "1 person has" in mine
    assert "1 certificate is issued" in mine
    others = records().get(class_url(offering, "paper")).content.decode()
    assert "Name badges (PDF)" in others
    assert "Emergency" not in others
    assert "Consent" not in others
    assert class_url(offering, "paper") in coordinator().get(class_page(offering)).content.decode()


def test_the_next_session_is_chosen_and_a_cancelled_one_is_marked(offering):
    first, second = offering.sessions.all()[:2]
    offering.sessions.filter(pk=first.pk).update(cancelled=True)
    page = coordinator().get(class_url(offering, "paper")).content.decode()
    assert f'<option value="{second.pk}" selected>' in page
    assert page.count("(cancelled)") == 1


def test_a_paper_is_a_file_with_the_name_of_the_class(offering):
    response = coordinator().get(sign_in_url(offering))
    day = offering.sessions.first().date
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="sign-in-{day:%Y-%m-%d}-PIP-45.pdf"'
    assert "no-store" in response["Cache-Control"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "Rivera, Ana" in text_of(response.content)


@pytest.mark.parametrize("wanted", ["", "x", "0", "99999999999999999999", "\x00", "-1"])
def test_a_session_that_is_not_of_this_class(offering, wanted):
    response = coordinator().get(class_url(offering, "sign_in_sheet"), {"session": wanted})
    assert response.url == class_url(offering, "paper")
    assert said(response) == "Choose one of the sessions of this class."


def test_the_session_of_another_class_is_not_of_this_one(offering):
    other = make_offering(number=46).sessions.first()
    response = coordinator().get(class_url(offering, "sign_in_sheet"), {"session": other.pk})
    assert said(response) == "Choose one of the sessions of this class."


@pytest.mark.parametrize("name", ["name_badges", "emergency_list", "consent_lights", WITH_NOTES])
def test_nobody_to_print_is_said(name):
    empty = make_offering(number=47)
    response = ask(coordinator(), class_url(empty, name))
    assert response.url == class_url(empty, "paper")
    assert "nobody has a confirmed seat" in said(response)
    assert not LogEntry.objects.exists()


def test_no_certificate_is_said():
    empty = make_offering(number=47)
    response = coordinator().get(class_url(empty, "certificates"))
    assert "no certificate is issued yet" in said(response)
    assert "None is issued yet" in coordinator().get(response.url).content.decode()


def test_letters_that_cannot_be_printed_are_named(offering):
    seated(offering, "zoe", certificate_name="Zo\U000ffff0")
    response = coordinator().get(class_url(offering, "name_badges"))
    assert response.url == class_url(offering, "paper")
    assert "(in Zo\U000ffff0)" in said(response)
    assert "(in Zo\U000ffff0)" in coordinator_after(response)


def coordinator_after(response):
    client = Client()
    client.force_login(staff("program coordinator"), backend="django.contrib.auth.backends.ModelBackend")
    client.cookies.update(response.cookies)
    return client.get(response.url).content.decode()


def test_who_printed_medical_notes_stays_in_the_history(offering):
    client = coordinator()
    assert "inhaler" not in text_of(client.get(class_url(offering, "emergency_list")).content)
    assert not LogEntry.objects.exists()
    assert "inhaler" in text_of(client.post(class_url(offering, WITH_NOTES)).content)
    entry = LogEntry.objects.get()
    assert entry.user == staff("program coordinator")
    assert entry.get_edited_object() == offering
    assert "medical notes" in entry.get_change_message()
    history = client.get(reverse("admin:programs_classoffering_history", args=[offering.pk])).content.decode()
    assert "Read medical notes" in history


def test_notes_that_do_not_open_are_a_message_and_not_a_crash(offering, settings):
    settings.FIELD_KEYS = [b"Another key of thirty-two bytes."]
    response = coordinator().post(class_url(offering, WITH_NOTES))
    assert response.url == class_url(offering, "paper")
    assert "Please tell the administrator: programs.AcceptancePacket.medical_notes cannot be read" in said(response)
    assert not LogEntry.objects.exists()


def test_a_link_to_medical_notes_opens_nothing(offering):
    response = coordinator().get(class_url(offering, WITH_NOTES))
    assert response.url == class_url(offering, "paper")
    assert not LogEntry.objects.exists()


def test_certificates_that_were_replaced_are_not_printed(offering):
    ben = seated(offering, "ben")
    certify(ben, 2, name="Wrong", code="OLD", replaced_at=ben.created_at, replaced_reason="Misspelt.")
    certify(ben, 2, name="Right", code="NEW")
    text = text_of(coordinator().get(class_url(offering, "certificates")).content)
    assert "Wrong" not in text
    assert text.index("Ana Rivera") < text.index("Right")


@pytest.mark.once
@pytest.mark.parametrize(
    "name",
    few(["paper", "sign_in_sheet", WITH_NOTES, "name_badges", "emergency_list", "consent_lights", "certificates"], 3),
)
def test_queries_do_not_grow_with_the_class(name):
    offering = make_offering()
    client = coordinator()
    url = sign_in_url(offering) if name == "sign_in_sheet" else class_url(offering, name)
    counts, pages = [], []
    for how_many, start in few([(1, 0), (2, 1), (37, 3)]):
        for number, person in enumerate(confirmed(offering, how_many, start), start=start):
            answer(person, medical_notes="None.")
            certify(person, number)
        DepartmentProfile.current()
        with CaptureQueriesContext(connection) as asked:
            response = ask(client, url)
        assert response.status_code == 200
        counts.append(len(asked))
        pages.append(response.content)
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 8
    if name == "certificates":
        assert len(PdfReader(io.BytesIO(pages[-1])).pages) == offering.registrations.count()
