"""What moderators and residents do again and again around a session of CHAT, and how its day comes."""

import re
from datetime import time

from django.utils import timezone
from playwright.sync_api import expect

from chat_sessions.models import ChatSession, Question
from tests.browser.class_life import Desk
from tests.browser.conftest import link_in, tick
from tests.browser.test_the_whole_way import wait_for_mail
from tests.waiting import until


def the_day_comes(session):
    """The hour runs: from midnight to midnight, so that the test can run at any hour."""
    today = timezone.localdate()
    ChatSession.objects.filter(pk=session.pk).update(date=today, start_time=time(0), end_time=time(23, 59))
    session.refresh_from_db()


class Moderator(Desk):
    """A moderator's browser."""

    def session_page(self, session, name):
        self.page.goto(f"{self.site}/admin/chat_sessions/chatsession/{session.pk}/{name}/")

    def verb(self, question, words):
        """Onto the page of the question, and from there to the page of the verb."""
        self.page.goto(f"{self.site}/admin/chat_sessions/question/{question.pk}/change/")
        self.page.get_by_role("navigation", name="What to do").get_by_role("link", name=words, exact=True).click()

    def may_not(self, question, words):
        self.page.goto(f"{self.site}/admin/chat_sessions/question/{question.pk}/change/")
        expect(self.page.get_by_role("navigation", name="What to do")).to_be_visible()
        expect(self.page.get_by_role("link", name=words, exact=True)).to_have_count(0)

    def answer_page(self, question):
        self.session_page(question.session, "afterwards")
        self.page.get_by_role("link", name=re.compile(question.reference)).click()


class Neighbor:
    """A resident's browser, and the mail that comes to them."""

    def __init__(self, page, site, mail_folder, name):
        self.page, self.site, self.mail_folder = page, site, mail_folder
        self.name, self.address = name, f"{name.lower()}@example.com"

    def press(self, words):
        self.page.get_by_role("main").get_by_role("button", name=words, exact=True).first.click()

    def sees(self, heading):
        expect(self.page.get_by_role("heading", name=heading).first).to_be_visible()

    def mail(self, subject):
        return wait_for_mail(self.mail_folder, self.address, subject)

    def text_of(self, subject):
        """What the mail says, line breaks aside."""
        return " ".join(self.mail(subject).get_body(("plain",)).get_content().split())

    def code(self, subject):
        return re.search(r"\b\d{6}\b", self.text_of(subject))[0]

    def waits_for_mails(self, subject, number):
        def are_there():
            return sum(subject in mail["Subject"] for mail in self.mail_folder.to(self.address)) >= number

        until(are_there, f"fewer than {number} mails about {subject}", every=0.2)

    def open_mail(self, subject, part="/chat/open/"):
        self.page.goto(link_in(self.mail(subject), part))

    def fill_in_sign_up(self, session):
        page = self.page
        page.goto(f"{self.site}/chat/{session.number}/")
        page.get_by_role("main").get_by_role("link", name="Sign up").first.click()
        page.get_by_label("Name or nickname").fill(self.name)
        page.get_by_label("Email address").fill(self.address)
        tick(page, "I am 13 or older")
        tick(page, "I know this")
        self.press("Sign up")

    def type_question(self, session, text, topic="traffic", *ticked):
        """The form, and on to its next step: similar questions, or sent."""
        self.page.goto(f"{self.site}/chat/{session.number}/questions/ask/")
        self.page.locator("#id_text").fill(text)
        self.page.locator("#id_topic").select_option(topic)
        for label in ticked:
            tick(self.page, label)
        self.press("Go on")

    def has_sent(self, text):
        """The question, once its own page is shown."""
        self.sees("Your question: Received")
        return Question.objects.get(text=text)

    def is_through_the_door(self, link):
        way_in = self.page.get_by_role("link", name="Continue to the meeting")
        expect(way_in).to_have_attribute("href", link)
