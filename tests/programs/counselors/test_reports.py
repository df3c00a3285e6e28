"""The credit report as the school's counselor has it; and that nobody else has."""

import pytest
from django.test import Client

from programs.models import Counselor, CreditReport
from programs.services.nominations import credits
from tests.pages import words
from tests.programs.counselors.pages import signed_in
from tests.programs.credits import NORTH, SOUTH, decided, ended_semester, keep_to_ourselves, report_for, student
from tests.programs.students import make_counselor, make_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return report_for(decided(ended_semester()))


@pytest.fixture
def north(report):
    return signed_in(Counselor.objects.get(school__name=NORTH))


def post(client, report, **data):
    page = client.get(report.get_absolute_url())
    return client.post(report.get_absolute_url(), {"version": page.context["version"], **data}, follow=True)


def test_the_counselor_reads_it_and_says_once_that_it_is_posted(report, north):
    page = north.get(report.get_absolute_url())
    text = words(page)
    assert "Oh, Minji" in text and "11 of 11" in text and "2.50" in text
    assert "Diaz" not in text
    assert page["Cache-Control"].startswith("no-store")

    assert "Thank you." in words(post(north, report))
    report.refresh_from_db()
    first = report.acknowledged_at
    again = north.post(report.get_absolute_url(), {"version": page.context["version"]}, follow=True)
    assert "It is so already" in words(again)
    report.refresh_from_db()
    assert (report.acknowledged_at, report.acknowledged_by.name) == (first, "Ms. North")
    assert "These are posted" not in words(north.get(report.get_absolute_url()))


def test_of_whom_the_family_has_not_released_the_school_learns_the_number(report, north):
    keep_to_ourselves(student("Leo"))
    text = words(north.get(report.get_absolute_url()))
    assert "Not released to the school by the family: 1 student." in text
    assert "Leo" not in text


def test_a_report_that_changed_meanwhile_is_not_posted_unseen(report, north):
    seen = north.get(report.get_absolute_url()).context["version"]
    keep_to_ourselves(student("Leo"))
    report_for(report.quota.semester)
    for version in (seen, "", "\x00", "x" * 5000):
        answer = north.post(report.get_absolute_url(), {"version": version}, follow=True)
        assert "has changed since you opened it" in words(answer)
    assert not CreditReport.objects.exclude(acknowledged_at=None)


def test_a_release_taken_back_at_the_last_moment_is_seen_first_and_then_posted(report, north):
    seen = north.get(report.get_absolute_url()).context["version"]
    keep_to_ourselves(student("Leo"))
    answer = north.post(report.get_absolute_url(), {"version": seen}, follow=True)
    assert "has changed since you opened it" in words(answer) and "Leo" not in words(answer)
    assert "Thank you." in words(post(north, report))
    report.refresh_from_db()
    assert [line["given_name"] for line in report.lines["students"]] == ["Minji"]


def test_a_file_by_a_button_and_it_stands_in_the_history(report, north):
    address = f"{report.get_absolute_url()}csv/"
    assert north.get(address).status_code == 405
    content = north.post(address).content.decode("utf-8-sig")
    assert "Minji" in content and "Diaz" not in content
    assert student("Minji").events.last().note == "credit report downloaded as CSV"
    assert not student("Ana").events.filter(note__contains="downloaded")


@pytest.mark.paper
@pytest.mark.once
def test_the_paper_too(report, north):
    assert north.post(f"{report.get_absolute_url()}pdf/")["Content-Type"] == "application/pdf"


def test_nobody_else_finds_it(report):
    own = CreditReport.objects.get()
    south = signed_in(Counselor.objects.get(school__name=SOUTH))
    for address in (own.get_absolute_url(), f"{own.get_absolute_url()}pdf/", f"{own.get_absolute_url()}csv/"):
        if not address.endswith(("pdf/", "csv/")):
            assert south.get(address).status_code == 404
        assert south.post(address).status_code == 404
        assert Client().get(address).status_code in (302, 405)
        assert Client().post(address).status_code == 403
    assert south.get("/counselors/reports/99999999999999999999/").status_code == 404
    own.refresh_from_db()
    assert own.acknowledged_at is None


def test_who_has_left_is_signed_out(report, north):
    Counselor.objects.filter(school__name=NORTH).update(left_at=report.made_at)
    assert north.get(report.get_absolute_url()).status_code == 302
    assert north.post(f"{report.get_absolute_url()}csv/").status_code == 403


def test_a_colleague_of_the_same_school_may(report):
    colleague = signed_in(make_counselor("Mr. Fox", make_school(NORTH)))
    assert "Minji" in words(colleague.get(report.get_absolute_url()))


def test_the_reports_of_a_school_without_their_lines(report, django_assert_num_queries):
    own = make_school(NORTH)
    with django_assert_num_queries(1):
        found = list(credits.reports_of(own))
        assert [str(each) for each in found] == ["Credit report of North High School, TAP class 12, Spring 2027"]
    assert list(credits.reports_of(make_school(SOUTH))) == []
