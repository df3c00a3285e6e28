"""What the desk reads first, and that each line opens exactly the rows that it counts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from staff.roles import COORDINATOR, RECORDS
from tests.vacation_checks.builders import approved, beat, make_check, make_request, submitted, user
from tests.vacation_checks.desk.pages import desk, make_alert, seal, somebody
from vacation_checks import monday
from vacation_checks.models import Beat, VacationCheckRequest
from vacation_checks.services import changes

pytestmark = pytest.mark.django_db


def lines(now=None, who=None):
    return list(monday.lines(who or user("desk"), now or timezone.now()))


def to_do():
    return {line.text: line for line in lines() if line.count}


def wish():
    home = approved(leaves=2)
    dates = {name: getattr(home, name) for name in changes.FIELDS}
    changes.change_dates(home, **dates | {"returns_on": home.returns_on + timedelta(days=4)})


def beat_gone():
    approved(leaves=2)
    Beat.objects.update(is_active=False)


def not_back():
    home = approved(leaves=-1)
    yesterday = timezone.localtime() - timedelta(hours=25)
    VacationCheckRequest.objects.filter(pk=home.pk).update(
        leaves_on=yesterday.date() - timedelta(days=5), returns_on=yesterday.date(), returns_at=yesterday.time()
    )


@pytest.mark.parametrize(
    ("make", "text", "urgent"),
    [
        (lambda: submitted(leaves=1), "1 request is not decided, and they leave by tomorrow", True),
        (lambda: submitted(leaves=4), "1 request waits for your decision", False),
        (lambda: make_request(leaves=1), "1 request is not confirmed by mail, and they leave by tomorrow", False),
        (lambda: make_alert(approved(leaves=-1)), "1 alert is open", True),
        (wish, "1 wish for other dates waits for your decision", False),
        (beat_gone, "1 approved home lies in no beat that is patrolled", True),
        (not_back, "1 resident should be back and has not told us", False),
    ],
)
def test_each_line_opens_the_rows_that_it_counts(make, text, urgent):
    make()
    line = to_do()[text]
    assert line.urgent == urgent and len(to_do()) == 1
    rows = desk().get(line.url).context_data["cl"].result_list
    assert len(rows) == line.count == 1


def test_what_is_over_decided_or_sealed_waits_for_nobody():
    submitted(leaves=-3, nights=2)
    approved(leaves=3)
    alert = make_alert(approved(leaves=-1))
    seal(alert.check_record.request)
    assert to_do() == {}


def test_late_homes_are_counted_by_beat():
    late, fresh, never = (approved(leaves=-8, nights=20, house=f"{number} ELM AVE") for number in (1, 2, 3))
    make_check(late, minutes_ago=3 * 24 * 60 + 60)
    make_check(fresh)
    approved(leaves=-1, house="4 ELM AVE", beat=beat("2"))
    said = [line.text for line in lines() if line.count is None]
    assert said[0] == "4 homes are looked at today"
    assert said[1:] == ["Beat 1: 2 homes overdue"] and never


def test_other_roles_read_no_line_and_records_only_the_way_to_what_is_sealed():
    submitted(leaves=1)
    assert lines(who=somebody(COORDINATOR)) == []
    assert [line.text for line in lines(who=somebody(RECORDS))] == ["Sealed requests"]


def test_no_line_says_an_address_or_a_name():
    submitted(leaves=1)
    make_alert(approved(leaves=-1))
    said = " ".join(f"{line.text} {line.url}" for line in lines())
    assert "SARTORI" not in said and "Mori" not in said
