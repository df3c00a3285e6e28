"""One line in the admin's history."""

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import get_user_model

from core import audit
from core.models import DepartmentProfile

pytestmark = pytest.mark.django_db


def test_who_what_and_when_stand_in_the_history_of_the_record():
    user = get_user_model().objects.create_user("carla")
    profile = DepartmentProfile.current()

    audit.record(user, profile, "Read the medical notes.")

    entry = LogEntry.objects.get()
    assert (entry.user, entry.get_edited_object(), entry.action_flag) == (user, profile, CHANGE)
    assert entry.get_change_message() == "Read the medical notes."
    assert entry.action_time is not None
