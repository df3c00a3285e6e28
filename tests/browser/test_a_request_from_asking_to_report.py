"""A house check as it is lived, from asking to the report: resident, watch desk and officer, by the pages alone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import tick
from tests.browser.home_life import HOME, Officer, Traveller, WatchDesk, accounts, days_pass, fits, narrow
from tests.browser.test_the_whole_way import wait_for_mail
from tests.vacation_checks.asking import known_streets
from vacation_checks.models import Alert, HouseCheck, VacationCheckRequest, ViewRecord

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.usefixtures("running_worker")
def test_a_request_from_asking_to_report(site, new_context, mail_folder):
    known_streets()
    accounts()
    ana = Traveller(narrow(new_context), site, mail_folder, "Ana")
    desk, officer = WatchDesk(narrow(new_context), site), Officer(narrow(new_context), site)

    mine = ana.ask()
    ana.open_mail("confirm your request")
    ana.press("Confirm my request")
    ana.sees("Your request is with our desk")
    approve(desk, mine)
    ana.open_mail("is approved")
    ana.sees("Your request is approved")

    days_pass(mine, 22)
    look_twice(officer)
    close_the_alert(desk, mine)
    read_the_timeline(ana)
    come_back_early(ana)
    officer.page.goto(f"{site}/patrol/homes/")
    officer.reads("Residents are back")
    expect(officer.page.get_by_role("link", name=HOME, exact=True)).to_have_count(0)
    officer.reads(HOME)
    read_the_report(ana)
    assert who_looked() == {"kim": {"list", "request", "alerts"}, "reyes": {"tour", "home"}}


def approve(desk, mine):
    """Who it is, and the beat, are said on the way; without them there is no button that would do it."""
    desk.request(mine, "Approve")
    tick(desk.page, "Called back")
    desk.page.get_by_label("Beat").select_option("Beat 1")
    desk.press("Approve")
    desk.reads(f"{mine}: approved.")
    mine.refresh_from_db()
    assert (mine.state, mine.identity, str(mine.beat)) == ("scheduled", "call_back", "Beat 1")


def look_twice(officer):
    """Two taps when all is clear; words when a door is open, a minute later, which is asked about."""
    officer.page.get_by_label("Beat").select_option("Beat 1")
    officer.tap("Start the tour")
    officer.reads("Never checked")
    officer.tap(HOME)
    officer.tap("All clear")
    officer.reads("Logged")
    assert HouseCheck.objects.get().result.is_clear
    officer.page.get_by_role("link", name=HOME, exact=True).click()
    officer.tap("Something else")
    tick(officer.page, "Open or unlocked door or window")
    officer.page.get_by_label("What did you see?").fill("Side door ajar, nobody inside.")
    officer.tap("Log it")
    officer.tap("Log another anyway")
    officer.reads("Open alert")
    assert Alert.objects.get().check_record.narrative == "Side door ajar, nobody inside."


def close_the_alert(desk, mine):
    desk.page.goto(f"{desk.site}/admin/vacation_checks/alert/")
    fits(desk.page)
    desk.reads("▲ open")
    desk.follow("Open or unlocked door or window")
    desk.reads("Side door ajar, nobody inside.")
    fits(desk.page)
    tick(desk.page, "Secured; contact or resident told")
    desk.page.get_by_label("Who was reached").fill("Kenji, 310-555-0111, came with the key.")
    desk.press("Close the alert")
    desk.reads("Closed: Open or unlocked door or window.")
    assert Alert.objects.get().outcome == "secured"


def read_the_timeline(ana):
    """Each look, in words for residents: not whose look it was, and not what the officer wrote."""
    ana.open_mail("news about your request")
    ana.sees("When we looked")
    looks = ana.page.get_by_role("table").locator("tbody tr")
    expect(looks).to_have_count(2)
    expect(ana.page.get_by_text("A door or window was open.")).to_be_visible()
    says_nothing_of_officers(ana)


def says_nothing_of_officers(ana):
    whole = ana.page.content()
    for word in ("reyes", "Reyes", "Zzqreyes", "Side door ajar", "with the key", "Kim"):
        assert word not in whole, word


def come_back_early(ana):
    ana.follow("I am back early")
    fits(ana.page)
    ana.press("Yes, I am back")
    ana.sees("Welcome home")
    assert VacationCheckRequest.objects.get().state == "ended_early"


def read_the_report(ana):
    mail = wait_for_mail(ana.mail_folder, ana.address, "report is ready")
    text = mail.get_body(("plain",)).get_content()
    assert HOME not in text and "Mori" not in text
    ana.open_mail("report is ready")
    expect(ana.page.get_by_text("We looked at the home 2 times.")).to_be_visible()
    says_nothing_of_officers(ana)


def who_looked():
    looks = ViewRecord.objects.values_list("user__username", "what")
    return {name: {what for who, what in looks if who == name} for name, _ in looks}
