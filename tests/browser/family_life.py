"""A student or a guardian at a phone: what they do with their own pages, in the language of the family."""

from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import expect

from tests.browser.class_life import Resident
from tests.browser.conftest import link_in, tick
from tests.browser.test_the_whole_way import wait_for_mail


class Relative(Resident):
    """A student or a guardian at a phone, in the language of the family."""

    def __init__(self, page, site, mail_folder, address="", language="en"):
        super().__init__(page, site, mail_folder, "")
        self.address, self.language = address, language

    def says(self, words):
        """These words as this person reads them."""
        with translation.override(self.language):
            return gettext(words)

    def press(self, words):
        super().press(self.says(words))

    def follow(self, words):
        super().follow(self.says(words))

    def follow_one(self, words, about):
        """One of several links of these words: what it is about is said to who cannot see the page."""
        self.page.get_by_role("link").filter(has_text=f"{self.says(words)}: {self.says(about)}").click()

    def sees(self, heading):
        super().sees(self.says(heading))
        expect(self.page.locator("html")).to_have_attribute("lang", self.language)

    def follow_mail(self, subject=""):
        """By the own link: a guardian says once that they are one."""
        self.page.goto(link_in(wait_for_mail(self.mail_folder, self.address, subject), "/consent/open/"))

    def fill(self, **answers):
        """By the names of the fields: what stands beside them is in six languages."""
        for name, text in answers.items():
            self.page.locator(f"[name={name}]").fill(text)

    def choose(self, name, value):
        box = self.page.locator(f"[name={name}][value='{value}']").get_attribute("id")
        self.page.locator(f"label[for={box}]").click()

    def tick(self, *names):
        for name in names:
            self.page.locator(f"label[for=id_{name}]").click()

    def answer_as_student(self, student, born, consents=()):
        """`consents`: of a student who is 18."""
        self.follow("Answer now")
        self.fill(date_of_birth=born, why="I would like to become a detective.", signature=student.name)
        self.page.locator("[name=shirt_size]").select_option("m")
        self.choose("way_home", "picked_up")
        self.tick("agrees_to_conduct")
        self.press("Continue")
        if consents:
            self._consent(consents, student.name)
        self._send()

    def answer_as_guardian(self, name, phone, consents):
        """Yes to taking part, and to these; the rest is no."""
        self.follow("Answer now")
        self._tell_of_themselves(name, phone)
        self._consent(consents, name)
        self._send()

    def refuse(self, name, phone):
        """A no to taking part, after all else: asked once more."""
        self.follow("Answer now")
        self._tell_of_themselves(name, phone)
        self.choose("participation", "no")
        self.press("Continue")
        self.sees("Are you sure?")
        self.press("Yes: the student does not take part")
        self.reads("Thank you for telling us.")

    def _tell_of_themselves(self, name, phone):
        self.fill(name=name, phone=phone, emergency_name="Grace Lindqvist", emergency_relation="aunt",
                  emergency_phone="310-555-0177")  # fmt: skip
        self.page.locator("[name=relation]").select_option("mother")
        self.press("Continue")

    def _consent(self, kinds, signature):
        self.sees("Your consents")
        self.choose("participation", "yes")
        self.tick(*kinds)
        self.fill(consent_signature=signature)
        self.press("Continue")

    def _send(self):
        self.sees("Check your answers")
        self.press("Sign and send")
        self.reads("Thank you. We have your answers.")

    def reads(self, words):
        expect(self.page.get_by_text(self.says(words)).first).to_be_visible()

    def type_code(self, code):
        self.page.goto(f"{self.site}/consent/")
        self.page.get_by_label("Code").fill(code.lower().replace("-", " "))
        self.press("Open my page")

    def tell_who(self, student):
        """After a code on paper, of which nobody knows whose it is."""
        self.fill(given_name=student.given, family_name=student.family, student_email=student.mail)
        self.fill(guardian_name=student.guardian, guardian_phone="310-555-0145")
        self.choose("grade", "12")
        tick(self.page, "I agree that the Torrance Police Department")
        self.press("Go on")
