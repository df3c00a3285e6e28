"""What is true of every mail: whom it speaks of, and that names and reasons stay text."""

from datetime import timedelta

import pytest
from django.db import transaction

from mailroom.models import Message
from programs import emails
from programs.services import classes, registrations, roster, seasons, seats
from tests.programs.builders import call_in, seat, sign_up
from tests.programs.mails.reader import CLASS, FIRST_SESSION, NOW, PHONE, Mail, mail, run_out, settle, thursdays

pytestmark = pytest.mark.django_db


@pytest.fixture
def every_mail(staff):
    """One of each that a registration can cause, and the registrations by their reference."""
    offering = thursdays(capacity=2)
    ana, ben = seat(offering), seat(offering, "ben")
    cleo, dora = sign_up(offering, "cleo"), sign_up(offering, "dora")
    with transaction.atomic():
        emails.queue_reminder(ana, offering.sessions.first())
    registrations.withdraw(ana)
    roster.decline(ben, by=staff, reason="You must be 18.")
    with transaction.atomic():
        emails.queue_offer_ends_soon(cleo, cleo.events.last())
    run_out(dora)
    settle(offering)
    emil, fay = seat(offering, "emil"), sign_up(offering, "fay")
    with transaction.atomic():
        emails.queue_lapsed(fay, seats.change_state(fay, "lapsed", now=NOW))
    session = offering.sessions.first()
    session.cancelled = True
    classes.save_sessions(offering, [session])
    seasons.postpone(offering, FIRST_SESSION.date() + timedelta(weeks=9), "The room is being repaired.")
    classes.cancel_class(offering, reason="The room is being repaired.")
    people = {person.reference: person for person in (ana, ben, cleo, dora, emil, fay)}
    return [Mail(message) for message in Message.objects.all()], people


TEMPLATES = {
    "held", "confirmed", "waitlisted", "offered", "offer_ends_soon", "lapsed", "line_closed", "withdrawn",
    "declined", "class_cancelled", "class_changed", "class_postponed", "reminder",
}  # fmt: skip


def test_every_mail_has_reference_phone_one_button_and_the_emergency_footer(every_mail):
    mails, people = every_mail

    assert {mail.message.template for mail in mails} == {f"programs/{name}" for name in TEMPLATES}
    for each in mails:
        person = people[each.message.about]
        each.says(PHONE, f"Name: {person.full_name} Reference: {person.reference}", f"Class: {CLASS}")
        each.says("In an emergency call 911. Non-emergency: (310) 328-3456.")
        assert each.html.count('class="button"') == 1, each.message.template
        assert person.given_name not in each.subject
        assert "{" not in each.text and "None" not in each.text


def test_nobody_reads_of_anybody_else(every_mail):
    mails, people = every_mail

    for each in mails:
        others = [person for reference, person in people.items() if reference != each.message.about]
        assert not [person for person in others if person.given_name in each.message.text]


def test_only_the_mail_of_a_hold_has_a_code_and_only_those_about_seats_have_a_calendar(every_mail):
    mails, _people = every_mail

    with_code = {mail.message.template for mail in mails if 'class="code"' in mail.html}
    files = {(mail.message.template.removeprefix("programs/"), name) for mail in mails for name in mail.files()}
    assert with_code == {"programs/held"}
    assert files == {
        ("confirmed", "class.ics"),
        ("class_changed", "class.ics"),
        ("class_changed", "cancelled.ics"),
        ("class_postponed", "class.ics"),
        ("class_cancelled", "cancelled.ics"),
        ("withdrawn", "cancelled.ics"),
        ("declined", "cancelled.ics"),
    }


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "*x* _y_", "{{ 7|add:7 }} {% now 'Y' %}", "O'Hara & Söhne"]
)
def test_a_name_comes_out_as_it_was_typed(name):
    seat(thursdays(), given_name=name, family_name="岡本")

    for template in ("held", "confirmed"):
        mail(template).says(f"Name: {name} 岡本 Reference:")
        assert "<script" not in mail(template).html


def test_a_name_with_line_breaks_adds_no_line():
    sign_up(thursdays(), given_name="Ana\nReference: PIP-0000-0000\r\nBcc: all@example.com")

    lines = mail("held").message.text.splitlines()
    assert not [line for line in lines if line.startswith(("Bcc", "Reference: PIP-0000"))]
    assert "\n" not in mail("held").subject


def test_reasons_and_topics_are_text_too(staff):
    offering = thursdays()
    offering.sessions.update(topic="<b>K9</b>")
    roster.decline(seat(offering), by=staff, reason="<img src=x> & {{ 7 }}")

    mail("declined").says("This is the reason: <img src=x> & {{ 7 }}")
    mail("confirmed").says("8:00 PM: <b>K9</b>")
    assert "<img" not in mail("declined").html and "<b>" not in mail("confirmed").html


def test_who_has_no_mail_address_gets_no_mail(staff):
    offering = thursdays(capacity=1)
    ana = call_in(offering, "ana", by=staff)
    call_in(offering, "ben", by=staff)
    with transaction.atomic():
        emails.queue_reminder(ana, offering.sessions.first())
    registrations.withdraw(ana)
    classes.cancel_class(offering, reason="The room is being repaired.")

    assert not Message.objects.exists()
