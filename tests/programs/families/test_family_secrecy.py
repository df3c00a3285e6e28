"""What a family writes is nowhere in clear: not in the database, a log, a mail, a history or another one's page."""

import logging

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session

from mailroom.models import Message
from programs.enums.nominations import PartyRole
from programs.models import NominationEvent
from programs.services.nominations import refusing
from tests.core.helpers import stored_bytes
from tests.pages import words
from tests.programs.families.pages import (
    consents_form,
    family,
    followed,
    guardian_form,
    guardian_of,
    now_of,
    page,
    send,
    student_form,
    student_of,
)
from tests.programs.students import BORN

WORD = "canary-77"
STUDENT = {name: f"{WORD} {name}" for name in ("preferred_name", "why", "conflicts", "accommodation", "signature")}
GUARDIAN = {
    name: f"{WORD} {name}"
    for name in ("name", "emergency_name", "emergency_relation", "pick_up_1_name", "health", "physician", "second_name")
} | {"email": f"{WORD}@example.com"}


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.RATE_LIMITS_ON = False


def answered():
    """A family whose every answer holds the word; also answers that are refused, changed and taken back."""
    nomination = family(given_name=f"{WORD} given", family_name=f"{WORD} family", reason=f"{WORD} reason")
    student, guardian = student_of(nomination), guardian_of(nomination)
    student_client, guardian_client = followed(student), followed(guardian)
    send(student_client, student, student_form(**STUDENT, phone="12"))
    send(student_client, student, student_form(**STUDENT))
    form = guardian_form(**GUARDIAN, second_phone="310-555-0144") | consents_form("photos")
    form["consent_signature"] = f"{WORD} consents"
    send(guardian_client, guardian, form | {"phone": "12"})
    send(guardian_client, guardian, form)
    send(guardian_client, guardian, form | {"go": "check"})
    refusing.take_back(guardian, "photos")
    return nomination, student, guardian


@pytest.mark.django_db
def test_no_mail_log_history_session_or_other_page_has_it(caplog):
    caplog.set_level(logging.DEBUG)
    nomination, student, guardian = answered()
    second = guardian_of(nomination, PartyRole.SECOND)
    shown = {role: words(followed(party).get(page(party))) for role, party in
             (("student", student), ("guardian", guardian), ("second", second))}  # fmt: skip
    own = {"student": set(), "guardian": {"given", "family", "reason"}, "second": {"given", "family", "reason"}}
    for role, text in shown.items():
        found = {rest.split()[0].strip("<.") for rest in text.split(WORD)[1:]}
        assert {each.partition("<")[0] for each in found} == own[role], role
    assert now_of(student).answers["why"] == f"{WORD} why"  # control: it is kept
    refusing.refuse(guardian)
    assert not [mail for mail in Message.objects.all() if WORD in mail.html + mail.subject + mail.about]
    assert Message.objects.count() >= 4
    assert not [event for event in NominationEvent.objects.all() if WORD in event.note]
    assert not [each for each in Session.objects.all() if WORD in str(each.get_decoded())]
    assert not LogEntry.objects.exists()
    assert WORD not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_the_database_does_not_hold_it_in_clear():
    nomination, _student, guardian = answered()
    refusing.refuse(guardian)
    content = stored_bytes()
    # The mail address stands in the outbox, where it must: it is the control.
    assert WORD.encode() in content
    content = content.replace(f"{WORD}@example.com".encode(), b"")
    assert WORD.encode() not in content
    for number in (b"3105550142", b"3105550143", b"3105550177", BORN.isoformat().encode(), b"555-0178"):
        assert number not in content
    assert nomination.reference.encode() in content
