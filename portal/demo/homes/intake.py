"""What is with the desk today, what it refused, and what never came so far."""

from functools import partial

from portal.demo.homes.asking import HOUSEHOLDS, ask, dates, open_page, send
from portal.demo.moments import HOUR, MINUTE, as_of
from vacation_checks.enums import Decision, Viewed
from vacation_checks.services import desk, drafts, endings, requests

QUESTION = "Which gate leads to your front door, the one on Ward Street or the one in the alley?"
WHO_WATERS = "You name somebody who waters the plants. Does this person sleep at your home?"
ANSWER = "No. She comes for half an hour and goes home."
FOR_SALE = "The home is listed for sale, and nobody lives in it at present."


def fill(calendar, by):
    """Eight that wait for the desk, and the queue that it read this morning."""
    stay = partial(dates, calendar)
    ask("unconfirmed", calendar.now - 5 * HOUR, stay(9, 8))
    _by_phone(calendar, stay(1, 6), by)
    send("border", calendar.on(-1, 11), stay(6, 9))
    send("unknown", calendar.on(-2, 16), stay(5, 12))
    send("twin", calendar.on(-3, 9), stay(8, 10))
    send("other-twin", calendar.on(-1, 20), stay(10, 7))
    _restricted(send("restricted", calendar.on(-2, 8), stay(12, 14)), calendar, by)
    _questions(calendar, stay, by)
    _ended_before_it_began(calendar, stay, by)
    _a_draft(calendar)
    with as_of(calendar.now - 2 * HOUR):
        open_page(by, what=Viewed.LIST, note="10 requests")


def _by_phone(calendar, stay, by):
    """Too late for the form online, and without a mail address: the desk wrote it down."""
    with as_of(calendar.now - 3 * HOUR):
        fields = HOUSEHOLDS["tomorrow"].fields(**stay)
        requests.submit(fields=fields, form_key="demo-home-tomorrow", by=by)


def _restricted(request, calendar, by):
    with as_of(calendar.on(-1, 9)):
        open_page(by, request)
        desk.restrict(request, True, by=by, note="Restraining order on file")


def _questions(calendar, stay, by):
    """One who was asked something, and one who has answered."""
    asked = send("asked", calendar.on(-2, 12), stay(7, 15))
    answered = send("answered", calendar.on(-3, 12), stay(7, 5))
    with as_of(calendar.on(-1, 10)):
        desk.ask(asked, QUESTION, by=by)
    with as_of(calendar.on(-2, 10)):
        desk.ask(answered, WHO_WATERS, by=by)
    with as_of(calendar.on(-1, 19)):
        requests.answer(answered, ANSWER)


def _ended_before_it_began(calendar, stay, by):
    """Cancelled by the resident, declined by the desk, and never confirmed."""
    cancelled = send("cancelled", calendar.on(-6, 18), stay(5, 6))
    with as_of(calendar.on(-1, 7)):
        endings.cancel(cancelled)
    declined = send("declined", calendar.on(-4, 10), stay(6, 9))
    with as_of(calendar.on(-3, 10)):
        desk.decline(declined, Decision.NOT_ELIGIBLE, by=by, explanation=FOR_SALE)
    ask("lapsed", calendar.on(-5, 21), stay(7, 7))


def _a_draft(calendar):
    """Half a request, saved: its link is in the demo mailbox."""
    with as_of(calendar.now - 30 * MINUTE):
        draft = drafts.begin({drafts.ELIGIBLE: True})
        you = {"name": "Josephine Marsh", "email": "josephine.marsh@example.com", "phone": "310-555-0145",
               "language": "en", "relation": "tenant"}  # fmt: skip
        home = {"house": "3420 Garnet St", "zip_code": "90503", "residence": "house", "gated": "open",
                "side_gate": "locked"}  # fmt: skip
        drafts.save_step(draft, "you", you)
        drafts.save_step(draft, "home", home)
        drafts.mail_link(draft, you["email"])
