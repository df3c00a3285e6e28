"""Mails about a seat, to families and to counselors; to counselors when a nominee or the whole class is gone."""

from core.languages import speak
from mailroom.services import Attachment
from programs.calendars import seat_calendar
from programs.emails.students import queue_to_counselor, queue_to_party


def queue_enrolled(party, event):
    """The student has a seat: the dates, also for the calendar. It names nobody."""
    offering = party.nomination.semester.offering
    with speak(party.language, "students"):
        files = [Attachment("class.ics", "text/calendar", seat_calendar(offering))]
    queue_to_party(
        "enrolled", party, key=f"students.enrolled:{party.pk}:{event.pk}", attachments=files, has_calendar=True
    )


def queue_roster(counselor, offering, references, now):
    """Who of the school has a seat: references and numbers alone."""
    queue_to_counselor(
        "roster",
        counselor,
        key=f"students.roster:{counselor.pk}:{offering.pk}:{now:%Y%m%d%H%M%S%f}",
        counselor_name=counselor.name,
        school=counselor.school,
        offering=offering,
        program=offering.program,
        references=references,
    )


def queue_ended(party, event, *, template):
    """It has ended, at the family's wish or not; why is not said by mail."""
    queue_to_party(template, party, key=f"students.ended:{party.pk}:{event.pk}")


def queue_moved_school(party, event):
    queue_to_party("moved_school", party, key=f"students.moved-school:{party.pk}:{event.pk}",
                   school=party.nomination.quota.school)  # fmt: skip


def queue_link(party, event):
    """The link once more, because somebody asked for it."""
    is_asked = party.answered_at is None and party.nomination.semester.takes_answers()
    queue_to_party("link_again", party, key=f"students.link-again:{party.pk}:{event.pk}", is_asked=is_asked)


def queue_nominee_news(counselor, nomination, event, news, *, frees_a_place=False):
    """A nominee has "left", "moved_away" from the counselor's school or "moved_here": by reference, and not why."""
    semester = nomination.semester
    queue_to_counselor(
        "counselor_nominee",
        counselor,
        key=f"students.nominee-{news}:{event.pk}:{counselor.pk}",
        about=nomination.reference,
        reference=nomination.reference,
        news=news,
        school=counselor.school,
        offering=semester.offering,
        program=semester.offering.program,
        can_replace=frees_a_place and semester.takes_answers(),
        answer_by=semester.families_answer_by,
    )


def queue_counselor_class_cancelled(counselor, offering, number):
    queue_to_counselor(
        "counselor_class_cancelled",
        counselor,
        key=f"students.counselor-class-cancelled:{counselor.pk}:{offering.pk}",
        counselor_name=counselor.name,
        school=counselor.school,
        offering=offering,
        program=offering.program,
        number=number,
    )
