"""Past graduates from a file: what they become, what is refused, and that a second time changes nothing."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from mailroom.models import Message
from programs.enums import ClassPhase, ClassStatus, RegistrationState
from programs.imports import runs, worker
from programs.models import Certificate, ClassOffering, Registration, RegistrationEvent
from tests.core.files import csv_file, saved, workbook, xlsx_file
from tests.days import in_days, told
from tests.programs.builders import make_offering, make_program, seated
from tests.programs.imports.helpers import (
    GRADUATE,
    check_graduates,
    checked,
    counts,
    fresh,
    graduate,
    import_graduates,
    imported,
    names,
    problems,
    words,
)

pytestmark = pytest.mark.django_db


def test_a_row_becomes_a_confirmed_registration_that_graduated_and_nobody_is_mailed():
    run = import_graduates(graduate("Ana", mail="Ana@Example.org", phone="(310) 555-0100"))
    ana = Registration.objects.get()
    assert (ana.state, ana.outcome, ana.source) == ("confirmed", "graduated", "imported")
    assert (ana.full_name, ana.certificate_name) == ("Ana Rivera", "Ana Rivera")
    assert (ana.email, ana.email_key, ana.name_key) == ("Ana@Example.org", "ana@example.org", "ana rivera")
    assert ana.phone.as_e164 == "+13105550100"
    assert ana.reference.startswith("PIP-")
    assert len(ana.badge_code) == 4
    (step,) = RegistrationEvent.objects.all()
    assert (step.to_state, step.by.username, step.note) == ("confirmed", "importer", "read from the file file.csv")
    assert (run.state, counts(run)) == ("done", {"new": 1, "there": 0, "twice": 0, "classes": 1})
    assert not Message.objects.exists()
    assert not Certificate.objects.exists()


def test_a_class_that_is_not_here_is_created_as_finished():
    run = import_graduates(graduate("Ana", 12), graduate("Ben", 12), graduate("Cleo", 13, on="2010-05-20"))
    twelve, thirteen = ClassOffering.objects.order_by("number")
    assert (twelve.number, twelve.title, twelve.status) == (12, "Spring 2009", "published")
    assert twelve.phase() == ClassPhase.FINISHED
    (evening,) = twelve.sessions.all()
    assert (evening.date, evening.is_graduation) == (date(2009, 5, 21), True)
    assert names(offering=twelve) == ["Ana", "Ben"]
    assert names(offering=thirteen) == ["Cleo"]
    assert any("2 classes, 12 to 13" in note for note in run.outcome["notes"])


def test_the_file_and_its_rows_are_forgotten_and_the_counts_stay():
    run = check_graduates(graduate())
    assert run.content is None  # the rows are enough from here on
    assert len(run.rows) == 1
    run = imported(run)
    assert (run.rows, run.content, run.leased_until) == ([], None, None)
    assert run.ended_at


def test_the_same_file_twice_changes_nothing():
    content = csv_file([GRADUATE, graduate("Ana"), graduate("Ben", mail="b@example.org"), graduate("Cleo", 13)])
    first = imported(checked(content))
    before = list(Registration.objects.order_by("pk").values())
    second = checked(content)
    assert counts(second) == {"new": 0, "there": 3, "twice": 0, "classes": 0}
    second = imported(second)
    assert list(Registration.objects.order_by("pk").values()) == before
    assert (counts(first)["new"], counts(second)["there"]) == (3, 3)


def test_whoever_was_joined_with_another_record_does_not_come_back():
    import_graduates(graduate("Jon"), graduate("John"))
    Registration.objects.filter(given_name="Jon").update(state=RegistrationState.MERGED, outcome="")
    assert counts(check_graduates(graduate("Jon")))["there"] == 1


@pytest.mark.parametrize("name", ["ANA", " ana ", "Ａｎａ"])
def test_the_same_person_is_known_however_the_name_is_typed(name):
    import_graduates(graduate("Ana", mail="ana@example.org"))
    assert counts(check_graduates(graduate(name)))["there"] == 1


def test_two_of_the_same_name_in_the_file_are_one_person_unless_they_contradict():
    run = check_graduates(graduate("Ana"), graduate("ana", phone="310-555-0100"), graduate("Ana", 13))
    assert counts(run) == {"new": 2, "there": 0, "twice": 1, "classes": 2}
    run = check_graduates(
        graduate(mail="a@example.org"), graduate(mail="A@example.org"), graduate(mail="b@example.org")
    )
    assert problems(run) == [(4, "Mail")]
    assert "One person: remove one row" in words(run)


def test_a_file_with_a_problem_brings_nothing_in():
    run = check_graduates(graduate("Ana"), graduate("Ben", on="tomorrow"))
    assert problems(run) == [(3, "Graduation date")]
    assert not runs.approve(run)
    worker.work()
    assert not Registration.objects.exists()
    assert not ClassOffering.objects.exists()


@pytest.mark.parametrize(
    "written",
    ["2009-05-21", "5/21/2009", "05/21/09", "5-21-2009", "May 21, 2009", "May 21 2009", "21 May 2009", "2009/05/21",
     "Thursday, May 21, 2009"],
)  # fmt: skip
def test_dates_in_several_forms(written):
    import_graduates(graduate(on=written))
    assert ClassOffering.objects.get().sessions.get().date == date(2009, 5, 21)


def test_dates_and_phones_that_excel_took_for_numbers():
    row = graduate(on=date(2009, 5, 21), phone=3105550100)
    imported(checked(xlsx_file([GRADUATE, row])))
    assert Registration.objects.get().phone.as_e164 == "+13105550100"
    assert ClassOffering.objects.get().sessions.get().date == date(2009, 5, 21)


@pytest.mark.parametrize(
    ("field", "value", "column"),
    [
        ("number", "", "Class number"),
        ("number", "twelve", "Class number"),
        ("number", "0", "Class number"),
        ("number", "10000", "Class number"),
        ("season", "", "Season"),
        ("season", "x" * 61, "Season"),
        ("on", "21/5/2009", "Graduation date"),
        ("on", "39954", "Graduation date"),
        ("on", in_days(1), "Graduation date"),
        ("on", "1815-06-18", "Graduation date"),
        ("name", "", "Given name"),
        ("name", "x" * 81, "Given name"),
        ("name", "www.evil.example", "Given name"),
        ("name", "An\u202ea", "Given name"),
        ("family", "\u200b", "Family name"),
        ("mail", "ana@", "Mail"),
        ("phone", "12", "Phone"),
        ("phone", "3.10556E+09", "Phone"),
    ],
)
def test_errors_are_named_by_row_and_column(field, value, column):
    run = check_graduates(graduate("Ana"), graduate(**told({field: value})))
    assert problems(run) == [(3, column)]


def test_a_class_is_one_class():
    run = check_graduates(
        graduate("Ana"), graduate("Ben", season="Fall 2009"), graduate("Cleo", on="2009-05-28"), graduate("Dan", 13)
    )
    assert problems(run) == [(3, "Season"), (4, "Graduation date")]


def test_a_class_that_is_here_must_have_finished_on_that_day():
    finished = make_offering(number=12, first_date=date(2009, 3, 5))
    seat_of_the_past = Registration.objects.create(
        reference="PIP-2222-2222", badge_code="2222", offering=finished, state="confirmed", given_name="Ana",
        family_name="Rivera",
    )  # fmt: skip
    make_offering(number=45)
    make_offering(number=46, status=ClassStatus.DRAFT, first_date=date(2009, 3, 5))
    run = check_graduates(
        graduate("Ana"),
        graduate("Ben"),
        graduate("Cleo", on="2009-05-28"),
        graduate("Dan", 45),
        graduate("Eva", 46),
    )
    assert problems(run) == [(4, "Graduation date"), (5, "Class number"), (6, "Class number")]
    run = import_graduates(graduate("Ana"), graduate("Ben"))
    assert counts(run) == {"new": 1, "there": 1, "twice": 0, "classes": 0}
    assert Registration.objects.get(pk=seat_of_the_past.pk).outcome == ""  # known already: nothing changes


def test_what_changed_after_the_check_is_seen_and_then_nothing_comes_in():
    run = check_graduates(graduate("Ana", 12), graduate("Ben", 13))
    make_offering(number=13)
    assert runs.approve(run)
    worker.work()
    run = fresh(run)
    assert run.state == "failed"
    assert problems(run) == [(3, "Class number")]
    assert not Registration.objects.exists()
    assert not ClassOffering.objects.filter(number=12).exists()
    assert run.rows == []


def test_merged_cells_are_a_problem_and_so_is_a_formula():
    book = workbook([GRADUATE, graduate("Ana"), graduate("Ben"), graduate("Cleo")])
    book.active.merge_cells("B2:B3")
    book.active["F4"] = "=D4"
    run = checked(saved(book))
    assert problems(run) == [(2, "Season"), (3, "Season"), (4, "Mail")]
    assert "Cells B2 to B3 are merged" in words(run)
    assert "Holds a formula; paste values only." in words(run)


def test_what_is_in_columns_that_nobody_reads_does_no_harm():
    book = workbook([[*GRADUATE, "Age"], [*graduate("Ana"), "=1+1"], [*graduate("Ben"), 3]])
    book.active.merge_cells("H2:H3")
    run = checked(saved(book))
    assert run.problems == []
    assert "“Age”" in " ".join(run.outcome["notes"])


def test_the_example_of_the_template_is_not_a_person():
    run = check_graduates(graduate("Example", family="Delete-this-row"))
    assert "delete the row" in words(run)


def test_a_class_number_that_would_shift_the_next_one_is_told():
    make_program(classes_before=44)
    assert not any("next new class" in note for note in check_graduates(graduate()).outcome["notes"])
    notes = check_graduates(graduate(number=2009)).outcome["notes"]
    assert "With this file the next new class is number 2010; without it, number 45." in notes


def test_an_import_leaves_the_open_class_alone():
    offering = make_offering()
    ana = seated(offering, "ana")
    mails = Message.objects.count()
    import_graduates(graduate("Ana"))
    ana.refresh_from_db()
    assert ana.outcome == ""
    assert Message.objects.count() == mails


def test_no_duty_of_the_worker_mails_them_afterwards():
    make_program()  # no classes before this portal: they count
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    run = import_graduates(graduate(on=yesterday, mail="ana@example.org"))
    assert run.state == "done"
    noon = timezone.localtime().replace(hour=12)
    for days in (0, 1, 2, 30, 184, 200):
        with time_machine.travel(noon + timedelta(days=days), tick=False):
            call_command("run_worker", once=True)
    assert not Message.objects.exists()


def test_control_whoever_graduated_here_is_asked_how_it_was():
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    import_graduates(graduate(on=yesterday, mail="ana@example.org"))
    Registration.objects.update(source="online")
    with time_machine.travel(timezone.localtime().replace(hour=12), tick=False):
        call_command("run_worker", once=True)
    assert Message.objects.exists()
