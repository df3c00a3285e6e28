"""A code on paper opens what it is for, and nothing else."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from programs.enums import ClassStatus
from programs.enums.nominations import PartyRole
from programs.models import (
    ClassOffering,
    Semester,
)
from programs.services.nominations.paper_codes import hash_of, make_code
from tests.pages import words
from tests.programs.families.papers import CODE, PAPER, make_paper, party_code, type_in
from tests.programs.students import make_nomination

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.RATE_LIMITS_ON = False


@pytest.mark.parametrize(
    "change", [str, str.lower, lambda code: code.replace("-", " "), lambda code: code.replace("-", "")]
)
def test_the_own_code_of_a_party_opens_their_page_however_it_is_typed(client, change):
    nomination = make_nomination()
    opened = type_in(client, change(party_code(nomination)))
    guardian, student = nomination.party(PartyRole.GUARDIAN), nomination.party(PartyRole.STUDENT)
    assert opened.headers["Location"] == reverse("consent:part", args=[guardian.reference])
    # A guardian is asked whether they are one; and no other page is open.
    assert client.get(guardian.get_absolute_url()).headers["Location"] == reverse(
        "consent:who", args=[guardian.reference]
    )
    assert client.get(student.get_absolute_url()).headers["Location"] == reverse("portal:my")


def test_the_code_of_an_invitation_leads_to_the_questions(client):
    _invitation, code = make_paper(language="ko")
    opened = client.post(CODE, {"code": code.lower()}, follow=True)
    assert opened.redirect_chain == [(PAPER, 302)]
    shown = words(opened)
    assert "North High School" in shown and 'name="language" value="ko"' in shown
    assert opened["Cache-Control"] == "no-store, private" and code not in shown


def answer_to(client, code):
    """The page without what was typed and the token of its form."""
    answer = type_in(client, code)
    assert answer.status_code == 200
    return answer.context["form"].errors["code"]


def test_unknown_used_withdrawn_and_expired_codes_get_the_same_answer_with_a_phone_number(client):
    now = timezone.now()
    used, code_of_used = make_paper()
    used.nomination = make_nomination()
    used.save()
    _, withdrawn = make_paper(withdrawn_at=now)
    _, expired = make_paper(expires_at=now)
    answers = {str(answer_to(client, code)) for code in (make_code()[0], code_of_used, withdrawn, expired, "x", "7K3M")}
    assert len(answers) == 1 and "(310) 618-5688" in answers.pop()
    assert client.get(PAPER).headers["Location"] == CODE


def test_after_the_deadline_or_for_a_cancelled_class_an_invitation_opens_nothing(client):
    _, code = make_paper(expires_at=timezone.now() + timedelta(days=90))
    Semester.objects.update(families_answer_by=timezone.now())
    assert "does not work" in str(answer_to(client, code))
    Semester.objects.update(families_answer_by=timezone.now() + timedelta(days=5))
    assert type_in(client, code).status_code == 302
    ClassOffering.objects.update(status=ClassStatus.CANCELLED, cancelled_reason="Flood.")
    assert "does not work" in str(answer_to(client, code))


def test_a_partys_code_ends_when_the_mailed_link_would(client):
    code = party_code(make_nomination())
    with time_machine.travel(timezone.now() + timedelta(days=400)):
        assert "does not work" in str(answer_to(client, code))


@pytest.mark.parametrize(
    "typed", ["", "\x00", "x" * 50, "-" * 12, "<script>", "７Ｋ３Ｍ２９ＱＸＨＢ４Ｔ", "\u202e7K3M"]
)
def test_whatever_is_typed_is_answered_in_words(client, typed):
    answer = type_in(client, typed)
    assert answer.status_code == 200 and answer.context["form"].errors


def test_nobody_tries_codes_by_the_hundred(client, settings):
    settings.RATE_LIMITS_ON = True
    statuses = [type_in(client, "nope").status_code for _ in range(122)]
    assert statuses[0] == 200 and statuses[-1] == 429


def test_control_without_limits_all_of_them_are_answered(client):
    assert {type_in(client, "nope").status_code for _ in range(122)} == {200}


def test_full_width_letters_of_a_japanese_keyboard_are_the_same():
    assert hash_of("７Ｋ３Ｍ－２９ＱＸ－ＨＢ４Ｔ") == hash_of("7k3m 29qx hb4t")
