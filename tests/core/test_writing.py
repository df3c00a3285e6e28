"""Letters tell the language of a name, as far as they can."""

import pytest
from django.template import Context, Template

from core.writing import language_of


@pytest.mark.parametrize(
    ("name", "wish", "language"),
    [
        ("Ana Rivera", "en", ""),
        ("Kenji Watanabe", "ja", ""),
        ("José Luis Ramírez Peña", "es", ""),
        ("田中 美咲", "ja", "ja"),
        ("田中 美咲", "en", ""),
        ("王芳", "zh-hans", "zh-Hans"),
        ("金民俊", "ko", "ko"),
        ("田中 さくら", "zh-hans", "ja"),
        ("ケンジ", "en", "ja"),
        ("김 민준", "ja", "ko"),
        ("Hương Nguyễn", "en", "vi"),
        ("Nguye\u0302\u0303n", "en", "vi"),
        ("Lan", "vi", ""),
        ("", "ja", ""),
    ],
)
def test_language_of_a_name(name, wish, language):
    assert language_of(name, wish) == language


def test_a_name_is_marked_up_and_escaped():
    template = Template("{% load paper %}{% written name 'ja' %}")
    assert template.render(Context({"name": "田中<b>"})) == '<span lang="ja">田中&lt;b&gt;</span>'
    assert template.render(Context({"name": "Ana<b>"})) == "Ana&lt;b&gt;"
