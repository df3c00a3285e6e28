"""What a coordinator and a resident do again and again in the course of a class, and how its weeks go by."""

import re
import time
from pathlib import Path

from django.contrib.auth.models import Group, User
from django.db.models import F
from django.utils import timezone
from playwright.sync_api import expect

from programs.models import Attendance, RegistrationEvent
from staff.roles import COORDINATOR
from tests.browser.conftest import link_in, tick
from tests.browser.test_the_whole_way import fill_in, wait_for_mail

PASSWORD = "a-long-word-for-tests"


def account(name="kim", role_name=COORDINATOR):
    """Somebody with the role and nothing more."""
    user = User.objects.create_user(name, password=PASSWORD, email=f"{name}@example.com", is_staff=True)
    user.groups.add(Group.objects.get(name=role_name))


def weeks_pass_until(session):
    """Today is the day of this session: all that was planned, and all that was done, is as much further back."""
    session.refresh_from_db()
    days_pass(session.offering, session.date - timezone.localdate())
    session.refresh_from_db()


def days_pass(offering, by):
    for each in offering.sessions.order_by("date"):  # one by one: no two sessions of a class share a day
        each.date -= by
        each.save(update_fields=["date"])
    type(offering).objects.filter(pk=offering.pk).update(opens_at=F("opens_at") - by)
    RegistrationEvent.objects.filter(registration__offering=offering).update(at=F("at") - by)
    Attendance.objects.filter(session__offering=offering).update(at=F("at") - by)


class Desk:
    """The browser of a member of staff: a coordinator, if nobody else is named."""

    def __init__(self, page, site, name="kim"):
        self.page, self.site = page, site
        page.goto(f"{site}/admin/login/")
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        self.press("Log in")
        page.wait_for_url(f"{site}/admin/")

    def press(self, words):
        self.page.get_by_role("button", name=words, exact=True).first.click()

    def follow(self, words):
        self.page.get_by_role("link", name=words, exact=True).first.click()

    def tool(self, offering, words):
        """Onto the page of the class, and from there to one of the pages that it offers."""
        self.page.goto(f"{self.site}/admin/programs/classoffering/{offering.pk}/change/")
        self.page.get_by_role("navigation", name="This class").get_by_role("link", name=words, exact=True).click()

    def evening(self, session):
        self.tool(session.offering, "Attendance")
        day = re.compile(rf"{session.date:%b} {session.date.day}\s*: record")
        self.page.get_by_role("link", name=day).click()

    def reads(self, words):
        expect(self.page.get_by_text(words).first).to_be_visible()

    def download(self, words):
        """The file behind a button or a link: (its name, its content)."""
        role = self.page.get_by_role
        return download(self.page, role("button", name=words, exact=True).or_(role("link", name=words, exact=True)))


class Resident:
    """A resident's browser, and the mail that comes to them."""

    def __init__(self, page, site, mail_folder, name):
        self.page, self.site, self.mail_folder = page, site, mail_folder
        self.name, self.address = name, f"{name.lower()}@example.com"

    def press(self, words):
        self.page.get_by_role("button", name=words, exact=True).click()

    def follow(self, words):
        self.page.get_by_role("link", name=words, exact=True).first.click()

    def sees(self, heading):
        expect(self.page.get_by_role("heading", name=heading)).to_be_visible()

    def open_mail(self, subject):
        """Onto the own page, by the personal link in the mail."""
        self.page.goto(link_in(wait_for_mail(self.mail_folder, self.address, subject), "/programs/open/"))

    def register(self, offering, button):
        self.page.goto(f"{self.site}{offering.get_absolute_url()}register/")
        fill_in(self.page, self.name, "Rivera", self.address)
        self.press("Check my answers")
        self.press(button)

    def take_a_seat(self, offering):
        self.register(offering, "Take my seat")
        expect(self.page.get_by_text("We hold a seat for you until")).to_be_visible()
        self.open_mail("confirm your seat")
        self.press("Confirm my seat")
        self.sees("Your seat is confirmed")

    def answer_packet(self):
        self.follow("Answer the questions")
        self.page.get_by_label("Name of the person whom we call").fill("Rosa Rivera")
        self.page.get_by_label("How this person is related to you").fill("mother")
        self.page.get_by_label("Phone number of this person").fill("310-555-0123")
        self.page.get_by_label("Shirt size").select_option("m")
        tick(self.page, "I have read the conduct rules")
        tick(self.page, "I have read the release of liability")
        self.page.get_by_label("Sign with your full name").fill(f"{self.name} Rivera")
        self.press("Sign and send")
        expect(self.page.get_by_text("Thank you. We have your answers.")).to_be_visible()

    def give_up_the_seat(self):
        self.follow("Give up the seat")
        self.press("Yes, give up the seat")
        self.sees("You gave up your place")

    def passport(self):
        """{"Attended": 1, ...} as the own page shows it now."""
        self.page.reload()
        self.sees("Your attendance")
        rows = self.page.locator(".summary-list div").filter(has_text=re.compile("Attended|Missed|Absences left"))
        return {row.locator("dt").inner_text(): int(row.locator("dd").inner_text()) for row in rows.all()}

    def mails(self, subject):
        return [mail for mail in self.mail_folder.to(self.address) if subject in mail["Subject"]]


def download(page, what):
    """Press it, and get the file: (its name, its content)."""
    with page.expect_download() as arriving:
        what.click()
    return arriving.value.suggested_filename, Path(arriving.value.path()).read_bytes()


def nothing_more_arrives(mail_folder):
    """Wait until the worker has been quiet for a second."""
    before = -1
    while before != (now := len(list(mail_folder.path.glob("*.eml")))):
        before = now
        time.sleep(1)
