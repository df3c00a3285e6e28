"""What families agree to: new versions in six languages, old ones looked at, none changed."""

import pytest
from django.urls import reverse

from programs.models import FamilyText
from staff.roles import COORDINATOR, YOUTH_COORDINATOR
from tests.pages import words
from tests.programs.admin.helpers import signed_in
from tests.programs.students import client_of, instructor, make_text

pytestmark = pytest.mark.django_db

LIST = reverse("admin:programs_familytext_changelist")
ADD = reverse("admin:programs_familytext_add")
KIND = "photos"


@pytest.fixture
def first(db):
    FamilyText.objects.filter(kind=KIND).delete()
    text = make_text(KIND, text="We may take photos.")
    text.translations = {"ko": "사진을 찍을 수 있습니다."}
    text.save()
    return text


@pytest.fixture
def client():
    return signed_in(YOUTH_COORDINATOR)


def page(text, name="change"):
    return reverse(f"admin:programs_familytext_{name}", args=[text.pk])


def newest():
    return FamilyText.objects.filter(kind=KIND).order_by("-version").first()


def test_a_new_version_begins_with_the_text_as_it_is_in_all_its_languages(client, first):
    shown = client.get(f"{ADD}?kind={KIND}").content.decode()
    assert first.text in shown and first.translations["ko"] in shown and 'lang="zh-hans"' in shown
    typed = {"kind": KIND, "text": "No photos.", "text_ko": "사진 없음.\r\n\r\n정말.", "text_es": "  ", "text_ja": ""}
    done = client.post(ADD, typed, follow=True)
    assert "Photos and video, version 2" in words(done)
    assert newest().translations == {"ko": "사진 없음.\n\n정말."}
    assert (newest().text, newest().created_by.username) == ("No photos.", "youth-coordinator")
    assert newest().in_language("ko").startswith("사진") and newest().in_language("es") == "No photos."
    # A double click makes no third one; what was signed stays as it was.
    client.post(ADD, typed)
    assert newest().version == 2
    first.refresh_from_db()
    assert first.translations == {"ko": "사진을 찍을 수 있습니다."}


def test_another_translation_alone_is_a_new_version(client, first):
    typed = {"kind": KIND, "text": first.text, "text_ko": first.translations["ko"]}
    client.post(ADD, typed)
    assert newest().version == 1
    client.post(ADD, typed | {"text_vi": "Chúng tôi có thể chụp ảnh."})
    assert newest().version == 2 and set(newest().translations) == {"ko", "vi"}


def test_the_list_shows_the_newest_and_what_is_not_translated(client, first):
    client.post(ADD, {"kind": KIND, "text": "No photos.", "text_ko": "사진 없음."})
    shown = words(client.get(LIST))
    assert "Photos and video, version 2" in shown and "Photos and video, version 1" not in shown
    assert "English is shown for Español, 日本語, 简体中文, Tiếng Việt" in shown
    assert f"{ADD}?kind={KIND}" in shown
    assert "Photos and video, version 1" in words(client.get(f"{LIST}?versions=all"))


def test_a_version_is_read_in_every_language_and_never_changed_or_deleted(client, first):
    shown = client.get(page(first)).content.decode()
    assert (
        f'<div lang="ko"><p>{first.translations["ko"]}</p></div>' in shown
        and shown.count("No translation: English is shown.") == 4
    )
    assert 'name="_save"' not in shown
    assert client.post(page(first), {"kind": KIND, "text": "x"}).status_code == 403
    assert client.post(page(first, "delete"), {"post": "yes"}).status_code == 403
    client.post(LIST, {"action": "delete_selected", "_selected_action": first.pk, "post": "yes"})
    first.refresh_from_db()
    assert first.text == "We may take photos."


def test_markup_in_a_text_stays_text(client, first):
    client.post(ADD, {"kind": KIND, "text": "<b>x</b>", "text_es": "<script>alert(1)</script>"})
    for url in (page(newest()), LIST, f"{ADD}?kind={KIND}"):
        assert "<script>alert" not in client.get(url).content.decode()


@pytest.mark.parametrize(
    "wrong", [{"kind": "nonsense"}, {"text": ""}, {"text": "\x00"}, {"text_es": "a\u202eb"}, {"text_vi": "x" * 20_001}]
)
def test_a_wrong_text_is_refused_in_words(client, first, wrong):
    refused = client.post(ADD, {"kind": KIND, "text": "Fine.", "text_ko": "유지"} | wrong)
    assert refused.status_code == 200 and "Please correct the error" in words(refused) and "유지" in words(refused)
    assert newest().version == 1


def test_who_does_not_run_the_classes_for_teens_sees_none_of_it(first):
    for client in (signed_in(COORDINATOR), signed_in(None), client_of(instructor())):
        for url in (LIST, ADD, page(first)):
            assert client.get(url).status_code == 403
        assert client.post(ADD, {"kind": KIND, "text": "x"}).status_code == 403
    assert newest().version == 1
