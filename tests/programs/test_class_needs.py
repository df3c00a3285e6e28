"""What waits in one class: a line on the Monday page for each, which opens exactly those it counts."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from programs import monday
from programs.class_needs import class_need_lines
from programs.enums import ImportKind, ImportState
from programs.models import ImportRun
from staff.roles import COORDINATOR, RECORDS
from tests.programs.admin.helpers import coordinator, signed_in, staff
from tests.programs.builders import make_offering, make_program, seated
from tests.programs.packets import answer

pytestmark = pytest.mark.django_db


def texts(moment, role=COORDINATOR):
    return [line.text for line in class_need_lines(staff(role), moment)]


def test_who_has_not_answered_is_called_in_the_two_weeks_before():
    offering = make_offering(number=45)
    people = [seated(offering, name) for name in ("ana", "ben", "cleo")]
    answer(people[0])
    soon = offering.begins_at - timedelta(days=13)

    assert texts(offering.begins_at - timedelta(days=16)) == []
    (line,) = class_need_lines(staff(COORDINATOR), soon)
    assert (line.text, line.count) == ("2 people have not answered “Before the first session”: PIP class 45", 2)
    page = coordinator().get(line.url).content.decode()
    assert "Has not answered" in page
    assert texts(soon, RECORDS) == []

    answer(people[1])
    assert texts(soon) == ["1 person has not answered “Before the first session”: PIP class 45"]
    answer(people[2])
    assert texts(soon) == []


def test_when_a_class_is_over_its_people_wait_for_graduation():
    offering = make_offering(number=45)
    people = [seated(offering, name) for name in ("ana", "ben")]
    for person in people:
        answer(person)
    after = offering.ends_at + timedelta(days=1)

    assert texts(offering.ends_at - timedelta(hours=3)) == []
    assert texts(after) == ["2 people to graduate: PIP class 45"]
    assert texts(after + timedelta(days=70)) == []
    assert texts(after, RECORDS) == []
    with time_machine.travel(after):
        (line,) = class_need_lines(staff(COORDINATOR), timezone.now())
        assert signed_in(COORDINATOR).get(line.url).status_code == 200
    people[0].outcome = "incomplete"
    people[0].save(update_fields=["outcome"])
    assert texts(after) == ["1 person to graduate: PIP class 45"]


def test_the_lines_take_as_many_queries_for_forty_classes_as_for_one(django_assert_num_queries):
    user = staff(COORDINATOR)
    soon = make_offering(number=1).begins_at - timedelta(days=1)
    class_need_lines(user, soon)  # permissions are read once a user
    with django_assert_num_queries(3):
        class_need_lines(user, soon)
    for number in range(2, 41):
        seated(make_offering(number=number), "ana")
    with django_assert_num_queries(3):
        assert len(class_need_lines(user, soon)) == 39


def test_a_checked_file_waits_for_a_decision():
    program = make_program()
    for state in (ImportState.CHECKED, ImportState.CHECKED, ImportState.DONE):
        ImportRun.objects.create(kind=ImportKind.GRADUATES, program=program, filename=f"{state}.csv", state=state)
    (line,) = [line for line in monday.lines(staff(COORDINATOR), timezone.now()) if "decision" in line.text]
    assert line.text == "2 files are checked and wait for your decision"
    assert coordinator().get(line.url).context["cl"].result_count == 2
