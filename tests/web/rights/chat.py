"""Of CHAT with the Chief: a session two weeks ahead. Ana has a place and asked, and so did Ben."""

from django.urls import reverse
from django.utils import timezone

from chat_sessions.emails import INTEREST_LINK, SIGN_UP_LINK
from chat_sessions.models import ChatRules, Host, SessionInterest, SurveyAnswer
from chat_sessions.services import interest
from tests.chat_sessions.builders import ask, make_session, place

NAMES = ("chat:", "admin:chat_sessions_", "admin/chat_sessions/")


class Chat:
    def __init__(self):
        self.session = make_session()
        self.ana, self.ben = place(self.session, "ana"), place(self.session, "ben")
        self.question = ask(self.ana)
        ask(self.ben, "When will the station have an open day?")
        interest.ask_to_be_told(email="ana@example.com", language="en")
        self.wish = SessionInterest.objects.get()
        for invited in (self.ana, self.ben):
            invited.surveyed_at = timezone.now()
            invited.save(update_fields=["surveyed_at"])
        self.records = {
            "chatsession": self.session,
            "chatrules": ChatRules.current(),
            "host": Host.objects.first(),
            "question": self.question,
            "sessioninterest": self.wish,
            "signup": self.ana,
            "surveyanswer": SurveyAnswer.objects.create(session=self.session, answers={"useful": 4}),
        }

    def follow(self, client, sign_up, token):
        """The personal link out of the mails."""
        client.get(reverse("chat:open", args=[token(SIGN_UP_LINK, sign_up.pk)]))

    def confirm_the_wish(self, client, token):
        client.get(reverse("chat:open_interest", args=[self.tokens(token)["chat:open_interest"]]))

    def tokens(self, token):
        """The links of mails; `token(purpose, subject)` makes one."""
        mine = token(SIGN_UP_LINK, self.ana.pk)
        return {
            "chat:open": mine,
            "chat:open_question": mine,
            "chat:open_survey": mine,
            "chat:open_interest": token(INTEREST_LINK, self.wish.pk),
        }

    def part(self, name, part):
        """What stands in an address of these pages."""
        if part == "reference":
            return (self.question if "question" in name else self.ana).reference
        return {
            "number": self.session.number,
            "session_id": self.session.pk,
            "question_id": self.question.pk,
            "place_id": self.ana.pk,
        }[part]
