"""A mail as its reader sees it, and the class that these mails are about."""

from dataclasses import dataclass
from datetime import timedelta

import icalendar
from django.db import transaction

from mailroom.models import Message
from programs.models import Registration
from programs.services import seats
from tests.programs.builders import local, make_offering

NOW = local(2026, 11, 20, 10)
FIRST_SESSION = local(2027, 3, 4, 18)
PHONE = "(310) 618-5688"
CLASS = "Partners in Policing, Spring 2027"


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

    def files(self):
        return {attachment["filename"]: attachment["mimetype"] for attachment in self.message.attachments}

    def calendar(self):
        """What takes place."""
        return self._calendar("class.ics", "text/calendar", method="PUBLISH")

    def cancellation(self):
        """What leaves the reader's calendar."""
        return self._calendar("cancelled.ics", "text/calendar; method=CANCEL", method="CANCEL")

    def _calendar(self, filename, mimetype, *, method):
        (attachment,) = [each for each in self.message.attachments if each["filename"] == filename]
        calendar = icalendar.Calendar.from_ical(attachment["content"])
        assert (attachment["mimetype"], calendar["METHOD"]) == (mimetype, method)
        assert {str(event["ORGANIZER"]) for event in calendar.walk("VEVENT")} == {"mailto:programs@127.0.0.1"}
        return calendar


def mail(template, **fields):
    """The one mail that was written from this template."""
    return Mail(Message.objects.get(template=template if "/" in template else f"programs/{template}", **fields))


def run_out(registration):
    Registration.objects.filter(pk=registration.pk).update(expires_at=NOW - timedelta(minutes=1))


def settle(offering):
    with transaction.atomic():
        seats.settle(seats.lock(offering))
