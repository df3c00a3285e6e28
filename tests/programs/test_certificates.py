"""A certificate after it was issued: checked by its code, issued anew, withdrawn."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from core import limits
from core.references import ALPHABET
from programs.enums import Mark
from programs.models import Certificate
from programs.services import certificates, graduation, roster
from programs.services.errors import RegistrationError
from tests.pages import words
from tests.programs.graduates import GRADUATED, ended_class, graduate_all, mark_all, numbers, outcomes, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(django_user_model):
    return django_user_model.objects.create_user("coordinator", is_staff=True)


@pytest.fixture
def offering(staff):
    offering = ended_class()
    graduate_all(offering, staff)
    return offering


def certificate_of(offering, name):
    return Certificate.objects.get(registration=person(offering, name), replaced_at=None)


def page(code, client=None):
    response = (client or Client()).get(f"/certificates/{code}/")
    return response.status_code, words(response)


def test_codes_are_random_and_can_be_read_aloud(offering):
    codes = set(Certificate.objects.values_list("code", flat=True))
    assert len(codes) == 3
    assert all(re.fullmatch(rf"[{ALPHABET}]{{4}}(-[{ALPHABET}]{{4}}){{2}}", code) for code in codes)


def test_anyone_with_the_paper_reads_name_class_program_and_date(offering):
    ana = certificate_of(offering, "ana")
    status, text = page(ana.code)
    assert status == 200
    for fact in (
        "This certificate is valid",
        "Ana Rivera",
        "Partners in Policing",
        "Class 45, Spring 2027",
        ana.number,
    ):
        assert fact in text
    assert f"{ana.graduated_on:%B} {ana.graduated_on.day}, {ana.graduated_on.year}" in text
    for private in (ana.registration.email, ana.registration.reference, "Ben"):
        assert private not in text


@pytest.mark.parametrize("typed", [str.lower, lambda code: code.replace("-", ""), lambda code: code.replace("-", " "),
                                   lambda code: code.replace("-", "–").lower()])  # fmt: skip
def test_a_code_is_read_as_it_was_typed(offering, typed):
    code = typed(certificate_of(offering, "ana").code)
    assert page(code)[0] == 200
    answer = Client().get("/certificates/", {"code": code})
    assert (answer.status_code, answer.headers["Location"]) == (
        302, f"/certificates/{certificate_of(offering, 'ana').code}/",
    )  # fmt: skip


@pytest.mark.parametrize("code", ["7K3M-29QX-ABCD", "nonsense", "0" * 12, "x" * 5000, "%00", "%F0%9F%98%80", "-"])
def test_an_unknown_code_is_a_friendly_page_with_the_phone(offering, code):
    status, text = page(code)
    assert status == 404
    assert "We do not know this code" in text and "(310) 618-5688" in text
    assert ('value="7K3M-29QX-ABCD"' in text) is (code == "7K3M-29QX-ABCD"), "what was typed can be mended"


@pytest.mark.parametrize("code", ["", "nonsense", "7K3M-29QX-ABC0", "x" * 50, "\x00", "=1+1"])
def test_the_form_says_what_a_code_looks_like(code):
    answer = Client().get("/certificates/", {"code": code})
    assert answer.status_code == 200 and b"usa-error-message" in answer.content


def test_the_pages_are_kept_by_nobody_and_listed_nowhere(offering):
    for path in ("/certificates/", f"/certificates/{certificate_of(offering, 'ana').code}/", "/certificates/x/"):
        answer = Client().get(path)
        assert "noindex" in answer.headers["X-Robots-Tag"] and "no-store" in answer.headers["Cache-Control"]
        assert b'name="robots" content="noindex' in answer.content
        assert not answer.cookies
        assert Client().post(path).status_code == 405


def test_issued_anew_the_number_stays_and_the_old_code_tells_nothing_of_the_new_one(offering, staff):
    old = certificate_of(offering, "ana")
    new = graduation.reissue(old, name="Ana María Rivera", reason="Name misspelled", by=staff)

    assert new.number == old.number and new.code != old.code
    assert (new.graduated_on, new.class_title) == (old.graduated_on, old.class_title)
    status, text = page(old.code)
    assert status == 200 and "A newer certificate was issued" in text
    for secret in ("Rivera", new.code, "Name misspelled", new.number):
        assert secret not in text
    assert "Ana María Rivera" in page(new.code)[1]
    assert "Name misspelled" in person(offering, "ana").events.last().note
    assert LogEntry.objects.filter(change_message__contains="Name misspelled", user=staff).count() == 2


def test_the_same_wish_twice_is_one_certificate_and_another_wish_is_told(offering, staff):
    old = certificate_of(offering, "ana")
    new = graduation.reissue(old, name="Ana M.", reason="Wish", by=staff)
    again = graduation.reissue(Certificate.objects.get(pk=old.pk), name="Ana M.", reason="Wish", by=staff)
    assert again == new
    with pytest.raises(RegistrationError, match="not valid any more"):
        graduation.reissue(old, name="Ana N.", reason="Other wish", by=staff)
    with pytest.raises(RegistrationError, match="Write the reason"):
        graduation.reissue(new, name="Ana N.", reason=" ", by=staff)
    assert Certificate.objects.filter(registration=old.registration).count() == 2


def test_a_graduation_that_was_a_slip_is_undone(offering, staff):
    ben = certificate_of(offering, "ben")
    graduation.set_alumni(ben.registration, wants=True)
    graduation.undo_graduation(ben.registration, by=staff, reason="Wrong Ben")

    assert outcomes(offering) == {"ana": GRADUATED, "ben": "", "cleo": GRADUATED}
    assert person(offering, "ben").alumni_since is None
    status, text = page(ben.code)
    assert status == 200 and "not valid" in text and "Rivera" not in text and "Wrong Ben" not in text
    graduation.undo_graduation(ben.registration, by=staff, reason="Wrong Ben")
    assert person(offering, "ben").events.filter(note__contains="undone").count() == 1


def test_whoever_graduates_again_has_the_same_number_and_a_new_code(offering, staff):
    ben = certificate_of(offering, "ben")
    graduation.undo_graduation(ben.registration, by=staff, reason="Slip")
    graduate_all(offering, staff)

    assert numbers(offering) == {"ana": "PIP-45-001", "ben": "PIP-45-002", "cleo": "PIP-45-003"}
    assert certificate_of(offering, "ben").code != ben.code
    assert "A newer certificate was issued" in page(ben.code)[1]


def test_whoever_was_moved_since_graduates_with_a_number_of_the_new_class(offering, staff):
    ana = person(offering, "ana")
    graduation.undo_graduation(ana, by=staff, reason="A slip.")
    later = ended_class((), number=46, days_ago=-30)
    roster.move(ana, to=later, by=staff)
    mark_all(later, Mark.PRESENT)
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        graduate_all(later, staff)
    assert numbers(later) == {"ana": "PIP-46-001"}


def test_the_number_of_somebody_whose_graduation_was_undone_goes_to_nobody_else(offering, staff):
    graduation.undo_graduation(person(offering, "cleo"), by=staff, reason="Slip")
    assert certificates.Numbers(offering).next() == "PIP-45-004"


def test_a_renumbered_class_does_not_take_numbers_twice(offering, staff):
    """The class becomes 46; the next class 45 begins after the numbers that are out there."""
    offering.number = 46
    offering.save()
    other = ended_class(("dan",), number=45)
    graduate_all(other, staff)
    assert numbers(other) == {"dan": "PIP-45-004"}


def guesses(how_many):
    client = Client()
    return [client.get(f"/certificates/7K3M-29QX-{number:04}/").status_code for number in range(2222, 2222 + how_many)]


def test_guessing_codes_is_stopped():
    most = limits.LIMITS["certificate"][0]
    answers = guesses(most + 5)
    assert answers == [404] * most + [429] * 5


def test_control_without_limits_guessing_goes_on(settings):
    settings.RATE_LIMITS_ON = False
    assert set(guesses(limits.LIMITS["certificate"][0] + 5)) == {404}
