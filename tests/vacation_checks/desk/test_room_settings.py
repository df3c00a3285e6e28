"""What the desk decides once: rules, beats, streets, shifts, results, the text that is signed."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.pages import words
from tests.vacation_checks.builders import approved, beat, make_check
from tests.vacation_checks.desk.pages import ROOM, change, desk, others
from vacation_checks.models import AcknowledgementText, CheckRules, ResultCode, Shift, StreetRange

pytestmark = pytest.mark.django_db

MODELS = ["checkrules", "beat", "shift", "resultcode", "streetrange", "acknowledgementtext"]


def page(model, name="changelist", **kwargs):
    return reverse(f"{ROOM}{model}_{name}", **kwargs)


@pytest.mark.parametrize("model", MODELS)
def test_lists_are_for_the_desk(model):
    assert desk().get(page(model)).status_code == 200
    for client in others():
        assert client.get(page(model)).status_code == 403


def rules(**changes):
    names = [field.name for field in CheckRules._meta.fields if field.name not in {"id"}]
    values = {name: getattr(CheckRules.objects.get(), name) for name in names} | changes
    return {name: value for name, value in values.items() if value is not False}


def test_the_rules_are_one_row_that_is_changed():
    client, row = desk(), CheckRules.objects.get()
    assert client.post(change(row), rules(most_nights=21)).status_code == 302
    assert CheckRules.objects.get().most_nights == 21
    refused = client.post(change(row), rules(most_nights=500))
    assert "Keep the order" in words(refused)
    assert client.get(page("checkrules", "add")).status_code == 403
    assert client.post(page("checkrules", "delete", args=[1]), {"post": "yes"}).status_code == 403


def test_a_result_that_was_used_stays_and_an_unused_one_may_go():
    used, unused = ResultCode.objects.get(code="clear"), ResultCode.objects.get(code="other")
    make_check(approved(leaves=-1), result="clear")
    client = Client()  # an administrator: no role may delete one
    client.force_login(User.objects.create_superuser("root"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(page("resultcode", "delete", args=[used.pk]), {"post": "yes"}).status_code == 403
    assert client.post(page("resultcode", "delete", args=[unused.pk]), {"post": "yes"}).status_code == 302
    assert used in ResultCode.objects.all() and unused not in ResultCode.objects.all()


def test_beats_and_shifts_are_switched_off_or_changed_never_deleted():
    for row in (beat(), Shift.objects.first()):
        name = row._meta.model_name
        assert desk().get(change(row)).status_code == 200
        assert desk().post(page(name, "delete", args=[row.pk]), {"post": "yes"}).status_code == 403


def test_streets_are_found_and_a_sample_says_so():
    StreetRange.objects.create(street="SARTORI AVE", low=1, high=99, beat=beat(), is_sample=True)
    StreetRange.objects.create(street="ELM AVE", low=1, high=99)
    shown = words(desk().get(f"{page('streetrange')}?q=sartori"))
    assert "SARTORI AVE" in shown and "sample" in shown and "ELM AVE" not in shown


def test_a_new_text_is_a_new_version_and_old_ones_stay():
    client, first = desk(), AcknowledgementText.objects.get()
    assert "nobody stays in it overnight" in words(client.get(page("acknowledgementtext", "add")))
    client.post(page("acknowledgementtext", "add"), {"text": "New.\r\n\r\nRules."})
    client.post(page("acknowledgementtext", "add"), {"text": "New.\r\n\r\nRules."})
    newest = AcknowledgementText.objects.first()
    assert (newest.version, newest.text, newest.created_by.username) == (2, "New.\n\nRules.", "desk")
    assert client.post(change(first), {"text": "x"}).status_code == 403
    assert client.post(page("acknowledgementtext", "delete", args=[first.pk]), {"post": "yes"}).status_code == 403
    assert "New." in words(client.get(page("acknowledgementtext", "add")))
