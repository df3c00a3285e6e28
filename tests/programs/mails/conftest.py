"""All of these mails are written at one moment, months before the first session."""

import pytest
import time_machine

from tests.programs.mails.reader import NOW


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def staff(django_user_model):
    return django_user_model.objects.create_user("coordinator")
