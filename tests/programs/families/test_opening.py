"""From the mailed link to the page: whose it is, in which language, and what a wrong link says."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.links import make_token
from programs.emails.students import PARTY_LINK, party_token
from programs.enums.nominations import FlagKind, NominationState
from programs.models import NominationEvent
from tests.pages import words
from tests.portal.test_my_requests import sign_in
from tests.programs.families.pages import family, followed, guardian_of, now_of, page, student_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.RATE_LIMITS_ON = False


def test_the_link_leads_to_a_clean_page_that_nobody_keeps():
    student = student_of(family())
    client = Client()
    opened = client.get(reverse("consent:open", args=[party_token(student)]))
    assert (opened.status_code, opened.headers["Location"]) == (302, page(student))
    assert opened.headers["Referrer-Policy"] == "no-referrer"
    shown = client.get(page(student))
    assert shown.status_code == 200 and "no-store" in shown.headers["Cache-Control"]
    assert "Your counselor at North High School has chosen you" in words(shown)
    assert "(310) 618-5688" in words(shown)


def test_a_guardian_is_asked_first_who_they_are_and_sees_nothing_of_the_student_before():
    nomination = family(reason="Curious and kind.")
    guardian = guardian_of(nomination)
    client = followed(guardian, says_guardian=False)
    for name in ("part", "answer", "consents", "not_taking_part"):
        assert client.get(page(guardian, name)).headers["Location"] == page(guardian, "who")
    asked = words(client.get(page(guardian, "who")))
    assert "Are you the parent or guardian?" in asked
    for word in ("Minji", "North High School", "Curious"):
        assert word not in asked
    client.post(page(guardian, "who"), {"guardian": "yes"})
    shown = words(client.get(page(guardian)))
    for phrase in ("Minji Oh", "North High School", "Curious and kind.", "never used for police records", "6:00 PM",
                  "Please answer by"):  # fmt: skip
        assert phrase in shown


def test_a_student_with_the_guardians_link_opens_nothing_and_the_coordinator_learns_it():
    nomination = family()
    guardian = guardian_of(nomination)
    client = followed(guardian, says_guardian=False)
    told = client.post(page(guardian, "who"), {"guardian": "no"})
    assert "This link belongs to your parent or guardian" in words(told) and "Minji" not in words(told)
    assert client.get(page(guardian)).headers["Location"] == "/my/"
    assert now_of(nomination).flag == FlagKind.MIXED_UP
    again = followed(guardian, says_guardian=False)
    again.post(page(guardian, "who"), {"guardian": "no"})
    assert NominationEvent.objects.filter(note__startswith="Flagged").count() == 1


def test_one_link_does_not_open_the_page_of_another():
    ours, theirs = family(), family(family="kim")
    client = followed(student_of(ours))
    for party in (guardian_of(ours), student_of(theirs), guardian_of(theirs)):
        for name, more in (("part", []), ("answer", []), ("consents", []), ("not_taking_part", []), ("who", []),
                           ("take_back", ["photos"])):  # fmt: skip
            assert client.get(page(party, name, *more)).headers["Location"] == "/my/"
            if name != "part":
                assert client.post(page(party, name, *more)).headers["Location"] == "/my/"
        assert client.post(page(party, "language"), {"language": "ko"}).headers["Location"] == "/my/"
    assert now_of(guardian_of(ours)).language == "en"


def test_a_link_that_was_aimed_anew_ends_and_so_do_the_pages_that_it_opened():
    student = student_of(family())
    token, client = party_token(student), followed(student)
    student.link_number += 1
    student.save(update_fields=["link_number"])
    answered = Client().get(reverse("consent:open", args=[token]))
    assert answered.status_code == 410 and "replaced by a newer one" in words(answered)
    assert client.get(page(student)).headers["Location"] == "/my/"
    # Control: the new one opens.
    assert followed(student).get(page(student)).status_code == 200


def test_an_old_a_broken_and_a_foreign_token_say_what_is_wrong(client):
    student = student_of(family())
    tomorrow = timezone.now() + timedelta(days=1)
    token = party_token(student)
    with time_machine.travel(timezone.now() + timedelta(days=400)):
        late = client.get(reverse("consent:open", args=[token]))
    assert late.status_code == 410 and "This link has ended" in words(late)
    for token in ("nonsense", make_token("registration", student.pk, tomorrow), make_token(PARTY_LINK, "", tomorrow)):
        answered = client.get(reverse("consent:open", args=[token]))
        assert answered.status_code == 410
        assert "Minji" not in words(answered)
    student.nomination.parties.all().delete()
    assert client.get(reverse("consent:open", args=[party_token(student)])).status_code == 410


@pytest.mark.parametrize(
    ("state", "phrase"),
    [
        (NominationState.WITHDRAWN, "The nomination was withdrawn."),
        (NominationState.REFUSED, "Somebody in the family told us so."),
        (NominationState.DECLINED, "Somebody in the family told us so."),
        (NominationState.EXPIRED, "The time to answer ran out"),
        (NominationState.REMOVED, "The place was taken back."),
        (NominationState.REVOKED, "Somebody in the family told us so."),
        (NominationState.ALTERNATE, "There is nothing to answer yet."),
        (NominationState.NOMINATED, "There is nothing to answer yet."),
    ],
)
def test_where_there_is_nothing_to_answer_the_page_says_why_and_shows_no_student(state, phrase):
    nomination = family(state, reason="Curious and kind.")
    for party in nomination.parties.all():
        client = followed(party)
        shown = words(client.get(page(party)))
        assert phrase in shown
        assert "Minji" not in shown and "Curious" not in shown and "Answer now" not in shown
        for name in ("answer", "consents", "not_taking_part"):
            assert client.get(page(party, name)).headers["Location"] == page(party)
            assert client.post(page(party, name)).headers["Location"] == page(party)
    assert now_of(nomination).state == state


def test_after_the_deadline_the_page_says_so():
    nomination = family()
    nomination.semester.families_answer_by = timezone.now() - timedelta(hours=1)
    nomination.semester.nominations_close_at = timezone.now() - timedelta(hours=2)
    nomination.semester.save()
    for party in nomination.parties.all():
        client = followed(party)
        assert "The time to answer is over" in words(client.get(page(party)))
        assert client.get(page(party, "answer")).headers["Location"] == page(party)


def test_a_cancelled_and_a_finished_class_are_told():
    nomination = family(NominationState.ENROLLED)
    offering, student = nomination.semester.offering, student_of(nomination)
    client = followed(student)
    with time_machine.travel(offering.ends_at + timedelta(days=1)):
        assert "The class is over" in words(followed(student).get(page(student)))
    type(offering).objects.filter(pk=offering.pk).update(status="cancelled", cancelled_reason="Flood.")
    assert "The class was cancelled" in words(client.get(page(student)))


def test_the_language_is_chosen_on_the_page_and_stays(settings):
    settings.LANGUAGES = [("en", "English"), ("es", "Spanish")]
    guardian = guardian_of(family())
    client = followed(guardian)
    shown = client.get(page(guardian)).content.decode()
    for name in ("Español", "日本語", "한국어", "简体中文", "Tiếng Việt"):
        assert name in shown
    assert client.post(page(guardian, "language"), {"language": "es"}).status_code == 302
    assert now_of(guardian).language == "es"
    shown = words(client.get(page(guardian)))
    assert '<html lang="es">' in shown
    assert '<div lang="es"><p>Usamos las respuestas solamente para esta clase' in shown
    for wrong in ("xx", "", "e" * 3000):
        client.post(page(guardian, "language"), {"language": wrong})
    assert now_of(guardian).language == "es"


def test_a_language_that_the_portal_does_not_speak_yet_still_has_its_texts(settings):
    settings.LANGUAGES = [("en", "English")]
    guardian = guardian_of(family())
    client = followed(guardian)
    client.post(page(guardian, "language"), {"language": "ko"})
    shown = words(client.get(page(guardian)))
    assert '<html lang="en">' in shown and '<div lang="ko"><p>답변은 이 수업을 위해서만 씁니다' in shown


def test_my_requests_lists_the_page_without_a_name_and_the_proved_address_opens_it(client):
    nomination = family()
    guardian = guardian_of(nomination)
    mine = sign_in(client, "oh@example.com")
    assert f"Teens and Policing, {nomination.semester.offering.title}: the guardian&#x27;s part" in words(mine)
    assert page(guardian) in words(mine) and "Please answer by" in words(mine) and "Minji" not in words(mine)
    assert client.get(page(guardian)).headers["Location"] == page(guardian, "who")
    assert client.get(page(student_of(nomination))).headers["Location"] == "/my/"
