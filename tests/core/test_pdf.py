"""The mechanism behind every paper: tagged, in our look, and no letter is printed as an empty box."""

import copy

import pytest

from core.pdf import MissingLetters, pdf_bytes, pdf_response
from tests.core.pdf_reader import empty_boxes, fonts_of, structure, tag_faults, text_of, title_of

pytestmark = [pytest.mark.paper, pytest.mark.once, pytest.mark.django_db]

PAPER = """{% extends "pdf/base.html" %}{% load paper %}
{% block title %}Names &amp; letters{% endblock %}
{% block content %}<h1>Names</h1><p>of everybody</p>
<table><thead><tr><th scope="col">Name</th></tr></thead>
<tbody>{% for name, language in names %}<tr><td>{% written name language %}</td></tr>{% endfor %}</tbody>
</table>{% endblock %}"""

ANA = [("Ana Rivera", "en")]
# In no font: the code point belongs to nobody.
NOWHERE = "\U000ffff0"
NAMES = {
    "ja": ("田中 佐藤 鈴木 髙橋 渡邊", "美咲 陽子 翔太 さくら ケンジ"),
    "ko": ("김 이 박 최 정", "민준 서연 지우 하은 유진"),
    "zh-hans": ("王 李 张 刘 陈", "芳 伟 静 丽 明"),
    "vi": ("Nguyễn Trần Phạm Đặng Bùi", "Hương Thảo Quỳnh Dũng Phượng"),
}
HUNDRED = [
    (f"{family} {given}", language)
    for language, (families, givens) in NAMES.items()
    for family in families.split()
    for given in givens.split()
]


@pytest.fixture
def paper(settings, tmp_path):
    """Makes a PDF of a template of the test's own, with a list of (name, language)."""
    changed = copy.deepcopy(settings.TEMPLATES)
    changed[0]["DIRS"] = [tmp_path, *changed[0]["DIRS"]]
    settings.TEMPLATES = changed

    def make(names=ANA, source=PAPER):
        (tmp_path / "paper.html").write_text(source, encoding="utf-8")
        return pdf_bytes("paper.html", {"names": names})

    return make


def drawn(html):
    """By the engine alone, which draws a box for what it cannot show."""
    from core import pdf_engine  # noqa: PLC0415  it needs the libraries that may be missing

    return pdf_engine.draw(html)[0]


def test_a_pdf_is_tagged_has_a_title_and_a_language(paper):
    content = paper()
    assert tag_faults(content) == []
    assert title_of(content) == "Names & letters"
    kinds = structure(content)
    assert [kind for kind in kinds if kind in {"/H1", "/P", "/Table", "/TH", "/TD"}] == [
        "/H1", "/P", "/Table", "/TH", "/TD",
    ]  # fmt: skip


def test_control_an_untagged_pdf_is_found():
    from weasyprint import HTML  # noqa: PLC0415  it needs the libraries that may be missing

    faults = tag_faults(HTML(string="<p>No tag, no title, no language").write_pdf())
    assert len(faults) == 7
    assert "outside of every tag" in faults[-1]


def test_a_hundred_names_are_printed_and_can_be_read(paper):
    content = paper(HUNDRED)
    text = text_of(content)
    assert len(HUNDRED) == 100
    assert [name for name, _language in HUNDRED if name not in text] == []
    assert empty_boxes(content) == 0


def test_control_an_empty_box_is_found():
    assert empty_boxes(drawn(f"<p>Ana{NOWHERE}{NOWHERE}</p>")) == 2


@pytest.mark.parametrize(
    ("name", "language", "font"),
    [
        ("骨 直", "ja", "Noto-Sans-CJK-JP"),
        ("骨 直", "ko", "Noto-Sans-CJK-KR"),
        ("骨 直", "zh-hans", "Noto-Sans-CJK-SC"),
        ("骨 直", "en", "Noto-Sans-CJK-JP"),
        ("김 민준", "en", "Noto-Sans-CJK-KR"),
    ],
)
def test_a_han_character_has_the_form_of_its_language(paper, name, language, font):
    assert {used for used in fonts_of(paper([(name, language)])) if "CJK" in used} == {font}


def test_latin_letters_of_every_kind_are_in_our_own_fonts(paper):
    content = paper([("Nguyễn Thị Phượng", "vi"), ("Łukasz Šťastný", "en"), ("Ana Ñuñez", "es")])
    assert {font.partition("-Vietnamese")[0].partition("-Extended")[0] for font in fonts_of(content)} == {
        "Paper-Sans", "Paper-Sans-Bold",
    }  # fmt: skip


def test_letters_that_no_font_has_are_named_and_nothing_is_printed(paper):
    names = [("Ana Rivera", "en"), (f"Zo{NOWHERE}", "en"), (f"{NOWHERE} Rivera", "en")]
    with pytest.raises(MissingLetters) as caught:
        paper(names)
    assert caught.value.found == {NOWHERE: [f"Zo{NOWHERE}", f"{NOWHERE} Rivera"]}
    assert f"{NOWHERE} (in Zo{NOWHERE})" in str(caught.value)
    assert "fonts-noto-core" in str(caught.value)
    assert "cjk" not in str(caught.value)


@pytest.mark.parametrize("invisible", ["\u200b", "\u00ad", "\u200d", "\u2060", "\ufe0f"])
def test_characters_that_nobody_sees_are_not_missing(paper, invisible):
    assert "Rivera" in text_of(paper([(f"Ana{invisible} Rivera", "en")]))


def test_a_name_is_text_and_never_markup(paper):
    assert "<b>Ana</b> & Co" in text_of(paper([("<b>Ana</b> & Co", "en")]))


def test_the_file_is_a_download_that_nobody_keeps():
    response = pdf_response("badges-PIP-45.pdf", b"%PDF-")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="badges-PIP-45.pdf"'
    assert "no-store" in response["Cache-Control"]
    assert response.content == b"%PDF-"
