"""Pages of graduation, in every state, at three widths: axe finds nothing, and nothing scrolls sideways."""

import pytest
from django.contrib.auth.models import Group, User

from programs.enums import Mark, SurveyQuestion, SurveyWave
from programs.models import Certificate, Registration, SurveyInvitation
from programs.services import graduation, surveys
from staff.roles import COORDINATOR
from tests.browser.conftest import check, tick
from tests.programs.graduates import ended_class, graduate_all, mark_all, person
from tests.programs.pages import link_to

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

LONG_NAME = "Featherstonehaugh-Cholmondeley-Majoribanks-of-a-very-long-name-without-a-break"


@pytest.fixture
def offering():
    people = {"hana": {"family_name": "田中"}, "ida": {"family_name": LONG_NAME}}
    offering = ended_class(("ana", "ben", "cleo", "dan", "hana", "ida", "jo"), people=people)
    mark_all(offering, Mark.ABSENT, name="ben", sessions=3)
    person(offering, "cleo").attendance.all().delete()
    Registration.objects.filter(given_name="Dan").update(exempt_reason="In hospital; agreed with the Chief.", email="")
    return offering


@pytest.fixture
def coordinator():
    user = User.objects.create_user("coordinator", password="long-password-1", is_staff=True)
    user.groups.add(Group.objects.get(name=COORDINATOR))
    return user


def sign_in(page, site):
    page.goto(f"{site}/admin/login/")
    page.locator("#id_username").fill("coordinator")
    page.locator("#id_password").fill("long-password-1")
    page.locator("[type=submit]").click()


def invite(offering, name):
    registration = person(offering, name)
    return SurveyInvitation.objects.create(
        registration=registration, wave=SurveyWave.END, invited_at=offering.created_at
    )


def open_own_page(page, site, offering, name):
    page.goto(f"{site}{link_to(person(offering, name))}")


def test_a_coordinator_graduates_a_class_and_mends_a_slip(site, page, offering, coordinator):
    sign_in(page, site)
    here = f"{site}/admin/programs/classoffering/{offering.pk}"
    page.goto(f"{here}/graduation/")
    check(page, "who can graduate")
    page.get_by_role("button", name="Show what will happen").click()
    check(page, "what will happen")
    page.get_by_role("button", name="Graduate the class").click()
    page.get_by_text("5 graduated, 2 not completed").wait_for()
    check(page, "who graduated")
    page.get_by_role("link", name="Issue anew: Ana Rivera").click()
    check(page, "issue anew")
    page.get_by_label("Name on the certificate").fill("Ana María Rivera")
    page.get_by_role("button", name="Issue the new certificate").click()
    check(page, "issue anew, with an error")
    page.get_by_label("Reason").fill("Accent")
    page.get_by_role("button", name="Issue the new certificate").click()
    page.get_by_text("is issued anew").wait_for()
    page.get_by_role("link", name="Undo: Jo Rivera").click()
    check(page, "undo")
    page.get_by_label("Reason").fill("A slip")
    page.get_by_role("button", name="Undo the graduation").click()
    page.get_by_text("is undone").wait_for()
    for path in ("", f"{Certificate.objects.first().pk}/change/"):
        page.goto(f"{site}/admin/programs/certificate/{path}")
        check(page, f"certificates {path}")


def test_results_of_a_survey(site, page, offering, coordinator):
    graduate_all(offering, coordinator)
    sign_in(page, site)
    here = f"{site}/admin/programs/classoffering/{offering.pk}"
    page.goto(f"{here}/survey/")
    check(page, "survey without answers")
    for name in ("ana", "hana", "ida", "jo", "dan"):
        answers = dict.fromkeys(SurveyQuestion.values, 4)
        surveys.answer(invite(offering, name), answers=answers, comment="word " * 60)
    page.goto(f"{here}/survey/")
    check(page, "survey with answers")


def test_what_anybody_sees_of_a_certificate(site, page, offering, coordinator):
    graduate_all(offering, coordinator)
    valid, replaced, withdrawn = Certificate.objects.order_by("number")[:3]
    graduation.reissue(replaced, name="X", reason="x", by=coordinator)
    graduation.undo_graduation(withdrawn.registration, by=coordinator, reason="x")
    page.goto(f"{site}/certificates/")
    check(page, "check a certificate")
    page.get_by_label("Code on the certificate").fill("abc")
    page.get_by_role("button", name="Check the certificate").click()
    check(page, "check a certificate, with an error")
    page.get_by_label("Code on the certificate").fill(valid.code.lower().replace("-", " "))
    page.get_by_role("button", name="Check the certificate").click()
    page.get_by_role("heading", name="This certificate is valid").wait_for()
    for code in (valid.code, replaced.code, withdrawn.code, "7K3M-29QX-ABCD"):
        page.goto(f"{site}/certificates/{code}/")
        check(page, f"certificate {code}")


def test_a_graduate_without_javascript(site, browser, offering, coordinator):
    graduate_all(offering, coordinator)
    invite(offering, "ana")
    page = browser.new_context(java_script_enabled=False).new_page()
    open_own_page(page, site, offering, "ana")
    page.get_by_role("button", name="Yes, write to me").click()
    page.get_by_role("button", name="Do not write to me any more").wait_for()
    page.get_by_role("link", name="Answer five questions").click()
    answer_all(page)
    page.get_by_role("heading", name="Thank you").wait_for()
    page.close()


def answer_all(page):
    for question in SurveyQuestion.values:
        tick(page.locator(f"#id_{question}"), "4")
    page.get_by_role("button", name="Send my answers").click()


def test_pages_of_graduates(site, page, offering, coordinator):
    graduate_all(offering, coordinator)
    invite(offering, "ana")
    for name, words in (("ana", "You graduated"), ("ben", "The class is over")):
        open_own_page(page, site, offering, name)
        page.get_by_role("heading", name=words).wait_for()
        check(page, f"own page of {name}")
    open_own_page(page, site, offering, "ana")
    page.get_by_role("link", name="Answer five questions").click()
    check(page, "survey")
    page.get_by_role("button", name="Send my answers").click()
    check(page, "survey with errors")
    answer_all(page)
    page.get_by_role("heading", name="Thank you").wait_for()
    check(page, "thanks")
