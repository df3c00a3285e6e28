"""Absences to follow up on the Monday page: each line opens exactly those that it counts."""

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from programs import monday
from programs.models import Attendance
from programs.services import absences
from staff.roles import COORDINATOR, RECORDS
from tests.programs.admin.helpers import coordinator, staff
from tests.programs.evenings import after, evening, record, running_class

pytestmark = pytest.mark.django_db


def lines(role=COORDINATOR):
    return [line for line in monday.lines(staff(role), timezone.now()) if "follow up" in line.text]


def test_the_line_opens_what_it_counts_and_goes_when_all_is_done(settings):
    settings.SESSION_COOKIE_AGE = 60 * 60 * 24 * 3650
    offering, *_people = running_class("ana", "ben", "cleo")
    with after(1):
        assert lines() == []
        record(evening(offering, 1), staff(), ana="absent", ben="absent", cleo="excused")
        (line,) = lines()
        assert (line.text, line.count) == ("2 absences to follow up: PIP class 45", 2)
        page = coordinator().get(line.url)
        assert sum(len(row.to_follow_up) for row in page.context["rows"]) == 2
        first, second = Attendance.objects.filter(mark="absent")
        absences.follow_up(first, by=staff())
        assert [each.text for each in lines()] == ["1 absence to follow up: PIP class 45"]
        absences.follow_up(second, by=staff())
        assert lines() == []


def test_who_may_not_open_the_page_sees_no_line():
    offering, _ana = running_class("ana")
    with after(1):
        record(evening(offering, 1), staff(), ana="absent")
        staff(None, "scheduler").user_permissions.add(Permission.objects.get(codename="view_classoffering"))
        scheduler = type(staff()).objects.get(username="scheduler")
        assert not [line for line in monday.lines(scheduler, timezone.now()) if "follow up" in line.text]
        assert len(lines(RECORDS)) == 1
