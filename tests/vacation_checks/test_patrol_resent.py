"""A form that is sent again: no answer came the first time, or somebody went back to it and wrote something else."""

import pytest

from tests.pages import words
from tests.vacation_checks.builders import client_of, make_tour
from tests.vacation_checks.patrols import a_home
from tests.vacation_checks.test_patrol_log import HOMES, OPEN_DOOR, at
from vacation_checks.models import HouseCheck
from vacation_checks.services import tours

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return a_home()


@pytest.fixture
def tour():
    return make_tour()


def test_a_form_that_was_logged_and_comes_back_saying_something_else_is_not_swallowed(home, tour):
    """Logged as clear; back in the browser; a door found open: the desk must hear of it."""
    client = client_of("officer")
    client.post(at(home), OPEN_DOOR | {"result": "clear", "narrative": ""})
    asked = client.post(at(home), OPEN_DOOR)
    said = words(asked)
    assert "You logged “All clear” from this page at" in said and "Log another anyway?" in said
    assert "Side door ajar." in said
    again = asked.context["form"].data | {"anyway": "1"}
    for _ in range(2):
        client.post(at(home), again)
    assert [check.result.code for check in HouseCheck.objects.order_by("pk")] == ["clear", "open"]
    assert HouseCheck.objects.latest("pk").alert


@pytest.mark.parametrize("starts_again", [True, False])
def test_whose_answer_got_lost_learns_after_the_tour_that_it_was_logged(home, tour, starts_again):
    client = client_of("officer")
    client.post(at(home), OPEN_DOOR)
    tours.end_tour(tour)
    if starts_again:
        make_tour()
    response = client.post(at(home), OPEN_DOOR)
    assert response.url == (HOMES if starts_again else "/patrol/")
    said = words(client.get(response.url))
    assert "That was logged already, at" in said and "Open or unlocked" in said
    assert "nothing was logged" not in said
    assert HouseCheck.objects.count() == 1
    assert "SARTORI" not in str(client.cookies)


def test_without_a_tour_only_ones_own_words_about_this_home_are_told_to_be_logged(home, tour):
    client_of("officer").post(at(home), OPEN_DOOR)
    tours.end_tour(tour)
    for client, where, typed in (
        (client_of("officer", "other"), at(home), {}),
        (client_of("officer"), f"{HOMES}REQ-0000-0000/log/", {}),
        (client_of("officer"), at(home), {"narrative": "And a window."}),
    ):
        assert "nothing was logged yet" in words(client.post(where, OPEN_DOOR | typed))
