"""Encrypted columns: what goes in comes out, and nothing else does, nowhere."""

import base64
import logging

import pytest
from django.apps import apps
from django.core import serializers
from django.core.exceptions import FieldError
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Upper
from hypothesis import given
from hypothesis import strategies as st

from core.encrypted import DecryptionError
from tests.core.drawer import CANARY, drawers, keys, store, stored
from tests.core.helpers import stored_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawer(db, settings):
    settings.FIELD_KEYS = keys("A")
    with drawers() as model:
        yield model


def read():
    """Open the first drawer, from the database."""
    return apps.get_model("core.drawer").objects.get(pk=1)


@pytest.mark.parametrize("text", [CANARY, "😀👨‍👩‍👧", "x" * 10_000, " ", "a\nb\r\nc\td", "\x00", "v1:00000000:AAAA"])
def test_what_is_stored_comes_back(drawer, text):
    drawer.objects.create(pk=1, secret=text)

    assert read().secret == text
    assert drawer.objects.values_list("secret", flat=True).get() == text
    assert stored().startswith("v1:")
    assert text not in stored()


@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_survives_and_is_never_stored_the_same_way_twice(text):
    with drawers() as model:
        field = model._meta.get_field("secret")
    first, second = field.encrypt(text), field.encrypt(text)
    assert field.decrypt(first) == field.decrypt(second) == text
    assert first != second


def test_empty_text_stays_empty_and_unknown_stays_unknown(drawer):
    drawer.objects.create(pk=1, secret="", other=None)

    assert (stored(), stored(column="other")) == ("", None)
    assert (read().secret, read().other) == ("", None)


def test_every_way_of_saving_encrypts(drawer):
    drawer.objects.bulk_create([drawer(pk=1, secret=CANARY), drawer(pk=2, secret=CANARY)])
    assert "canary" not in stored(1) + stored(2)

    drawer.objects.filter(pk=1).update(secret="canary two")
    assert "canary" not in stored()
    assert read().secret == "canary two"

    drawer.objects.update_or_create(pk=1, defaults={"secret": "canary three"})
    assert "canary" not in stored()
    assert read().secret == "canary three"


@pytest.mark.parametrize("expression", [F("clear"), Value("plain"), Upper("secret")])
def test_an_expression_cannot_put_plain_text_into_the_column(drawer, expression):
    drawer.objects.create(pk=1, clear="plain")
    with pytest.raises(FieldError, match="is encrypted"), transaction.atomic():
        drawer.objects.update(secret=expression)
    assert stored() == ""


def test_an_unknown_key_is_named_and_nothing_comes_back(drawer, settings):
    drawer.objects.create(pk=1, secret=CANARY)
    used = stored().split(":")[1]
    settings.FIELD_KEYS = keys("B")

    with pytest.raises(DecryptionError, match=rf"^core.Drawer.secret .*its key '{used}' is not among FIELD_KEYS"):
        read()

    # Control: with the old key behind the new one it opens.
    settings.FIELD_KEYS = keys("BA")
    assert read().secret == CANARY


def test_a_value_does_not_open_in_another_column(drawer):
    drawer.objects.create(pk=1, secret=CANARY)
    store(stored(), column="other")
    with pytest.raises(DecryptionError, match=r"^core.Drawer.other cannot be read"):
        read()


def test_no_byte_of_a_value_can_be_changed(drawer):
    drawer.objects.create(pk=1, secret=CANARY)
    version, used, body = stored().split(":")
    sealed = base64.b64decode(body)
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        store(f"{version}:{used}:{base64.b64encode(changed).decode()}")
        with pytest.raises(DecryptionError):
            read()
    store(f"{version}:{used}:{body}")
    assert read().secret == CANARY


DAMAGE = [
    lambda stored: stored[:-4],
    lambda stored: stored[:20],
    lambda stored: stored[1:],
    lambda stored: stored.replace("v1", "v2"),
    lambda stored: f"{stored}é",
    lambda stored: f"{stored.rpartition(':')[0]}:AAAA",
    lambda stored: stored[:12] + stored[12:].lower(),
    lambda stored: "plain text",
    lambda stored: "v1:",
    lambda stored: "v1::",
]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_value_is_an_error_that_quotes_nothing(drawer, damage):
    drawer.objects.create(pk=1, secret=CANARY)
    store(damage(stored()))
    with pytest.raises(DecryptionError) as refused:
        read()
    assert stored() not in str(refused.value)
    assert refused.value.__cause__ is None


def test_the_database_can_be_asked_whether_it_is_empty(drawer):
    for pk, text in enumerate(["", CANARY, None]):
        drawer.objects.create(pk=pk, secret=text or "", other=text)

    assert set(drawer.objects.filter(secret="").values_list("pk", flat=True)) == {0, 2}
    assert drawer.objects.exclude(secret="").get().pk == 1
    assert drawer.objects.get(other__isnull=True).pk == 2
    assert drawer.objects.get(other=None).pk == 2


@pytest.mark.parametrize(
    "condition",
    [{"secret": CANARY}, {"secret": F("clear")}, {"secret__in": ["a"]}, {"secret__contains": "a"},
     {"secret__iexact": "a"}, {"secret__gt": ""}, {"secret__length": 3}],
)  # fmt: skip
def test_no_other_question_is_taken(drawer, condition):
    with pytest.raises(FieldError, match=r"core.Drawer.secret is encrypted"):
        drawer.objects.filter(**condition).exists()


def test_neither_lists_of_values_nor_logs_show_it(drawer, caplog, settings):
    caplog.set_level(logging.DEBUG)
    drawer.objects.create(pk=1, secret=CANARY)
    logging.getLogger("some.room").warning("read %r and %s", read().__dict__, list(drawer.objects.values()))

    assert "•••" in caplog.text
    assert "canary" not in caplog.text
    assert CANARY in f"{read().secret}"


def test_it_is_not_dumped_into_a_file(drawer):
    drawer.objects.create(pk=1, secret=CANARY)
    with pytest.raises(FieldError, match="is encrypted"):
        serializers.serialize("json", drawer.objects.all())


def test_a_migration_names_the_field_by_its_path(drawer):
    _name, path, arguments, options = drawer._meta.get_field("secret").deconstruct()
    assert (path, arguments, options) == ("core.encrypted.EncryptedTextField", [], {"blank": True})


@pytest.mark.django_db(transaction=True)
def test_nothing_in_the_files_of_the_database(settings):
    settings.FIELD_KEYS = keys("A")
    with drawers() as model:
        model.objects.create(pk=1, secret=f"{CANARY} hidden", clear=f"{CANARY} open")
        model.objects.filter(pk=1).update(secret=f"{CANARY} hidden anew")
        content = stored_bytes()
    # The clear column is the control: it is found.
    assert f"{CANARY} open".encode() in content
    assert f"{CANARY} hidden".encode() not in content
