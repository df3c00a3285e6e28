"""A session of CHAT as it is lived: two moderators, the Chief's view and two residents, by the pages alone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from chat_sessions.models import ChatSession
from staff.roles import MODERATOR
from tests.browser.chat_life import Moderator, Neighbor, the_day_comes
from tests.browser.class_life import account
from tests.chat_sessions.builders import JOIN_LINK

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSCODE, DIAL_IN = "canary-pass-99", "310-555-0199"
GUARDS = "Why are there so few crossing guards near the schools?"
LIKE_IT = "Can we have more crossing guards near our schools?"
BICYCLES = "How many officers patrol on bicycles downtown?"
PIZZA = "Which place in town makes the best pizza?"


@pytest.mark.usefixtures("running_worker")
def test_a_session_from_sign_up_to_answers(site, new_context, mail_folder):
    for name in ("mia", "noa"):
        account(name, MODERATOR)
    mia, noa = (Moderator(new_context().new_page(), site, name) for name in ("mia", "noa"))
    ana, ben = (Neighbor(new_context().new_page(), site, mail_folder, name) for name in ("Ana", "Ben"))

    session = plan_and_publish(mia)
    sign_up(session, ana, ben)
    guards = ask_and_vote(session, mia, ana, ben)
    pizza = decline(session, mia, noa, ben)
    bicycles = merge(session, mia, noa, guards, ana, ben)
    for each in (ana, ben):
        expect(go_to_place(each).page.get_by_role("button", name="Go in")).to_have_count(0)

    the_day_comes(session)
    go_in(ana, ben)
    the_hour(session, guards, mia, noa, ana, ben)
    afterwards(session, guards, bicycles, mia, noa, ben)
    read_the_answers(session, pizza, ana, ben)
    told_in_no_mail(mail_folder)


def plan_and_publish(mia):
    """Two weeks ahead at noon, with the way in."""
    page = mia.page
    page.goto(f"{mia.site}/admin/chat_sessions/chatsession/add/")
    page.get_by_label("Date:").fill((timezone.localdate() + timedelta(weeks=2)).isoformat())
    page.get_by_label("Topic:").fill("Traffic around schools")
    mia.press("Show what follows")
    assert not ChatSession.objects.exists()
    mia.press("Save as a draft")
    mia.reads("is a draft")
    session = ChatSession.objects.get()
    mia.session_page(session, "door")
    page.get_by_label("Link:").fill(JOIN_LINK)
    page.get_by_label("Passcode:").fill(PASSCODE)
    page.get_by_label("Dial-in:").fill(DIAL_IN)
    mia.press("Save")
    mia.reads("Everybody meets the new one")
    mia.session_page(session, "publish")
    mia.press("Publish")
    mia.reads("published")
    return session


def sign_up(session, ana, ben):
    """Ana types the code where she signed up; Ben follows the link."""
    ana.fill_in_sign_up(session)
    ana.page.get_by_label("Six-digit code").fill(ana.code("Please confirm"))
    ana.press("Confirm my place")
    ben.fill_in_sign_up(session)
    ben.open_mail("Please confirm")
    ben.press("Confirm my place")
    for each in (ana, ben):
        each.sees("You are signed up")
        each.mail("You are signed up")


def ask_and_vote(session, mia, ana, ben):
    """Ana asks; Ben, who was about to ask the same, votes for hers."""
    ana.type_question(session, GUARDS)
    guards = ana.has_sent(GUARDS)
    mia.session_page(session, "board")
    mia.press(f"Approve {guards}")
    mia.reads("approved")
    ana.mail("Your question is taken")
    ben.type_question(session, LIKE_IT)
    ben.sees("Is one of these your question?")
    ben.page.get_by_role("button", name="Vote for this one instead").click()
    expect(ben.page.get_by_text("1 vote", exact=True)).to_be_visible()
    assert guards.votes.get().sign_up.name == "Ben" and not session.questions.filter(text=LIKE_IT).exists()
    return guards


def decline(session, mia, noa, ben):
    """Mia proposes it, and cannot confirm it herself."""
    ben.type_question(session, PIZZA, "other")
    pizza = ben.has_sent(PIZZA)
    mia.verb(pizza, "Propose to decline")
    mia.reads("Criticism is not a reason.")
    mia.page.get_by_label("It is not about the police department.").check()
    mia.press("Propose to decline")
    mia.reads("decline proposed")
    mia.may_not(pizza, "Confirm the decline")
    noa.verb(pizza, "Confirm the decline")
    noa.press("Confirm the decline")
    noa.reads("declined")
    text = ben.text_of("Your question is not asked")
    assert "It is not about the police department." in text and "mia" not in text.lower()
    return pizza


def merge(session, mia, noa, guards, ana, ben):
    """Ben asks the same after all, and Noa puts both together; one more is approved, and not reached in the hour."""
    ben.type_question(session, LIKE_IT)
    ben.press("Ask mine anyway")
    again = ben.has_sent(LIKE_IT)
    noa.verb(again, "Merge")
    noa.page.get_by_label("Ask it together with").select_option(str(guards.pk))
    noa.press("Merge")
    noa.reads("merged")
    ben.mail("Your question is asked with others")
    ana.type_question(session, BICYCLES, "other", "I would like a written answer")
    bicycles = ana.has_sent(BICYCLES)
    mia.session_page(session, "board")
    mia.press(f"Approve {bicycles}")
    mia.reads("approved")
    return bicycles


def go_to_place(resident):
    resident.open_mail("You are signed up")
    resident.sees("CHAT with the Chief")
    return resident


def go_in(ana, ben):
    """Ana's browser is known. Ben takes another one, and is asked for a code, as a friend with his mail would be."""
    go_to_place(ana).press("Go in")
    ana.is_through_the_door(JOIN_LINK)
    ben.page.context.clear_cookies()
    go_to_place(ben).press("Go in")
    ben.sees("Is this you?")
    assert JOIN_LINK not in ben.page.content()
    ben.press("Mail me a code")
    ben.page.get_by_label("Six-digit code").fill(ben.code("Your code to go in"))
    ben.press("This is me")
    ben.press("Go in")
    ben.is_through_the_door(JOIN_LINK)
    expect(ben.page.get_by_text(PASSCODE)).to_be_visible()


def the_hour(session, guards, mia, noa, ana, ben):
    """The presenter view, which nobody touches, follows the board of the moderators."""
    chief = noa.page
    noa.session_page(session, "presenter")
    expect(chief.get_by_text("No question at the moment.")).to_be_visible()
    mia.session_page(session, "live")
    mia.press(f"Queue {guards}")
    mia.reads("Queue (1)")
    expect(chief.locator(".presenter-now")).to_have_text(GUARDS)
    expect(chief.get_by_text("Asked by 2 people")).to_be_visible()
    mia.page.get_by_role("link", name=f"Answered live: {guards}").click()
    mia.page.get_by_label("In short, what was said").fill("We hire four more guards this summer.")
    mia.press("Answered live")
    expect(chief.get_by_text("No question at the moment.")).to_be_visible()
    for each in (ana, ben):
        each.mail("Your question was answered")


def afterwards(session, guards, bicycles, mia, noa, ben):
    """What Mia wrote, Noa reviews; then it is published."""
    mia.session_page(session, "close")
    mia.page.get_by_label("Who sees to the open questions").select_option(label="mia")
    mia.press("Close the hour")
    mia.reads("Unanswered: 1")
    mia.answer_page(bicycles)
    mia.page.get_by_label("Answer:", exact=True).fill("Six, on every day of the week.")
    mia.press("Save the answer")
    mia.reads("You wrote it: somebody else must review it.")
    for question in (guards, bicycles):
        noa.answer_page(question)
        noa.press("I have reviewed it")
        noa.reads("is reviewed")
    ben.page.goto(f"{ben.site}/chat/{session.number}/answers/")
    ben.sees("Questions and answers")
    expect(ben.page.get_by_text("Six, on every day")).to_have_count(0)
    noa.session_page(session, "afterwards")
    noa.press("Publish the answers")
    noa.reads("The answers are published.")


def read_the_answers(session, pizza, ana, ben):
    """Both answers, and what became of all four questions; what was not asked is counted, and not quoted."""
    stranger = ben.page.context.browser.new_context().new_page()
    stranger.goto(f"{ben.site}/chat/{session.number}/answers/")
    expect(stranger.locator(".answered", has_text=GUARDS)).to_contain_text("We hire four more guards this summer.")
    expect(stranger.locator(".answered", has_text=BICYCLES)).to_contain_text("Six, on every day of the week.")
    rows = [row.inner_text().split("\t") for row in stranger.locator(".counts tr").all()]
    assert {name: number for name, number in rows if number != "0"} == {
        "Answered in the session": "1",
        "Answered in writing": "1",
        "Asked together with others": "1",
        "Not asked": "1",
        "It is not about the police department.": "1",
        "Received": "4",
    }
    assert pizza.text not in stranger.content()
    stranger.context.close()
    ana.waits_for_mails("Your question was answered", 2)
    assert "Six, on every day of the week." in ana.text_of("Your question was answered")


def told_in_no_mail(mail_folder):
    mails = [file.read_text() for file in mail_folder.path.glob("*.eml")]
    assert len(mails) > 10 and not any("canary" in mail or DIAL_IN in mail for mail in mails)
