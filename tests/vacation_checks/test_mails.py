"""Each mail of the room: text and HTML, a personal link, and not one word that tells what it is about."""

import re
from datetime import time, timedelta

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from mailroom.models import Message
from tests.programs.pages import newest_link
from tests.vacation_checks.builders import DETAILS, approved, make_request, user
from tests.vacation_checks.moments import again, back_since_yesterday
from vacation_checks import emails
from vacation_checks.models import RequestDraft
from vacation_checks.services import changes, clock_upkeep, desk, endings, requests, states

pytestmark = pytest.mark.django_db

# Stand in the footer of every mail of the portal: department, its own address, its site.
OF_THE_DEPARTMENT = [
    "torrance police department", "torrance police community programs", "3300 civic center drive", "torrance, ca 90503",
    "this mailbox and this site are not monitored around the clock",
]  # fmt: skip
TELLING = [
    "vacation", "away", "empty", "return", "home", "house", "trip", "travel", "check", "leave", "left", "absen",
    "welcome", "departure", "residence", "address", "security", "patrol", "officer", "alarm", "gate", "back", "date",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "night", "week", "visit",
    "look at the", "look at your h",
]  # fmt: skip
# A request in whose mails none of this may stand.
SECRETS = ["mori", "ana", "sartori", "1234", "90501", "555-0100", "pelican", "kenji", "8abc123", "honda", "gardens"]
MONTHS = ["january", "february", "march", "april", "may \\d", "june", "july", "august", "september", "october",
          "november", "december"]  # fmt: skip
DATES = re.compile(r"\d{1,2}[:/]\d{2}|\b20\d\d\b|\d{4}-\d{2}-\d{2}|" + "|".join(rf"\b{month}" for month in MONTHS))


def every_mail():
    """One of each that the room writes, by what really causes it."""
    by = user("desk")
    confirmed = requests.confirm(make_request(details=DETAILS))
    desk.ask(confirmed, "Which gate?", by=by)
    requests.answer(confirmed, "The left one")
    desk.decline(confirmed, "outside", by=by)
    desk.inform_only(requests.confirm(make_request()), by=by)
    endings.cancel(approved())
    wish(approved(leaves=-2), by)
    changes.extend(approved(leaves=-2), timezone.localdate() + timedelta(days=9), time(9))
    endings.end(approved(leaves=-2))
    lapsing = make_request()
    type(lapsing).objects.filter(pk=lapsing.pk).update(expires_at=timezone.now())
    back_since_yesterday(returns_at=time(0, 15))
    clock_upkeep.move_on()
    clock_upkeep.remind_returned()
    for template in ("news", "paused"):
        emails.queue_about(template, lapsing, states.note_event(again(lapsing), now=timezone.now()))
    emails.queue_draft_link(RequestDraft.objects.create(key="draft"), "ana@example.com", language="en", days=14)


def wish(mine, by):
    dates = changes.dates_of(mine)
    dates["returns_on"] += timedelta(days=9)
    for accept in (False, True):
        changes.change_dates(mine, **dates)
        changes.decide_wish(mine, accept, by, "Too many in these weeks.")


def said(text):
    """What a mail says, without its links and what every mail of ours says."""
    text = re.sub(r"https?://\S+|<style>.*?</style>|<[^>]+>|\S+@\S+", " ", text, flags=re.DOTALL)
    text = " ".join(text.lower().split())
    for part in OF_THE_DEPARTMENT:
        text = text.replace(part, " ")
    return text


def telling(text):
    """The words in it that tell too much."""
    found = [word for word in [*TELLING, *SECRETS] if re.search(rf"\b{re.escape(word)}", said(text))]
    return found + DATES.findall(re.sub(r"\(\d{3}\) \d{3}-\d{4}|req-\S+|\b\d{6}\b", " ", said(text)))


def templates():
    folder = settings.BASE_DIR / "templates" / "mail" / "requests"
    return {path.stem for path in folder.glob("[!_]*.html")}


def test_every_mail_has_text_and_html_and_a_personal_link_and_says_nothing():
    every_mail()
    written = {message.template.removeprefix("requests/"): message for message in Message.objects.all()}
    assert written.keys() == templates()
    for name, message in written.items():
        link = "/requests/resume/" if name == "draft" else "/requests/open/"
        assert link in message.text and link in message.html, name
        assert "Questions? Call" in message.text and len(message.text) > 200, name
        for part in (message.subject, message.text, message.html):
            assert telling(part) == [], name
        assert not message.attachments


@pytest.mark.parametrize(
    "planted",
    ["While you are away", "Your home", "1234 Sartori Ave", "Dear Ana,", "On December 3", "from 12/03", "at 6:00 PM",
     "Vacation Security Check", "your house", "We checked"],
)  # fmt: skip
def test_control_a_planted_word_is_found(planted):
    assert telling(f"<p>Hello. {planted}.</p>")


def test_a_mail_goes_in_the_language_of_the_request_and_only_to_who_has_an_address():
    make_request(language="es")
    assert Message.objects.get().language == "es"
    assert emails.queue_about("news", make_request(email=""), None) is None
    assert Message.objects.count() == 1


def test_a_link_opens_the_request_until_a_month_after_its_end(client):
    mine = approved()
    link = newest_link(mine.email, "/requests/open/")
    for days, status in ((0, 302), (29, 302), (31, 410)):
        with time_machine.travel(mine.returns + timedelta(days=days)):
            assert client.get(link).status_code == status
