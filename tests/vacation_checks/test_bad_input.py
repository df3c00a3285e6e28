"""Whatever is typed into a field of the room: an answer, never a fault of ours, and what else was typed stays."""

from html import escape

import pytest

from tests.vacation_checks.hostile import NOT_SHOWN, all_forms
from tests.volume import once_more, spoiled

pytestmark = pytest.mark.django_db

TYPED = {
    "a NUL, right to left": "a\x00b\u202eabc",
    "a header": "x\r\nBcc: all@example.com",
    "a formula, faces, kanji, not UTF-8": "=1+1 \U0001f642 森 ".encode() + b"\xff\xfe\xed\xa0\x80",
    "a long number": "9" * 40,
}
KEPT = "a formula, faces, kanji, not UTF-8"
LONG = "x" * 300_000


@pytest.fixture
def forms(settings):
    settings.RATE_LIMITS_ON = False
    found = list(all_forms())
    for form in found:
        form.client.raise_request_exception = False
    return found


def lost(form, spoiled, response):
    """Answers that must be typed again: not spoiled, and not on the page that refuses. A phone's number is its end."""
    page = response.content.decode()
    others = {name: str(value) for name, value in form.data.items() if name not in spoiled and not is_untyped(name)}
    return [name for name, value in others.items() if escape(value[-8:] if "phone" in name else value) not in page]


def is_untyped(name):
    """What nobody types, or what is not shown again."""
    return name in NOT_SHOWN or name.endswith("_FORMS")


def faults(form, typed, kind):
    """What broke, and what was lost, with this ({field: value}) in the form."""
    response, where = form.post(**typed), f"{form.name}, {', '.join(typed)}, {kind}"
    if response.status_code >= 500:
        return [f"{where}: {response.status_code}"]
    refused = response.status_code == 200 and not any(map(is_untyped, typed))
    return [f"{where}: {other} is lost" for other in lost(form, typed, response)] if refused else []


def test_whatever_is_typed_is_answered_and_nothing_else_is_lost(forms):
    found = []
    for form in once_more(forms):
        for kind, typed in spoiled(form.fields(), TYPED, alone=KEPT):
            found += faults(form, typed, kind)
    assert found == []


def test_long_texts_in_all_fields_at_once_are_answered(forms):
    broken = {form.name: form.post(**dict.fromkeys(form.fields(), LONG)).status_code for form in forms}
    assert {name: status for name, status in broken.items() if status >= 500} == {}


def test_each_form_takes_what_is_not_spoiled(forms):
    """Else a refusal would say nothing about the field that was spoiled."""
    shows_again = {"code", "check", "back", "sealed"}
    taken = {form.name: form.post().status_code for form in forms if form.name not in shows_again}
    assert {name: status for name, status in taken.items() if status != 302} == {}


def test_control_a_fault_and_a_lost_answer_are_found(forms, monkeypatch):
    search, alert = (next(form for form in forms if form.name == name) for name in ("search", "alert"))
    monkeypatch.setattr("vacation_checks.admin.search.terms", lambda typed: 1 / 0)
    assert faults(search, {"find": "x"}, "x") == ["search, find, x: 500"]
    alert.data["typed_on_paper"] = "not a field of the page"
    assert faults(alert, {"reached": "a\x00b"}, "a NUL") == ["alert, reached, a NUL: typed_on_paper is lost"]
