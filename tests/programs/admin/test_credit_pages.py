"""The coordinator's page of the credits: who may read it, what its buttons do, and what the history keeps."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from programs.models import CreditReport
from staff.roles import COORDINATOR, RECORDS
from tests.pages import words
from tests.programs.admin.helpers import class_page, class_url, said, signed_in
from tests.programs.builders import make_offering
from tests.programs.credits import NORTH, SOUTH, decided, ended_semester, keep_to_ourselves, quota_of, student
from tests.programs.students import client_of, coordinator, instructor

pytestmark = pytest.mark.django_db
PAGES = ["credits", "credits_open", "credits_pdf", "credits_csv"]


@pytest.fixture
def semester():
    return decided(ended_semester())


@pytest.fixture
def youth():
    return client_of(coordinator())


def post(client, semester, page="credits", school=NORTH, **data):
    return client.post(class_url(semester.offering, page), {"school": quota_of(semester, school).pk, **data})


def test_the_page_says_what_each_school_would_be_told(semester, youth):
    keep_to_ourselves(student("Leo"))
    text = words(youth.get(class_url(semester.offering, "credits")))
    assert "2 enrolled: 1 released to the school, 1 of them completed." in text
    assert "Not released: 1." in text
    assert "Oh, Minji" in text
    assert "Park" not in text
    assert "11 of 11" in text
    history = LogEntry.objects.latest("pk")
    assert history.change_message == "Read the names of students: credits for the schools."


def test_one_school_or_all_of_them(semester, youth):
    assert "North High School" in said(post(youth, semester))
    assert CreditReport.objects.get().quota.school.name == NORTH
    everything = youth.post(class_url(semester.offering, "credits"), {"school": "all"})
    assert "North High School, South High School" in said(everything)
    text = words(youth.get(class_url(semester.offering, "credits")))
    assert "The credit report is ready: TAP class 12, Spring 2027, to north@tusd.org: queued." in text
    assert "The school has not said yet that the credits are posted." in text
    assert "The report says something else" not in text


def test_a_refusal_is_said_in_words(youth):
    semester = ended_semester()
    assert "Decide first who has completed the class" in said(post(youth, semester))


def test_the_page_says_when_the_report_is_behind(semester, youth):
    post(youth, semester)
    keep_to_ourselves(student("Leo"))
    text = words(youth.get(class_url(semester.offering, "credits")))
    assert "The report says something else than the list below. Make it anew." in text.replace("</strong>", "")


def test_files_by_a_button_alone_and_the_history_names_nobody(semester, youth):
    post(youth, semester)
    got = post(youth, semester, "credits_csv")
    assert "Minji" in got.content.decode("utf-8-sig")
    assert "no-store" in got["Cache-Control"]
    assert youth.get(class_url(semester.offering, "credits_csv")).status_code == 302
    report_lines = LogEntry.objects.filter(content_type__model="creditreport").order_by("pk")
    assert [line.change_message for line in report_lines] == [
        "Made: 2 students; not released: 0.", "Downloaded as CSV.",
    ]  # fmt: skip
    assert post(youth, semester, "credits_csv", SOUTH).status_code == 404


@pytest.mark.paper
@pytest.mark.once
def test_the_paper_too(semester, youth):
    post(youth, semester)
    assert post(youth, semester, "credits_pdf")["Content-Type"] == "application/pdf"
    assert LogEntry.objects.latest("pk").change_message == "Downloaded as PDF."


def test_opening_again_asks_for_the_reason(semester, youth):
    post(youth, semester)
    CreditReport.objects.update(acknowledged_at=timezone.now())
    assert "Open the report again first" in said(post(youth, semester))
    assert "Why" not in words(post(youth, semester, "credits_open"))
    assert "Choose a reason: the counselors are told." in words(post(youth, semester, "credits_open", apply="1"))
    assert CreditReport.objects.exclude(acknowledged_at=None).exists()
    post(youth, semester, "credits_open", apply="1", reason="school")
    assert not CreditReport.objects.exclude(acknowledged_at=None).exists()
    assert "It is open already" in said(post(youth, semester, "credits_open", apply="1", reason="school"))


@pytest.mark.parametrize("name", PAGES)
def test_only_who_may_read_the_names_of_students(semester, name):
    for client in (signed_in(COORDINATOR), signed_in(RECORDS), client_of(instructor())):
        assert client.get(class_url(semester.offering, name)).status_code == 403
        assert post(client, semester, name).status_code == 403
    assert not CreditReport.objects.exists()


def test_a_class_for_adults_has_no_credits(semester, youth):
    other = make_offering()
    assert reverse("admin:programs_classoffering_credits", args=[other.pk]) not in words(youth.get(class_page(other)))
    assert class_url(semester.offering, "credits") in words(youth.get(class_page(semester.offering)))
    assert youth.get(class_url(other, "credits")).status_code == 404


@pytest.mark.parametrize("school", ["", "0", "x", "999999", "\x00", "9" * 40])
def test_a_school_that_is_none_is_not_found(semester, youth, school):
    for page in PAGES:
        assert youth.post(class_url(semester.offering, page), {"school": school}).status_code == 404
