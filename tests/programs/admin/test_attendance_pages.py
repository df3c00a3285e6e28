"""The attendance of a whole class: the overview, following up, exemptions; who may see it and write it."""

import pytest
from django.test import Client
from django.urls import reverse

from programs.models import Attendance
from tests.pages import words
from tests.programs.admin.helpers import class_page, class_url, coordinator, records, said, signed_in, staff
from tests.programs.admin.test_queries import fill, growth, queries
from tests.programs.builders import local
from tests.programs.evenings import FIRST, after, during, evening, marks_of, record, running_class, standing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stay_signed_in(settings):
    """Staff sign in today, and these evenings are far away."""
    settings.SESSION_COOKIE_AGE = 60 * 60 * 24 * 3650


def evening_page(session, name="evening"):
    return reverse(f"admin:programs_classoffering_{name}", args=[session.offering_id, session.pk])


def exempt_page(person):
    return reverse("admin:programs_classoffering_exempt", args=[person.offering_id, person.pk])


def three_missed():
    """Ana has missed three, Ben one, Cleo none."""
    offering, ana, ben, cleo = running_class("ana", "ben", "cleo")
    with after(3):
        for number in (1, 2, 3):
            record(evening(offering, number), staff(), ana="absent", ben="absent" if number == 1 else "late")
    return offering, ana, ben, cleo


def shown(page):
    return [row.standing.registration.given_name for row in page.context["rows"]]


# --- the overview --------------------------------------------------------------------------


def test_the_overview_and_its_filters():
    offering, *_people = three_missed()
    url = class_url(offering, "attendance")
    with after(3):
        page = coordinator().get(url)
        assert shown(page) == ["Ana", "Ben", "Cleo"]
        for phrase in ("Everyone (3)", "Absences to follow up (4)", "Cannot graduate any more (1)"):
            assert phrase in words(page)
        assert "Cannot graduate any more.</strong> Missed 3 sessions; 2 may be missed." in words(page)
        assert '<span aria-hidden="true">A</span><span class="visually-hidden">Absent</span>' in words(page)
        for show, names in (("follow-up", ["Ana", "Ben"]), ("cannot", ["Ana"]), ("nonsense", ["Ana", "Ben", "Cleo"])):
            assert shown(coordinator().get(url, {"show": show})) == names


def test_an_empty_class_and_a_class_without_sessions():
    offering, ana = running_class("ana", sessions=1)
    ana.events.all().delete()
    ana.delete()
    assert "Nobody has a confirmed seat yet." in words(coordinator().get(class_url(offering, "attendance")))
    offering.sessions.all().delete()
    assert coordinator().get(class_url(offering, "attendance")).status_code == 200


def test_the_page_of_the_class_leads_there_and_on_the_day_to_the_door():
    offering, _ana = running_class("ana")
    session = evening(offering, 1)
    links = [evening_page(session, "door"), evening_page(session, "wall")]
    with during(1, 9):
        page = coordinator().get(class_page(offering)).content.decode()
        assert class_url(offering, "attendance") in page and all(link in page for link in links)
        looks = records().get(class_page(offering)).content.decode()
        assert class_url(offering, "attendance") in looks and not any(link in looks for link in links)
    with after(1):
        assert not any(link in coordinator().get(class_page(offering)).content.decode() for link in links)


# --- following up, and exemptions ----------------------------------------------------------


def test_following_up_takes_the_absence_off_the_list():
    offering, _ana, ben, _cleo = three_missed()
    absence = Attendance.objects.get(registration=ben, mark="absent")
    with after(3):
        page = coordinator().get(class_url(offering, "attendance"), {"show": "follow-up"})
        assert "Followed up: Ben Rivera, March 4" in words(page)
        data = {"attendance": absence.pk, "note": "Had the flu."}
        for _twice in range(2):
            answer = coordinator().post(class_url(offering, "follow_up"), data)
            assert said(answer) == "Followed up: Ben Rivera, March 4." and "show=follow-up" in answer.url
    assert [e.note for e in ben.events.exclude(note="")] == ["absence of March 4 followed up: Had the flu."]


@pytest.mark.parametrize(
    "data", [{}, {"attendance": "x"}, {"attendance": "9" * 30}, {"attendance": "\x00"}, {"attendance": "\u0663"}]
)
def test_following_up_on_nothing_is_a_message(data):
    offering, *_people = three_missed()
    assert "not there any more" in said(coordinator().post(class_url(offering, "follow_up"), data))
    assert coordinator().get(class_url(offering, "follow_up")).status_code == 302


def test_a_note_that_cannot_be_kept_saves_nothing():
    offering, _ana, ben, _cleo = three_missed()
    absence = Attendance.objects.get(registration=ben, mark="absent")
    answer = coordinator().post(class_url(offering, "follow_up"), {"attendance": absence.pk, "note": "a\x00b"})
    assert "Not saved" in said(answer)
    absence.refresh_from_db()
    assert absence.followed_up_at is None


def test_an_exemption_and_taking_it_back():
    offering, ana, *_others = three_missed()
    with after(3):
        assert "Write the reason" in words(coordinator().post(exempt_page(ana), {"reason": " "}))
        answer = coordinator().post(exempt_page(ana), {"reason": "Jury duty."})
        assert "may graduate against" in said(answer) and standing(ana).can_graduate
        overview = words(coordinator().get(class_url(offering, "attendance")))
        assert "May graduate against the rule: Jury duty." in overview and "Cannot graduate any more (0)" in overview
        assert "Jury duty." in words(records().get(class_url(offering, "attendance")))
        coordinator().post(exempt_page(ana), {"take_back": "1"})
        assert not standing(ana).can_graduate


# --- rights ----------------------------------------------------------------------------------


def pages(offering, person):
    """Address, and whether the records role may look at it."""
    session = evening(offering, 1)
    return [
        (class_url(offering, "attendance"), True),
        (evening_page(session), True),
        (evening_page(session, "door"), False),
        (evening_page(session, "wall"), False),
        (exempt_page(person), False),
        (class_url(offering, "follow_up"), False),
    ]


def test_every_page_by_role():
    offering, ana, *_others = three_missed()
    may, looks, nobody, stranger = coordinator(), records(), signed_in(None), Client()
    with after(1):
        for url, is_readable in pages(offering, ana):
            assert may.get(url).status_code in {200, 302}, url
            assert looks.get(url).status_code == (200 if is_readable else 403), url
            assert nobody.get(url).status_code == 403, url
            assert "/login/" in stranger.get(url).url, url


@pytest.mark.parametrize("role", [None, "records"])
def test_who_may_only_look_writes_nothing(role):
    offering, ana, *_others = three_missed()
    before = marks_of(evening(offering, 1))
    data = {f"{ana.pk}-mark": "present", f"{ana.pk}-seen_mark": "absent", "here": ana.pk, "reason": "x",
            "attendance": Attendance.objects.first().pk}  # fmt: skip
    _overview, *writable = pages(offering, ana)
    with after(1):
        for url, _is_readable in writable:
            assert signed_in(role).post(url, data).status_code == 403, url
    assert marks_of(evening(offering, 1)) == before
    assert not standing(ana).is_exempt and not Attendance.objects.exclude(followed_up_at=None).exists()


def test_control_the_coordinator_writes_with_the_same_data():
    offering, ana, *_others = three_missed()
    with after(1):
        data = {f"{ana.pk}-mark": "present", f"{ana.pk}-seen_mark": "absent"}
        coordinator().post(evening_page(evening(offering, 1)), data)
    assert marks_of(evening(offering, 1))["ana"] == "present"


def test_who_may_only_look_sees_no_button():
    offering, *_people = three_missed()
    with after(1):
        for url in (class_url(offering, "attendance") + "?show=follow-up", evening_page(evening(offering, 1))):
            page = records().get(url).content.decode()
            assert "Ana" in page and "Absent" in page
            main = page[page.index('id="content-main"') :]
            assert "<form" not in main and "Override" not in main


def test_a_session_of_another_class_is_not_found():
    offering, *_people = three_missed()
    other, zoe = running_class("zoe", number=46)
    url = reverse("admin:programs_classoffering_evening", args=[offering.pk, evening(other, 1).pk])
    assert coordinator().get(url).status_code == 404
    url = reverse("admin:programs_classoffering_exempt", args=[offering.pk, zoe.pk])
    assert coordinator().get(url).status_code == 404


# --- queries ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["attendance", "attendance?show=follow-up", "evening", "door"])
def test_forty_people_cost_as_many_queries_as_one(name):
    offering, _ana = running_class("ana")
    session = evening(offering, 1)

    def grow(how_many, start):
        for person in fill(offering, how_many, start):
            type(person).objects.filter(pk=person.pk).update(state="confirmed", queued_at=None)
            person.events.create(at=FIRST, to_state="confirmed")
            person.will_miss.add(session)
            if person.pk % 2:
                person.attendance.create(session=session, mark="absent", at=FIRST, by=staff())

    page, _sep, query = name.partition("?")
    url = class_url(offering, page) if page == "attendance" else evening_page(session, page)
    with during(1):
        counts = growth(f"{url}?{query}", grow)
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 12, queries(url)


def test_more_sessions_cost_no_more_queries():
    offering, _ana = running_class("ana", sessions=2)
    url = class_url(offering, "attendance")
    before = len(queries(url))
    for day in range(1, 20):
        offering.sessions.create(date=local(2028, 1, day).date(), start_time="18:00", end_time="20:00")
    assert len(queries(url)) == before
