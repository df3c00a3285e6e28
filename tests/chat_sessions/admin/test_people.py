"""Sign-ups and calls as staff meet them; rules and surveys."""

import pytest

from chat_sessions.models import ChatRules, Question, SignUp, SurveyAnswer
from chat_sessions.services import sessions
from staff.roles import RECORDS
from tests.chat_sessions.asked import mailed
from tests.chat_sessions.builders import make_session, place, sign_up
from tests.chat_sessions.desk import ask_for, client_of, page, said, signed_in, words

pytestmark = pytest.mark.django_db


def call(session, client=None, **changes):
    client = client or client_of()
    usual = {"name": "Cal", "phone": "310-555-0123", "language": "en", "form_key": "k1"}
    return client.post(f"{ask_for('signup', 'add')}?session={session.pk}", usual | changes)


def test_a_caller_is_signed_up_once_and_staff_told_to_say_so():
    session = make_session()
    assert "which session?" in words(client_of().get(ask_for("signup", "add")))
    for _ in range(2):
        response = call(session, accommodations=["asl"])
    assert "No mail address" in said(response)
    person = SignUp.objects.get()
    assert (person.state, person.accommodations) == ("confirmed", ["asl"])
    listed = words(client_of().get(ask_for("signup")))
    assert "American Sign Language" in listed


@pytest.mark.parametrize(
    ("changes", "told"),
    [({"phone": ""}, "Ask for a phone number"), ({"name": "\u200b"}, "required"), ({"phone": "12"}, "area code")],
)
def test_a_caller_without_what_is_needed(changes, told):
    response = call(make_session(), **changes)
    assert response.status_code == 200 and told in words(response)
    assert not SignUp.objects.exists()


def test_a_question_by_phone_over_the_page():
    session = make_session()
    ana = place(session, "ana")
    address = f"{ask_for('question', 'add')}?session={session.pk}"
    data = {
        "text": "Why is the desk closed at noon?",
        "language": "en",
        "topic": "other",
        "place": ana.pk,
        "form_key": "q",
    }
    client = client_of()
    assert "at least 10" in words(client.post(address, data | {"text": "Why?"}))
    for _ in range(2):
        assert "Tell the caller this reference" in said(client.post(address, data))
    assert Question.objects.get().sign_up == ana
    assert "which session?" in words(client.get(ask_for("question", "add") + "?session=x"))


def test_somebody_is_removed_with_a_reason_and_an_offer_accepted_by_phone():
    session = make_session(capacity=1)
    ana, ben = place(session, "ana"), sign_up(session, "ben")
    client = client_of()
    assert "Write the reason" in words(client.post(page("signup", ana, "remove"), {"reason": ""}))
    client.post(page("signup", ana, "remove"), {"reason": "Threats."})
    assert mailed("removed", "ana") == 1
    assert "Accept by phone" in words(client.get(page("signup", ben)))
    client.post(page("signup", ben, "accept"))
    ben.refresh_from_db()
    assert ben.state == "confirmed"


def test_what_staff_mend_leaves_the_place_as_it_stands():
    session = make_session(capacity=1)
    place(session, "ana")
    waits = sign_up(session, "ben")
    client = client_of()
    sessions.change_capacity(session, 2)
    client.post(page("signup", waits), {"name": "Benedict", "phone": "", "zip_code": "90501", "language": "es"})
    waits.refresh_from_db()
    assert (waits.name, waits.language, waits.state) == ("Benedict", "es", "offered")
    assert waits.email == "ben@example.com"


def test_records_look_and_change_nothing():
    session = make_session()
    ana = place(session, "ana")
    client = signed_in(RECORDS)
    for name in ("accept", "remove"):
        assert client.post(page("signup", ana, name), {"reason": "x"}).status_code == 403
    assert client.get(ask_for("signup", "add")).status_code == 403


def test_rules_are_one_row_that_staff_edit():
    client = client_of()
    rules = ChatRules.objects.get()
    assert client.get(page("chatrules", rules)).status_code == 200
    assert client.get(ask_for("chatrules", "add")).status_code == 403
    fields = {field.name: getattr(rules, field.name) for field in ChatRules._meta.fields}
    client.post(page("chatrules", rules), fields | {"minutes": "45"})
    assert ChatRules.objects.get().minutes == 45


def test_surveys_are_figures_of_five_or_more():
    few, many = make_session(topic="few"), make_session(topic="many")
    for number in range(5):
        SurveyAnswer.objects.create(session=many, answers={"useful": 4 + number % 2}, next_topic="Parking")
        if number < 4:
            SurveyAnswer.objects.create(session=few, answers={"useful": 1}, next_topic="Canary topic")
    SurveyAnswer.objects.filter(session=many).first()
    response = client_of().get(ask_for("surveyanswer"))
    assert "fewer than 5" in words(response) and "4.4" in words(response) and "Parking" in words(response)
    assert "Canary topic" not in words(response)
    one = SurveyAnswer.objects.filter(session=few).first()
    assert client_of().get(page("surveyanswer", one)).status_code in {302, 403}
