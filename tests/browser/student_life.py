"""What a counselor and a family do again and again with Teens and Policing, and how its weeks go by."""

import re
from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext
from playwright.sync_api import expect

from programs.enums.nominations import FamilyTextKind
from programs.migrations.first_family_texts import english, in_other_languages
from programs.models import ConsentDecision, FamilyText, NominationEvent, Party, Semester
from programs.services.nominations import absence_upkeep
from tests.browser.class_life import Desk, Resident, days_pass
from tests.browser.conftest import link_in, tick
from tests.browser.test_the_whole_way import wait_for_mail


@dataclass(frozen=True)
class Student:
    """A student, and whom of the family we can write to."""

    given: str
    family: str
    guardian: str = ""
    language: str = "en"

    @property
    def name(self):
        return f"{self.given} {self.family}"

    @property
    def mail(self):
        return f"pupil-{self.given[0].lower()}{self.family[0].lower()}@tusd.org"

    @property
    def guardians_mail(self):
        return f"{self.guardian.split()[0].lower()}@example.com"


def family_texts():
    """Those of the migration, in six languages: tests with transactions empty the tables."""
    for kind in FamilyTextKind:
        translations = {language: words[kind] for language, words in in_other_languages.items()}
        FamilyText.objects.get_or_create(
            kind=kind, version=1, defaults={"text": english[kind], "translations": translations}
        )


def weeks_pass_until(session):
    """Today is the day of this session; what schools and families did is further back, and their deadlines too."""
    session.refresh_from_db()
    weeks_pass(session.offering, session.date - timezone.localdate())
    session.refresh_from_db()


def weeks_pass(offering, by):
    days_pass(offering, by)
    Semester.objects.update(
        nominations_open_at=F("nominations_open_at") - by,
        nominations_close_at=F("nominations_close_at") - by,
        families_answer_by=F("families_answer_by") - by,
    )
    Party.objects.update(invited_at=F("invited_at") - by, answered_at=F("answered_at") - by)
    for rows in (ConsentDecision.objects, NominationEvent.objects):
        rows.update(at=F("at") - by)


def the_evening_ends(monkeypatch):
    """The worker's duty, also where the test runs by night, when the worker itself keeps quiet."""
    monkeypatch.setattr(absence_upkeep, "is_night", lambda now: False)
    absence_upkeep.tell_of_absences()


class YouthDesk(Desk):
    """The coordinator of the classes for students."""

    def fill(self, **answers):
        for label, text in answers.items():
            self.page.get_by_label(f"{label.replace('_', ' ')}:", exact=True).fill(str(text))

    def invite(self, counselor, school):
        page = self.page
        page.goto(f"{self.site}/admin/programs/counselor/add/")
        page.get_by_label("School:").select_option(school)
        self.fill(Name=counselor.name, Email=counselor.address)
        self.press("Save")
        self.reads("was added successfully")

    def row(self, student):
        """The line of a student in a table."""
        return self.page.get_by_role("row", name=re.compile(re.escape(student.given)))


class Counselor(Resident):
    def __init__(self, page, site, mail_folder, name, address):
        super().__init__(page, site, mail_folder, name)
        self.address = address

    def sign_in_by_invitation(self):
        mail = wait_for_mail(self.mail_folder, self.address, "You can nominate students")
        self.page.goto(link_in(mail, "/counselors/link/"))
        self.press("Open my page")

    def sign_in_by_code(self):
        self.page.goto(f"{self.site}/counselors/")
        self.page.get_by_label("School mail address").fill(self.address)
        self.press("Send me a link and a code")
        mail = wait_for_mail(self.mail_folder, self.address, "Your link to the counselors' page")
        code = re.search(r"\b\d{6}\b", mail.get_body(("plain",)).get_content())[0]
        self.page.get_by_label("Six-digit code").fill(code)
        self.press("Open my page")

    def home(self):
        self.page.goto(f"{self.site}/counselors/")

    def write_down(self, number, student):
        """One row of the page on which students are nominated."""
        row = self.page.get_by_role("group", name=f"Student {number}", exact=True)
        row.get_by_label("First name").fill(student.given)
        row.get_by_label("Last name").fill(student.family)
        row.get_by_label("Grade").select_option("11")
        row.get_by_label("Student's school mail").fill(student.mail)
        if student.guardian:
            row.get_by_label("Mail of the parent").fill(student.guardians_mail)
        row.get_by_label("Language of the parent").select_option(student.language)
        row.get_by_label("Why this student").fill("Asks good questions.")
        row.get_by_label("How the parent agreed").select_option("phone")
        row.get_by_label("On which day").fill(timezone.localdate().isoformat())

    def sees_that(self, student, state, awaited):
        row = self.page.get_by_role("row", name=re.compile(student.name))
        expect(row).to_contain_text(state)
        expect(row.get_by_role("cell").last).to_have_text(awaited)

    def reads(self, words):
        expect(self.page.get_by_text(words).first).to_be_visible()


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
        self.fill(date_of_birth=born.isoformat(), why="I would like to become a detective.", signature=student.name)
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


def all_of(mail):
    """Whatever a mail says: headers, texts, files."""
    parts = [part.get_content() for part in mail.walk() if not part.is_multipart()]
    texts = [part if isinstance(part, str) else part.decode() for part in parts]
    return "\n".join([*map(str, mail.values()), *texts])
