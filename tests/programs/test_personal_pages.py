"""One registration, for its owner alone: links, sessions, and what a stranger gets."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.guards import new_form_key
from core.links import make_token
from mailroom.models import Message
from programs.emails import ABSENCE_LINK, INTEREST_LINK, REGISTRATION_LINK
from programs.enums import RegistrationState
from programs.models import ClassInterest
from programs.services import registrations, upkeep
from tests.pages import words
from tests.programs.builders import make_offering, make_program, seat, seated, sign_up, states
from tests.programs.pages import newest_link, opened

pytestmark = pytest.mark.django_db

PERSONAL = ["registration", "confirm", "confirm_with_code", "accept", "withdraw", "details"]


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.RATE_LIMITS_ON = False


def test_the_link_is_exchanged_for_a_clean_address_and_nothing_is_cached():
    ana = seat(make_offering())
    client = Client()
    answer = client.get(newest_link(ana.email, "/programs/open/"))
    assert answer.headers["Location"] == ana.get_absolute_url()
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    page = client.get(ana.get_absolute_url())
    for response in (answer, page):
        assert "no-store" in response.headers["Cache-Control"]
        assert "noindex" in response.headers["X-Robots-Tag"]


def test_looking_changes_nothing_since_scanners_follow_links():
    offering = make_offering()
    ana = sign_up(offering)
    client = opened(ana)
    for address in ("", "withdraw/", "details/", f"absence/{offering.sessions.first().pk}/"):
        assert client.get(ana.get_absolute_url() + address).status_code == 200
    for address in ("confirm/", "accept/"):
        assert client.get(ana.get_absolute_url() + address).status_code == 405
    # Where the page stands after a wrong code: it can be loaded anew.
    assert client.get(ana.get_absolute_url() + "code/").headers["Location"] == ana.get_absolute_url()
    assert states(offering) == {"ana": "held"} and not ana.will_miss.exists()


@pytest.mark.parametrize("name", PERSONAL)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_sent_to_my_requests_whether_the_reference_exists_or_not(client, name, method):
    offering = make_offering()
    ana, ben = sign_up(offering, "ana"), seated(offering, "ben")
    strangers = [client, opened(ben)]
    for stranger in strangers:
        answers = [
            getattr(stranger, method)(reverse(f"programs:{name}", args=[reference]), {"code": "123456"})
            for reference in (ana.reference, "PIP-2222-2222", "nonsense")
        ]
        assert {(a.status_code, a.headers.get("Location")) for a in answers} <= {(302, "/my/"), (405, None)}
    assert states(offering) == {"ana": "held", "ben": "confirmed"}


def test_control_the_owner_may():
    offering = make_offering()
    ana = sign_up(offering)
    opened(ana).post(reverse("programs:confirm", args=[ana.reference]))
    assert states(offering) == {"ana": "confirmed"}


@pytest.mark.parametrize(
    "token",
    [
        "nonsense",
        "a:b:c",
        make_token("another-purpose", 1, timezone.now() + timedelta(days=1)),
        make_token(REGISTRATION_LINK, 999_999, timezone.now() + timedelta(days=1)),
        make_token(REGISTRATION_LINK, 1, timezone.now() - timedelta(days=1)),
    ],
    ids=["nonsense", "malformed", "other purpose", "nobody's", "expired"],
)
def test_wrong_foreign_and_expired_links_say_so_and_offer_a_new_one(client, token):
    answer = client.get(f"/programs/open/{token}/")
    assert answer.status_code == 410 and "Send me a new link" in words(answer)
    for path in ("miss", "next-class"):
        assert client.get(f"/programs/{path}/{token}/").status_code == 410


def test_an_altered_link_opens_nothing(client):
    link = newest_link(seat(make_offering()).email, "/programs/open/")
    for position in range(len("/programs/open/"), len(link) - 1, 7):
        letter = "A" if link[position] != "A" else "B"
        altered = f"{link[:position]}{letter}{link[position + 1 :]}"
        assert client.get(altered).status_code in {404, 410}, altered


def test_a_link_ends_a_month_after_the_class():
    offering = make_offering()
    ana = seat(offering)
    link = newest_link(ana.email, "/programs/open/")
    last = offering.held_sessions[-1].ends_at
    with time_machine.travel(last + timedelta(days=25)):
        assert Client().get(link).status_code == 302
    with time_machine.travel(last + timedelta(days=31)):
        assert "has ended" in words(Client().get(link))


def test_the_proof_ends_after_an_hour():
    ana = seated(make_offering())
    client = opened(ana)
    assert client.get(ana.get_absolute_url()).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert client.get(ana.get_absolute_url()).headers["Location"] == "/my/"


def test_change_phone_and_accommodation_and_keep_what_was_typed_wrong():
    ana = seated(make_offering())
    client = opened(ana)
    url = reverse("programs:details", args=[ana.reference])
    wrong = client.post(url, {"phone": "12", "accommodation": "ASL interpreter"})
    assert "area code" in words(wrong) and "ASL interpreter" in words(wrong)
    client.post(url, {"phone": "310 555 0111", "accommodation": "ASL interpreter"})
    ana.refresh_from_db()
    assert (ana.phone.as_e164, ana.accommodation) == ("+13105550111", "ASL interpreter")


def test_giving_up_asks_once_more_then_says_so_and_again_is_harmless():
    offering = make_offering(capacity=1)
    ana = seated(offering, "ana")
    sign_up(offering, "ben")
    client = opened(ana)
    url = reverse("programs:withdraw", args=[ana.reference])
    assert "goes to the next person in line" in words(client.get(url))
    assert "You gave up your place" in words(client.post(url, follow=True))
    assert client.post(url).status_code == 302
    assert states(offering) == {"ana": "withdrawn", "ben": "offered"}


def test_accepting_and_declining_an_offer_by_the_mailed_link():
    offering = make_offering(capacity=1)
    ana = seated(offering, "ana")
    ben, cleo = sign_up(offering, "ben"), sign_up(offering, "cleo")
    registrations.withdraw(ana)
    opened(ben).post(reverse("programs:withdraw", args=[ben.reference]))
    answer = opened(cleo).post(reverse("programs:accept", args=[cleo.reference]), follow=True)
    assert "The seat is yours." in words(answer)
    assert states(offering) == {"ana": "withdrawn", "ben": "withdrawn", "cleo": "confirmed"}


def test_a_hold_that_ran_out_is_refused_in_words():
    ana = sign_up(make_offering())
    link = newest_link(ana.email, "/programs/open/")
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=True):
        client = Client()
        page = client.get(link, follow=True)
        assert "This registration has ended" in words(page) and "Register again" in words(page)
        answer = client.post(reverse("programs:confirm", args=[ana.reference]), follow=True)
        assert "no longer held" in words(answer)


def test_i_cannot_make_it_from_the_reminder_and_taking_it_back():
    offering = make_offering()
    ana = seat(offering)
    first = offering.sessions.first()
    with time_machine.travel(first.starts_at - timedelta(hours=40), tick=True):
        upkeep.remind_of_sessions()
        client = Client()
        page = client.get(newest_link(ana.email, "/programs/miss/"), follow=True)
        url = page.redirect_chain[-1][0]
        assert "I can't make it" in page.content.decode().replace("&#x27;", "'")
        assert not ana.will_miss.exists()
        client.post(url)
        assert list(ana.will_miss.all()) == [first]
        client.post(url, {"coming": "yes"})
    assert not ana.will_miss.exists()
    assert ana.state == RegistrationState.CONFIRMED


def test_a_session_of_another_class_is_not_theirs_to_miss():
    ana = seated(make_offering())
    other = make_offering(number=46).sessions.first()
    token = make_token(ABSENCE_LINK, f"{ana.pk}:{other.pk}", timezone.now() + timedelta(days=1))
    Client().get(f"/programs/miss/{token}/")
    opened(ana).post(reverse("programs:absence", args=[ana.reference, other.pk]))
    assert not ana.will_miss.exists()


def wish(client, address="ana@example.com"):
    return client.post(
        "/programs/pip/tell-me/", {"email": address, "language": "en", "form_key": new_form_key(), "leave_empty": ""}
    )


def test_tell_me_when_the_next_class_opens(client):
    make_program()
    wish(client)
    wish(client, "ANA@example.com")
    interest = ClassInterest.objects.get()
    assert interest.confirmed_at is None

    client.get(newest_link("ana@example.com", "/programs/next-class/"))
    assert "Yes, write to me" in words(client.get("/programs/next-class/"))
    client.post("/programs/next-class/")
    offering = make_offering()
    upkeep.announce_open_classes()
    upkeep.announce_open_classes()
    interest.refresh_from_db()
    assert interest.told_about == offering
    assert Message.objects.filter(template="programs/class_opens").count() == 1


def test_nobody_is_told_who_did_not_confirm_and_a_wish_can_be_forgotten(client):
    program = make_program()
    wish(client)
    token = make_token(INTEREST_LINK, ClassInterest.objects.get().pk, timezone.now() + timedelta(days=1))
    make_offering(program=program)
    upkeep.announce_open_classes()
    assert ClassInterest.objects.get().told_about is None
    client.get(f"/programs/next-class/{token}/")
    client.post("/programs/next-class/", {"forget": "yes"})
    assert not ClassInterest.objects.exists()


def test_who_asked_while_a_class_was_open_hears_of_the_one_after_it(client):
    make_offering(number=45)
    wish(client)
    ClassInterest.objects.update(confirmed_at=timezone.now())
    upkeep.announce_open_classes()
    assert ClassInterest.objects.get().told_about is None
    later = make_offering(number=46)
    upkeep.announce_open_classes()
    assert ClassInterest.objects.get().told_about == later
