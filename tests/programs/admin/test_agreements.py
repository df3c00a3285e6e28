"""The texts that participants sign: new versions are added, old ones looked at, none is changed."""

import pytest
from django.urls import reverse

from programs.models import AgreementText
from tests.programs.admin.helpers import coordinator, records, signed_in

pytestmark = pytest.mark.django_db

LIST = reverse("admin:programs_agreementtext_changelist")
ADD = reverse("admin:programs_agreementtext_add")


def first(kind="conduct"):
    return AgreementText.objects.get(kind=kind, version=1)


def page(text, name="change"):
    return reverse(f"admin:programs_agreementtext_{name}", args=[text.pk])


def test_a_new_version_begins_with_the_text_as_it_is_and_takes_its_place():
    client = coordinator()
    assert first().text.partition("\n")[0] in client.get(f"{ADD}?kind=conduct").content.decode()
    assert client.get(f"{ADD}?kind=nonsense").status_code == 200
    done = client.post(ADD, {"kind": "conduct", "text": "New.\r\n\r\nRules."}, follow=True)
    assert "Conduct rules, version 2" in done.content.decode()
    newest = AgreementText.objects.get(kind="conduct", version=2)
    assert (newest.text, newest.created_by.username) == ("New.\n\nRules.", "program-coordinator")
    # A double click makes no third one.
    client.post(ADD, {"kind": "conduct", "text": "New.\r\n\r\nRules."})
    assert AgreementText.objects.filter(kind="conduct").count() == 2


@pytest.mark.parametrize("wrong", [{"kind": "nonsense"}, {"text": ""}, {"text": "\x00"}, {"text": "x" * 20_001}])
def test_a_wrong_text_is_refused_in_words(wrong):
    refused = coordinator().post(ADD, {"kind": "photo", "text": "Fine."} | wrong)
    assert refused.status_code == 200
    assert "Please correct the error below" in refused.content.decode()
    assert AgreementText.objects.count() == 3


def test_old_versions_are_read_and_never_changed_or_deleted():
    client = coordinator()
    shown = client.get(page(first())).content.decode()
    assert "I bring no weapon" in shown and 'name="_save"' not in shown
    assert client.get(LIST).status_code == 200
    assert client.post(page(first()), {"kind": "conduct", "text": "x"}).status_code == 403
    assert client.get(page(first(), "delete")).status_code == 403
    assert client.post(page(first(), "delete"), {"post": "yes"}).status_code == 403
    client.post(LIST, {"action": "delete_selected", "_selected_action": first().pk, "post": "yes"})
    assert "weapon" in first().text


def test_others_do_neither():
    for client in (records(), signed_in(None)):
        for url in (LIST, ADD, page(first())):
            assert client.get(url).status_code == 403
        assert client.post(ADD, {"kind": "conduct", "text": "x"}).status_code == 403
    assert AgreementText.objects.count() == 3
