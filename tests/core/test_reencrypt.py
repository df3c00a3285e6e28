"""`manage.py reencrypt`: after a change of keys the old one can be thrown away."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from core import keyring
from core.management.commands import reencrypt
from tests.core.drawer import CANARY, drawers, keys, store, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawer(db, settings):
    settings.FIELD_KEYS = keys("A")
    with drawers() as model:
        yield model


def run(**options):
    """What the command said of our table, and its last line."""
    out = StringIO()
    call_command("reencrypt", stdout=out, **options)
    lines = out.getvalue().splitlines()
    return next(line for line in lines if line.startswith("core.Drawer")), lines[-1]


def test_after_it_the_old_key_is_not_needed(drawer, settings):
    for pk in range(5):
        drawer.objects.create(pk=pk, secret=f"{CANARY} {pk}", other=CANARY if pk % 2 else None)
    drawer.objects.create(pk=5)
    settings.FIELD_KEYS = keys("BA")
    drawer.objects.create(pk=6, secret="new")
    untouched = stored(6)

    assert run(check=True) == ("core.Drawer: 7", "7 with an older key.")
    assert run() == ("core.Drawer: 7", "7 encrypted anew.")
    assert run(check=True) == ("core.Drawer: 0", "0 with an older key.")
    assert run() == ("core.Drawer: 0", "0 encrypted anew.")

    settings.FIELD_KEYS = keys("B")
    assert [row.secret for row in drawer.objects.order_by("pk")] == [f"{CANARY} {pk}" for pk in range(5)] + ["", "new"]
    assert stored(6) == untouched
    assert (stored(5), stored(5, "other"), stored(0, "other")) == ("", None, None)


def test_to_check_writes_nothing(drawer, settings):
    drawer.objects.create(pk=1, secret=CANARY)
    before = stored()
    settings.FIELD_KEYS = keys("BA")
    run(check=True)
    assert stored() == before


def test_it_goes_on_over_several_batches_and_where_it_was_stopped(drawer, settings, monkeypatch):
    monkeypatch.setattr(reencrypt, "BATCH", 3)
    drawer.objects.bulk_create(drawer(pk=pk, secret=str(pk)) for pk in range(-3, 8))
    foreign = stored(4)
    settings.FIELD_KEYS = keys("C")
    drawer.objects.filter(pk=4).update(secret="of a key that was lost")
    settings.FIELD_KEYS = keys("BA")

    with pytest.raises(CommandError, match=r"^Stopped at core.Drawer 4: .* is not among FIELD_KEYS"):
        run()
    # Two whole batches are done, of the third nothing.
    newest = [pk for pk in range(-3, 8) if stored(pk).startswith(reencrypt.newest_prefix())]
    assert newest == [-3, -2, -1, 0, 1, 2]

    store(foreign, 4)
    assert run() == ("core.Drawer: 5", "5 encrypted anew.")
    settings.FIELD_KEYS = keys("B")
    assert [row.secret for row in drawer.objects.order_by("pk")] == [str(pk) for pk in range(-3, 8)]


def test_of_a_row_that_stops_it_no_value_is_written(drawer, settings):
    drawer.objects.create(pk=1, secret=CANARY, other=CANARY)
    before = stored()
    store("v1:0000", column="other")
    settings.FIELD_KEYS = keys("BA")

    with pytest.raises(CommandError, match=r"^Stopped at core.Drawer 1: core.Drawer.other cannot be read") as refused:
        run()

    assert stored() == before
    assert "canary" not in str(refused.value)


def test_a_model_without_secrets_is_left_alone():
    models = {model._meta.label for model, _fields in keyring.encrypted_models()}
    assert "core.DepartmentProfile" not in models
