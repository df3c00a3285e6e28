"""A look at a home, as it is written down."""

from datetime import time, timedelta

import pytest
import time_machine
from django.db.models import F
from django.utils import timezone

from mailroom.models import Message
from tests.vacation_checks.builders import beat, make_tour
from tests.vacation_checks.patrols import a_home, fresh, log, open_home, person, take_off_the_list
from vacation_checks.enums import RequestState
from vacation_checks.models import Alert, HouseCheck, ResultCode, Tour
from vacation_checks.services import checks, tours
from vacation_checks.services.checks import AlreadyChecked, NotOnTheList, TourOver
from vacation_checks.services.errors import RequestError

pytestmark = pytest.mark.django_db


def news():
    return Message.objects.filter(template="requests/news")


def hours_ago(hours):
    return timezone.now() - timedelta(hours=hours)


def test_all_clear_is_a_check_of_this_moment_and_nothing_more():
    home, tour = a_home(), make_tour(unit="12A")
    check = log(home, tour)
    assert (check.request, check.tour, check.officer, check.officer_name) == (home, tour, tour.officer, "Officer")
    assert check.areas == ["front", "windows"]
    assert check.checked_at == check.logged_at
    assert (check.is_late_entry, check.is_after_end) == (False, False)
    assert (Alert.objects.count(), news().count()) == (0, 0)


def test_an_open_door_alerts_the_desk_and_tells_the_resident_in_the_same_moment():
    home = a_home()
    check = log(home, result="open", narrative="Side door ajar.", action_taken="Closed it.", report_number="26-1")
    check.refresh_from_db()
    assert (check.narrative, check.action_taken, check.report_number) == ("Side door ajar.", "Closed it.", "26-1")
    assert check.alert.opened_at == check.logged_at
    mail = news().get()
    assert (mail.to, mail.about) == (home.email, home.reference)
    assert not any(word in mail.html for word in ("Side door", "SARTORI", "Officer"))


def test_a_home_that_cannot_be_reached_alerts_the_desk_and_not_the_resident():
    log(a_home(), result="no-access", narrative="Gate code does not work.")
    assert (Alert.objects.count(), news().count()) == (1, 0)


def test_residents_who_are_back_end_nothing_by_themselves():
    home = a_home()
    log(home, result="returned", narrative="Met the resident.")
    assert fresh(home).state == RequestState.ACTIVE
    assert Alert.objects.count() == 1


def test_what_is_not_clear_needs_words():
    for narrative in ("", "  \n"):
        with pytest.raises(RequestError, match="Say what you saw"):
            log(a_home(), make_tour(username=f"o{len(narrative)}"), result="damage", narrative=narrative)
    assert not Alert.objects.exists()


def test_a_result_that_is_no_longer_used_and_an_unknown_area_are_refused():
    ResultCode.objects.filter(code="mail").update(is_active=False)
    home, tour = a_home(), make_tour()
    with pytest.raises(RequestError, match="from the list"):
        log(home, tour, result="mail", narrative="Papers.")
    with pytest.raises(RequestError, match="areas"):
        log(home, tour, areas=["roof"])


def test_the_same_form_sent_twice_is_one_check():
    home, tour = a_home(), make_tour()
    first = log(home, tour, form_key="k", result="open", narrative="Door.")
    assert log(home, tour, form_key="k", result="open", narrative="Door.") == first
    assert (HouseCheck.objects.count(), Alert.objects.count(), news().count()) == (1, 1, 1)


def test_the_form_of_one_home_cannot_be_sent_for_another():
    tour = make_tour()
    log(a_home(), tour, form_key="k")
    with pytest.raises(RequestError, match="another check"):
        log(a_home("9 ARLINGTON AVE"), tour, form_key="k")


def test_both_phones_of_a_tour_sending_the_same_is_one_check():
    partner = person("partner")
    home, tour = a_home(), make_tour(partner=partner)
    first = log(home, tour)
    assert log(home, tour, partner) == first
    assert HouseCheck.objects.count() == 1


def test_what_the_partner_adds_in_words_is_not_lost():
    partner = person("partner")
    home, tour = a_home(), make_tour(partner=partner)
    first = log(home, tour, result="open", narrative="Side door.")
    assert log(home, tour, partner, result="open", narrative="Side door.") == first
    with pytest.raises(AlreadyChecked, match="by your partner"):
        log(home, tour, partner, result="open", narrative="And a window.")
    assert log(home, tour, partner, result="open", narrative="And a window.", anyway=True) != first


@pytest.mark.parametrize(("who", "said"), [("me", "by you"), ("other tour", "by another tour")])
def test_a_second_look_within_minutes_asks_first(who, said):
    home, tour = a_home(), make_tour()
    first = log(home, tour)
    mine = tour if who == "me" else make_tour(username="second")
    with pytest.raises(AlreadyChecked, match=rf"Already checked at \d+:\d\d [AP]M {said}\."):
        log(home, mine)
    assert log(home, mine, anyway=True) != first
    assert HouseCheck.objects.count() == 2


def test_a_quarter_of_an_hour_later_nobody_asks():
    home, tour = a_home(), make_tour()
    log(home, tour, checked_at=timezone.now() - timedelta(minutes=16))
    log(home, tour)
    assert HouseCheck.objects.count() == 2


def test_a_check_that_was_of_another_home_does_not_count_as_a_look():
    home, tour = a_home(), make_tour()
    checks.add_addendum(log(home, tour), tour.officer, reason="Wrong home", text="It was 1236.", is_wrong_home=True)
    log(home, tour)
    assert HouseCheck.objects.count() == 2


@pytest.mark.parametrize(("minutes", "late"), [(0, False), (9, False), (11, True), (23 * 60, True)])
def test_what_is_written_down_later_says_so(minutes, late):
    check = log(a_home(), checked_at=timezone.now() - timedelta(minutes=minutes))
    assert check.is_late_entry is late


@pytest.mark.parametrize(("hours", "said"), [(-1, "not come yet"), (25, "more than 24 hours")])
def test_a_time_that_cannot_be_is_refused(hours, said):
    with pytest.raises(RequestError, match=said):
        log(a_home(), checked_at=hours_ago(hours))


def test_nobody_looked_before_the_first_day():
    noon = timezone.localtime().replace(hour=12, minute=0)
    with time_machine.travel(noon, tick=False):
        home, tour = a_home(leaves=0), make_tour()
        log(home, tour, checked_at=hours_ago(11))
        with pytest.raises(RequestError, match="first day"):
            log(home, tour, checked_at=hours_ago(13))


@pytest.mark.parametrize("state", [RequestState.CANCELLED, RequestState.ENDED_EARLY, RequestState.SUSPENDED])
def test_a_home_that_left_the_list_a_second_ago_keeps_the_check_and_marks_it(state):
    home, tour = a_home(), make_tour()
    open_home(home, tour)
    take_off_the_list(home, state)
    check = log(home, tour, result="open", narrative="Door.")
    assert check.is_after_end
    assert check.alert
    assert fresh(home).state == state


def test_a_home_that_this_officer_did_not_have_open_is_not_on_the_list():
    home, tour = a_home(), make_tour()
    open_home(home, tour, person("somebody else"))
    take_off_the_list(home)
    with pytest.raises(NotOnTheList):
        log(home, tour)


def test_what_was_open_the_day_before_yesterday_is_no_reason_to_keep_a_check():
    home = a_home()
    with time_machine.travel(hours_ago(25)):
        open_home(home, make_tour(username="early"), person("officer"))
    take_off_the_list(home)
    with pytest.raises(NotOnTheList):
        log(home)


def test_after_midnight_a_look_at_a_home_of_yesterday_is_kept():
    late = timezone.localtime().replace(hour=23, minute=58, second=0)
    with time_machine.travel(late, tick=False) as clock:
        home, tour = a_home(leaves=-3, nights=3, returns_at=time(23, 59)), make_tour()
        open_home(home, tour)
        clock.shift(timedelta(minutes=5))
        assert log(home, tour, checked_at=late).is_after_end


def test_a_volunteer_logs_in_the_beat_of_the_tour_and_an_officer_anywhere():
    home = a_home(on=beat("2"))
    with pytest.raises(NotOnTheList):
        log(home, make_tour("volunteer"))
    assert log(home, make_tour())


def test_a_home_that_changes_its_beat_while_it_is_open_takes_the_check():
    home, tour = a_home(), make_tour("volunteer")
    open_home(home, tour)
    type(home).objects.filter(pk=home.pk).update(beat=beat("2"))
    assert not log(home, tour).is_after_end


def test_what_was_open_on_an_earlier_tour_in_another_beat_is_refused_while_it_is_on_a_list():
    home, before = a_home(), make_tour("volunteer")
    open_home(home, before)
    tours.end_tour(before)
    with pytest.raises(NotOnTheList):
        log(home, make_tour("volunteer", on="2"))


def test_after_the_tour_nothing_is_logged():
    home, tour = a_home(), make_tour()
    tours.end_tour(tour)
    with pytest.raises(TourOver, match="Start a tour"):
        log(home, tour)
    expired = make_tour(username="long")
    Tour.objects.filter(pk=expired.pk).update(started_at=F("started_at") - timedelta(hours=9), closes_at=timezone.now())
    with pytest.raises(TourOver):
        log(home, expired)


def test_nobody_logs_on_the_tour_of_somebody_else():
    with pytest.raises(TourOver):
        log(a_home(), make_tour(), person("stranger"))
