"""What a moderator is pointed to: always taken, never refused."""

import pytest

from chat_sessions.services.flags import flags_of
from tests.chat_sessions.builders import ask, make_session, place


@pytest.mark.parametrize(
    "text",
    ["Call me at 310-555-0100 please", "Call (310) 555 0100", "3105550100 is my number", "555-0100", "+81 3 1234 5678",
     "電話は310－555－0100です"],
)  # fmt: skip
def test_a_phone_number_is_seen(text):
    assert flags_of(text) == ["phone"]


@pytest.mark.parametrize("text", ["Between 2019 and 2020, why?", "In 2019-20 there were 1,204 thefts", "911 or 9-1-1?"])
def test_other_numbers_are_none(text):
    assert flags_of(text) == []


def test_a_mail_address_is_seen():
    assert flags_of("Write to ana@example.com about it") == ["mail"]


@pytest.mark.parametrize(
    "text",
    ["My neighbor John Miller sells drugs.", "Why did Officer Miller stop me?", "why did officer Miller stop me?",
     "John Miller parks on my lawn", "Ask Mr. Nguyễn about it", "La señora Ruiz grita mucho", "田中さんはうるさいです",
     "김철수 씨가 시끄러워요", "Tại sao ông Minh lại làm thế", "Was Mary-Ann O'Neil arrested?"],
)  # fmt: skip
def test_what_looks_like_a_name_is_seen(text):
    assert flags_of(text) == ["name?"]


@pytest.mark.parametrize(
    "text",
    ["Why is there no light on Crenshaw Boulevard?", "Will Chief Doe come to South High School?", "WHY DO YOU NOT ACT",
     "What about Black Lives Matter?", "Does Torrance Police have body cameras?", "¿Por qué no hay más patrullas?",
     "学校の近くに警察官が少ないのはなぜですか", "tại sao đường này không có đèn", "Is El Camino College yours?"],
)  # fmt: skip
def test_places_offices_and_plain_words_are_none(text):
    assert flags_of(text) == []


@pytest.mark.django_db
def test_a_flagged_question_is_taken_whatever_way_it_came():
    question = ask(place(make_session()), "My neighbor John Miller, 310-555-0100, is loud")
    assert question.state == "received" and question.flags == ["phone", "name?"]
