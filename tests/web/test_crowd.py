"""The crowd at the door, over the real pages of a real server: the moment when registration opens."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from threading import Barrier
from urllib.parse import urlencode, urlsplit

import pytest

from core.guards import new_form_key
from mailroom.models import Message
from programs.enums import RegistrationState
from programs.models import Registration
from tests.programs.builders import make_offering, states
from tests.programs.pages import form_of
from tests.programs.test_races import told_positions
from tests.volume import rounds
from tests.web.server import gunicorn

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

PEOPLE, SEATS = 200, 40
IMPATIENT = rounds(50, 200)
ROUNDS = rounds(1, 20)


@pytest.fixture
def portal(transactional_db):
    with gunicorn() as (_process, address):
        yield urlsplit(address).netloc


def csrf(portal, number):
    """The cookie and the token of one form; the crowd shares them, since the cookie tells nobody apart."""
    connection = HTTPConnection(portal, timeout=30)
    connection.request("GET", f"/programs/pip/{number}/register/")
    answer = connection.getresponse()
    page = answer.read().decode()
    cookie = answer.headers["Set-Cookie"].split(";")[0]
    return cookie, page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]


def all_send(portal, number, clicks):
    """Every (person, form key) posts the register form at the same moment; how many got which status."""
    cookie, token = csrf(portal, number)
    start = Barrier(len(clicks))

    def send(click):
        person, form_key = click
        fields = form_of(f"p{person}", form_key=form_key) | {"step": "send", "csrfmiddlewaretoken": token}
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection = HTTPConnection(portal, timeout=60)
        connection.connect()
        start.wait(timeout=60)
        connection.request("POST", f"/programs/pip/{number}/register/", urlencode(fields, doseq=True), headers)
        return connection.getresponse().status

    with ThreadPoolExecutor(len(clicks)) as pool:
        return Counter(pool.map(send, clicks))


def test_two_hundred_people_at_once_for_the_last_forty_seats(portal):
    for number in range(100, 100 + ROUNDS):
        Message.objects.all().delete()
        offering = make_offering(number=number, capacity=SEATS, line_capacity=PEOPLE)

        statuses = all_send(portal, number, [(person, new_form_key()) for person in range(PEOPLE)])

        assert statuses == {302: PEOPLE}
        assert Counter(states(offering).values())[RegistrationState.HELD] == SEATS
        assert told_positions() == list(range(1, PEOPLE - SEATS + 1))


def test_whoever_clicks_twice_is_registered_once(portal):
    make_offering(capacity=SEATS, line_capacity=IMPATIENT)
    keys = [(person, new_form_key()) for person in range(IMPATIENT)]

    statuses = all_send(portal, 45, keys + keys)

    assert statuses == {302: 2 * IMPATIENT}
    assert Registration.objects.count() == IMPATIENT
    assert Message.objects.count() == IMPATIENT


def test_control_without_the_same_form_key_the_second_click_is_a_second_wish(portal):
    make_offering(capacity=SEATS, line_capacity=PEOPLE)
    statuses = all_send(portal, 45, [(person, new_form_key()) for person in [*range(10), *range(10)]])
    assert statuses == {302: 10, 200: 10}
