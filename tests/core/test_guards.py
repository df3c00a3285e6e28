"""What a public form does with bots, double clicks and people who went to lunch."""

from datetime import timedelta

import pytest
import time_machine
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from crispy_forms.utils import render_crispy_form
from django.core import signing
from django.http import QueryDict
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core.contact import LineField
from core.guards import GOOD_FOR, GUARD_FIELDS, LEAST_SECONDS, GuardedForm, new_form_key


class AskForm(GuardedForm):
    name = LineField(max_length=80)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(*GUARD_FIELDS, "name")


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now().replace(microsecond=0), tick=False) as clock:
        yield clock


def posted(**answers):
    query = QueryDict(mutable=True)
    query.update({"name": "Nguyễn Thị Hồng", "leave_empty": ""} | answers)
    query._mutable = False
    return AskForm(query)


def said(form):
    """The codes of what the form says about itself; nothing may be said where nobody can see it."""
    form.is_valid()
    assert not form["form_key"].errors
    assert not form["leave_empty"].errors
    return [error.code for error in form.non_field_errors().as_data()]


def test_a_person_who_takes_a_moment_is_let_through(clock):
    key = new_form_key()
    clock.shift(timedelta(seconds=LEAST_SECONDS + 1))
    form = posted(form_key=key)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["name"] == "Nguyễn Thị Hồng"


def test_one_showing_of_a_form_has_one_key_however_often_it_is_sent(clock):
    key, other = new_form_key(), new_form_key()
    keys = []
    for shown in (key, key, other):
        clock.shift(timedelta(minutes=1))
        form = posted(form_key=shown)
        assert form.is_valid()
        keys.append(form.cleaned_data["form_key"])
    assert keys[0] == keys[1] != keys[2]
    assert len(keys[0]) <= 64, "fits the columns of the rooms"


def test_every_showing_has_a_key_of_its_own():
    assert len({AskForm()["form_key"].value() for _ in range(20)}) == 20


def test_a_filled_trap_is_refused_and_the_bot_learns_nothing_of_which_field(clock):
    key = new_form_key()
    clock.shift(timedelta(minutes=1))
    form = posted(form_key=key, leave_empty="https://spam.example")
    assert said(form) == ["trap"]
    assert "call us" in str(form.non_field_errors())


def test_too_quick_is_refused_and_the_same_key_serves_a_moment_later(clock):
    key = new_form_key()
    clock.shift(timedelta(seconds=LEAST_SECONDS))
    form = posted(form_key=key)
    assert said(form) == ["quick"]
    assert form["form_key"].value() == key
    clock.shift(timedelta(seconds=1))
    assert said(posted(form_key=key)) == []


def test_a_load_test_may_be_quick(settings):
    settings.RATE_LIMITS_ON = False
    assert said(posted(form_key=new_form_key())) == []


def test_a_key_is_good_for_a_day(clock):
    key = new_form_key()
    clock.shift(GOOD_FOR)
    assert said(posted(form_key=key)) == []
    clock.shift(timedelta(seconds=1))
    assert said(posted(form_key=key)) == ["stale"]


def bad_keys():
    sound = new_form_key()
    return {
        "none": {},
        "empty": {"form_key": ""},
        "altered": {"form_key": ("x" if sound[0] != "x" else "y") + sound[1:]},
        "another signature": {"form_key": sound[:-1] + ("a" if sound[-1] != "a" else "b")},
        "younger": {"form_key": ":".join([sound.split(":")[0], "zzzzzz", sound.split(":")[2]])},
        "not ours": {"form_key": signing.TimestampSigner().sign("key")},
        "unsigned": {"form_key": "key"},
        "nul": {"form_key": "\0"},
        "unicode": {"form_key": "ключ:😀:é"},
        "surrogate": {"form_key": "a:b:\ud800"},
        "flood": {"form_key": "a" * 300_000},
        "long and nearly right": {"form_key": sound + "a" * 300},
    }


@pytest.mark.parametrize("kind", bad_keys())
def test_a_key_that_is_not_ours_is_no_dead_end(clock, kind):
    """The form comes back with what was typed and a fresh key, and then it is taken."""
    form = posted(**bad_keys()[kind])
    assert said(form) == ["stale"]

    fresh = form["form_key"].value()
    assert form["name"].value() == "Nguyễn Thị Hồng"
    assert f'value="{fresh}"' in render_crispy_form(form)
    clock.shift(timedelta(minutes=1))
    assert said(posted(form_key=fresh)) == []


@given(key=st.text() | st.text("abc:-_019", max_size=60))
def test_no_key_breaks_the_form(key):
    assert said(posted(form_key=key)) == ["stale"]


def test_what_was_typed_is_kept_beside_another_error(clock):
    key = new_form_key()
    clock.shift(timedelta(minutes=1))
    form = posted(form_key=key, name="Ana\nLee")
    assert not form.is_valid()
    assert form["name"].value() == "Ana\nLee"
    assert form["form_key"].value() == key


def test_a_form_with_a_prefix_is_renewed_too(clock):
    query = QueryDict("a-name=Ana&a-form_key=no")
    form = AskForm(query, prefix="a")
    assert not form.is_valid()
    clock.shift(timedelta(minutes=1))
    again = AskForm({"a-name": "Ana", "a-form_key": form["form_key"].value()}, prefix="a")
    assert again.is_valid()


@pytest.mark.parametrize("answers, words", [
    ({}, "page was open for a long time"),
    ({"form_key": "quick"}, "very quick"),
    ({"leave_empty": "spam"}, "could not take this form"),
])  # fmt: skip
def test_what_the_guards_say_is_on_the_page(clock, answers, words):
    if answers.get("form_key") == "quick":
        answers = {"form_key": new_form_key()}
    form = posted(**answers)
    assert not form.is_valid()
    page = render_crispy_form(form)
    assert words in page.partition('<ul class="usa-list">')[2].partition("</ul>")[0]


def test_the_trap_is_out_of_the_way_of_people():
    page = render_crispy_form(AskForm())
    trap = page.partition('class="extra-field"')[2].partition("</div>")[0]
    assert 'aria-hidden="true"' in page
    assert 'tabindex="-1"' in trap
    assert 'autocomplete="off"' in trap
