"""Nominees and places belong to a school: counselors of another one find nothing, by any address."""

from itertools import product

import pytest
from django.test import Client
from django.utils import timezone

from programs.enums.nominations import NominationState, PartyRole
from programs.models import Nomination, PaperInvitation
from tests.pages import words
from tests.programs.counselors.pages import signed_in
from tests.programs.students import add_party, make_nomination

pytestmark = pytest.mark.django_db
S = NominationState


def url(nomination, page=""):
    return f"/counselors/nominee/{nomination.reference}/{page}"


def test_a_counselor_of_another_school_finds_nothing(reyes, south, quota, semester):
    nomination = make_nomination(semester)
    now = timezone.now()
    paper = PaperInvitation.objects.create(
        quota=quota, counselor=reyes, code_hash="x", created_at=now, expires_at=semester.families_answer_by
    )
    addresses = [
        url(nomination), url(nomination, "details/"), url(nomination, "withdraw/"), url(nomination, "promote/"),
        url(nomination, "link/student/"), url(nomination, "link/guardian/"), url(nomination, "code/guardian/"),
        f"/counselors/nominate/{quota.pk}/", f"/counselors/paper/{quota.pk}/",
        f"/counselors/paper/withdraw/{paper.pk}/",
    ]  # fmt: skip
    own, other, nobody = signed_in(reyes), signed_in(south), Client()
    without = {"get": [url(nomination, "promote/")], "post": [url(nomination)]}
    for method, address in product(("get", "post"), addresses):
        answer, expected = getattr(other, method)(address), 405 if address in without[method] else 404
        assert answer.status_code == expected, (method, address)
        assert nomination.reference not in words(answer) and "Minji" not in words(answer)
        if expected == 404:
            assert own.get(address).status_code in (200, 405)  # it is there
            assert getattr(nobody, method)(address).status_code == {"get": 302, "post": 403}[method]
    assert Nomination.objects.get().state == S.INVITED and PaperInvitation.objects.get().withdrawn_at is None


@pytest.mark.parametrize("path", ["nominee/TAP-2222-2222/", "nominee/%00/", "nominate/99999999999999999999/",
                                  "nominee/TAP-2222-2222/link/second/", "paper/withdraw/0/"])  # fmt: skip
def test_what_does_not_exist_is_not_found(reyes, path):
    assert signed_in(reyes).get(f"/counselors/{path}").status_code == 404


def test_the_second_guardian_s_link_is_not_the_counselor_s(reyes, semester):
    nomination = make_nomination(semester)
    add_party(nomination, PartyRole.SECOND, "second@example.com")
    client = signed_in(reyes)
    assert client.get(url(nomination, "link/second/")).status_code == 404
    assert "second@example.com" not in words(client.get(url(nomination)))
