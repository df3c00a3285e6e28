"""Duplicates in the admin: suggested, compared, joined, undone."""

import pytest
from django.test import Client
from django.urls import reverse

from mailroom.models import Message
from programs.models import Merge, NotADuplicate, Registration
from programs.services import registrations
from tests.programs.admin.helpers import act, class_page, class_url, coordinator, records, said, signed_in
from tests.programs.admin.test_queries import fill, growth, queries
from tests.programs.builders import make_offering, seated, sign_up, states
from tests.programs.packets import CANARY, answer
from tests.programs.test_merging import fresh, join, twin

pytestmark = pytest.mark.django_db


def pair(capacity=1):
    """Ana with a seat, and Ana again in line behind Ben."""
    offering = make_offering(capacity=capacity)
    return offering, seated(offering, "ana"), sign_up(offering, "ben"), twin(offering)


def page(offering, client=None):
    return (client or coordinator()).get(class_url(offering, "duplicates")).content.decode()


def merge(offering, kept, merged, client=None):
    data = {"first": kept.pk, "second": merged.pk}
    return (client or coordinator()).post(class_url(offering, "merge"), data)


def test_the_class_page_says_how_many():
    offering, *_ = pair()
    assert "Duplicates (1)" in coordinator().get(class_page(offering)).content.decode()
    NotADuplicate.objects.create(first_id=min(pk_of_anas()), second_id=max(pk_of_anas()))
    assert "Duplicates (" not in coordinator().get(class_page(offering)).content.decode()


def pk_of_anas():
    return Registration.objects.filter(given_name="Ana").values_list("pk", flat=True)


def test_the_list_shows_both_and_why():
    offering, ana, _ben, again = pair()
    text = page(offering)
    for words in (ana.reference, again.reference, "Same name, different mail or phone", "In line, number 2"):
        assert words in text


def test_two_people_are_marked_once_and_not_shown_again():
    offering, ana, _ben, again = pair()
    client = coordinator()
    for _ in range(2):
        response = client.post(class_url(offering, "duplicates"), {"first": again.pk, "second": ana.pk})
        assert "are two people" in said(response)
    assert NotADuplicate.objects.count() == 1
    assert "Nobody in this class looks like somebody else." in page(offering)


def test_the_preview_shows_what_the_kept_one_will_have_and_changes_nothing():
    offering, ana, ben, again = pair()
    Registration.objects.filter(pk=again.pk).update(organization="Rotary")
    url = f"{class_url(offering, 'merge')}?first={ana.pk}&second={again.pk}"
    response = coordinator().get(url)
    rows = {label: (mine, theirs, then) for label, mine, theirs, then in response.context["rows"]}
    assert rows["State"] == ("Seat confirmed", "In line, number 2", "Seat confirmed")
    assert rows["Organization"] == ("", "Rotary", "Rotary")
    assert rows["Mail"] == ("ana@example.com", "ana@work.example", "ana@example.com")
    assert "The place in line ends; those behind move up." in response.content.decode()
    other = coordinator().get(f"{url}&keep={again.pk}")
    assert other.context["kept"] == again
    assert "The seat passes to the registration that is kept." in other.content.decode()
    assert [each.state for each in fresh(ana, ben, again)] == ["confirmed", "waitlisted", "waitlisted"]


def test_a_lost_key_of_the_medical_notes_stops_neither_the_preview_nor_the_merge(settings):
    offering, ana, _ben, again = pair(capacity=3)
    answer(ana, medical_notes=CANARY)
    settings.FIELD_KEYS = [b"Another key of thirty-two bytes."]
    response = coordinator().get(f"{class_url(offering, 'merge')}?first={ana.pk}&second={again.pk}")
    rows = {label: (mine, theirs, then) for label, mine, theirs, then in response.context["rows"]}
    assert rows["Answers before the first session"] == ("yes", "no", "yes")
    assert "Joined" in said(merge(offering, again, ana))


def test_the_preview_names_who_gets_the_second_seat():
    offering = make_offering(capacity=2)
    ana, again = seated(offering, "ana"), twin(offering, seated)
    url = f"{class_url(offering, 'merge')}?first={ana.pk}&second={again.pk}"
    assert "Nobody is in line for it." in coordinator().get(url).content.decode()
    sign_up(offering, "ben")
    assert "It is offered to Ben Rivera, who is first in line." in coordinator().get(url).content.decode()


def test_what_the_preview_says_happens():
    offering, ana, ben, again = pair()
    client = coordinator()
    for _ in range(2):
        response = merge(offering, again, ana, client)
        assert response.url == class_url(offering, "duplicates")
        assert "Joined" in said(response)
    assert [each.state for each in fresh(ana, ben, again)] == ["merged", "waitlisted", "confirmed"]
    assert Merge.objects.count() == 1
    assert Message.objects.filter(template="programs/merged").count() == 1


def test_a_refusal_is_said_in_the_preview_and_when_it_happens():
    offering, ana, _ben, again = pair()
    for person in (ana, again):
        registrations.withdraw(person)
    url = f"{class_url(offering, 'merge')}?first={ana.pk}&second={again.pk}"
    text = coordinator().get(url).content.decode()
    assert "Both registrations have ended" in text
    assert "Join them" not in text
    assert "Both registrations have ended" in said(merge(offering, ana, again))
    assert not Merge.objects.exists()


def test_undo_is_offered_once_and_says_who_lost_the_seat():
    offering = make_offering(capacity=2)
    ana, again = seated(offering, "ana"), twin(offering, seated)
    ben = sign_up(offering, "ben")
    done = join(ana, again)
    registrations.accept_offer(fresh(ben)[0])
    client = coordinator()
    assert ">Undo<" in "".join(page(offering, client).split())
    for _ in range(2):
        response = client.post(class_url(offering, "merge_undo"), {"merge": done.pk})
    assert [each.state for each in fresh(ana, ben, again)] == ["confirmed", "confirmed", "waitlisted"]
    assert "Undone" in page(offering, client)
    first = client.get(class_page(offering))
    assert first.status_code == 200
    assert "two registrations again" in said(response)


def test_the_seat_that_is_gone_is_said():
    offering = make_offering(capacity=2)
    ana, again = seated(offering, "ana"), twin(offering, seated)
    ben = sign_up(offering, "ben")
    done = join(ana, again)
    registrations.accept_offer(fresh(ben)[0])
    response = coordinator().post(class_url(offering, "merge_undo"), {"merge": done.pk})
    assert "waits ahead of everyone else. Now: In line, number 1." in said(response)


# --- from the roster ---------------------------------------------------------------------------


def test_two_chosen_on_the_roster_are_compared():
    offering, ana, ben, again = pair()
    response = act(coordinator(), "merge", [ana, again])
    assert response.url == f"{class_url(offering, 'merge')}?first={ana.pk}&second={again.pk}"
    for chosen in ([ana], [ana, ben, again]):
        assert "Choose exactly two" in said(act(coordinator(), "merge", chosen))
    elsewhere = seated(make_offering(number=46), "ana")
    assert "in different classes" in said(act(coordinator(), "merge", [ana, elsewhere]))
    assert states(offering)["ben"] == "waitlisted"
    assert not Merge.objects.exists()


def test_figures_and_filters_of_the_class_page_know_the_joined_ones():
    offering, ana, _ben, again = pair()
    join(ana, again)
    client = coordinator()
    text = client.get(class_page(offering)).content.decode()
    for words in ("1 of 1", "Joined with another (1)", "Now in the class or in line (2)", "Everyone (3)"):
        assert words in text
    response = client.get(f"{class_page(offering)}?state=merged")
    assert [row.registration for row in response.context["rows"]] == [again]
    shown = client.get(reverse("admin:programs_registration_change", args=[again.pk])).content.decode()
    assert f"joined with {ana.reference}" in shown


# --- what no browser sends, rights, work ---------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [{}, {"first": "1"}, {"first": "x", "second": "\x00"}, {"first": "9" * 40, "second": "1"}, {"merge": "٣"}],
)
def test_what_no_browser_sends_changes_nothing(data):
    offering, ana, _ben, _again = pair()
    elsewhere = seated(make_offering(number=46), "zoe")
    client = coordinator()
    for name in ("duplicates", "merge", "merge_undo"):
        for sent in (data, {"first": ana.pk, "second": ana.pk}, {"first": ana.pk, "second": elsewhere.pk}):
            assert client.post(class_url(offering, name), sent).status_code == 302
    assert client.get(class_url(offering, "merge"), data).status_code == 302
    assert client.get(class_url(offering, "merge_undo")).status_code == 302
    assert not Merge.objects.exists() and not NotADuplicate.objects.exists()


def test_a_merge_is_undone_from_its_own_class_only():
    _offering, ana, _ben, again = pair()
    done = join(ana, again)
    coordinator().post(class_url(make_offering(number=46), "merge_undo"), {"merge": done.pk})
    done.refresh_from_db()
    assert done.undone_at is None


def test_who_may_join_and_who_may_look():
    offering, ana, _ben, again = pair()
    may, looks, nobody, stranger = coordinator(), records(), signed_in(None), Client()
    preview = f"{class_url(offering, 'merge')}?first={ana.pk}&second={again.pk}"
    for url, is_readable in ((class_url(offering, "duplicates"), True), (preview, False)):
        assert may.get(url).status_code == 200, url
        assert looks.get(url).status_code == (200 if is_readable else 403), url
        assert nobody.get(url).status_code == 403, url
        assert "/login/" in stranger.get(url).url, url
    assert "Compare and join" not in page(offering, looks)
    for client in (looks, nobody):
        for name in ("duplicates", "merge", "merge_undo"):
            sent = {"first": ana.pk, "second": again.pk, "merge": "1"}
            assert client.post(class_url(offering, name), sent).status_code == 403
        assert act(client, "merge", [ana, again]).status_code == 403
    assert not Merge.objects.exists() and not NotADuplicate.objects.exists()


def test_the_list_asks_the_same_however_long():
    offering = make_offering()

    def grow(how_many, start):
        people = fill(offering, how_many * 2, start * 2)
        for one, other in zip(people[::2], people[1::2], strict=True):
            names = {"given_name": one.given_name, "family_name": one.family_name}
            Registration.objects.filter(pk=one.pk).update(state="confirmed", email_key=one.email)
            Registration.objects.filter(pk=other.pk).update(state="confirmed", email_key=other.email, **names)
        Merge.objects.create(kept=people[0], merged=people[1], before={}, at=offering.created_at)

    counts = growth(class_url(offering, "duplicates"), grow)
    assert len(set(counts)) == 1, counts
    assert page(offering).count("Same name, different mail or phone") == offering.registrations.count() / 2
    assert len(queries(class_page(offering))) <= 16
