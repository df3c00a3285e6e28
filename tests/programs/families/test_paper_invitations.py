"""By a code on paper a family tells who the student is: once, and its place is counted once."""

from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from mailroom.models import Message
from programs.enums.nominations import AgreedHow, NominationState, PartyRole
from programs.models import (
    Nomination,
    NominationEvent,
    PaperInvitation,
    Party,
)
from programs.models.families import count_places
from programs.services.nominations import redeeming
from programs.services.nominations.states import lock_quota
from tests.pages import words
from tests.programs.families.papers import CODE, PAPER, family, make_paper, told, type_in
from tests.programs.students import make_nomination, make_semester
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.RATE_LIMITS_ON = False


@pytest.fixture
def opened(client):
    """A browser that has typed the code of an invitation, and the invitation."""
    invitation, code = make_paper()
    type_in(client, code)
    return client, invitation


def test_a_family_tells_who_the_student_is_and_its_page_opens_at_once(opened):
    client, invitation = opened
    done = client.post(PAPER, told(language="ko"))
    nomination = Nomination.objects.get()
    student, guardian = nomination.party(PartyRole.STUDENT), nomination.party(PartyRole.GUARDIAN)
    assert done.headers["Location"] == reverse("consent:part", args=[guardian.reference])
    assert client.get(done.headers["Location"]).status_code == 200
    assert (nomination.state, nomination.full_name, nomination.grade) == (NominationState.INVITED, "Minji Oh", 11)
    assert (nomination.agreed_how, nomination.agreed_on) == (AgreedHow.WRITING, timezone.localdate())
    assert (nomination.counselor, nomination.quota) == (invitation.counselor, invitation.quota)
    assert (str(guardian.name), str(guardian.phone), guardian.language) == ("Hana Oh", "+13105550100", "ko")
    assert (str(student.email), student.language) == ("minji.oh@student.tusd.org", "ko")
    assert {mail.to for mail in Message.objects.all()} == {"hana@example.com", "minji.oh@student.tusd.org"}
    assert not Message.objects.filter(html__contains="Minji").exists()
    assert all("Minji" not in event.note for event in NominationEvent.objects.all())
    invitation.refresh_from_db()
    assert invitation.nomination == nomination


def test_the_kept_place_passes_over_and_is_never_counted_twice(opened):
    client, invitation = opened
    before = count_places(invitation.quota, timezone.now())
    client.post(PAPER, told())
    assert before == count_places(invitation.quota, timezone.now()) == (1, 0)


def test_a_full_school_keeps_its_word_to_the_family_with_the_paper():
    semester = make_semester(places=1)
    invitation, _code = make_paper(semester)
    redeeming.redeem(invitation, family(), form_key="k")
    assert count_places(invitation.quota, timezone.now()) == (1, 0)


def test_a_double_click_makes_one_student_and_shows_the_same_page(opened):
    client, _invitation = opened
    typed = told()
    first, second = client.post(PAPER, typed), client.post(PAPER, typed)
    assert first.headers["Location"] == second.headers["Location"]
    assert Nomination.objects.count() == 1 and Message.objects.count() == 2


def test_the_code_works_once(opened, client):
    opened_client, _invitation = opened
    opened_client.post(PAPER, told())
    assert opened_client.get(PAPER).headers["Location"] == CODE
    again = opened_client.post(PAPER, told(given_name="Other", language="en"))
    assert "cannot be used any more" in words(again) and Nomination.objects.count() == 1


def test_without_a_mail_the_paper_stays_the_way_back(client):
    _invitation, code = make_paper()
    type_in(client, code)
    done = client.post(PAPER, told(guardian_email="", student_email=""))
    client.session.flush()
    client.cookies.clear()
    assert type_in(client, code).headers["Location"] == done.headers["Location"]
    assert not Message.objects.exists()


def test_with_a_mail_the_paper_opens_nothing_any_more(opened, client):
    opened[0].post(PAPER, told())
    assert not Party.objects.exclude(code_hash="").exists()


@pytest.mark.parametrize(
    "field, value, says",
    [
        ("given_name", "", "required"),
        ("family_name", "\x00", "hidden character"),
        ("grade", "10", "valid choice"),
        ("grade", None, "required"),
        ("student_email", "minji@example.com", "not an address of the school"),
        ("student_email", "minji", "valid email"),
        ("guardian_name", "Minji Oh", "Write your own. If you have the same name"),
        ("guardian_email", "MINJI.OH@student.tusd.org", "Write your own. If you share one"),
        ("guardian_email", "nobody", "valid email"),
        ("guardian_phone", "12", "phone number"),
        ("agrees", None, "must not keep anything"),
    ],
)
def test_what_is_wrong_is_said_next_to_the_field_and_nothing_is_kept_or_lost(opened, field, value, says):
    client, _invitation = opened
    answer = client.post(PAPER, told(**{field: value}))
    assert answer.status_code == 200 and says in str(answer.context["form"].errors[field])
    kept = "Minji" if field != "given_name" else "Hana Oh"
    assert f'value="{kept}"' in answer.content.decode() and 'value="en"' in answer.content.decode()
    assert not Nomination.objects.exists() and not Message.objects.exists()


def test_a_mail_or_a_phone_is_needed(opened):
    client, _invitation = opened
    answer = client.post(PAPER, told(guardian_email="", guardian_phone="", language="en"))
    assert "so that we can reach you" in words(answer)
    assert client.post(PAPER, told(guardian_email="")).status_code == 302


@pytest.mark.parametrize("change", [{}, {"given_name": "MINJI ", "student_email": ""}, {"given_name": "M."}])
def test_a_student_whom_we_know_already_is_not_nominated_twice(opened, change):
    client, invitation = opened
    make_nomination(invitation.quota.semester, family="minji.oh")
    Party.objects.filter(role=PartyRole.STUDENT).update(email="")
    for student in Party.objects.filter(role=PartyRole.STUDENT):
        student.email = "minji.oh@student.tusd.org"
        student.save()
    answer = client.post(PAPER, told(language="en", **change))
    assert "We know this student already" in words(answer) and Nomination.objects.count() == 1


def test_withdrawn_while_the_form_was_open(opened):
    client, _invitation = opened
    PaperInvitation.objects.update(withdrawn_at=timezone.now())
    answer = client.post(PAPER, told(language="en"))
    assert "cannot be used any more" in words(answer) and 'value="Minji"' in answer.content.decode()
    assert not Nomination.objects.exists()


def test_without_the_code_the_questions_are_shut(client):
    make_paper()
    assert client.get(PAPER).headers["Location"] == CODE
    assert client.post(PAPER, told()).headers["Location"] == CODE
    assert not Nomination.objects.exists()


def test_an_hour_later_the_code_is_typed_again(opened):
    client, _invitation = opened
    with time_machine.travel(timezone.now() + timedelta(hours=1, minutes=1)):
        assert client.get(PAPER).headers["Location"] == CODE


def test_the_language_is_chosen_first(opened):
    client, _invitation = opened
    shown = client.get(f"{PAPER}?language=vi").content.decode()
    assert 'name="language" value="vi"' in shown and '<strong lang="vi"' in shown
    assert client.get(f"{PAPER}?language=xx").status_code == 200
    # What is wrong is said in it, too.
    refused = client.post(PAPER, told(language="ko", grade="10"))
    assert '<html lang="ko">' in refused.content.decode() and "valid choice" not in words(refused)
    client.post(PAPER, told(language="nonsense"))
    assert set(Party.objects.values_list("language", flat=True)) == {"en"}


def at_once_with(number):
    """One paper that keeps the one place of its school: four families type it in, and three counselors nominate."""
    semester = make_semester(number=number, places=1)
    invitation, _code = make_paper(semester)

    def work(item):
        if item < 4:
            try:
                redeeming.redeem(invitation, family(given_name=f"S{item}"), form_key=f"{number}.{item}")
            except redeeming.CodeEnded:
                return "too late"
            return "redeemed"
        with transaction.atomic():
            quota = lock_quota(invitation.quota)
            if count_places(quota, timezone.now())[0] >= quota.places:
                return "full"
            make_nomination(semester, family=f"n{item}")
            return "nominated"

    return Counter(at_once(work, range(7))), invitation.quota


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_one_paper_is_used_once_and_its_place_goes_to_nobody_else():
    for number in range(21, 25):
        became, quota = at_once_with(number)
        assert became == {"redeemed": 1, "too late": 3, "full": 3}
        assert count_places(quota, timezone.now()) == (1, 0) and quota.nominations.count() == 1
