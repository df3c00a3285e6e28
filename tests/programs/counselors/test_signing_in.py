"""Counselors come in by a mailed link or code, and only while they are counselors."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from mailroom.models import Message
from programs.models import Counselor
from programs.services import counselors
from programs.services.counselors import CounselorError
from tests.pages import words
from tests.programs.counselors.pages import ask, link_in, newest_mail, page_of, signed_in, student
from tests.programs.students import make_counselor, make_school

pytestmark = pytest.mark.django_db


def is_in(client):
    return "Sign out" in words(client.get("/counselors/"))


def test_the_invitation_opens_the_page_once():
    school = make_school()
    counselors.invite(school=school, name="Ms. Reyes", email="reyes@tusd.org", students_from="A", students_to="F")
    link = link_in(newest_mail("counselor_invited", "reyes@tusd.org"))
    scanner, reader, thief = Client(), Client(), Client()
    for browser in (scanner, reader, thief):
        assert "Open my page" in words(browser.get(link, follow=True))
    assert "North High School" in words(reader.post("/counselors/open/", follow=True))
    assert thief.post("/counselors/open/").status_code == 410 and not is_in(thief)
    assert Counselor.objects.get().signed_in_at


def test_asking_for_a_code_does_not_end_the_invitation():
    counselors.invite(school=make_school(), name="Ms. Reyes", email="reyes@tusd.org")
    ask(Client(), "reyes@tusd.org")
    client = Client()
    client.get(link_in(newest_mail("counselor_invited")))
    client.post("/counselors/open/")
    assert is_in(client)


def test_an_invitation_again_ends_the_one_before():
    counselor = counselors.invite(school=make_school(), name="Ms. Reyes", email="reyes@tusd.org")
    old = link_in(newest_mail("counselor_invited"))
    counselors.invite_again(counselor)
    client = Client()
    client.get(old)
    assert client.post("/counselors/open/").status_code == 410


def test_by_code_whatever_the_writing_of_the_address(reyes):
    client = Client()
    assert "Check your mail" in words(ask(client, "REYES@tusd.org"))
    code = re.search(r"\b\d{6}\b", newest_mail("counselor_sign_in", "reyes@tusd.org").text)[0]
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    assert "This code is not right" in words(client.post("/counselors/code/", {"code": wrong}))
    assert "North High School" in words(client.post("/counselors/code/", {"code": code}, follow=True))


def shown(response, address):
    return words(response).replace(address, "ADDRESS")


def test_the_answer_is_the_same_whether_the_address_is_known_or_not(reyes):
    gone = make_counselor("Mr. Gone", left_at=timezone.now())
    answers = {address: shown(ask(Client(), address), address) for address in (reyes.email, gone.email, "x@tusd.org")}
    assert len(set(answers.values())) == 1
    assert list(Message.objects.values_list("to", flat=True)) == [reyes.email]


def test_the_code_of_my_requests_or_of_another_counselor_does_not_sign_in(reyes, south):
    client = Client()
    ask(client, reyes.email)
    ask(Client(), south.email)
    code = re.search(r"\b\d{6}\b", newest_mail("counselor_sign_in", south.email).text)[0]
    client.post("/counselors/code/", {"code": code})
    assert not is_in(client)


def test_who_has_left_is_out_at_once_and_open_pages_too(reyes):
    client, waiting = signed_in(reyes), Client()
    ask(waiting, reyes.email)
    code = re.search(r"\b\d{6}\b", newest_mail("counselor_sign_in").text)[0]
    assert is_in(client)
    counselors.leave(reyes)
    assert not is_in(client)
    waiting.post("/counselors/code/", {"code": code})
    assert not is_in(waiting)
    assert counselors.leave(reyes) is False


def test_who_comes_back_signs_in_anew(reyes):
    client = signed_in(reyes)
    counselors.leave(reyes)
    counselors.come_back(reyes)
    assert not is_in(client)
    assert is_in(signed_in(Counselor.objects.get(pk=reyes.pk)))


def test_another_school_or_address_ends_what_was_open(reyes):
    client = signed_in(reyes)
    Counselor.objects.filter(pk=reyes.pk).update(school=make_school("West High School"))
    assert not is_in(client)
    counselor = Counselor.objects.get(pk=reyes.pk)
    client = signed_in(counselor)
    counselors.change(counselor, name="Ms. Reyes", email="ana.reyes@tusd.org")
    assert not is_in(client)
    assert newest_mail("counselor_invited").to == "ana.reyes@tusd.org"


def test_the_proof_is_renewed_by_use_and_ends_with_the_working_day(reyes):
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        client = signed_in(reyes)
        for minutes in range(90, 600, 90):
            clock.move_to(start + timedelta(minutes=minutes))
            assert is_in(client), minutes
        clock.move_to(start + timedelta(hours=10))
        assert not is_in(client)


def test_the_proof_ends_without_use(reyes):
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        client = signed_in(reyes)
        clock.move_to(start + timedelta(hours=2))
        assert not is_in(client)


def test_sign_out(reyes):
    client = signed_in(reyes)
    client.post("/counselors/sign-out/")
    assert not is_in(client)


def test_what_was_typed_when_the_proof_ended_can_be_sent_after_signing_in(reyes, quota):
    client = signed_in(reyes)
    Session.objects.all().delete()
    url, data = f"/counselors/nominate/{quota.pk}/", page_of(student())
    answer = client.post(url, data)
    assert answer.status_code == 403 and 'value="Minji"' in answer.content.decode()
    ask(client, reyes.email)
    code = re.search(r"\b\d{6}\b", newest_mail("counselor_sign_in").text)[0]
    client.post("/counselors/code/", {"code": code})
    assert "Invited" in words(client.post(url, data))


def test_only_addresses_of_the_school():
    school = make_school()
    school.mail_domains = "tusd.org north.example"
    for address in ("reyes@tusd.org", "reyes@staff.tusd.org", "kim@NORTH.example"):
        counselors.invite(school=school, name="Ms. Reyes", email=address)
    for address in ("reyes@gmail.com", "reyes@nottusd.org", "reyes@tusd.org.evil.example"):
        with pytest.raises(CounselorError) as refused:
            counselors.invite(school=school, name="Ms. Reyes", email=address)
        assert refused.value.field == "email"


def test_one_active_counselor_an_address(reyes):
    with pytest.raises(CounselorError):
        counselors.invite(school=make_school("West High School"), name="Again", email="Reyes@tusd.org")
    counselors.leave(reyes)
    counselors.invite(school=make_school("West High School"), name="Again", email="reyes@tusd.org")
    with pytest.raises(CounselorError):
        counselors.come_back(reyes)


@pytest.mark.parametrize("token", ["x", "a:b:c", "%00", "9" * 5000])
def test_a_wrong_link_explains(token):
    answer = Client().get(f"/counselors/link/{token}/")
    assert answer.status_code == 410
    assert answer["Referrer-Policy"] == "no-referrer" and "no-store" in answer["Cache-Control"]
