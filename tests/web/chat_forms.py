"""The forms of CHAT as a browser sends them when everything is in order, and what is put into each field instead."""

from dataclasses import dataclass
from uuid import uuid4

from django.urls import reverse

from chat_sessions.enums import QuestionState, SurveyQuestion
from chat_sessions.services import questions
from tests.chat_sessions.builders import moderator
from tests.chat_sessions.pages import form_of
from tests.chat_sessions.visitors import typed

BAD = {
    "a control character": "a\x07b",
    "a NUL": "a\x00b",
    "300 kB": "x" * 300_000,
    "emoji": "🙂👩‍👩‍👧 why?",
    "right to left": "\u202eabc לָמָּה",
    "600 characters": "w" * 600,
}


@dataclass(frozen=True)
class Sent:
    """A form: who sends it where, and its fields in order."""

    role: str
    address: str
    fields: dict


def forms_of(chat):
    """Every form of the room into which something is typed or chosen. `chat`: tests.web.rights.chat.Chat."""
    questions.change_state(chat.question, QuestionState.RETURNED, staff_note="Please leave out the name.")
    number, session, question, place = chat.session.number, chat.session, chat.question, chat.ana
    return {**_of_residents(number, question, place), **_of_staff(session, question, place)}


def _of_residents(number, question, place):
    scales = dict.fromkeys(SurveyQuestion.values, "4")
    return {
        "sign up": Sent("anonymous", reverse("chat:new_sign_up", args=[number]), form_of(
            "zoe", phone="310-555-0100", zip_code="90503", accommodations="asl", accommodation_note="Near.",
            question="Why is it so?", may_use_name="on",
        )),
        "tell me": Sent("anonymous", reverse("chat:tell_me"), {
            "email": "zoe@example.com", "language": "en", "form_key": uuid4().hex, "leave_empty": "",
        }),
        "ask": Sent("owner", reverse("chat:ask", args=[number]), {
            **typed(), "wants_writing": "on", "is_own_case": "on", "step": "send",
        }),
        "vote": Sent("other", reverse("chat:questions", args=[number]), {"vote": question.reference, "page": "1"}),
        "change": Sent("owner", reverse("chat:change_question", args=[question.reference]), typed()),
        "code": Sent("owner", reverse("chat:confirm_with_code", args=[place.reference]), {"code": "123456"}),
        "prove": Sent("owner", reverse("chat:prove", args=[place.reference]), {"code": "123456"}),
        "survey": Sent("owner", reverse("chat:survey", args=[place.reference]), {**scales, "next_topic": "Parks"}),
    }  # fmt: skip


def _of_staff(session, question, place):
    def of(kind, name, *keys):
        return reverse(f"admin:chat_sessions_{kind}_{name}", args=keys)

    def sent(address, **fields):
        return Sent("moderator", address, fields)

    day, note, owner = session.date.isoformat(), "Some words.", str(moderator().pk)
    verbs = {
        "merge": {"kept": str(session.questions.exclude(pk=question.pk).first().pk)},
        "redirect": {"destination": "records", "note": note},
        "return": {"note": note},
        "decline": {"reason": "off_topic", "note": note},
        "refuse": {"note": note},
        "translate": {"translation": note, "translated_by": "R. Diaz"},
        "review": {"back": "/"},
    }
    caller = {"name": "Cy", "phone": "310-555-0123", "email": "cy@example.com", "zip_code": "90503", "language": "ko"}
    needs = {"accommodations": "asl", "accommodation_note": note}
    return {
        **{name: sent(of("question", name, question.pk), **fields) for name, fields in verbs.items()},
        "plan": sent(
            of("chatsession", "add"),
            number="77", date=day, start_time="12:00", minutes="60", topic="Parks", apply="",
        ),
        "move": sent(
            of("chatsession", "move", session.pk),
            date=day, start_time="13:00", end_time="14:00", reason=note, apply="",
        ),
        "places": sent(of("chatsession", "places", session.pk), capacity="40", apply=""),
        "cancel": sent(of("chatsession", "cancel", session.pk), reason=note, apply=""),
        "door": sent(
            of("chatsession", "door", session.pk),
            join_link="https://example.com/2", passcode="p", dial_in="d", remove="passcode", apply="",
        ),
        "facts": sent(
            of("chatsession", "change", session.pk),
            title="CHAT", topic="Parks", agenda="One", languages="es", platform="Zoom", line_capacity="10",
            opens_at_0=day, opens_at_1="10:00", recording_notice=note, moderated_by="Mia", recording_link="",
        ),
        "close": sent(of("chatsession", "close", session.pk), owner=owner),
        "board": sent(of("chatsession", "live", session.pk), verb="queue", question=str(question.pk), seen="1"),
        "answered": sent(
            of("chatsession", "answered_live", session.pk, question.pk), speaker="", note=note, seconds="12:30"
        ),
        "owner": sent(of("chatsession", "answer", session.pk, question.pk), assign="", owner=owner, due_on=day),
        "answer": sent(of("chatsession", "answer", session.pk, question.pk), write="", seen="", **{
            "answer-text": note, "answer-speaker": "Pat Doe", "answer-recording_seconds": "12:30", "answer-links": "",
            "answer-translation": note, "answer-translated_by": "R. Diaz",
        }),
        "caller": sent(f"{of('signup', 'add')}?session={session.pk}", **caller, **needs, form_key=uuid4().hex),
        "person": sent(of("signup", "change", place.pk), **caller, **needs),
        "remove": sent(of("signup", "remove", place.pk), reason=note),
        "phone": sent(
            f"{of('question', 'add')}?session={session.pk}",
            text="Why is it so, please?", language="en", topic="other", place=str(place.pk), form_key=uuid4().hex,
        ),
        "host": sent(of("host", "add"), name="Pat Roe", title="Chief", is_active="on"),
    }  # fmt: skip
