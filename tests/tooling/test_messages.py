"""The catalogs in locale/: whatever families read is translated, in all of their languages."""

import re
from collections import Counter
from pathlib import Path

import polib
import pytest
from django.utils.formats import get_format

from deploy import messages, strings
from tests.environment import ROOT

PLACEHOLDERS = re.compile(r"%\(\w+\)[sd]|%%|%[sd]|\{\w*\}|https?://\S+|<[^>]+>")
# Four words of plain letters in a row, in a language that has other letters.
SENTENCE = re.compile(r"(?:[A-Za-z']+[ ,]+){3}[A-Za-z']+")
OTHER_LETTERS = ["ja", "ko", "zh_Hans"]
OUR_NAMES = ["Teens and Policing", "Partners in Policing", "CHAT with the Chief"]
# The same in both languages.
SAME = {"es": {"Error:", "No"}, "vi": {"Menu"}}


@pytest.fixture(scope="module")
def wanted():
    return messages.wanted()


def read(language, folder=ROOT / "locale"):
    catalog = polib.pofile(str(messages.catalog_of(language, folder)))
    return [entry for entry in catalog if not entry.obsolete]


def texts(entry):
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def left_in_english(catalog, language):
    """The strings whose translation is the original, or has an English sentence in it."""
    return [each.msgid for each in catalog if any(_is_english(text, each.msgid, language) for text in texts(each))]


def _is_english(text, original, language):
    if text == original:
        return original not in SAME.get(language, set())
    for name in OUR_NAMES:
        text = text.replace(name, "")
    return language in OTHER_LETTERS and SENTENCE.search(PLACEHOLDERS.sub("", text)) is not None


def wrongly_filled(catalog):
    """The strings of which a translation has other placeholders, tags or addresses than the original."""
    return [
        entry.msgid
        for entry in catalog
        for text in texts(entry)
        if Counter(PLACEHOLDERS.findall(entry.msgid_plural or entry.msgid)) != Counter(PLACEHOLDERS.findall(text))
    ]


@pytest.mark.once
@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_string_is_translated(language, wanted):
    catalog = read(language)

    kept = {(entry.msgctxt or "", entry.msgid): entry.msgid_plural for entry in catalog}
    assert kept == {key: plural for key, (plural, _places) in wanted.items()}, "run `make messages`"
    assert messages.missing(catalog) == []
    assert [entry.msgid for entry in catalog if entry.fuzzy] == []
    assert left_in_english(catalog, language) == []
    assert wrongly_filled(catalog) == []


@pytest.mark.once
@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_what_is_compiled_is_what_stands_in_the_catalog(language):
    path = messages.catalog_of(language)
    compiled = {(entry.msgctxt, entry.msgid): texts(entry) for entry in polib.mofile(str(path.with_suffix(".mo")))}
    assert compiled == {(entry.msgctxt, entry.msgid): texts(entry) for entry in read(language)}


@pytest.mark.once
@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_language_has_its_way_to_write_the_dates_of_the_templates(language):
    templates = [path for path in messages.files() if path.suffix == ".html"]
    used = set().union(*map(strings.date_formats_of, templates))
    code = language.replace("_", "-").lower()
    spelled = {each for each in used if re.search("[a-zA-Z]", each) and not re.fullmatch("[Ymd Hi-]+", each)}
    unknown = {each for each in spelled if get_format(each, lang=code, use_l10n=True) == each} - {"g:i A"}
    assert unknown == set()


# --- Controls: each fault is found, and named -------------------------------------------------


def with_new_file(monkeypatch, tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    monkeypatch.setattr(messages, "FILES", [name])
    return messages.wanted()


def test_a_new_string_is_named_until_it_is_translated(monkeypatch, tmp_path):
    found = with_new_file(monkeypatch, tmp_path, "page.html", "{% load i18n %}{% translate 'A new sentence.' %}")

    new = messages.update("ko", found, tmp_path)
    assert "A new sentence." in messages.missing(new)

    new.find("A new sentence.").msgstr = "새 문장입니다."
    new.save()
    again = messages.update("ko", found, tmp_path)
    assert "A new sentence." not in messages.missing(again)
    assert polib.mofile(str(messages.catalog_of("ko", tmp_path).with_suffix(".mo"))).find("A new sentence.").msgstr


def test_english_that_was_copied_and_placeholders_that_got_lost_are_found():
    catalog = polib.POFile()
    catalog.append(polib.POEntry(msgid="Copied.", msgstr="Copied."))
    catalog.append(polib.POEntry(msgid="Half done.", msgstr="절반. This is still to do."))
    catalog.append(polib.POEntry(msgid="Until %(day)s", msgstr="%(date)s까지"))
    assert left_in_english(catalog, "ko") == ["Copied.", "Half done."]
    assert wrongly_filled(catalog) == ["Until %(day)s"]


EVERY_WAY = """{% load i18n %}{% firstof a _("one") %}{% if a == _("two") %}{{ b|default:_("three") }}{% elif c %}
{% translate "four 5%" context "rank" %}{% endif %}{% include "a.html" with text=_("five") %}
{% blocktranslate trimmed count n=1 with d=x|date:"l, F j" %}
  {{ n }} day
{% plural %}
  {{ n }} days of {{ d }}
{% endblocktranslate %}{% for a in b %}{{ a|time:"g:i A" }}{% empty %}{% translate "six" as z %}{% endfor %}"""


def test_every_way_to_mark_a_string_in_a_template_is_known(tmp_path):
    path = Path(tmp_path / "page.html")
    path.write_text(EVERY_WAY)
    assert {(each.id, each.plural, each.context) for each in strings.strings_of(path)} == {
        ("one", "", ""), ("two", "", ""), ("three", "", ""), ("four 5%%", "", "rank"), ("five", "", ""),
        ("%(n)s day", "%(n)s days of %(d)s", ""), ("six", "", ""),
    }  # fmt: skip
    assert strings.date_formats_of(path) == {"l, F j", "g:i A"}


def test_every_way_to_mark_a_string_in_python_is_known(tmp_path):
    path = Path(tmp_path / "forms.py")
    path.write_text(
        'a = _("one " "long")\nb = ngettext("day", "days", n)\nc = pgettext_lazy("rank", "first")\nd = _(a) + f("no")\n'
    )
    assert {(each.id, each.plural, each.context) for each in strings.strings_of(path)} == {
        ("one long", "", ""), ("day", "days", ""), ("first", "", "rank"),
    }  # fmt: skip
