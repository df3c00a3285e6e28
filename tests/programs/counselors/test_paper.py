"""A paper invitation: a code that is seen once, and keeps a place until it is used, withdrawn or over."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from core.guards import new_form_key
from programs.models import PaperInvitation, SchoolQuota
from programs.models.families import count_places
from programs.services.nominations.paper_codes import hash_of
from tests.pages import words
from tests.programs.counselors.pages import signed_in
from tests.programs.students import make_nomination

pytestmark = pytest.mark.django_db


def make(client, quota, language="es", key=None):
    data = {"language": language, "form_key": key or new_form_key(), "leave_empty": ""}
    return words(client.post(f"/counselors/paper/{quota.pk}/", data))


def codes_on(page):
    return re.findall(r'class="reference">([^<]+)<', page)


def test_the_code_is_shown_once_and_stored_as_a_hash(reyes, quota, semester):
    client = signed_in(reyes)
    page = make(client, quota)
    (code,) = codes_on(page)
    invitation = PaperInvitation.objects.get()
    assert invitation.code_hash == hash_of(code) and invitation.expires_at == semester.families_answer_by
    assert "http://127.0.0.1:8000/consent/" in page and "(310) 618-5688" in page
    home = words(client.get("/counselors/"))
    assert code not in home and "Español, made by Ms. Reyes" in home and "(1 by paper invitations)" in home


def test_a_double_click_makes_one(reyes, quota):
    client, key = signed_in(reyes), new_form_key()
    assert codes_on(make(client, quota, key=key)) == codes_on(make(client, quota, key=key))
    assert PaperInvitation.objects.count() == 1
    make(client, quota)
    assert PaperInvitation.objects.count() == 2


def test_only_while_a_place_is_free_and_nominations_are_open(reyes, quota, semester):
    SchoolQuota.objects.filter(pk=quota.pk).update(places=1)
    make_nomination(semester)
    client = signed_in(reyes)
    assert "No place of your school is free" in make(client, quota)
    SchoolQuota.objects.filter(pk=quota.pk).update(places=2)
    semester.nominations_close_at = timezone.now()
    semester.save()
    assert "Nominations are closed." in make(client, quota)
    assert PaperInvitation.objects.count() == 0


def test_withdrawn_or_over_it_frees_its_place(reyes, quota, semester):
    client = signed_in(reyes)
    make(client, quota)
    make(client, quota)
    first = PaperInvitation.objects.first()
    assert count_places(quota, timezone.now()) == (2, 0)
    address = f"/counselors/paper/withdraw/{first.pk}/"
    assert "Its code ends" in words(client.get(address))
    client.post(address)
    assert count_places(quota, timezone.now()) == (1, 0)
    assert "nothing was changed" in words(client.post(address, follow=True))
    with time_machine.travel(semester.families_answer_by + timedelta(seconds=1)):
        assert count_places(quota, timezone.now()) == (0, 0)


def test_nothing_breaks_the_form(reyes, quota):
    client = signed_in(reyes)
    for language in ("", "xx", "\x00", "e" * 100_000):
        assert not codes_on(make(client, quota, language=language))
