"""Much the same question in other words."""

import pytest

from chat_sessions.services.similar import SHOWN, similar_to
from chat_sessions.services.votes import Listed

GUARDS = "Why are there so few crossing guards near the schools?"
SAME = [
    (GUARDS, "Can we get more crossing guards at our school?"),
    (GUARDS, "why are there so few CROSSING GUARDS near the schools"),
    (GUARDS, "Why are there so few crosing gards near the scools?"),
    ("What do you do about catalytic converter theft?", "My catalytic converter was stolen twice. What is being done?"),
    ("How are complaints about officers investigated?", "Who investigates a complaint against an officer?"),
    (
        "Why does nobody stop the street racing on Crenshaw?",
        "Street racers on Crenshaw at night: will you act?",
    ),
    ("¿Por qué hay tan pocos guardias de cruce?", "Necesitamos mas guardias de cruce en la escuela"),
    ("なぜ学校の近くに横断歩道の警備員が少ないのですか", "学校の近くの横断歩道に警備員を増やしてください"),
    ("학교 앞 횡단보도 안전요원이 왜 적나요", "학교 앞 횡단보도에 안전요원을 늘려주세요"),
    ("Tại sao có ít người gác đường gần trường học?", "Tai sao it nguoi gac duong o truong hoc"),
]
OTHER = [
    (GUARDS, "What do you do about catalytic converter theft?"),
    (GUARDS, "How many officers do you hire next year?"),
    ("Question about school safety drills", "Question about traffic near school"),
    ("What is the budget for training this year?", "What training do officers get about mental health?"),
    ("なぜ学校の近くに横断歩道の警備員が少ないのですか", "警察官の採用はどうなっていますか"),
]


def entry(text, key=1, translation=""):
    return Listed(key, f"ASK-{key}", text, "en", translation, "other", None, "", votes=0, askers=1)


@pytest.mark.parametrize(("text", "other"), SAME)
def test_the_same_in_other_words_is_found_both_ways(text, other):
    assert similar_to(text, [entry(other)]) and similar_to(other, [entry(text)])


@pytest.mark.parametrize(("text", "other"), OTHER)
def test_another_question_is_not(text, other):
    assert not similar_to(text, [entry(other)]) and not similar_to(other, [entry(text)])


def test_a_translation_is_compared_too_and_each_question_is_shown_once():
    korean = entry("학교 앞 횡단보도 안전요원이 왜 적나요", translation=GUARDS)
    assert similar_to(GUARDS, [entry("Who pays?"), korean]) == [korean]
    assert similar_to(GUARDS, [entry(GUARDS, translation=GUARDS)]) == [entry(GUARDS, translation=GUARDS)]


def test_up_to_five_the_nearest_first():
    crowd = [entry(f"{GUARDS} Really? {'Number ' * number}", key=number) for number in range(8)]
    found = similar_to(GUARDS, [*crowd, entry(GUARDS, key=99)])
    assert len(found) == SHOWN and found[0].key == 99


@pytest.mark.parametrize("text", ["???????????", "why why why why", "🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂", "\u0301" * 20])
def test_a_text_without_a_meaning_finds_nothing(text):
    assert similar_to(text, [entry(GUARDS), entry(text)]) == []
