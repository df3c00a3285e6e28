"""Pages and mails of families in all six languages: nothing on them is left in English, and nothing else changes."""

from datetime import timedelta

import pytest
from django.conf import settings as project
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.enums import Language
from core.models import DepartmentProfile
from mailroom.models import Message
from programs.emails.students import party_token, queue_to_party
from programs.enums.nominations import ConsentKind, NominationState
from programs.models import Party
from programs.services.classes import SessionChange
from programs.services.nominations.deciding import current_texts
from tests.environment import ROOT
from tests.programs.families.english import left_in_english, pieces_of
from tests.programs.families.pages import (
    consents_form,
    family,
    followed,
    guardian_form,
    guardian_of,
    page,
    send,
    student_form,
    student_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
OTHERS = [language for language in Language.values if language != "en"]
MAILS = ROOT / "templates" / "mail" / "students"
TO_COUNSELORS = {"credit_report", "credit_report_opened", "roster", "two_absences"}
# What people and staff have written, and our own names.
DATA = [
    "Teens and Policing", "Partners in Policing", "CHAT with the Chief", "Mina", "Minji Oh", "Hana Oh", "Grace Oh",
    "Daniel Oh", "aunt", "I would like to become a detective.", "Curious and kind.", "North High School",
    "The room is being repaired.", "K-9", "class.ics", "cancelled.ics", *Language.labels,
]  # fmt: skip


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.RATE_LIMITS_ON = False


def data_of(offering):
    """What is the same in every language: from the database."""
    profile = DepartmentProfile.current()
    own = [offering.title, offering.location, *(session.topic for session in offering.sessions.all())]
    return [*DATA, *own, profile.name, profile.portal_name, profile.street_address, profile.city_line]


# --- Pages ------------------------------------------------------------------------------------


def pages_of(nominations, language):
    """{what it is: html} of the pages of both parties of each nomination, forms with errors included."""
    Party.objects.update(language=language)
    found = {}
    for state, nomination in nominations.items():
        for role, party in (("student", student_of(nomination)), ("guardian", guardian_of(nomination))):
            client, about = followed(party), f"{state}: {role}"
            found[about] = client.get(page(party))
            more = _forms if state == NominationState.INVITED else _changes if state == NominationState.READY else _none
            found |= {f"{about}: {name}": response for name, response in more(client, party, role)}
    guardian = guardian_of(nominations[NominationState.INVITED])
    found["who"] = followed(guardian, says_guardian=False).get(page(guardian, "who"))
    found["old link"] = Client().get(_old_link(guardian))
    found |= _of_nobody(language)
    return {about: response.content.decode() for about, response in found.items() if response.status_code != 302}


def _forms(client, party, role):
    own = student_form() if role == "student" else guardian_form()
    empty = dict.fromkeys(own, "") | {"student_sent": "x", "guardian_sent": "1"}
    wrong = own | {"date_of_birth": "2019-13-01", "phone": "1", "email": "x", "emergency_phone": "310-555-0143"}
    yield "form", client.get(page(party, "answer"))
    yield "form, empty", send(client, party, empty)
    yield "form, wrong", send(client, party, wrong)
    yield "form, mixed up", send(client, party, own | {"name": "Minji Oh", "second_phone": "310-555-0199"})
    yield "form, too young", send(client, party, own | {"date_of_birth": timezone.localdate().isoformat()})
    yield "check", send(client, party, own | consents_form(*ConsentKind), go="check")
    yield "consents, empty", send(client, party, own | {"consents_sent": "1"}, go="check")


def _changes(client, party, role):
    yield "consents", client.get(page(party, "consents"))
    yield "no", client.get(page(party, "not_taking_part"))
    for kind in ConsentKind:
        yield f"take back {kind}", client.get(page(party, "take_back", kind))


def _none(client, party, role):
    return []


def _old_link(guardian):
    guardian.link_number += 1
    return reverse("consent:open", args=[party_token(guardian)])


def _of_nobody(language):
    """Where nobody is known, the browser's language counts."""
    browser = Client(headers={"accept-language": language})
    strict = Client(headers={"accept-language": language}, enforce_csrf_checks=True)
    code = reverse("consent:code")
    return {
        "code": browser.get(code),
        "code, wrong": browser.post(code, {"code": "7K3M-29QX-HB4T"}),
        "code, empty": browser.post(code, {"code": ""}),
        "wrong link": browser.get(reverse("consent:open", args=["nonsense"])),
        "not found": browser.get("/consent/a/b/c/d/"),
        "stale form": strict.post(code, {"code": "7K3M"}),
    }


def test_no_page_is_half_english():
    states = [NominationState.ALTERNATE, NominationState.INVITED, NominationState.READY, NominationState.ACCEPTED]
    states += [NominationState.ENROLLED]
    first = family(NominationState.INVITED, reason="Curious and kind.")
    nominations = {state: family(state, family=state) for state in states[2:]} | {
        states[0]: family(states[0], family="a")
    }
    nominations[NominationState.INVITED] = first
    assert all(text.translations.keys() == set(OTHERS) for text in current_texts().values())
    english = pages_of(nominations, "en")
    assert len(english) > 35

    for language in OTHERS:
        pages = pages_of(nominations, language)
        data = data_of(first.semester.offering)
        left = {about: left_in_english(html, english[about], language, data=data) for about, html in pages.items()}
        assert pages.keys() == english.keys()
        assert {about: pieces for about, pieces in left.items() if pieces} == {}, language
        assert {about for about, html in pages.items() if f'<html lang="{language}">' not in html} == set(), language


# --- Mails ------------------------------------------------------------------------------------


def family_mails():
    """All mails of the folder but those to counselors, which are English."""
    names = sorted(path.stem for path in MAILS.glob("[!_]*.html"))
    return [name for name in names if name not in TO_COUNSELORS and not name.startswith("counselor_")]


def mailed(template, party, language, **context):
    party.language = language
    Message.objects.all().delete()
    with transaction.atomic():
        queue_to_party(template, party, key="one", **context)
    return Message.objects.get()


def contexts(offering):
    """The facts that a mail can be given, in two turns: what is true in one is false in the other."""
    first, second, third = list(offering.sessions.all())[:3]
    second.cancelled = True
    moved = type(third)(offering=offering, date=third.date - timedelta(days=1), start_time=third.start_time,
                        end_time=third.end_time)  # fmt: skip
    plain = type(second)(offering=offering, date=second.date, start_time=second.start_time, end_time=second.end_time)
    changes = [SessionChange(None, first), SessionChange(plain, second), SessionChange(moved, third),
               SessionChange(second, plain)]  # fmt: skip
    facts = {"session": first, "school": "North High School", "reason": "The room is being repaired."}
    flags = ["is_tonight", "no_answer", "is_cancelled", "is_complete", "is_own_word", "has_calendar"]
    yield facts | dict.fromkeys(flags, True) | {"changes": changes, "gone": [second]}
    yield facts | dict.fromkeys(flags, False) | {"changes": [], "gone": []}


def test_no_mail_to_a_family_is_half_english():
    nomination = family(NominationState.ENROLLED)
    offering = nomination.semester.offering
    data = data_of(offering)
    assert len(family_mails()) > 12
    for template in family_mails():
        for party in (student_of(nomination), guardian_of(nomination)):
            for context in contexts(offering):
                english = mailed(template, party, "en", **context)
                for language in OTHERS:
                    mail = mailed(template, party, language, **context)
                    left = left_in_english(mail.html, english.html, language, data=data)
                    assert left == [], (template, language)
                    assert mail.subject != english.subject, (template, language)
                    assert f'<html lang="{language}">' in mail.html


def test_dates_in_a_mail_are_written_as_the_language_does():
    nomination = family(NominationState.ENROLLED)
    session = nomination.semester.offering.sessions.first()
    mail = mailed("absence", guardian_of(nomination), "ko", session=session, is_tonight=False)
    assert f"{session.date.year}년 {session.date.month}월 {session.date.day}일" in mail.html
    assert "오후 6:00" in mail.html
    assert f"{session.date:%B}" not in mail.html


# --- Controls ---------------------------------------------------------------------------------

PAGE = '<html lang="{}"><p>{}</p><p>{}</p><button title="{}">x</button><p lang="en">By its own name</p></html>'


def test_a_sentence_that_was_forgotten_is_named():
    english = PAGE.format("en", "Good evening.", "Bring a coat.", "Close")
    half = PAGE.format("ko", "안녕하십니까.", "Bring a coat.", "Close")
    assert left_in_english(half, english, "ko") == ["Bring a coat.", "Close"]
    mixed = PAGE.format("ko", "안녕하십니까. Please do bring a coat.", "외투를 가져오세요.", "닫기")
    assert left_in_english(mixed, english, "ko") == ["안녕하십니까. Please do bring a coat."]
    done = PAGE.format("ko", "안녕하십니까.", "North High School", "닫기")
    assert left_in_english(done, english, "ko", data=["North High School"]) == []
    assert "By its own name" in pieces_of(english, "en")


def test_where_the_mails_are_not_translated_every_one_is_found(settings):
    settings.TRANSLATED = [each for each in project.TRANSLATED if each != "students"]
    nomination = family(NominationState.ENROLLED)
    party = guardian_of(nomination)
    english = mailed("link_again", party, "en")
    left = left_in_english(
        mailed("link_again", party, "ko").html, english.html, "ko", data=data_of(nomination.semester.offering)
    )
    assert "Your link" in left
