"""People go to another class: to the end of its line, or ahead of it."""

from collections import Counter
from datetime import timedelta

import icalendar
import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from mailroom.models import Message
from programs.models import ClassOffering, Registration
from programs.records import records_for
from programs.services import absences, classes, graduation, registrations, roster
from programs.services.errors import RegistrationError
from programs.services.line import FrontOfLine
from tests.programs.builders import call_in, make_offering, seated, sign_up, states
from tests.programs.graduates import INCOMPLETE, ended_class, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return get_user_model().objects.create_user("coordinator")


@pytest.fixture
def full():
    """The next class, full, with a line."""
    offering = make_offering(number=46, title="Fall 2027", capacity=1)
    seated(offering, "zoe")
    for name in ("xeno", "yara"):
        sign_up(offering, name)
    return offering


def line(offering):
    return [person.given_name.lower() for person in offering.registrations.in_line()]


def moved_ahead(people, to, by):
    front = FrontOfLine()
    for each in people:
        roster.move(each, to=to, by=by, front=front)


def test_ahead_of_the_line_in_the_order_in_which_they_were_chosen(staff, full):
    spring = make_offering()
    people = [seated(spring, name) for name in ("ana", "ben", "cleo")]
    moved_ahead(people, full, staff)
    assert line(full) == ["ana", "ben", "cleo", "xeno", "yara"]
    positions = [Registration.objects.get(pk=person.pk).line_position() for person in people]
    assert positions == [1, 2, 3]


def test_those_who_are_moved_later_stand_before_those_who_were_moved_first(staff, full):
    spring = make_offering()
    people = [seated(spring, name) for name in ("ana", "ben", "cleo", "dan")]
    moved_ahead(people[:2], full, staff)
    moved_ahead(people[2:], full, staff)
    assert line(full) == ["cleo", "dan", "ana", "ben", "xeno", "yara"]


def test_two_groups_at_the_same_time_stay_together(staff, full):
    spring = make_offering()
    one, other = FrontOfLine(), FrontOfLine()
    for front, name in ((one, "ana"), (other, "cleo"), (one, "ben"), (other, "dan")):
        roster.move(seated(spring, name), to=full, by=staff, front=front)
    assert line(full) == ["cleo", "dan", "ana", "ben", "xeno", "yara"]


def test_without_priority_they_stand_behind_the_others(staff, full):
    roster.move(seated(make_offering(), "ana"), to=full, by=staff)
    assert line(full) == ["xeno", "yara", "ana"]


def test_a_seat_first_goes_to_the_line_that_waits_for_it(staff, full):
    """What is free is offered to the line before anybody is put ahead of it."""
    ClassOffering.objects.filter(pk=full.pk).update(capacity=2)
    moved_ahead([seated(make_offering(), "ana")], full, staff)
    assert states(full) == {"zoe": "confirmed", "xeno": "offered", "ana": "waitlisted", "yara": "waitlisted"}
    assert line(full) == ["ana", "yara"]


def test_a_seat_that_is_free_after_that_is_theirs(staff, full):
    ClassOffering.objects.filter(pk=full.pk).update(capacity=4)
    moved_ahead([seated(make_offering(), "ana")], full, staff)
    assert states(full) == {"zoe": "confirmed", "xeno": "offered", "yara": "offered", "ana": "confirmed"}


def test_while_no_offer_can_be_made_a_free_seat_is_theirs_though_others_wait(staff):
    """A class without dates offers nothing yet: its line waits, and a seat may be free."""
    fall = make_offering(number=46, sessions=0, capacity=1)
    ana_there = call_in(fall, "zoe", by=staff)
    call_in(fall, "xeno", by=staff)
    registrations.withdraw(ana_there)
    spring = make_offering()
    ana, ben = seated(spring, "ana"), seated(spring, "ben")
    roster.move(ben, to=fall, by=staff)
    moved_ahead([ana], fall, staff)
    assert states(fall) == {"zoe": "withdrawn", "xeno": "waitlisted", "ben": "waitlisted", "ana": "confirmed"}


def test_the_mail_says_where_from_and_that_they_stand_ahead(staff, full):
    ana = seated(make_offering(), "ana")
    moved_ahead([ana], full, staff)
    mail = Message.objects.get(about=ana.reference, template="programs/waitlisted")
    text = " ".join(mail.text.split())
    assert "from Partners in Policing, Spring 2027 to Partners in Policing, Fall 2027." in text
    assert "You stand ahead of the others in line." in text
    assert "You are number 1 in line" in text


def test_the_old_dates_leave_the_calendar_and_the_new_ones_come_into_it(staff):
    spring, fall = make_offering(sessions=3), make_offering(number=46, sessions=2)
    ana = seated(spring, "ana")
    roster.move(ana, to=fall, by=staff)
    mail = Message.objects.filter(about=ana.reference, template="programs/confirmed").latest("pk")
    new, old = (icalendar.Calendar.from_ical(each["content"]) for each in mail.attachments)
    assert (new["METHOD"], len(new.walk("VEVENT"))) == ("PUBLISH", 2)
    assert (old["METHOD"], {event["STATUS"] for event in old.walk("VEVENT")}) == ("CANCEL", {"CANCELLED"})
    known = {str(session.uid) for session in spring.sessions.all()}
    assert {event["UID"].removeprefix("class-session-").split("@")[0] for event in old.walk("VEVENT")} == known
    assert {event["SEQUENCE"] for event in old.walk("VEVENT")} == {1}


def test_from_a_place_in_line_nothing_leaves_the_calendar(staff):
    spring = make_offering(capacity=1)
    seated(spring, "ana")
    ben = sign_up(spring, "ben")
    roster.move(ben, to=make_offering(number=46), by=staff)
    mail = Message.objects.get(about=ben.reference, template="programs/confirmed")
    assert [each["filename"] for each in mail.attachments] == ["class.ics"]


def test_whoever_comes_back_gets_the_dates_with_the_number_with_which_they_left():
    offering = make_offering(sessions=2)
    registrations.withdraw(seated(offering, "ana"))
    ana = registrations.confirm(sign_up(offering, "ana", form_key="again"))
    mail = Message.objects.get(about=ana.reference, template="programs/confirmed")
    calendar = icalendar.Calendar.from_ical(mail.attachments[0]["content"])
    assert {event["SEQUENCE"] for event in calendar.walk("VEVENT")} == {1}


def test_people_of_a_cancelled_class_can_be_moved(staff, full):
    spring = make_offering(capacity=1)
    ana, ben = seated(spring, "ana"), sign_up(spring, "ben")
    classes.cancel_class(spring, reason="The room is flooded.")
    moved_ahead([ana, ben], full, staff)
    assert states(spring) == {}
    assert line(full) == ["ana", "ben", "xeno", "yara"]


def test_nobody_moves_into_a_class_that_is_cancelled(staff, full):
    classes.cancel_class(full, reason="Flood.")
    with pytest.raises(RegistrationError, match="is cancelled"):
        moved_ahead([seated(make_offering(), "ana")], full, staff)


@pytest.mark.parametrize("to_full", [True, False])
def test_what_was_decided_in_the_old_class_stays_there(staff, full, to_full):
    offering = ended_class(("ana", "ben"))
    ana = person(offering, "ana")
    absences.exempt(ana, reason="Ill for a month", by=staff)
    graduation.graduate(offering, {person(offering, "ben").pk}, by=staff)
    ana.refresh_from_db()
    assert (ana.outcome, ana.exempt_reason) == (INCOMPLETE, "Ill for a month")
    roster.move(ana, to=full if to_full else make_offering(number=47), by=staff)
    ana.refresh_from_db()
    assert (ana.outcome, ana.exempt_reason) == ("", "")
    assert [record.standing for record in records_for(ana.email)] == [
        "You are number 3 in line." if to_full else "Your seat is confirmed."
    ]


def test_an_offer_whose_time_ran_out_is_not_carried_along(staff, full):
    spring = make_offering(capacity=1)
    ana = seated(spring, "ana")
    ben = sign_up(spring, "ben")
    registrations.withdraw(ana)
    Registration.objects.filter(pk=ben.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(RegistrationError, match="cannot be moved"):
        moved_ahead([ben], full, staff)


def test_twice_is_no_error(staff, full):
    ana = seated(make_offering(), "ana")
    for _ in range(2):
        moved_ahead([ana], full, staff)
    assert line(full) == ["ana", "xeno", "yara"]
    assert Message.objects.filter(about=ana.reference, template="programs/waitlisted").count() == 1


def test_whoever_was_moved_is_told_of_changes_in_either_class(staff):
    """The same number of changes in both, and both cancelled: four mails, none taken for another."""
    spring, fall = make_offering(), make_offering(number=46)
    ana = seated(spring, "ana")
    for offering in (spring, fall):
        roster.move(ana, to=offering, by=staff)
        classes.save_sessions(offering, [], tell_everyone=True)
        classes.cancel_class(offering, reason="Flood.")
    told = Message.objects.filter(about=ana.reference).values_list("template", flat=True)
    assert Counter(told) & Counter(["programs/class_changed", "programs/class_cancelled"] * 2) == {
        "programs/class_changed": 2,
        "programs/class_cancelled": 2,
    }
