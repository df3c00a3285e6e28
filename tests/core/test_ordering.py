"""Every table has one order: rows that are equal in what a list sorts by never change places between two pages."""

import pytest
from django.apps import apps
from django.db.models import UniqueConstraint

APPS = ["core", "mailroom", "programs", "chat_sessions", "vacation_checks"]
MODELS = [model for app in APPS for model in apps.get_app_config(app).get_models() if model._meta.ordering]


def is_one_order(model, ordering):
    """Whether no two rows can be equal in all of it."""
    names = {name.lstrip("-") for name in ordering}
    alone = {"pk", *(field.name for field in model._meta.fields if field.unique)}
    together = [
        set(each.fields)
        for each in model._meta.constraints
        if isinstance(each, UniqueConstraint) and not each.condition
    ]
    return bool(names & alone) or any(fields <= names for fields in together)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_no_two_rows_are_equal_in_the_order_of_their_table(model):
    assert is_one_order(model, model._meta.ordering)


def test_control_an_order_with_equal_rows_is_seen():
    street_range = apps.get_model("vacation_checks", "StreetRange")
    assert not is_one_order(street_range, ["street", "low"])
