"""What graduates say: once each, and with no way back to who said it."""

from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.links import make_token
from mailroom.models import Message
from programs.emails import SURVEY_LINK
from programs.enums import SurveyQuestion, SurveyWave
from programs.models import Registration, RegistrationEvent, SurveyAnswer, SurveyInvitation
from programs.services import graduation, surveys
from programs.services.survey_upkeep import invite_graduates
from tests.pages import words
from tests.programs.builders import local
from tests.programs.graduates import ended_class, graduate_all, person
from tests.programs.pages import newest_link

pytestmark = pytest.mark.django_db
NAMES = ("ana", "ben", "cleo", "dan", "emil", "fay")
CANARY = "the dogs were best: canary 7391"


@pytest.fixture(autouse=True)
def by_day(settings):
    settings.RATE_LIMITS_ON = False
    with time_machine.travel(local(2027, 5, 21, 9), tick=False) as clock:
        yield clock


@pytest.fixture
def staff(django_user_model):
    return django_user_model.objects.create_user("coordinator", is_staff=True)


@pytest.fixture
def offering(staff):
    offering = ended_class(NAMES)
    graduate_all(offering, staff)
    invite_graduates()
    return offering


def filled(value=4, **fields):
    return {question: str(value) for question in SurveyQuestion.values} | {"comment": ""} | fields


def survey_of(registration):
    client = Client()
    assert client.get(newest_link(registration.email, "/programs/survey/")).headers["Location"] == "/programs/survey/"
    return client


def answer(registration, value=4, **fields):
    return survey_of(registration).post("/programs/survey/", filled(value, **fields))


def test_from_the_mail_to_the_thanks_and_looking_stores_nothing(offering):
    client = survey_of(person(offering, "ana"))
    page = words(client.get("/programs/survey/"))
    assert "What we store" in page and page.count('type="radio"') == 25
    assert not SurveyAnswer.objects.exists() and not SurveyInvitation.objects.exclude(answered_on=None).exists()

    assert client.post("/programs/survey/", filled(5, comment="Thank you!")).status_code == 302
    assert "Thank you" in words(client.get("/programs/survey/"))
    stored = SurveyAnswer.objects.get()
    assert stored.answers == dict.fromkeys(SurveyQuestion.values, 5) and stored.comment == "Thank you!"


def test_once_each_however_often_the_button_is_pressed(offering):
    client = survey_of(person(offering, "ana"))
    other_window = survey_of(person(offering, "ana"))
    for browser in (client, client, other_window):
        browser.post("/programs/survey/", filled())
    invitation = SurveyInvitation.objects.get(registration__given_name="Ana")
    assert not surveys.answer(invitation, answers={}, comment="again")
    assert SurveyAnswer.objects.count() == 1


@pytest.mark.parametrize("bad", [{"trust": ""}, {"trust": "6"}, {"trust": "0"}, {"fair": "x\x00"},
                                 {"comment": "x" * 2001}, {"comment": "a\x00b"}])  # fmt: skip
def test_what_cannot_be_stored_comes_back_with_what_was_typed(offering, bad):
    page = survey_of(person(offering, "ana")).post("/programs/survey/", filled(3) | bad)
    assert page.status_code == 200 and "usa-error-message" in words(page)
    assert words(page).count("checked") >= 4
    assert not SurveyAnswer.objects.exists()


def test_strangers_expired_links_and_those_who_did_not_graduate_get_a_plain_page(offering, staff, by_day):
    assert Client().get("/programs/survey/").status_code == 410
    assert Client().post("/programs/survey/", filled()).status_code == 410
    soon = timezone.now() + timedelta(days=1)
    for token in ("nonsense", make_token("registration", 1, soon), make_token(SURVEY_LINK, 999_999, soon)):
        assert Client().get(f"/programs/survey/{token}/").status_code == 410
    client = survey_of(person(offering, "ben"))
    graduation.undo_graduation(person(offering, "ben"), by=staff, reason="Slip")
    assert client.post("/programs/survey/", filled()).status_code == 410
    link = newest_link("ana@example.com", "/programs/survey/")
    by_day.shift(timedelta(days=61))
    assert Client().get(link).status_code == 410
    assert not SurveyAnswer.objects.exists()


def test_the_own_page_leads_to_the_survey_until_it_is_answered(offering):
    ana = person(offering, "ana")
    client = Client()
    client.get(newest_link(ana.email, "/programs/open/"))
    url = reverse("programs:own_survey", args=[ana.reference])
    assert url in words(client.get(ana.get_absolute_url()))
    assert client.get(url).headers["Location"] == "/programs/survey/"
    client.post("/programs/survey/", filled())
    assert url not in words(client.get(ana.get_absolute_url()))
    assert client.get(url).headers["Location"] == ana.get_absolute_url()


def test_no_column_leads_from_an_answer_to_a_person(offering):
    kinds = {field.name: field.related_model for field in SurveyAnswer._meta.get_fields()}
    assert set(kinds) == {"id", "offering", "wave", "answers", "comment"}
    assert {model for model in kinds.values() if model} == {apps.get_model("programs.ClassOffering")}


def test_what_was_said_stands_nowhere_else(offering, caplog):
    caplog.set_level("DEBUG")
    answer(person(offering, "ana"), comment=CANARY)
    for model in apps.get_models():
        if model is not SurveyAnswer:
            assert not [row for row in model.objects.values() if "canary 7391" in str(row)], model
    assert SurveyAnswer.objects.get().comment == CANARY
    assert not [session for session in Session.objects.all() if "canary" in str(session.get_decoded())]
    assert "canary" not in caplog.text and "answers" not in caplog.text


def test_neither_keys_nor_places_nor_steps_tell_who_answered_when(offering, by_day):
    """One a day: the days on the invitations are known, so the order of the answers must not be."""
    keys, told = [], []
    for number, name in enumerate(NAMES):
        answer(person(offering, name), comment=f"comment {9 - number}")
        by_day.shift(timedelta(days=1))
        told.append(f"comment {9 - number}")
        keys.append(set(SurveyAnswer.objects.values_list("pk", flat=True)))
    # With each answer all of them are written anew: no key is kept, and none counts up.
    assert [len(each) for each in keys] == [1, 2, 3, 4, 5, 6]
    assert len(set.union(*keys)) == 21 and min(keys[-1]) > 1_000_000
    shown = surveys.results(offering)[0][0].comments
    assert shown == sorted(told) != told
    assert not RegistrationEvent.objects.filter(note__icontains="survey").exists()
    assert not LogEntry.objects.exists()
    assert {type(day).__name__ for day in SurveyInvitation.objects.values_list("answered_on", flat=True)} == {"date"}


def test_results_only_from_five_answers_on(offering):
    for number, name in enumerate(NAMES, start=1):
        waves, questions = surveys.results(offering)
        end = waves[0]
        assert (end.invited, end.answered) == (6, number - 1)
        assert bool(end.means) == (number > 5), number
        assert questions[0].change is None
        answer(person(offering, name), value=5 if number < 4 else 2, comment=f"c{number}")
    waves, questions = surveys.results(offering)
    assert questions[0].means == [3.5, None] and len(waves[0].comments) == 6
    assert (waves[1].invited, waves[1].answered, waves[1].comments) == (0, 0, [])


def test_the_difference_between_the_end_and_six_months_later(offering, by_day):
    for name in NAMES:
        answer(person(offering, name), value=5)
    by_day.move_to(local(2027, 11, 22, 9))
    invite_graduates()
    assert SurveyInvitation.objects.filter(wave=SurveyWave.LATER).count() == 6
    for name in NAMES[:5]:
        answer(person(offering, name), value=3)
    _waves, questions = surveys.results(offering)
    assert {(question.means[0], question.means[1], question.change) for question in questions} == {(5, 3, -2)}


def test_the_mails_say_what_is_stored(offering, by_day):
    by_day.move_to(local(2027, 11, 22, 9))
    invite_graduates()
    mails = Message.objects.filter(template="programs/survey", to="ana@example.com").order_by("pk")
    assert [mail.subject for mail in mails] == [
        "How was Partners in Policing? Five questions",
        "Six months after Partners in Policing: how do you see it now?",
    ]
    for mail in mails:
        assert "Your answers are stored without your name." in " ".join(mail.text.split())
        assert mail.html.count('class="button"') == 1 and "/programs/survey/•••/" in mail.masked_text()
    assert Registration.objects.exclude(alumni_since=None).count() == 0
