"""One evening: the sheet of marks, the door, and the code on the wall."""

import re

import pytest

from programs.models import Attendance, ClassSession
from programs.services import check_in, registrations
from tests.pages import words
from tests.programs.admin.helpers import coordinator, said, staff
from tests.programs.admin.test_attendance_pages import evening_page
from tests.programs.evenings import after, during, evening, marks_of, record, running_class

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stay_signed_in(settings):
    """Staff sign in today, and these evenings are far away."""
    settings.SESSION_COOKIE_AGE = 60 * 60 * 24 * 3650


def form_of(client, session):
    """The fields of the sheet as a browser would send them, nothing changed."""
    html = client.get(evening_page(session)).content.decode()
    fields = {}
    for tag in re.findall(r"<input[^>]*>", html):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and re.match(r"\d+-", name[1]) and ('type="radio"' not in tag or "checked" in tag):
            fields[name[1]] = value[1] if value else ""
    return fields


def marked(fields, **marks):
    """The same form with other marks: {"ana": (registration, mark)} as ana=(ana, "late")."""
    return fields | {f"{person.pk}-mark": mark for person, mark in marks.values()}


# --- the sheet -------------------------------------------------------------------------------


def test_marks_are_saved_counted_and_shown_again():
    offering, ana, ben, _cleo = running_class("ana", "ben", "cleo")
    session, client = evening(offering, 1), coordinator()
    with after(1):
        fields = form_of(client, session)
        assert not Attendance.objects.exists()
        form = marked(fields, ana=(ana, "late"), ben=(ben, "excused")) | {f"{ben.pk}-note": "Flu"}
        assert said(client.post(evening_page(session), form)) == "2 marks saved."
        assert marks_of(session) == {"ana": "late", "ben": "excused"}
        assert form_of(client, session)[f"{ben.pk}-seen_note"] == "Flu"
        assert said(client.post(evening_page(session), form_of(client, session))) == "0 marks saved."


def test_two_sheets_open_at_once_lose_nothing_and_say_who_was_quicker():
    offering, ana, ben = running_class("ana", "ben")
    session, client = evening(offering, 1), coordinator()
    with after(1):
        fields = form_of(client, session)
        record(session, staff(None, "kim"), ana="late")
        answer = client.post(evening_page(session), marked(fields, ana=(ana, "absent"), ben=(ben, "absent")))
    assert "1 mark saved." in said(answer)
    assert "Ana Rivera (meanwhile Late, by kim; you chose Absent)" in said(answer)
    assert marks_of(session) == {"ana": "late", "ben": "absent"}


@pytest.mark.parametrize("mark", ["present", "absent"])
def test_fill_marks_whoever_is_not_recorded_and_saves_nothing_yet(mark):
    offering, ana, ben, cleo = running_class("ana", "ben", "cleo")
    session, client = evening(offering, 1), coordinator()
    with after(1):
        record(session, staff(), ana="late")
        fields = marked(form_of(client, session), ben=(ben, "excused")) | {f"{ben.pk}-note": "Flu"}
        page = client.post(evening_page(session), fields | {"fill": mark})
        assert marks_of(session) == {"ana": "late"}
        chosen = {row.person.pk: row["mark"].value() for row in page.context["sheet"].rows}
        assert chosen == {ana.pk: "late", ben.pk: "excused", cleo.pk: mark}
        assert "not saved yet" in words(page) and 'value="Flu"' in words(page)
    assert client.post(evening_page(session), fields | {"fill": "nonsense"}).status_code == 302


def test_codes_from_paper_go_with_the_same_button():
    offering, ana, ben, cleo = running_class("ana", "ben", "cleo")
    session, client = evening(offering, 1), coordinator()
    with after(1):
        codes = f"{ana.badge_code.lower()} {ben.badge_code} QQQQQ"
        form = marked(form_of(client, session), cleo=(cleo, "absent")) | {"codes": codes}
        answer = client.post(evening_page(session), form)
    assert "3 marks saved." in said(answer) and "Nobody in this class has these codes: QQQQQ." in said(answer)
    assert marks_of(session) == {"ana": "present", "ben": "present", "cleo": "absent"}


def test_codes_first_then_everybody_else_absent():
    offering, ana, _ben, _cleo = running_class("ana", "ben", "cleo")
    session, client = evening(offering, 1), coordinator()
    with after(1):
        form = form_of(client, session) | {"codes": f"{ana.badge_code} QQQQQ", "fill": "absent"}
        page = client.post(evening_page(session), form)
        chosen = {row.person.given_name: row["mark"].value() for row in page.context["sheet"].rows}
    assert chosen == {"Ana": "present", "Ben": "absent", "Cleo": "absent"}
    assert "QQQQQ" in page.context["sheet"].codes.errors["codes"][0]
    assert page.context["sheet"].codes["codes"].value() == "QQQQQ"


@pytest.mark.parametrize(
    ("field", "value", "phrase"),
    [
        ("note", "Flu", "Choose a mark, too"),
        ("mark", "nonsense", "Select a valid choice"),
        ("note", "a\x00b", "hidden character"),
        ("note", "x" * 301, "at most 300"),
        ("seen_mark", "nonsense", "seen_mark"),
    ],
)
def test_bad_input_names_the_person_keeps_what_was_typed_and_saves_nothing(field, value, phrase):
    offering, ana, ben = running_class("ana", "ben")
    session, client = evening(offering, 1), coordinator()
    with after(1):
        form = marked(form_of(client, session), ben=(ben, "late")) | {f"{ana.pk}-{field}": value}
        page = client.post(evening_page(session), form)
    assert page.status_code == 200 and phrase in words(page)
    assert "Nothing is saved yet." in words(page) and f'href="#person-{ana.pk}"' in words(page)
    assert {row.person.pk: row["mark"].value() for row in page.context["sheet"].rows}[ben.pk] == "late"
    assert marks_of(session) == {}


def test_who_gave_up_the_seat_while_the_page_was_open_is_named_and_newcomers_are_left_alone():
    offering, ana, ben = running_class("ana", "ben")
    session, client = evening(offering, 1), coordinator()
    with after(1):
        form = marked(form_of(client, session), ana=(ana, "late"), ben=(ben, "late"))
        registrations.withdraw(ana)
        del form[f"{ben.pk}-seen_mark"]  # as if Ben had come after it
        answer = client.post(evening_page(session), form)
    assert "no seat in this class any more: Ana Rivera." in said(answer)
    assert marks_of(session) == {}


def test_a_cancelled_or_coming_session_says_why_and_takes_nothing():
    offering, ana = running_class("ana")
    session, client = evening(offering, 2), coordinator()
    form = {f"{ana.pk}-mark": "present", f"{ana.pk}-seen_mark": ""}
    with after(1):
        assert "It can be recorded from Thursday, March 11, 5:00 PM on." in words(client.get(evening_page(session)))
        assert "It can be recorded from" in said(client.post(evening_page(session), form))
    ClassSession.objects.filter(pk=session.pk).update(cancelled=True)
    with after(2):
        for name in ("evening", "door", "wall"):
            assert "was cancelled" in words(client.get(evening_page(session, name))), name
        assert "cancelled" in said(client.post(evening_page(session), form))
    assert marks_of(session) == {}


def test_who_said_that_they_cannot_come_is_tagged():
    offering, ana, ben = running_class("ana", "ben")
    session = evening(offering, 1)
    ana.will_miss.add(session)
    ben.will_miss.add(evening(offering, 2))
    with during(1):
        assert words(coordinator().get(evening_page(session))).count("can't make it") == 1


# --- the door --------------------------------------------------------------------------------


def test_one_touch_a_person_and_back_to_the_next_in_the_list():
    offering, ana, ben, cleo = running_class("ana", "ben", "cleo")
    session, client = evening(offering, 1), coordinator()
    url = evening_page(session, "door")
    with during(1):
        assert client.post(url, {"here": ana.pk}).url == f"{url}#person-{ben.pk}"
        assert client.post(url, {"here": cleo.pk}).url == f"{url}#person-{ben.pk}"
        assert "<strong>2</strong> of 3 here, <strong>1</strong> not yet" in words(client.get(url))
        assert client.post(url, {"here": ben.pk}).url == f"{url}#door"
        assert "Everybody is recorded." in words(client.get(url))
    assert set(marks_of(session).values()) == {"present"}


def test_two_doors_at_once_and_a_slip_of_the_finger():
    offering, ana, ben = running_class("ana", "ben")
    session, client = evening(offering, 1), coordinator()
    url = evening_page(session, "door")
    with during(1):
        record(session, staff(None, "kim"), ana="excused")
        assert "Ana Rivera stands as Excused already" in said(client.post(url, {"here": ana.pk}))
        for _twice in range(2):
            client.post(url, {"here": ben.pk})
        client.post(url, {"undo": ben.pk, "seen": "present"})
        assert marks_of(session) == {"ana": "excused"}
        # The page had shown another mark than the one that stands by now.
        assert "somebody else was quicker" in said(client.post(url, {"undo": ana.pk, "seen": "present"}))
    assert marks_of(session) == {"ana": "excused"}


def test_the_search_stays_while_somebody_is_left_in_it():
    offering, ana, ben, _cleo = running_class("ana", "anabel", "cleo")
    session, client = evening(offering, 1), coordinator()
    url = evening_page(session, "door")
    with during(1):
        page = words(client.get(url, {"q": "ANA"}))
        assert "Rivera, Ana<" in page and "Cleo" not in page
        assert f'value="{ben.pk}"' in words(client.get(url, {"q": ben.badge_code.lower()}))
        assert client.post(url, {"here": ana.pk, "q": "ana"}).url == f"{url}?q=ana#person-{ben.pk}"
        assert client.post(url, {"here": ben.pk, "q": "ana"}).url == f"{url}#door"


@pytest.mark.parametrize("data", [{}, {"here": "x"}, {"here": "\x00"}, {"here": "9" * 40}, {"undo": "-1"}])
def test_a_person_who_is_not_there_is_a_message(data):
    offering, _ana = running_class("ana")
    with during(1):
        answer = coordinator().post(evening_page(evening(offering, 1), "door"), data)
    assert "no seat in this class any more" in said(answer)


# --- the wall --------------------------------------------------------------------------------


def test_the_code_on_the_wall_leads_to_the_check_in_of_this_evening(settings):
    settings.SITE_URL = "https://programs.example.gov"
    offering, _ana = running_class("ana")
    session = evening(offering, 1)
    page = coordinator().get(evening_page(session, "wall"))
    address = f"programs.example.gov/programs/check-in/{check_in.check_in_token(session)}/"
    assert address in words(page) and page.context["address"] == address
    assert "style=" not in words(page).partition('id="content-main"')[2]
    assert "from 5:00 PM to 8:00 PM" in words(page)
