"""A resident, the watch desk and an officer, each at a browser as narrow as a small phone; and how days go by."""

from datetime import timedelta

from playwright.sync_api import expect

from tests.browser.class_life import PASSWORD, Desk, Resident
from tests.browser.conftest import link_in, scrolls_sideways, tick
from tests.browser.test_asking_for_checks import fill, press
from tests.browser.test_the_whole_way import wait_for_mail
from tests.vacation_checks.asking import day
from tests.vacation_checks.builders import beat, user
from vacation_checks.models import VacationCheckRequest
from vacation_checks.services import clock_upkeep

HOME = "1234 SARTORI AVE"


def accounts():
    """Somebody of the desk, and an officer whose name no resident may read."""
    desk = user("desk", "kim")
    officer = user("officer", "reyes")
    for who, name in ((desk, "Kim"), (officer, "Zzqreyes")):
        who.last_name = name
        who.set_password(PASSWORD)
        who.save()
    beat()


def narrow(new_context):
    return new_context(viewport={"width": 320, "height": 640}).new_page()


def fits(page):
    assert not scrolls_sideways(page), page.url


def days_pass(mine, days):
    """All that was planned is so many days nearer; the worker does what is due."""
    now = VacationCheckRequest.objects.get(pk=mine.pk)
    VacationCheckRequest.objects.filter(pk=mine.pk).update(
        leaves_on=now.leaves_on - timedelta(days=days), returns_on=now.returns_on - timedelta(days=days)
    )
    clock_upkeep.move_on()


class Traveller(Resident):
    """A resident who goes away."""

    def open_mail(self, subject):
        mail = wait_for_mail(self.mail_folder, self.address, subject)
        self.page.goto(link_in(mail, "/requests/open/"))
        fits(self.page)

    def ask(self):
        """In steps, with nothing that need not be answered; from day 20 to day 30."""
        page = self.page
        page.goto(f"{self.site}/vacation-check/")
        self.follow("Ask for a check")
        for box in ("My home is in the city", "I live there", "Nobody stays there", "It is not vacant"):
            tick(page, box)
        press(page, "Begin the request")
        fill(page, Your_name="Ana Mori", Email_address=self.address, Phone_number_that_works="+81 90 1234 5678")
        tick(page, "I own this home")
        self.go_on()
        fill(page, Street_address="1234 Sartori Avenue", ZIP_code="90501")
        page.get_by_text("House", exact=True).click()
        for choice in ("No gate", "There is none"):
            tick(page, choice)
        self.go_on()
        fill(page, Day_of_departure=day(20), Time_of_departure="09:00", Day_of_return=day(30), Time_of_return="18:00")
        self.go_on()
        contact = page.get_by_role("group", name="Contact 1")
        fill(contact, Name="Kenji", How_you_know_this_person="neighbor", Phone_number="310-555-0111")
        self.go_on()
        for choice in ("No alarm", "No animals stay"):
            tick(page, choice)
        fill(page, Lights_that_are_on="none")
        self.go_on()
        fill(page, A_word_that_only="pelican", Sign_with="Ana Mori")
        tick(page, "I have read this text")
        self.go_on()
        press(page, "Send my request")
        expect(page.get_by_text("One step is left")).to_be_visible()
        return VacationCheckRequest.objects.get()

    def go_on(self):
        fits(self.page)
        press(self.page, "Go on")


class WatchDesk(Desk):
    def request(self, mine, verb):
        """Onto a request's page, and from there to one of the things that can be done."""
        self.page.goto(f"{self.site}/admin/vacation_checks/vacationcheckrequest/")
        fits(self.page)
        self.follow(mine.reference)
        fits(self.page)
        self.follow(verb)
        fits(self.page)


class Officer:
    def __init__(self, page, site):
        self.page, self.site = page, site
        page.goto(f"{site}/patrol/")
        page.get_by_label("Username").fill("reyes")
        page.get_by_label("Password").fill(PASSWORD)
        self.tap("Sign in")

    def tap(self, words):
        """A button or a link."""
        role = self.page.get_by_role
        role("button", name=words, exact=True).or_(role("link", name=words, exact=True)).first.click()

    def reads(self, words):
        expect(self.page.get_by_text(words).first).to_be_visible()
        fits(self.page)
