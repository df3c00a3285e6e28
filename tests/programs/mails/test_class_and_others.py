"""What the mails about a whole class say, and those without a registration."""

import pytest

from portal.services import mail_sign_in
from programs.enums import Entry
from programs.models import ClassInterest, ClassSession, Program
from programs.services import classes, interest, roster, upkeep
from tests.programs.builders import answers_of, local, make_program, seat, sign_up
from tests.programs.mails.reader import CLASS, PHONE, mail, thursdays

pytestmark = pytest.mark.django_db


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
    events = cancelled.cancellation().walk("VEVENT")
    assert {(str(event["STATUS"]), event["SEQUENCE"]) for event in events} == {("CANCELLED", 1)}
    assert list(cancelled.files()) == ["cancelled.ics"]


def test_a_cancelled_class_of_nominees_invites_nobody_to_register(staff):
    program = make_program("tap", name="Teens and Policing")
    offering = thursdays(program=program)
    roster.register_caller(offering=offering, answers=answers_of(), by=staff)
    Program.objects.update(entry=Entry.NOMINATION)  # since then, schools nominate
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
        "- New date: Friday, March 5, 2027, 6:00 PM to 8:00 PM "
        "It was: Thursday, March 4, 2027, 6:00 PM to 8:00 PM Topic: Topic 1",
        "- Cancelled: Thursday, March 11, 2027, 6:00 PM to 8:00 PM Topic: Topic 2",
        "- Takes place after all: Thursday, March 18, 2027, 6:00 PM to 8:00 PM Topic: Topic 3",
        "- New session: Thursday, May 27, 2027, 6:00 PM to 8:00 PM Your place stays yours, and you need to do nothing.",
        "First session: Friday, March 5, 2027",
    )
    takes_place = {event["DTSTART"].dt.date(): event["SEQUENCE"] for event in changed.calendar().walk("VEVENT")}
    assert (len(takes_place), takes_place[moved.date], takes_place[new.date]) == (12, 1, 0)
    (gone,) = changed.cancellation().walk("VEVENT")
    assert (gone["DTSTART"].dt.date(), str(gone["STATUS"]), gone["SEQUENCE"]) == (cancelled.date, "CANCELLED", 1)
    assert str(cancelled.uid) in gone["UID"]


def test_class_changed_its_place():
    offering = thursdays()
    sign_up(offering, "ben")
    seat(offering)
    offering.location = "City Hall, Room 2"
    offering.save()
    classes.save_sessions(offering, [], tell_everyone=True)
    changed = mail("class_changed", to="ana@example.com")
    held = mail("class_changed", to="ben@example.com")

    assert changed.subject == f"New place: {CLASS}"
    changed.says(
        "It now meets at: City Hall, Room 2. The dates stay as they were.",
        "Your place stays yours",
        "the calendar file in this mail",
    )
    assert {str(event["LOCATION"]) for event in changed.calendar().walk("VEVENT")} == {"City Hall, Room 2"}
    held.says("Your seat still waits for your answer, until Saturday, November 21, 2026, at 10:00 AM Pacific time.")
    assert held.files() == {}  # no dates go into a calendar before the seat is theirs
    assert "calendar" not in held.text


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
