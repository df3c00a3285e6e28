"""What a counselor and a family do again and again with Teens and Policing, and how its weeks go by."""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F
from django.utils import timezone
from playwright.sync_api import expect

from core.models import DepartmentProfile
from programs.enums import Entry
from programs.models import ClassOffering, ConsentDecision, NominationEvent, Party, Semester
from programs.services.nominations import absence_upkeep
from staff.roles import INSTRUCTOR, YOUTH_COORDINATOR
from tests.browser.class_life import Desk, Resident, account, days_pass
from tests.browser.conftest import link_in
from tests.browser.test_the_whole_way import wait_for_mail
from tests.programs.builders import make_program
from tests.programs.students import make_school


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


MINSEO = Student("Minseo", "Ohnari", "Hana Ohnari", "ko")
DIEGO = Student("Diego", "Ruizvega", "Lucia Ruizvega", "es")
LEON = Student("Leon", "Hartwig", "Petra Hartwig")
TESSA = Student("Tessa", "Quillon", "Nora Quillon")  # 18: decides alone
NOEMI = Student("Noemi", "Belmonte", "Carla Belmonte")  # by a code on paper
STUDENTS = [MINSEO, DIEGO, LEON, TESSA, NOEMI]
ENROLLED = [MINSEO, DIEGO, TESSA, NOEMI]


def first_day():
    """Two schools, and who is at work."""
    make_program("tap", name="Teens and Policing", entry=Entry.NOMINATION)
    for name in ("North High School", "South High School"):
        make_school(name)
    account(role_name=YOUTH_COORDINATOR)
    account("lee", INSTRUCTOR)
    # Who is not there at the start is absent: the evenings of the story begin at midnight, and so may the test.
    DepartmentProfile.objects.update_or_create(pk=1, defaults={"late_minutes": 0})


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

    def plan(self):
        """Two evenings and graduation night in three weeks, the first one hands-on; nominations opened yesterday."""
        today, page = timezone.localdate(), self.page
        first_date = today + timedelta(weeks=3)
        page.goto(f"{self.site}/admin/programs/classoffering/add/")
        page.get_by_label("Weekday:", exact=True).select_option(str(first_date.weekday()))
        page.get_by_label("Program:").select_option("Teens and Policing")
        self.fill(Class_number=12, Title="Spring", First_date=first_date, From="00:00", To="23:59",
                  Number_of_sessions=2, Capacity=4, Absences_allowed=1, Topics="Range",
                  **{"Hands-on evenings": 1})  # fmt: skip
        self.press("Show the dates")
        self.press("Create the class (draft)")
        self.reads("is created as a draft")
        offering = ClassOffering.objects.get()
        self.tool(offering, "Semester: dates and places")
        self.fill(**{
            "Nominations open (Pacific time)": f"{today - timedelta(days=1)}T08:00",
            "Nominations close": f"{today + timedelta(days=5)}T17:00",
            "Families answer by": f"{today + timedelta(days=14)}T17:00",
        })  # fmt: skip
        for school, places, alternates in (("North", "4", "1"), ("South", "2", "0")):
            page.get_by_label(f"Places of {school} High School").fill(places)
            page.get_by_label(f"Alternates of {school} High School").fill(alternates)
        self.press("Save the semester")
        self.reads("the semester is saved")
        self.tool(offering, "Publish")
        self.press("Publish")
        return offering

    def accept_and_publish(self, offering):
        """What is missing and what was refused stands on the board; the four of the school get a seat."""
        page = self.page
        self.tool(offering, "Nominees: the board")
        expect(self.row(MINSEO)).to_contain_text("hands-on")
        for student in ENROLLED:
            page.get_by_label(f"Accept {student.name}").check()
        expect(page.get_by_label(f"Accept {LEON.name}")).to_have_count(0)
        self.press("Accept the chosen")
        self.reads("Accepted:")
        self.follow("Publish the roster")
        self.press("Publish: 4 get a seat")
        self.reads("The roster is published")

    def everybody_is_here(self, session):
        self.evening(session)
        self.press("Fill: everybody who is not recorded is present")
        self.press("Save")
        self.reads("4 marks saved.")

    def graduate(self, offering):
        self.tool(offering, "Graduation")
        self.press("Show what will happen")
        self.reads("4 graduate")
        self.press("Graduate the class")
        self.reads("4 graduated, 0 not completed.")

    def report(self, offering):
        self.tool(offering, "Credits for the schools")
        self.press("Make the reports of all schools")
        self.reads("The report is ready: North High School.")
        self.reads("Not released: 1.")


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


def all_of(mail):
    """Whatever a mail says: headers, texts, files."""
    parts = [part.get_content() for part in mail.walk() if not part.is_multipart()]
    texts = [part if isinstance(part, str) else part.decode() for part in parts]
    return "\n".join([*map(str, mail.values()), *texts])
