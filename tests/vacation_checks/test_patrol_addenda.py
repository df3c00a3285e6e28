"""What is added to a check, by services and from the phone."""

import pytest
from django.utils import timezone

from tests.vacation_checks.builders import client_of, make_tour
from tests.vacation_checks.patrols import a_home, log, person
from vacation_checks.forms.patrol import OTHER_HOME, REASONS
from vacation_checks.models import Alert, CheckAddendum, HouseCheck, ResultCode
from vacation_checks.services import checks
from vacation_checks.services.errors import RequestError

pytestmark = pytest.mark.django_db


def test_an_addendum_to_ones_own_check():
    home, tour = a_home(), make_tour()
    check, client = log(home, tour), client_of("officer")
    address = f"/patrol/checks/{check.pk}/addendum/"
    assert "Choose" not in client.get(address).content.decode()
    refused = client.post(address, {"reason": "", "text": "It was 1236."})
    assert "It was 1236." in refused.content.decode()
    assert not CheckAddendum.objects.exists()
    response = client.post(address, {"reason": OTHER_HOME, "text": "It was 1236."}, follow=True)
    assert "Added. The check itself stays as it is." in response.content.decode()
    assert CheckAddendum.objects.get().is_wrong_home
    client.post(address, {"reason": REASONS[0], "text": "Lamp on."})
    assert CheckAddendum.objects.filter(is_wrong_home=False).count() == 1


def test_nobody_adds_to_the_check_of_somebody_else_or_of_an_earlier_tour():
    home, partner = a_home(), person("partner")
    tour = make_tour(partner=partner)
    theirs = log(home, tour, partner)
    earlier = make_tour(username="x", officer=tour.officer, ended_at=timezone.now())
    mine_before = HouseCheck.objects.create(
        request=home, tour=earlier, officer=tour.officer, officer_name="Officer", checked_at=timezone.now(),
        logged_at=timezone.now(), result=ResultCode.objects.first(), form_key="before",
    )  # fmt: skip
    client = client_of("officer")
    for pk in (theirs.pk, mine_before.pk, 999_999, 10**30):
        assert client.get(f"/patrol/checks/{pk}/addendum/").status_code == 404
        assert client.post(f"/patrol/checks/{pk}/addendum/", {"reason": REASONS[0], "text": "x"}).status_code == 404
    assert not CheckAddendum.objects.exists()


def test_an_addendum_is_added_once_and_the_check_stays_as_it_is():
    tour = make_tour()
    check = log(a_home(), tour)
    said = {"reason": "More", "text": "The lamp was on.", "is_wrong_home": False}
    first = checks.add_addendum(check, tour.officer, **said)
    assert checks.add_addendum(check, tour.officer, **said) == first
    assert checks.add_addendum(check, tour.officer, **said | {"text": "And the radio."}) != first
    assert (first.by_name, first.text, check.addenda.count()) == ("Officer", "The lamp was on.", 2)


@pytest.mark.parametrize("said", [{"reason": " ", "text": "x"}, {"reason": "x", "text": " "}])
def test_an_addendum_says_why_and_what(said):
    check = log(a_home())
    with pytest.raises(RequestError):
        checks.add_addendum(check, check.officer, **said)


def test_a_wrong_home_takes_the_check_off_the_home_and_leaves_the_alert_with_the_desk():
    check = log(a_home(), result="open", narrative="Door.")
    checks.add_addendum(check, check.officer, reason="Wrong home", text="It was 1236.", is_wrong_home=True)
    assert not HouseCheck.objects.of_this_home().exists()
    assert Alert.objects.get(closed_at=None).check_record == check
