"""What each mail says: the subject, the facts, one link, and who it is not for."""

from dataclasses import dataclass
from datetime import timedelta

import icalendar
import pytest
import time_machine
from django.db import transaction

from mailroom.models import Message
from portal.services import mail_sign_in
from programs import emails
from programs.enums import Entry
from programs.models import ClassInterest, ClassSession, Registration
from programs.services import classes, interest, registrations, roster, seats, upkeep
from tests.programs.builders import answers_of, call_in, local, make_offering, make_program, seat, sign_up

pytestmark = pytest.mark.django_db

NOW = local(2026, 11, 20, 10)
FIRST_SESSION = local(2027, 3, 4, 18)
PHONE = "(310) 618-5688"
CLASS = "Partners in Policing, Spring 2027"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def staff(django_user_model):
    return django_user_model.objects.create_user("coordinator")


def thursdays(**fields):
    return make_offering(first_date=FIRST_SESSION.date(), **fields)


@dataclass
class Mail:
    """A mail as its reader sees it: line breaks of the text version do not matter."""

    message: Message

    def __post_init__(self):
        self.subject = self.message.subject
        self.text = " ".join(self.message.text.split())
        self.html = self.message.html

    def says(self, *facts):
        missing = [fact for fact in facts if fact not in self.text]
        assert not missing, f"missing {missing} in:\n{self.message.text}"

    def calendar(self):
        (attachment,) = self.message.attachments
        assert (attachment["filename"], attachment["mimetype"]) == ("class.ics", "text/calendar")
        return icalendar.Calendar.from_ical(attachment["content"])


def mail(template, **fields):
    """The one mail that was written from this template."""
    return Mail(Message.objects.get(template=template if "/" in template else f"programs/{template}", **fields))


def run_out(registration):
    Registration.objects.filter(pk=registration.pk).update(expires_at=NOW - timedelta(minutes=1))


def settle(offering):
    with transaction.atomic():
        seats.settle(seats.lock(offering))


# --- A seat, from the hold to the class -------------------------------------------------


def test_held():
    registration = sign_up(thursdays())
    held = mail("held")
    code = held.message.secrets[1]

    assert held.subject == f"Please confirm your seat: {CLASS}"
    held.says(
        "We hold a seat for you until Saturday, November 21, 2026, at 10:00 AM Pacific time.",
        "Confirm my seat: http://127.0.0.1:8000/programs/open/",
        f"Or type this code on the page where you registered: {code} First session:",
        "First session: Thursday, March 4, 2027, 6:00 PM to 8:00 PM",
        "Place: Torrance Police Department, 3300 Civic Center Drive",
        "Name: Ana Rivera",
        f"Reference: {registration.reference}",
        "If you did not ask for this, do nothing: the seat goes back by itself.",
    )
    assert code.isdecimal() and len(code) == 6
    assert f'<p class="code">{code}</p>' in held.html
    assert registrations.confirm_with_code(registration, code).state == "confirmed"


def test_the_deadline_is_told_in_local_time_over_the_end_of_daylight_saving_time(clock):
    clock.move_to(local(2026, 10, 31, 18, 30))
    sign_up(thursdays())

    mail("held").says("until Sunday, November 1, 2026, at 5:30 PM Pacific time")


def test_confirmed():
    offering = thursdays()
    offering.sessions.filter(date="2027-03-11").update(hands_on=True)
    seat(offering)
    confirmed = mail("confirmed")

    assert confirmed.subject == f"Your seat is confirmed: {CLASS}"
    confirmed.says(
        "First session: Thursday, March 4, 2027, 6:00 PM to 8:00 PM",
        "Thursday, March 11, 2027, 6:00 PM to 8:00 PM: Topic 2 (hands-on) Thursday, March 18",
        "Thursday, May 20, 2027, 6:00 PM to 8:00 PM: Graduation",
        "See or change my registration: http://127.0.0.1:8000/programs/open/",
    )
    events = confirmed.calendar().walk("VEVENT")
    assert events[0]["DTSTART"].dt == FIRST_SESSION
    assert (len(events), {str(event["STATUS"]) for event in events}) == (12, {"CONFIRMED"})


def test_confirmed_after_the_class_has_begun_looks_ahead(clock, staff):
    offering = thursdays()
    clock.move_to(local(2027, 3, 5))
    roster.register_caller(offering=offering, answers=answers_of(), by=staff)
    confirmed = mail("confirmed")

    confirmed.says("Next session: Thursday, March 11, 2027, 6:00 PM to 8:00 PM", "May 20")
    assert "March 4," not in confirmed.text


def test_confirmed_before_any_date_is_fixed(staff):
    roster.register_caller(offering=thursdays(sessions=0), answers=answers_of(), by=staff)

    mail("confirmed").says("The dates are not fixed yet.", "http://127.0.0.1:8000/programs/pip/45/")
    assert "All dates" not in mail("confirmed").text


def test_reminder():
    offering = thursdays()
    registration = seat(offering)
    session = offering.sessions.first()
    session.topic, session.hands_on = "K9", True
    with transaction.atomic():
        emails.queue_reminder(registration, session)
    reminder = mail("reminder")

    assert reminder.subject == "Reminder: Partners in Policing on Thursday, March 4, 6:00 PM"
    reminder.says(
        "When: Thursday, March 4, 2027, 6:00 PM to 8:00 PM",
        "Place: Torrance Police Department",
        "Topic: K9 (hands-on: you can try things yourself)",
        "I can't make it: http://127.0.0.1:8000/programs/miss/",
        "interpreter or another accommodation? Call (310) 618-5880",
    )


def test_reminder_of_graduation():
    offering = thursdays()
    registration = seat(offering)
    with transaction.atomic():
        emails.queue_reminder(registration, offering.sessions.last())

    mail("reminder").says("Your graduation is coming up", "Thursday, May 20, 2027")
    assert "Topic:" not in mail("reminder").text


# --- The line ---------------------------------------------------------------------------


def test_waitlisted():
    offering = thursdays(capacity=1)
    seat(offering)
    sign_up(offering, "ben")
    sign_up(offering, "cleo")
    waitlisted = mail("waitlisted", to="cleo@example.com")

    assert waitlisted.subject == f"You are in line: {CLASS}"
    waitlisted.says(
        "You are number 2 in line",
        "You need to do nothing now.",
        "we write to you, with the time until which you can accept",
        "The line ends on Thursday, March 18, 2027",
        "See or leave my place in line: http://127.0.0.1:8000/programs/open/",
    )


def test_offered():
    offering = thursdays(capacity=1)
    ana = seat(offering)
    sign_up(offering, "ben")
    registrations.withdraw(ana)
    offered = mail("offered")

    assert (offered.subject, offered.message.to) == (f"A seat is free for you: {CLASS}", "ben@example.com")
    offered.says(
        "Please accept or decline it by Monday, November 23, 2026, at 10:00 AM Pacific time.",
        "After that, it goes to the next person in line.",
        "Accept or decline the seat: http://127.0.0.1:8000/programs/open/",
    )
    assert "already begun" not in offered.text


def test_offered_after_the_class_has_begun(clock):
    offering = thursdays(capacity=1)
    ana = seat(offering)
    sign_up(offering, "ben")
    clock.move_to(local(2027, 3, 5))
    registrations.withdraw(ana)

    mail("offered").says("The class has already begun. If you join now, you can still graduate.", "Next session:")


def test_offer_ends_soon(clock):
    offering = thursdays(capacity=1)
    ana = seat(offering)
    sign_up(offering, "ben")
    registrations.withdraw(ana)
    clock.move_to(local(2026, 11, 22, 23))
    upkeep.warn_of_ending_offers()
    warning = mail("offer_ends_soon")

    assert warning.subject == f"Please answer soon, a seat is free for you: {CLASS}"
    warning.says(
        "It waits until Monday, November 23, 2026, at 10:00 AM Pacific time.",
        "Accept or decline the seat: http://127.0.0.1:8000/programs/open/",
    )


def test_line_closed(clock):
    offering = thursdays(capacity=1)
    seat(offering)
    sign_up(offering, "ben")
    clock.move_to(local(2027, 3, 18, 18, 1))
    settle(offering)
    closed = mail("line_closed")

    assert closed.subject == f"The line is closed: {CLASS}"
    closed.says(
        "no seat has become free for you",
        "Tell me when the next class opens: http://127.0.0.1:8000/programs/pip/tell-me/",
    )


# --- Endings ----------------------------------------------------------------------------


def test_lapsed_hold():
    offering = thursdays()
    run_out(sign_up(offering))
    settle(offering)
    lapsed = mail("lapsed")

    assert lapsed.subject == f"Your seat is no longer held: {CLASS}"
    lapsed.says(
        "it was not confirmed in time", "Register again", "See the class: http://127.0.0.1:8000/programs/pip/45/"
    )
    assert "offered" not in lapsed.text


def test_lapsed_offer():
    offering = thursdays(capacity=1)
    ana = seat(offering)
    ben = sign_up(offering, "ben")
    registrations.withdraw(ana)
    run_out(ben)
    settle(offering)
    lapsed = mail("lapsed")

    assert lapsed.subject == f"The offer of a seat has ended: {CLASS}"
    lapsed.says(
        "We offered you a seat and did not hear from you in time.",
        "you join the end of the line",
        "See the class: http://127.0.0.1:8000/programs/pip/45/",
    )


def test_withdrawn():
    registrations.withdraw(seat(thursdays()))
    withdrawn = mail("withdrawn")

    assert withdrawn.subject == f"You have given up your place: {CLASS}"
    withdrawn.says("There is nothing more to do.", "See the class: http://127.0.0.1:8000/programs/pip/45/")


def test_declined(staff):
    roster.decline(seat(thursdays()), by=staff, reason="You must be 18.")
    declined = mail("declined")

    assert declined.subject == f"We could not give you a seat: {CLASS}"
    declined.says(
        "This is the reason: You must be 18.",
        "You may register again",
        "See the classes: http://127.0.0.1:8000/programs/pip/",
    )


# --- The whole class --------------------------------------------------------------------


def test_class_cancelled():
    offering = thursdays()
    seat(offering)
    classes.cancel_class(offering, reason="The room is being repaired.")
    cancelled = mail("class_cancelled")

    assert cancelled.subject == f"Cancelled: {CLASS}"
    cancelled.says(
        "This is the reason: The room is being repaired.",
        "Tell me when the next class opens: http://127.0.0.1:8000/programs/pip/tell-me/",
    )
    events = cancelled.calendar().walk("VEVENT")
    assert {(str(event["STATUS"]), event["SEQUENCE"]) for event in events} == {("CANCELLED", 1)}


def test_a_cancelled_class_of_nominees_invites_nobody_to_register(staff):
    program = make_program("tap", name="Teens and Policing", entry=Entry.NOMINATION)
    offering = thursdays(program=program)
    roster.register_caller(offering=offering, answers=answers_of(), by=staff)
    classes.cancel_class(offering, reason="Too few.")

    assert "tell-me" not in mail("class_cancelled").text


def test_class_changed():
    offering = thursdays()
    seat(offering)
    moved, cancelled, revived = offering.sessions.all()[:3]
    ClassSession.objects.filter(pk=revived.pk).update(cancelled=True)
    moved.date = local(2027, 3, 5).date()
    cancelled.cancelled = True
    new = ClassSession(offering=offering, date=local(2027, 5, 27).date(), start_time="18:00", end_time="20:00")
    new.full_clean()
    classes.save_sessions(offering, [moved, cancelled, revived, new])
    changed = mail("class_changed")

    assert changed.subject == f"Changed dates: {CLASS}"
    changed.says(
        "- New time: Friday, March 5, 2027, 6:00 PM to 8:00 PM "
        "It was: Thursday, March 4, 2027, 6:00 PM to 8:00 PM Topic: Topic 1",
        "- Cancelled: Thursday, March 11, 2027, 6:00 PM to 8:00 PM Topic: Topic 2",
        "- Takes place after all: Thursday, March 18, 2027, 6:00 PM to 8:00 PM Topic: Topic 3",
        "- New session: Thursday, May 27, 2027, 6:00 PM to 8:00 PM Your place stays yours, and you need to do nothing.",
        "First session: Friday, March 5, 2027",
    )
    by_date = {event["DTSTART"].dt.date(): str(event["STATUS"]) for event in changed.calendar().walk("VEVENT")}
    assert by_date[moved.date] == "CONFIRMED"
    assert by_date[cancelled.date] == "CANCELLED"


def test_class_changed_its_place():
    offering = thursdays()
    sign_up(offering)
    offering.location = "City Hall, Room 2"
    offering.save()
    classes.save_sessions(offering, [], tell_everyone=True)
    changed = mail("class_changed")

    assert changed.subject == f"New place: {CLASS}"
    changed.says(
        "It now meets at: City Hall, Room 2. The dates stay as they were.",
        "Your seat still waits for your answer, until Saturday, November 21, 2026, at 10:00 AM Pacific time.",
    )
    assert {str(event["LOCATION"]) for event in changed.calendar().walk("VEVENT")} == {"City Hall, Room 2"}


# --- Without a registration ---------------------------------------------------------------


def test_interest():
    interest.ask_to_be_told(program=make_program(), email="ana@example.com", language="en")
    question = mail("interest")

    assert question.subject == "Please confirm: a mail from us when the next class opens, Partners in Policing"
    question.says(
        "Yes, tell me: http://127.0.0.1:8000/programs/next-class/", "If it was not you, ignore this mail.", PHONE
    )


def test_class_opens():
    interest.ask_to_be_told(program=make_program(), email="ana@example.com", language="en")
    interest.confirm_interest(ClassInterest.objects.get())
    thursdays()
    upkeep.announce_open_classes()
    opens = mail("class_opens")

    assert opens.subject == f"Registration is open: {CLASS}"
    opens.says(
        "See the class and register: http://127.0.0.1:8000/programs/pip/45/",
        "Seats go in the order of registration",
        "First session: Thursday, March 4, 2027, 6:00 PM to 8:00 PM",
        "This is the one mail that you asked for.",
        PHONE,
    )


def test_sign_in():
    mail_sign_in("ana@example.com")
    sign_in = mail("portal/sign_in")
    code, token = sign_in.message.secrets

    assert sign_in.subject == "Your link to My requests"
    sign_in.says(
        "within 30 minutes",
        f"Open My requests: http://127.0.0.1:8000/my/link/{token}/",
        f"type this code on the page that is waiting for it: {code} Nobody from the department will ever ask",
        "If you did not ask for this mail, ignore it.",
        PHONE,
    )


# --- All of them ------------------------------------------------------------------------


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
    classes.cancel_class(offering, reason="The room is being repaired.")
    people = {person.reference: person for person in (ana, ben, cleo, dora, emil, fay)}
    return [Mail(message) for message in Message.objects.all()], people


TEMPLATES = {
    "held", "confirmed", "waitlisted", "offered", "offer_ends_soon", "lapsed", "line_closed", "withdrawn",
    "declined", "class_cancelled", "class_changed", "reminder",
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


def test_only_the_mail_of_a_hold_has_a_code_and_only_three_have_a_calendar(every_mail):
    mails, _people = every_mail

    with_code = {mail.message.template for mail in mails if 'class="code"' in mail.html}
    with_calendar = {mail.message.template for mail in mails if mail.message.attachments}
    assert with_code == {"programs/held"}
    assert with_calendar == {"programs/confirmed", "programs/class_changed", "programs/class_cancelled"}


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
