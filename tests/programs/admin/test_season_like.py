"""The next season like this one: the builder begins with what the class was, and nothing is saved on the way."""

from datetime import timedelta

import pytest
from django.urls import reverse

from programs.models import ClassOffering
from programs.services import seasons
from tests.programs.admin.helpers import class_page, coordinator, records
from tests.programs.admin.test_season import URL, errors_of, facts, hidden_fields
from tests.programs.builders import make_offering, seated

pytestmark = pytest.mark.django_db


def like(offering):
    return f"{URL}?like={offering.pk}"


def filled_in(page):
    """What the browser would send of the form as it is shown."""
    values = {field.html_name: field.value() for field in page.context["form"]}
    # Monday is 0, and is sent.
    sent = {name: value for name, value in values.items() if value is not None and value is not False}
    return {name: "on" if value is True else value for name, value in sent.items()}


def test_class_page_and_list_lead_there():
    offering = make_offering()
    for url in (class_page(offering), reverse("admin:programs_classoffering_changelist")):
        assert like(offering) in coordinator().get(url).content.decode()
        assert like(offering) not in records().get(url).content.decode()


def test_from_one_season_to_the_next():
    old = make_offering(capacity=25, line_capacity=12, absences_allowed=3, excused_count=True, opens_at=None)
    old.sessions.filter(topic__in=["Topic 6", "Topic 9"]).update(hands_on=True)
    seated(make_offering(number=46), "ana")
    client = coordinator()
    page = client.get(like(old))
    assert str(old) in page.content.decode()
    assert (page.context["form"]["opens_at"].value(), page.context["form"]["number"].value()) == (None, None)

    typed = filled_in(page) | {"title": "Fall 2027"}
    preview = client.post(like(old), {**typed, "show": "1"})
    assert "(hands-on)" in preview.content.decode()
    assert ClassOffering.objects.count() == 2
    client.post(like(old), {**hidden_fields(preview), "create": "1"})

    new = ClassOffering.objects.get(number=47)
    assert (new.status, new.registrations.count(), new.opens_at) == ("draft", 0, None)
    for name in ("program", "location", "capacity", "line_capacity", "absences_allowed", "excused_count"):
        assert getattr(new, name) == getattr(old, name), name
    kept = ("topic", "hands_on", "is_graduation", "start_time", "end_time")
    taught = [list(each.sessions.filter(is_graduation=False).values_list(*kept)) for each in (old, new)]
    assert taught[0] == taught[1]
    assert new.sessions.last().is_graduation
    first, last = old.sessions.first().date, new.sessions.first().date
    assert last.weekday() == first.weekday()
    assert timedelta(days=180) < last - first < timedelta(days=200)


def test_a_session_without_a_topic_keeps_its_place():
    old = make_offering(sessions=5)
    old.sessions.filter(topic__in=["Topic 1", "Topic 3"]).update(topic="")
    client = coordinator()
    typed = filled_in(client.get(like(old))) | {"title": "Fall 2027"}
    preview = client.post(URL, {**typed, "show": "1"})
    client.post(URL, {**hidden_fields(preview), "create": "1"})
    topics = ClassOffering.objects.get(title="Fall 2027").sessions.values_list("topic", flat=True)
    assert list(topics) == ["", "Topic 2", "", "Topic 4", "Graduation"]


@pytest.mark.parametrize("chosen", ["", "x", "0", "999", "9" * 30, "\u0663", "%00"])
def test_a_class_that_is_not_there_is_no_model(chosen):
    make_offering()
    page = coordinator().get(f"{URL}?like={chosen}")
    assert page.status_code == 200
    assert "Taken over from" not in page.content.decode()


@pytest.mark.parametrize("typed", ["six", "0", "-1", "53", "1;2", "\u0663", "9" * 60])
def test_hands_on_evenings_are_numbers_of_sessions(typed):
    page = coordinator().post(URL, facts(show="1", hands_on=typed))
    assert "hands_on" in errors_of(page)


def test_hands_on_evenings_beyond_the_last_are_said_and_left_out():
    page = coordinator().post(URL, facts(show="1", session_count=3, hands_on="2 2, 4"))
    assert "higher than the number of sessions" in page.content.decode()
    coordinator().post(URL, facts(create="1", session_count=3, hands_on="2 2, 4"))
    assert list(ClassOffering.objects.get().sessions.values_list("hands_on", flat=True)) == [False, True, False, False]


def test_what_is_left_empty_is_as_in_every_class():
    coordinator().post(URL, facts(create="1", line_capacity="", absences_allowed=""))
    offering = ClassOffering.objects.get()
    assert (offering.line_capacity, offering.absences_allowed, offering.excused_count) == (40, 2, False)


def test_topics_copied_from_a_class_bring_its_hands_on_evenings():
    old = make_offering(number=44, sessions=4)
    old.sessions.filter(topic="Topic 2").update(hands_on=True)
    coordinator().post(URL, facts(create="1", topics_from=old.pk))
    new = ClassOffering.objects.get(title="Spring 2020")
    assert [session.topic for session in new.sessions.filter(hands_on=True)] == ["Topic 2"]


def test_looking_at_the_builder_asks_little_however_long_the_season():
    assert len(seasons.like(make_offering(sessions=40))["topics"].split("\n")) == 39
