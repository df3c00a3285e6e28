"""The first version of each text is there, in six languages, and says what it must."""

import pytest

from core.enums import Language
from programs.enums.nominations import FamilyTextKind
from programs.migrations.first_rows.families import english, in_other_languages
from programs.models import FamilyText

OTHERS = set(Language.values) - {"en"}


@pytest.mark.django_db
def test_each_kind_has_a_first_version_in_each_language():
    texts = {text.kind: text for text in FamilyText.objects.filter(version=1)}
    assert set(texts) == set(FamilyTextKind)
    for text in texts.values():
        assert set(text.translations) == OTHERS
        # As many paragraphs as in English: nothing was left out.
        counted = {text.in_language(language).count("\n\n") for language in Language.values}
        assert len(counted) == 1, text.kind
        assert all(each.strip() == each and each for each in text.translations.values())


def test_no_language_is_a_copy_of_another():
    for kind in english:
        words = [english[kind], *[texts[kind] for texts in in_other_languages.values()]]
        assert len(set(words)) == len(words)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", "Nunca se usan para registros policiales"),
        ("ja", "警察の記録や情報収集には決して使いません"),
        ("ko", "경찰 기록이나 정보 수집에는 절대로 쓰지 않습니다"),
        ("zh-hans", "绝不会用于警方记录或情报"),
        ("vi", "không bao giờ được dùng cho hồ sơ cảnh sát"),
    ],
)
def test_that_answers_are_never_used_for_police_records_stands_in_each(language, words):
    assert "never used for police records or for intelligence" in english["purpose"]
    assert words in in_other_languages[language]["purpose"]
