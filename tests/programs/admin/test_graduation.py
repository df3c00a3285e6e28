"""Graduating a class in the admin: choose, look, do it; and mending afterwards."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from programs.enums import Mark
from programs.models import Certificate, Registration
from tests.pages import words
from tests.programs.admin.helpers import class_url, coordinator, records, said, signed_in, staff
from tests.programs.builders import make_offering, seated
from tests.programs.graduates import (
    GRADUATED,
    INCOMPLETE,
    ended_class,
    graduate_all,
    mark_all,
    numbers,
    outcomes,
    person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering():
    offering = ended_class()
    mark_all(offering, Mark.ABSENT, name="cleo", sessions=3)
    return offering


@pytest.fixture
def graduated(offering):
    graduate_all(offering, staff("program coordinator"))
    return offering


def post(client, offering, names, **buttons):
    chosen = [person(offering, name).pk for name in names]
    return client.post(class_url(offering, "graduation"), {"person": chosen, **buttons})


def text_of(response):
    assert response.status_code == 200
    return words(response)


def mend_url(offering, name, what):
    certificate = Certificate.objects.get(registration=person(offering, name), replaced_at=None)
    return reverse(f"admin:programs_certificate_{what}", args=[certificate.pk])


def test_those_who_can_graduate_are_ticked_and_the_others_have_no_box(offering):
    text = text_of(coordinator().get(class_url(offering, "graduation")))
    boxes = re.findall(r'name="person" value="(\d+)" checked', text)
    assert {int(pk) for pk in boxes} == {person(offering, "ana").pk, person(offering, "ben").pk}
    assert text.count('name="person"') == 2
    assert "Missed 3 sessions" in text and "Attended 11 of 11 sessions." in text


def test_first_what_will_happen_then_it_happens_once(offering):
    client = coordinator()
    text = text_of(post(client, offering, ["ana", "ben"], outlook="1"))
    assert "<h2>2 graduate</h2>" in text and "Cleo Rivera: Missed 3 sessions" in text
    assert set(outcomes(offering).values()) == {""}

    done = post(client, offering, ["ana", "ben"], apply="1")
    assert done.status_code == 302 and "2 graduated, 1 not completed." in said(done)
    assert outcomes(offering) == {"ana": GRADUATED, "ben": GRADUATED, "cleo": INCOMPLETE}
    again = post(client, offering, ["ana", "ben"], apply="1")
    assert "nothing was changed" in said(again)
    assert LogEntry.objects.filter(object_id=offering.pk, change_message__contains="2 graduated").count() == 1
    text = text_of(client.get(class_url(offering, "graduation")))
    for name in ("PIP-45-001", "PIP-45-002", "Graduated: 2", "not completed"):
        assert name in text


@pytest.mark.parametrize("step", ["outlook", "apply"])
def test_who_has_not_finished_is_refused_by_name_even_with_a_form_of_ones_own(offering, step):
    text = text_of(post(coordinator(), offering, ["ana", "cleo"], **{step: "1"}))
    assert "Nothing was done. Not finished: Cleo Rivera: Missed 3 sessions" in text
    assert set(outcomes(offering).values()) == {""} and not Certificate.objects.exists()


@pytest.mark.parametrize("chosen", [[], ["x"], ["-1"], ["9" * 30], ["\x00"], ["\u0663"], ["999999"]])
def test_bad_input_is_a_message(offering, chosen):
    for step in ("outlook", "apply", "change", "nonsense"):
        page = coordinator().post(class_url(offering, "graduation"), {"person": chosen, step: "1"})
        assert page.status_code == 200
    assert not Certificate.objects.exists()


def test_before_the_last_session_the_list_is_there_and_the_button_is_not():
    offering = make_offering()
    seated(offering, "ana")
    text = text_of(coordinator().get(class_url(offering, "graduation")))
    assert "people can graduate from that day on" in text and "Show what will happen" not in text
    assert "Nobody has a confirmed seat" in text_of(
        coordinator().get(class_url(make_offering(number=46), "graduation"))
    )


def test_who_has_no_mail_address_is_named_to_be_told(offering):
    Registration.objects.filter(given_name="Ana").update(email="")
    assert "please tell them: Ana Rivera (310) 555-0100." in said(
        post(coordinator(), offering, ["ana", "ben"], apply="1")
    )


def test_issued_anew_with_a_reason(graduated):
    client, url = coordinator(), mend_url(graduated, "ana", "reissue")
    assert "Now it is made out to: Ana Rivera." in text_of(client.get(url))
    assert "errorlist" in text_of(client.post(url, {"name": "", "reason": ""}))
    assert "errorlist" in text_of(client.post(url, {"name": "a\nb\x00", "reason": "x" * 301}))
    done = client.post(url, {"name": "Ana María", "reason": "Accent"})
    assert "issued anew" in said(done)
    assert Certificate.objects.get(number="PIP-45-001", replaced_at=None).name == "Ana María"
    assert "not valid any more" in said(client.post(url, {"name": "Ana X", "reason": "Late"}))


def test_a_slip_is_undone_with_a_reason(graduated):
    client, url = coordinator(), mend_url(graduated, "ana", "undo")
    assert "Nobody is mailed" in text_of(client.get(url))
    assert "errorlist" in text_of(client.post(url, {"reason": " "}))
    for _ in range(2):
        assert "is undone" in said(client.post(url, {"reason": "Wrong Ana"}))
    assert outcomes(graduated)["ana"] == "" and numbers(graduated) == {"ben": "PIP-45-002"}


def test_every_page_by_role(graduated):
    certificate = Certificate.objects.first()
    pages = [
        (class_url(graduated, "graduation"), True),
        (class_url(graduated, "alumni_csv"), True),
        (class_url(graduated, "alumni_xlsx"), True),
        (class_url(graduated, "survey"), True),
        (reverse("admin:programs_certificate_changelist"), True),
        (reverse("admin:programs_certificate_change", args=[certificate.pk]), True),
        (reverse("admin:programs_certificate_history", args=[certificate.pk]), True),
        (mend_url(graduated, "ana", "reissue"), False),
        (mend_url(graduated, "ana", "undo"), False),
    ]
    may, looks, nobody = coordinator(), records(), signed_in(None)
    for url, is_readable in pages:
        assert may.get(url).status_code == 200, url
        assert looks.get(url).status_code == (200 if is_readable else 403), url
        assert nobody.get(url).status_code == 403, url
        assert "/login/" in Client().get(url).url, url
    assert coordinator().get(reverse("admin:programs_certificate_add")).status_code == 403


@pytest.mark.parametrize("role", [None, "records"])
def test_who_may_only_look_changes_nothing(graduated, role):
    client = signed_in(role)
    assert post(client, graduated, ["ana"], apply="1").status_code == 403
    for what in ("reissue", "undo"):
        assert client.post(mend_url(graduated, "ana", what), {"name": "x", "reason": "x"}).status_code == 403
    certificate = Certificate.objects.first()
    change = reverse("admin:programs_certificate_change", args=[certificate.pk])
    assert client.post(change, {"name": "x"}).status_code == 403
    assert Certificate.objects.filter(replaced_at=None).count() == 2


def test_certificates_are_frozen_for_everybody(graduated):
    certificate = Certificate.objects.first()
    url = reverse("admin:programs_certificate_change", args=[certificate.pk])
    assert coordinator().post(url, {"name": "x"}).status_code == 403
    assert 'name="name"' not in text_of(coordinator().get(url))
    assert "Undo the graduation" in text_of(coordinator().get(url)) and "Undo" not in text_of(records().get(url))


@pytest.mark.parametrize("query", ["PIP-45-001", "Ana Riv", "code", "code, lower case without dashes", "\x00"])
def test_certificates_are_found(graduated, query):
    code = Certificate.objects.get(number="PIP-45-001").code
    query = {"code": code, "code, lower case without dashes": code.replace("-", "").lower()}.get(query, query)
    text = text_of(coordinator().get(reverse("admin:programs_certificate_changelist"), {"q": query}, follow=True))
    assert "PIP-45-001" in text and ("PIP-45-002" not in text or query == "\x00")


def test_the_page_of_a_person_shows_outcome_and_certificate(graduated):
    url = reverse("admin:programs_registration_change", args=[person(graduated, "ana").pk])
    assert "PIP-45-001</a>" in text_of(records().get(url))
    url = reverse("admin:programs_registration_change", args=[person(graduated, "cleo").pk])
    assert "Not completed" in text_of(records().get(url))
