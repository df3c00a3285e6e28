"""Views, tours and checks are read; a tour can be ended, a check added to."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.pages import words
from tests.vacation_checks.builders import approved, make_check, make_tour
from tests.vacation_checks.desk.pages import ROOM, change, desk, others, page_of, seal, views

pytestmark = pytest.mark.django_db


def listing(model):
    return reverse(f"{ROOM}{model}_changelist")


def addendum_to(check):
    return reverse(f"{ROOM}housecheck_addendum", args=[check.pk])


def end_of(tour):
    return reverse(f"{ROOM}tour_end", args=[tour.pk])


@pytest.mark.parametrize("model", ["viewrecord", "tour", "housecheck"])
def test_lists_are_for_the_desk_and_nothing_is_added_or_deleted(model):
    make_check(approved(leaves=-1))
    client = desk()
    assert client.get(listing(model)).status_code == 200
    assert client.get(reverse(f"{ROOM}{model}_add")).status_code == 403
    assert client.post(reverse(f"{ROOM}{model}_delete", args=[1]), {"post": "yes"}).status_code == 403
    for other in others():
        assert other.get(listing(model)).status_code == 403


def test_who_looked_is_filtered_by_person_and_kind():
    request = approved(leaves=-1)
    client = desk()
    client.get(page_of(request))
    user = client.session["_auth_user_id"]
    for query in (f"?user__id__exact={user}", "?what__exact=request", f"?q={request.reference}"):
        assert request.reference in words(client.get(listing("viewrecord") + query)), query
    assert request.reference not in words(client.get(listing("viewrecord") + "?what__exact=sealed"))


def test_a_running_tour_is_ended_once_by_a_post():
    tour = make_tour()
    client = desk()
    assert end_of(tour) in words(client.get(change(tour)))
    client.get(end_of(tour))
    tour.refresh_from_db()
    assert tour.is_running(timezone.now())
    assert client.post(end_of(tour)).status_code == 302
    tour.refresh_from_db()
    assert not tour.is_running(timezone.now())
    assert end_of(tour) not in words(client.get(change(tour)))
    for other in others():
        assert other.get(end_of(tour)).status_code == 403 and other.post(end_of(tour)).status_code == 403


def test_the_desk_adds_to_a_check_with_a_reason():
    check = make_check(approved(leaves=-1), narrative="Front door.")
    client = desk()
    assert addendum_to(check) in words(client.get(change(check)))
    refused = client.post(addendum_to(check), {"reason": "", "text": "Side door."})
    assert "Please correct the error" in words(refused) and "Side door." in words(refused)
    client.post(addendum_to(check), {"reason": "Wrong door", "text": "Side door.", "is_wrong_home": "on"})
    added = check.addenda.get()
    assert (added.text, added.by_name, added.is_wrong_home) == ("Side door.", "Desk", True)
    page = words(client.get(change(check)))
    assert "Side door." in page and "was of another home" in page and "Front door." in page
    for other in others():
        assert other.post(addendum_to(check), {"reason": "x", "text": "y"}).status_code == 403


def test_a_look_at_a_check_is_a_look_at_its_request():
    check = make_check(approved(leaves=-1))
    desk().get(change(check))
    assert views() == [("request", check.request.reference, "check")]


def test_checks_of_sealed_requests_are_on_no_list():
    check = make_check(approved(leaves=-1))
    seal(check.request)
    client = desk()
    assert check.request.reference not in words(client.get(listing("housecheck")))
    assert client.get(change(check)).status_code == 302
    assert client.get(addendum_to(check)).status_code == 404
