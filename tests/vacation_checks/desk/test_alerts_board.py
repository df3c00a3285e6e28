"""The alerts board: open first, the oldest first; closed by one person, with how it ended."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import DepartmentProfile
from tests.pages import words
from tests.programs.admin.test_queries import queries
from tests.vacation_checks.builders import approved, user
from tests.vacation_checks.desk.pages import BOARD, change, desk, make_alert, others, said, seal, views
from vacation_checks.enums import AlertOutcome
from vacation_checks.models import Alert
from vacation_checks.services.alerts import close_alert
from vacation_checks.services.checks import add_addendum

pytestmark = pytest.mark.django_db


def homes(how_many):
    return [approved(leaves=-1, house=f"{number} ELM AVE") for number in range(1, how_many + 1)]


def shown(query=""):
    return list(desk().get(BOARD + query).context_data["cl"].result_list)


def test_open_ones_stand_first_and_of_these_the_oldest():
    newest, oldest, ended = (make_alert(home) for home in homes(3))
    Alert.objects.filter(pk=oldest.pk).update(opened_at=timezone.now() - timedelta(hours=3))
    close_alert(ended, outcome=AlertOutcome.SECURED, by=user())
    assert shown() == [oldest, newest, ended]
    assert shown("?needs=open-alert") == [oldest, newest]
    page = words(desk().get(BOARD))
    for part in ("2 ELM AVE", "Open or unlocked door", "3 hours", "Officer", "▲ open", "Secured"):
        assert part in page, part


def test_each_look_at_the_board_and_at_an_alert_is_on_record():
    alert = make_alert(approved(leaves=-1))
    desk().get(BOARD)
    desk().get(change(alert))
    assert [view[0] for view in views()] == ["request", "alerts"]


def test_the_page_says_whom_to_call_and_what_is_allowed():
    alert = make_alert(approved(leaves=-1, may_shut_water=True))
    page = words(desk().get(change(alert)))
    for part in (
        'href="tel:+13105550100"',
        'href="tel:+13105550111"',
        "Kenji Mori",
        "Back door open.",
        "May shut off the water",
        "Within the hour",
    ):
        assert part in page, part
    assert "pelican" not in page


def test_closing_says_how_and_the_second_is_told_by_whom():
    alert = make_alert(approved(leaves=-1))
    done = {"outcome": "secured", "reached": "Kenji, 9 pm", "report_number": "", "note": "Locked."}
    assert desk().post(change(alert), done)["Location"] == BOARD
    second = desk().post(change(alert), {**done, "outcome": "false_alarm", "reached": "Ana, 9:05 pm"})
    assert "Desk closed this alert already" in said(second)
    assert "What you wrote is not kept yet" in words(second) and "Ana, 9:05 pm" in words(second)
    alert.refresh_from_db()
    assert (alert.outcome, alert.reached, alert.note) == ("secured", "Kenji, 9 pm", "Locked.")
    page = words(desk().get(change(alert)))
    assert "closed by desk" in page and 'name="outcome"' not in page


def test_the_desk_reads_what_the_officer_added_before_it_calls_anybody():
    alert = make_alert(approved(leaves=-1), is_late_entry=True, is_after_end=True)
    check = alert.check_record
    assert "Added" not in words(desk().get(change(alert)))
    add_addendum(check, check.officer, reason="It was another home", text="It was 1236.", is_wrong_home=True)
    page = words(desk().get(change(alert)))
    for part in ("by Officer (It was another home)", "It was 1236.", "was of another home", "Entered later",
                 "after the home had left the list"):  # fmt: skip
        assert part in page, part


@pytest.mark.parametrize("wrong", [{}, {"outcome": "x"}, {"outcome": "report"}, {"outcome": "secured", "note": "\x00"}])
def test_a_close_that_says_too_little_is_refused_and_keeps_what_was_typed(wrong):
    alert = make_alert(approved(leaves=-1))
    refused = desk().post(change(alert), {"reached": "Kenji, 9 pm", **wrong})
    assert refused.status_code == 200
    assert "Please correct the error" in words(refused) and "Kenji, 9 pm" in words(refused)
    alert.refresh_from_db()
    assert alert.closed_at is None


def test_the_board_asks_no_more_for_thirty_alerts_than_for_one():
    DepartmentProfile.current()
    client, counts = desk(), []
    for start, end in ((1, 2), (2, 4), (4, 31)):
        for number in range(start, end):
            make_alert(approved(leaves=-1, house=f"{number} ELM AVE"))
        counts.append(len(queries(BOARD, client)))
    assert len(set(counts)) == 1 and counts[0] <= 8, counts


def test_an_alert_of_a_sealed_request_is_not_shown_and_nobody_else_sees_any():
    alert = make_alert(approved(leaves=-1))
    for client in others():
        assert client.get(BOARD).status_code == 403
        assert client.get(change(alert)).status_code == 403
        assert client.post(change(alert), {"outcome": "secured"}).status_code == 403
    seal(alert.check_record.request)
    assert shown() == [] and desk().get(change(alert)).status_code == 302
