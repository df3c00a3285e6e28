"""Who sees which page of /patrol/, how it is kept secret, and that every look is written down."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from tests.vacation_checks.builders import DETAILS, beat, client_of, make_tour, user
from tests.vacation_checks.patrols import a_home, log, open_home, person, take_off_the_list
from vacation_checks.enums import RequestState, Viewed
from vacation_checks.models import CheckRules, HouseCheck, Tour, ViewRecord
from vacation_checks.services.tours import running_tour_of

pytestmark = pytest.mark.django_db
HOMES, START = "/patrol/homes/", "/patrol/"


def of(home, end=""):
    return f"/patrol/homes/{home.reference}/{end}"


def all_addresses(home, check):
    return [START, HOMES, "/patrol/sheet/", of(home), of(home, "log/"), f"/patrol/checks/{check.pk}/addendum/"]


def test_nobody_unknown_sees_a_page_or_learns_which_homes_there_are():
    home = a_home()
    for address in [*all_addresses(home, log(home)), of(home).replace("REQ", "NOT")]:
        response = Client().get(address)
        assert (response.status_code, response.url) == (302, f"/patrol/sign-in/?next={address}")
        assert Client().post(address).status_code in {302, 405}


@pytest.mark.parametrize("role", ["desk", "nobody"])
def test_whoever_may_not_patrol_is_told_so_and_can_sign_out(role):
    home = a_home()
    client = Client()
    client.force_login(
        user("desk", "clerk") if role == "desk" else User.objects.create_user("nobody"),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    for address in all_addresses(home, log(home)):
        response = client.get(address)
        assert response.status_code == 403
        assert b"Sign out" in response.content
        assert b"SARTORI" not in response.content
    assert client.post("/patrol/end/").status_code == 403


def test_an_administrator_may_patrol(admin_client):
    assert admin_client.get(START).status_code == 200


def test_patrol_people_do_not_get_into_the_admin():
    for role in ("officer", "volunteer"):
        assert client_of(role).get("/admin/").status_code == 302


def test_without_a_tour_there_is_no_list_and_no_home():
    home = a_home()
    check = log(home, make_tour(username="other"))
    for role in ("officer", "volunteer"):
        client = client_of(role)
        for address in all_addresses(home, check)[1:]:
            assert client.get(address).url == START, address
    assert not ViewRecord.objects.exists()


def test_a_tour_that_has_closed_by_itself_shows_nothing():
    home, client = a_home(), client_of("volunteer")
    past = timezone.now() - timedelta(seconds=1)
    make_tour("volunteer", started_at=past - timedelta(hours=5), closes_at=past)
    for address in (HOMES, of(home), "/patrol/sheet/"):
        assert client.get(address).url == START


def test_a_volunteer_starts_a_tour_sees_the_list_and_ends_it():
    a_home()
    client = client_of("volunteer")
    assert b"Choose" not in client.get(START).content
    refused = client.post(START, {"beat": "", "unit": "V2"})
    assert refused.status_code == 200
    assert b'value="V2"' in refused.content
    assert client.post(START, {"beat": beat().pk, "unit": "V2"}).url == HOMES
    assert client.get(START).url == HOMES
    assert b"1234 SARTORI AVE" in client.get(HOMES).content
    assert client.post("/patrol/end/").url == START
    assert client.get(HOMES).url == START
    assert Tour.objects.get().ended_at


def test_both_people_of_a_pair_are_on_the_tour():
    a_home()
    partner = person("partner")
    client_of("officer").post(START, {"partner": partner.pk})
    assert b"1234 SARTORI AVE" in client_of("officer", "partner").get(HOMES).content


def test_a_partner_has_a_name_or_an_account_and_patrols():
    client, partner = client_of("officer"), person("partner")
    for typed in (
        {"partner": partner.pk, "partner_name": "J. Ito"},
        {"partner": User.objects.create_user("clerk").pk},
        {"partner": "x\0"},
        {"beat": "999"},
        {"unit": "u" * 41},
        {"partner_name": "J.\nIto"},
    ):
        assert client.post(START, typed).status_code == 200, typed
    make_tour(username="third", partner=partner)
    assert b"Partner is on another tour." in client.post(START, {"partner": partner.pk}).content
    assert Tour.objects.count() == 1


def test_a_volunteer_opens_only_homes_of_the_beat_and_an_officer_all():
    mine, other = a_home(), a_home("9 ARLINGTON AVE", on=beat("2"))
    for role, status in (("volunteer", 404), ("officer", 200)):
        make_tour(role)
        client = client_of(role)
        assert client.get(of(mine)).status_code == 200
        assert client.get(of(other)).status_code == client.get(of(other, "log/")).status_code == status
        assert b"ARLINGTON" not in client.get(HOMES).content
        assert (b"ARLINGTON" in client.get(f"{HOMES}?all=1").content) is (role == "officer")


def test_not_mine_and_not_there_are_the_same_page():
    other = a_home(on=beat("2"))
    make_tour("volunteer")
    client = client_of("volunteer")
    assert client.get(of(other)).content == client.get("/patrol/homes/REQ-0000-0000/").content
    assert client.post(of(other, "log/"), {"result": "clear"}).status_code == 404
    assert not HouseCheck.objects.exists()


def test_a_home_that_left_the_list_is_explained_to_whoever_had_it_open():
    home, tour = a_home(), make_tour()
    open_home(home, tour)
    take_off_the_list(home)
    response = client_of("officer").get(of(home), follow=True)
    assert "no longer on your list" in response.content.decode()
    make_tour(username="other")
    assert client_of("officer", "other").get(of(home)).status_code == 404


def test_whoever_stands_at_a_door_behind_which_the_residents_are_back_is_told_so():
    """By a reload of the page, and by what the one button answers."""
    back = "Its residents are back: whoever is inside lives there."
    for state in (RequestState.ENDED_EARLY, RequestState.CANCELLED):
        home, tour = a_home(f"{len(state)} ELM AVE"), running_tour_of(user("officer")) or make_tour()
        open_home(home, tour)
        take_off_the_list(home, state)
        client = client_of("officer")
        reloaded = client.get(of(home), follow=True).content.decode()
        logged = client.post(of(home, "log/"), {"result": "clear"}, follow=True).content.decode()
        for page in (reloaded, logged):
            assert (back in page) is (state == RequestState.ENDED_EARLY)
        assert "ELM" not in str(client.cookies)


def test_no_cache_keeps_a_page_and_no_search_engine_lists_one():
    home, tour = a_home(), make_tour()
    check, client = log(home, tour), client_of("officer")
    for answer in (
        *(client.get(address) for address in all_addresses(home, check)),
        client.get("/patrol/sign-in/"),
        client.get("/patrol/homes/REQ-0000-0000/"),
        client.post("/patrol/end/"),
        Client().get(HOMES),
        client_of("desk").get(HOMES),
    ):
        assert answer["Cache-Control"] == "no-store, private"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"


def test_every_look_is_written_down_without_an_address():
    home, tour = a_home(), make_tour()
    check, client = log(home, tour), client_of("officer")
    for address in all_addresses(home, check)[1:]:
        client.get(address, REMOTE_ADDR="203.0.113.9")
    rows = ViewRecord.objects.order_by("pk")
    assert [(row.what, row.request, row.tour, row.ip) for row in rows] == [
        (Viewed.TOUR, None, tour, "203.0.113.9"),
        (Viewed.PRINT, None, tour, "203.0.113.9"),
        (Viewed.HOME, home, tour, "203.0.113.9"),
        (Viewed.HOME, home, tour, "203.0.113.9"),
        (Viewed.HOME, home, tour, "203.0.113.9"),
    ]
    assert rows[0].note == rows[1].note == "1 homes, Beat 1"
    assert not any("SARTORI" in row.note for row in rows)


def test_pages_never_show_the_word_the_mail_the_phone_or_the_letters():
    home = a_home(verification_word="xyzzy-word", desk_note="canary-a", resident_note="canary-b", phone="+13105559999")
    tour = make_tour()
    client = client_of("officer")
    for address in all_addresses(home, log(home, tour)):
        page = client.get(address, follow=True).content.decode()
        for secret in ("xyzzy-word", "canary-a", "canary-b", str(home.email), "555-9999", "5559999"):
            assert secret not in page, (address, secret)


def test_the_sheet_says_who_printed_it_and_until_when_and_has_no_phone():
    a_home(details=DETAILS)
    tour = make_tour(unit="12A")
    page = client_of("officer").get("/patrol/sheet/").content.decode()
    main = page.partition("<main")[2].partition("</main")[0]
    assert "Printed by Officer" in main
    assert f"Not valid after {timezone.localtime(tour.closes_at):%b}" in main
    assert "Return this sheet to the desk" in main
    assert "Green Thumb Gardens" in main
    assert "8ABC123" in main
    assert not re.search(r"\d{3}-\d{4}|tel:|Mori", main)


def test_a_map_link_is_off_until_staff_wish_it_and_tells_nobody_where_it_came_from():
    home = a_home()
    make_tour()
    client = client_of("officer")
    assert b"openstreetmap" not in client.get(of(home)).content
    rules = CheckRules.objects.get()
    rules.shows_map_links = True
    rules.save()
    page = client.get(of(home)).content.decode()
    assert (
        'href="https://www.openstreetmap.org/search?query=1234%20SARTORI%20AVE%20Torrance%20CA" rel="noreferrer"'
        in page
    )


def test_no_address_in_any_log_line(caplog):
    home, client = a_home(), client_of("officer")
    tour = make_tour()
    with caplog.at_level("DEBUG"):
        for address in all_addresses(home, log(home, tour)):
            client.get(address)
        client.post(of(home, "log/"), {"result": "open", "narrative": ""})
    assert "SARTORI" not in "".join(
        record.getMessage() for record in caplog.records if record.name != "django.db.backends"
    )
