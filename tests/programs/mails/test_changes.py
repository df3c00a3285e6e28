"""What people read when sessions move, fall out or come back, when a class is put off, and when they are moved."""

import email
from datetime import time, timedelta

import pytest
from django.utils import timezone

from mailroom.delivery import deliver_due
from mailroom.enums import MessageState
from programs.services import classes, registrations, roster, seasons, sessions
from programs.services.sessions import When
from tests.programs.builders import local, make_offering, seat, sign_up
from tests.programs.mails.reader import CLASS, PHONE, mail, thursdays

pytestmark = pytest.mark.django_db

WEEK = timedelta(weeks=1)


def dates_in(calendar):
    return [event["DTSTART"].dt.date() for event in calendar.walk("VEVENT")]


def test_a_session_moves_and_the_later_ones_with_it():
    offering = thursdays(sessions=3)
    seat(offering)
    first = offering.sessions.first()
    to = When(first.date + WEEK, time(17), time(19))
    sessions.move_session(first, to=to, with_later=True, reason="The station is painted.")
    changed = mail("class_changed")

    changed.says(
        "- New date: Thursday, March 11, 2027, 5:00 PM to 7:00 PM "
        "It was: Thursday, March 4, 2027, 6:00 PM to 8:00 PM Topic: Topic 1",
        "- New date: Thursday, March 25, 2027, 6:00 PM to 8:00 PM It was: Thursday, March 18, 2027",
        "This is the reason: The station is painted.",
        "Your place stays yours",
        "the calendar file in this mail brings it up to date.",
    )
    assert changed.files() == {"class.ics": "text/calendar"}
    assert {event["SEQUENCE"] for event in changed.calendar().walk("VEVENT")} == {1}


def test_another_hour_of_the_same_day_is_a_new_time_and_no_new_date():
    offering = thursdays(sessions=3)
    seat(offering)
    first = offering.sessions.first()
    sessions.move_session(first, to=When(first.date, time(17), time(19)), reason="The station is painted.")
    mail("class_changed").says(
        "- New time: Thursday, March 4, 2027, 5:00 PM to 7:00 PM It was: Thursday, March 4, 2027, 6:00 PM to 8:00 PM"
    )


def test_a_session_falls_out_and_one_is_added_at_the_end():
    offering = thursdays(sessions=3)
    seat(offering)
    second = offering.sessions.all()[1]
    sessions.cancel_session(second, reason="<b>The range</b> is closed.", add_one=True)
    changed = mail("class_changed")

    changed.says(
        "- Cancelled: Thursday, March 11, 2027, 6:00 PM to 8:00 PM Topic: Topic 2",
        "- New session: Thursday, March 18, 2027, 6:00 PM to 8:00 PM Topic: Topic 2",
        "- New date: Thursday, March 25, 2027, 6:00 PM to 8:00 PM It was: Thursday, March 18, 2027",
        "This is the reason: <b>The range</b> is closed.",
        "cancelled.ics takes out what is cancelled",
    )
    assert "<b>" not in changed.html
    assert dates_in(changed.calendar()) == [second.date - WEEK, second.date + WEEK, second.date + 2 * WEEK]
    (gone,) = changed.cancellation().walk("VEVENT")
    assert (gone["DTSTART"].dt.date(), gone["STATUS"], gone["SEQUENCE"]) == (second.date, "CANCELLED", 1)


def test_a_session_takes_place_after_all():
    offering = thursdays(sessions=3)
    second = offering.sessions.all()[1]
    sessions.cancel_session(second, reason="The range is closed.")
    seat(offering)
    sessions.restore_session(second)
    changed = mail("class_changed")

    changed.says("- Takes place after all: Thursday, March 11, 2027")
    assert second.date in dates_in(changed.calendar())
    assert list(changed.files()) == ["class.ics"]


def test_a_seat_that_was_taken_after_a_cancellation_brings_only_what_takes_place():
    offering = thursdays(sessions=3)
    sessions.cancel_session(offering.sessions.all()[1], reason="The range is closed.")
    seat(offering)
    assert len(mail("confirmed").calendar().walk("VEVENT")) == 2


def test_class_postponed():
    offering = thursdays(sessions=2, capacity=1)
    seat(offering)
    sign_up(offering, "ben")
    seasons.postpone(offering, local(2027, 9, 2).date(), "The City closed its counters.")
    postponed, waiting = (mail("class_postponed", to=f"{name}@example.com") for name in ("ana", "ben"))

    assert postponed.subject == f"New dates: {CLASS}"
    postponed.says(
        "The class now begins on Thursday, September 2, 2027, and not on Thursday, March 4, 2027.",
        "This is the reason: The City closed its counters.",
        "Your place stays yours, and you need to do nothing.",
        "please give up your place on your page as soon as you know",
        "See or change my registration: http://127.0.0.1:8000/programs/open/",
        "- New date: Thursday, September 9, 2027, 6:00 PM to 8:00 PM It was: Thursday, March 11, 2027",
        PHONE,
    )
    assert dates_in(postponed.calendar()) == [local(2027, 9, 2).date(), local(2027, 9, 9).date()]
    assert waiting.files() == {}


def test_whoever_gives_up_a_seat_or_is_declined_has_the_dates_taken_out(staff):
    offering = thursdays(sessions=3)
    registrations.withdraw(seat(offering, "ana"))
    roster.decline(seat(offering, "ben"), by=staff, reason="You asked for another class.")

    for template, sequence in (("withdrawn", 1), ("declined", 2)):
        ended = mail(template)
        ended.says("the calendar file in this mail takes them out.")
        events = ended.cancellation().walk("VEVENT")
        assert {(event["STATUS"], event["SEQUENCE"]) for event in events} == {("CANCELLED", sequence)}
        assert list(ended.files()) == ["cancelled.ics"]


def test_what_took_place_stays_in_the_calendar(clock):
    offering = thursdays(sessions=3)
    ana, _ben = seat(offering, "ana"), seat(offering, "ben")
    clock.move_to(local(2027, 3, 5))
    registrations.withdraw(ana)
    classes.cancel_class(offering, reason="Flood.")

    for ended in (mail("withdrawn"), mail("class_cancelled")):
        assert dates_in(ended.cancellation()) == [local(2027, 3, 11).date(), local(2027, 3, 18).date()]


def test_whoever_never_had_a_seat_has_nothing_to_take_out():
    registrations.withdraw(sign_up(thursdays()))
    assert mail("withdrawn").files() == {}
    assert "calendar" not in mail("withdrawn").text


def test_moved_to_another_class(staff):
    ana = seat(thursdays(sessions=2))
    fall = make_offering(number=46, title="Fall 2027", first_date=local(2027, 9, 2).date())
    roster.move(ana, to=fall, by=staff)
    confirmed = mail("confirmed", subject__contains="Fall 2027")

    confirmed.says(
        "We have moved your registration: from Partners in Policing, Spring 2027 to Partners in Policing, Fall 2027. "
        "You have no place in the other class any more. The file cancelled.ics in this mail takes the old dates out",
        "First session: Thursday, September 2, 2027",
    )
    assert "ahead of the others" not in confirmed.text
    assert dates_in(confirmed.cancellation()) == [local(2027, 3, 4).date(), local(2027, 3, 11).date()]
    assert len(confirmed.calendar().walk("VEVENT")) == 12


def test_the_type_of_a_cancellation_says_so_to_mail_programs(settings, tmp_path):
    """Read from the mail as it leaves: RFC 6047 wants the method in the type, too."""
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "mailroom.backends.FolderBackend", str(tmp_path)
    registrations.withdraw(seat(thursdays(sessions=2), given_name="Señora"))
    assert deliver_due() == 3
    assert mail("withdrawn").message.state == MessageState.SENT
    sent = next(file.read_bytes() for file in tmp_path.glob("*.eml") if b"given up your place" in file.read_bytes())

    part = next(part for part in email.message_from_bytes(sent).walk() if part.get_filename() == "cancelled.ics")
    assert part.get_content_type() == "text/calendar"
    assert (part.get_param("method"), part.get_param("charset")) == ("CANCEL", "utf-8")
    assert b"METHOD:CANCEL" in part.get_payload(decode=True)
    assert timezone.now().strftime("DTSTAMP:%Y%m%d").encode() in part.get_payload(decode=True)
