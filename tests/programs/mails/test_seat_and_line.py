"""What the mails about a seat, the line and their ends say."""

import pytest
from django.db import transaction

from programs import emails
from programs.services import registrations, roster, upkeep
from tests.programs.builders import answers_of, local, seat, sign_up
from tests.programs.mails.reader import CLASS, FIRST_SESSION, mail, run_out, settle, thursdays

pytestmark = pytest.mark.django_db


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
