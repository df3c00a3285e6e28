"""How was it? Asked once, the day after, of whoever came; and no way back from an answer to a person."""

from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chat_sessions.emails import sign_up_token
from chat_sessions.enums import SurveyQuestion
from chat_sessions.models import ChatSession, SignUp, SurveyAnswer
from chat_sessions.services import sign_ups, surveys
from chat_sessions.services.survey_upkeep import ask_how_it_was
from mailroom.models import Message
from tests.chat_sessions.builders import make_session, place, sign_up
from tests.chat_sessions.visitors import browser_of, people
from tests.pages import words

pytestmark = pytest.mark.django_db
CANARY = "More about dogs: canary 7391"


@pytest.fixture(autouse=True)
def unhurried(settings):
    settings.RATE_LIMITS_ON = False


def the_day_after(session, hour=10, days=1):
    morning = session.starts_at.replace(hour=hour) + timedelta(days=days)
    return time_machine.travel(morning, tick=False)


def came(session, *names):
    """These people were let in."""
    rows = [place(session, name) for name in names]
    SignUp.objects.filter(pk__in=[row.pk for row in rows]).update(joined_at=session.starts_at)
    return rows


def asked(session, *names):
    rows = came(session, *names)
    with the_day_after(session):
        ask_how_it_was()
    for row in rows:
        row.refresh_from_db()
    return rows


def filled(value=4, **fields):
    return {question: str(value) for question in SurveyQuestion.values} | {"next_topic": ""} | fields


def page_of(by):
    return reverse("chat:survey", args=[by.reference])


def mails():
    return sorted(Message.objects.filter(template="chat_sessions/survey").values_list("to", flat=True))


def test_the_day_after_whoever_came_is_asked_once():
    session = make_session()
    came(session, "ana", "ben")
    place(session, "stayed-away")
    sign_up(session, "unconfirmed")
    caller = came(session, "caller")[0]
    SignUp.objects.filter(pk=caller.pk).update(email="", email_key="")
    for moment, told in (
        (time_machine.travel(session.ends_at, tick=False), []),
        (the_day_after(session, hour=3), []),
        (the_day_after(session), ["ana@example.com", "ben@example.com"]),
        (the_day_after(session, days=2), ["ana@example.com", "ben@example.com"]),
    ):
        with moment:
            ask_how_it_was()
        assert mails() == told


def test_nobody_is_asked_out_of_the_blue_or_about_a_cancelled_session():
    session, cancelled = make_session(), make_session()
    came(session, "ana")
    came(cancelled, "ben")
    ChatSession.objects.filter(pk=cancelled.pk).update(status="cancelled", cancelled_reason="Flood.")
    with the_day_after(session, days=8):
        ask_how_it_was()
    with the_day_after(session):
        ChatSession.objects.filter(pk=session.pk).update(date=session.date - timedelta(days=30))
        ask_how_it_was()
    assert mails() == []


def test_from_the_mail_to_the_thanks_and_looking_stores_nothing():
    (ana,) = asked(make_session(), "ana")
    mail = Message.objects.get(template="chat_sessions/survey")
    assert "without your name" in " ".join(mail.text.split()) and mail.html.count('class="button"') == 1
    link = next(word for word in mail.text.split() if word.endswith("/survey/"))
    client = Client()
    assert client.get(link).headers["Location"] == page_of(ana)
    page = words(client.get(page_of(ana)))
    assert "What we store" in page and page.count('type="radio"') == 25 and not SurveyAnswer.objects.exists()

    assert client.post(page_of(ana), filled(5, next_topic="Dogs")).status_code == 302
    assert "Thank you" in words(client.get(page_of(ana)))
    stored = SurveyAnswer.objects.get()
    assert stored.answers == dict.fromkeys(SurveyQuestion.values, 5) and stored.next_topic == "Dogs"


def test_once_each_however_often_the_button_is_pressed():
    (ana,) = asked(make_session(), "ana")
    for client in (browser_of(ana), browser_of(ana)):
        for _twice in range(2):
            client.post(page_of(ana), filled())
    assert not surveys.answer(ana, answers={}, next_topic="again")
    assert SurveyAnswer.objects.count() == 1


@pytest.mark.parametrize("bad", [{"useful": ""}, {"heard": "6"}, {"trust_before": "x\x00"},
                                 {"next_topic": "x" * 301}, {"next_topic": "a\x00b"}])  # fmt: skip
def test_what_cannot_be_stored_comes_back_with_what_was_typed(bad):
    (ana,) = asked(make_session(), "ana")
    page = browser_of(ana).post(page_of(ana), filled(3) | bad)
    assert page.status_code == 200 and "usa-error-message" in words(page) and words(page).count("checked") >= 4
    assert not SurveyAnswer.objects.exists()


def test_who_was_not_asked_and_strangers_answer_nothing():
    session = make_session()
    ana, ben = asked(session, "ana")[0], place(session, "ben")
    assert browser_of(ben).post(page_of(ben), filled()).headers["Location"] == ben.get_absolute_url()
    for stranger in (Client(), browser_of(ben)):
        assert stranger.post(page_of(ana), filled()).headers["Location"] == "/my/"
    assert Client().get(reverse("chat:open_survey", args=["broken"])).status_code == 410
    with time_machine.travel(session.ends_at + timedelta(days=61)):
        assert Client().get(reverse("chat:open_survey", args=[sign_up_token(ana)])).status_code == 410
    assert not SurveyAnswer.objects.exists() and not surveys.answer(ben, answers={}, next_topic="")


def test_nothing_leads_from_an_answer_to_a_person(caplog):
    caplog.set_level("DEBUG")
    (ana,) = asked(make_session(), "ana")
    browser_of(ana).post(page_of(ana), filled(next_topic=CANARY))
    kinds = {field.name: field.related_model for field in SurveyAnswer._meta.get_fields()}
    assert set(kinds) == {"id", "session", "answers", "next_topic"}
    assert [model for model in kinds.values() if model] == [ChatSession]
    for model in apps.get_models():
        if model is not SurveyAnswer:
            assert not [row for row in model.objects.values() if "canary 7391" in str(row)], model
    assert not [each for each in Session.objects.all() if "canary" in str(each.get_decoded())]
    assert "canary" not in caplog.text and SurveyAnswer.objects.get().next_topic == CANARY
    ana.refresh_from_db()
    assert type(ana.survey_answered_on) is type(timezone.localdate())


def test_neither_keys_nor_places_tell_who_answered_when():
    session, keys = make_session(), []
    for number, by in enumerate(asked(session, *(f"p{each}" for each in range(6)))):
        surveys.answer(by, answers=dict.fromkeys(SurveyQuestion.values, 4), next_topic=f"topic {number}")
        keys.append(set(SurveyAnswer.objects.values_list("pk", flat=True)))
    assert [len(each) for each in keys] == [1, 2, 3, 4, 5, 6]
    assert len(set.union(*keys)) == 21 and min(keys[-1]) > 1_000_000


def test_results_only_from_five_answers_on():
    session = make_session()
    for number, by in enumerate(asked(session, *(f"p{each}" for each in range(5))), start=1):
        answered, means, topics = surveys.results(session)
        assert (answered, means, topics) == (number - 1, None, [])
        surveys.answer(by, answers=dict.fromkeys(SurveyQuestion.values, number), next_topic=f"{9 - number}")
    answered, means, topics = surveys.results(session)
    assert answered == 5 and means["useful"] == 3 and topics == ["4", "5", "6", "7", "8"]


def test_who_gave_up_after_coming_is_still_asked_and_can_answer():
    session = make_session()
    (ana,) = came(session, "ana")
    sign_ups.withdraw(ana)
    with the_day_after(session):
        ask_how_it_was()
    ana.refresh_from_db()
    assert surveys.is_asked(ana) and people(session, 1)
    assert "Five questions" in words(browser_of(ana).get(page_of(ana)))
