"""What an officer sends from the phone, and what comes back."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.pages import words
from tests.vacation_checks.builders import client_of, make_tour
from tests.vacation_checks.patrols import a_home, log, open_home, person, take_off_the_list
from vacation_checks.forms.patrol import WallMomentField
from vacation_checks.models import HouseCheck, ResultCode
from vacation_checks.services import tours

pytestmark = pytest.mark.django_db
HOMES = "/patrol/homes/"
OPEN_DOOR = {"result": "open", "areas": ["side_gate"], "narrative": "Side door ajar.", "form_key": "k1"}


@pytest.fixture
def home():
    return a_home()


@pytest.fixture
def tour():
    return make_tour()


def at(home):
    return f"{HOMES}{home.reference}/log/"


def button_of(client, home):
    """What the one button of a home's page sends."""
    form = client.get(f"{HOMES}{home.reference}/").context
    return {"form_key": form["form_key"], "result": form["clear"].code, "areas": form["areas"]}


def local(moment):
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"


def test_all_clear_is_two_taps_from_the_list(home, tour):
    client = client_of("officer")
    assert f'href="{HOMES}{home.reference}/"' in words(client.get(HOMES))
    response = client.post(at(home), button_of(client, home))
    check = HouseCheck.objects.get()
    assert (check.result.code, check.areas, check.is_late_entry) == ("clear", ["front", "windows"], False)
    assert response.url == f"{HOMES}?logged={check.pk}"
    said = words(client.get(response.url))
    assert f"Logged {timezone.localtime(check.checked_at):%-I:%M %p}, 1234 SARTORI AVE" in said
    assert "messages" not in client.cookies, "an address must not wait in a cookie"


def test_what_was_logged_on_another_tour_is_not_told(home, tour):
    other = log(home, make_tour(username="other"))
    for asked in (other.pk, "x", "9" * 40, "٣", ""):
        assert "Logged" not in words(client_of("officer").get(f"{HOMES}?logged={asked}"))


def test_an_open_door_with_words_alerts_the_desk(home, tour):
    client = client_of("officer")
    client.post(at(home), OPEN_DOOR | {"action_taken": "Closed it.", "report_number": "26-0001"})
    check = HouseCheck.objects.get()
    assert (check.narrative, check.action_taken, check.report_number) == ("Side door ajar.", "Closed it.", "26-0001")
    assert (check.areas, bool(check.alert)) == (["side_gate"], True)
    assert "Open alert" in words(client.get(HOMES))


def test_a_double_tap_is_one_check(home, tour):
    client = client_of("officer")
    sent = button_of(client, home)
    assert client.post(at(home), sent).url == client.post(at(home), sent).url
    assert HouseCheck.objects.count() == 1


def test_an_old_form_that_is_sent_again_says_that_it_logged_nothing_new(home, tour):
    client = client_of("officer")
    sent = button_of(client, home)
    client.post(at(home), sent)
    with time_machine.travel(timezone.now() + timedelta(minutes=40)):
        response = client.post(at(home), sent, follow=True)
    assert "To log a new look, open the home again." in words(response)
    assert HouseCheck.objects.count() == 1


def test_the_second_phone_of_a_pair_is_told_that_it_is_logged(home):
    make_tour(partner=person("partner"))
    first, second = client_of("officer"), client_of("officer", "partner")
    sent = button_of(second, home)
    first.post(at(home), button_of(first, home))
    assert "Logged by your partner" in words(second.post(at(home), sent, follow=True))
    assert HouseCheck.objects.count() == 1


def test_a_second_look_asks_and_is_logged_by_one_more_tap(home, tour):
    client = client_of("officer")
    log(home, make_tour(username="other"))
    asked = client.post(at(home), OPEN_DOOR)
    said = words(asked)
    assert "by another tour. Log another anyway?" in said
    assert "Side door ajar." in said
    assert HouseCheck.objects.count() == 1
    client.post(at(home), OPEN_DOOR | {"anyway": "1"})
    assert HouseCheck.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"narrative": ""}, "Say what you saw."),
        ({"narrative": " "}, "Say what you saw."),
        ({"narrative": "a\0b"}, "Null characters"),
        ({"narrative": "n" * 4001}, "at most 4000"),
        ({"result": ""}, "Choose what you found."),
        ({"result": "nonsense"}, "Choose what you found from the list."),
        ({"result": "x\0"}, "Null characters"),
        ({"areas": ["roof"]}, "roof is not one of the available choices"),
        ({"report_number": "1\n2"}, "Write this on one line."),
        ({"report_number": "9" * 41}, "at most 40"),
        ({"form_key": "k" * 65}, "at most 64"),
        ({"checked_at": "yesterday"}, "Enter a day and a time"),
        ({"checked_at": "2026-02-30T10:00"}, "Enter a day and a time"),
        ({"checked_at": "0001-01-01T00:00"}, "more than 24 hours ago"),
        ({"checked_at": "9999-12-31T23:59"}, "Enter a day and a time"),
        ({"checked_at": "9999-01-01T00:00"}, "not come yet"),
        ({"checked_at": "2026-01-01"}, "Enter a day and a time"),
        ({"checked_at": "2026-01-01T10:00Z"}, "Enter a day and a time"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(home, tour, typed, said):
    response = client_of("officer").post(at(home), OPEN_DOOR | {"action_taken": "Waited."} | typed)
    assert response.status_code == 200
    page = words(response)
    assert said in page
    assert "Waited." in page
    assert ("Side door ajar." in page) is ("narrative" not in typed)
    assert not HouseCheck.objects.exists()


def test_a_result_that_staff_took_out_of_use_cannot_be_chosen(home, tour):
    ResultCode.objects.filter(code="open").update(is_active=False)
    client = client_of("officer")
    assert "Open or unlocked" not in words(client.get(at(home)))
    assert "from the list" in words(client.post(at(home), OPEN_DOOR))


def test_without_any_clear_result_there_is_no_button(home, tour):
    ResultCode.objects.filter(is_clear=True).update(is_active=False)
    page = words(client_of("officer").get(f"{HOMES}{home.reference}/"))
    assert "Something else" in page
    assert "patrol-clear" not in page


def test_the_time_can_be_set_back_and_is_marked(home, tour):
    seen = timezone.now() - timedelta(hours=3)
    client_of("officer").post(at(home), OPEN_DOOR | {"checked_at": local(seen)})
    check = HouseCheck.objects.get()
    assert check.is_late_entry
    assert check.checked_at == seen.replace(second=0, microsecond=0)


def test_the_form_offers_the_present_time_and_takes_it(home, tour):
    client = client_of("officer")
    form = client.get(at(home)).context["form"]
    assert f'value="{local(form.now)}"' in str(form["checked_at"])
    client.post(at(home), OPEN_DOOR | {"checked_at": local(form.now)})
    assert not HouseCheck.objects.get().is_late_entry


@pytest.mark.parametrize(("now", "hour"), [("08:40", 8), ("09:10", 9)])
def test_in_the_hour_that_fall_has_twice_a_time_is_never_one_to_come(now, hour):
    """On November 1, 2026, 1:05 AM is both 08:05 and 09:05 in UTC."""
    with time_machine.travel(datetime.fromisoformat(f"2026-11-01T{now}+00:00")):
        assert WallMomentField().clean("2026-11-01T01:05") == datetime(2026, 11, 1, hour, 5, tzinfo=UTC)


def test_a_home_that_was_cancelled_a_second_ago_keeps_the_check_and_the_officer_is_told(home, tour):
    client = client_of("officer")
    sent = button_of(client, home)
    take_off_the_list(home)
    said = words(client.post(at(home), sent, follow=True))
    assert "The home left the list while you had it open. Your check is kept, and marked." in said
    assert HouseCheck.objects.get().is_after_end


def test_when_the_tour_is_over_what_was_typed_waits_for_a_new_one(home, tour):
    client = client_of("officer")
    client.get(at(home))
    tours.end_tour(tour)
    response = client.post(at(home), OPEN_DOOR)
    page = words(response)
    assert response.status_code == 200
    assert "Your tour is over: nothing was logged yet." in page
    assert "Side door ajar." in page
    assert "SARTORI" not in page
    assert not HouseCheck.objects.exists()
    client.post("/patrol/", {"unit": "12A"})
    client.post(at(home), response.context["form"].data)
    assert HouseCheck.objects.get().narrative == "Side door ajar."


def test_without_a_tour_every_address_answers_the_same(home):
    client = client_of("volunteer")
    typed = OPEN_DOOR | {"checked_at": "2026-01-01T10:00"}
    answers = [client.post(f"{HOMES}{reference}/log/", typed) for reference in (home.reference, "REQ-0000-0000")]
    known, unknown = map(words, answers)
    assert known == unknown


def test_one_button_after_the_tour_can_be_sent_again_with_its_time(home, tour):
    client = client_of("officer")
    open_home(home, tour)
    sent = button_of(client, home)
    tours.end_tour(tour)
    form = client.post(at(home), sent).context["form"]
    assert (form["result"].value(), form["areas"].value()) == ("clear", ["front", "windows"])
    assert form["checked_at"].value() == local(timezone.now())
