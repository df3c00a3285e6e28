"""What the tests of races rely on."""

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper

from tests.races import NeverBegan, at_once, goes_wrong


def no_connection(_):
    raise OperationalError("too many clients")


@pytest.mark.django_db(transaction=True)
def test_a_race_to_whose_start_not_everybody_came_is_no_race_that_went_wrong(monkeypatch):
    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", no_connection)
    with pytest.raises(NeverBegan):
        goes_wrong(lambda _: at_once(str, range(4)) == [])


@pytest.mark.django_db(transaction=True)
def test_control_a_race_that_is_lost_went_wrong():
    assert goes_wrong(lambda _: at_once(str, range(4)) == [])
