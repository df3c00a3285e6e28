"""Registrations on paper from a file: by the rules of a caller, all or none, once."""

from datetime import date

import pytest

from mailroom.models import Message
from programs.enums import ImportKind
from programs.imports import runs, worker
from programs.models import Registration
from programs.services import classes, registrations
from tests.programs.admin.helpers import coordinator, staff
from tests.programs.builders import call_in, make_offering, make_program, seated, sign_up, states
from tests.programs.imports.helpers import (
    PAPER,
    check_papers,
    checked,
    counts,
    fresh,
    imported,
    names,
    paper,
    problems,
    words,
)

pytestmark = pytest.mark.django_db


def fates(run):
    return [row["fate"] for row in run.rows]


def test_a_row_becomes_what_a_caller_becomes():
    offering = make_offering()
    header = [*PAPER, "Certificate name", "Organization", "Can attend", "Language", "Accommodation"]
    row = [*paper("Ana", mail="ana@example.org", connections="live; Work", first="No"),
           "アナ", "City Bakery", "yes", "Japanese", "Captions"]  # fmt: skip
    run = imported(check_papers(offering, row, header=header))
    ana = Registration.objects.get()
    assert (ana.state, ana.source, ana.full_name, ana.certificate_name) == ("confirmed", "staff", "Ana Rivera", "アナ")
    assert (ana.connections, ana.organization, ana.first_time) == (["live", "work"], "City Bakery", False)
    assert (ana.is_adult, ana.can_attend, ana.language, ana.accommodation) == (True, True, "ja", "Captions")
    assert ana.events.get().by.username == "importer"
    assert Message.objects.get().template == "programs/confirmed"
    assert counts(run) == {"seat": 1, "line": 0, "there": 0, "twice": 0}


def test_seats_first_then_the_line_as_the_preview_said():
    offering = make_offering(capacity=2)
    seated(offering, "ana")
    run = check_papers(offering, paper("Ben"), paper("Cleo"), paper("Dan", mail="dan@example.org"))
    assert fates(run) == ["seat", "line", "line"]
    assert states(offering) == {"ana": "confirmed"}  # nothing has happened yet
    run = imported(run)
    assert counts(run) == {"seat": 1, "line": 2, "there": 0, "twice": 0}
    assert states(offering) == {"ana": "confirmed", "ben": "confirmed", "cleo": "waitlisted", "dan": "waitlisted"}
    assert "2 of the new ones without a mail address" in " ".join(run.outcome["notes"])
    assert "number\xa02" in Message.objects.get(to="dan@example.org").text.replace(" ", "\xa0")


def test_whoever_waits_comes_before_the_papers():
    offering = make_offering(capacity=1)
    seated(offering, "ana")
    sign_up(offering, "ben")
    classes.change_capacity(offering, 2)  # offered to Ben
    assert fates(check_papers(offering, paper("Cleo"))) == ["line"]


def test_the_day_on_which_a_paper_came_in_is_its_place():
    offering = make_offering(capacity=1)
    header = [*PAPER, "Received"]
    rows = [[*paper(name), day] for name, day in
            (("Ana", ""), ("Ben", "11/3/2026"), ("Cleo", "2026-11-02"), ("Dan", "Nov 3, 2026"))]  # fmt: skip
    run = check_papers(offering, *rows, header=header)
    assert [row["values"]["given_name"] for row in run.rows] == ["Cleo", "Ben", "Dan", "Ana"]
    imported(run)
    line = [person.given_name for person in offering.registrations.in_line()]
    assert (names(state="confirmed"), line) == (["Cleo"], ["Ben", "Dan", "Ana"])


def test_the_same_file_twice_changes_nothing():
    offering = make_offering()
    rows = [paper("Ana", mail="ana@example.org"), paper("Ben"), paper("Ana", phone="310-555-0111")]
    imported(check_papers(offering, *rows))
    before = (list(Registration.objects.order_by("pk").values()), Message.objects.count())
    run = check_papers(offering, *rows)
    assert counts(run) == {"seat": 0, "line": 0, "there": 3, "twice": 0}
    imported(run)
    assert (list(Registration.objects.order_by("pk").values()), Message.objects.count()) == before


def test_whoever_gave_up_the_seat_is_not_entered_again_by_the_same_file():
    offering = make_offering()
    imported(check_papers(offering, paper("Ana")))
    registrations.withdraw(Registration.objects.get())
    run = check_papers(offering, paper("Ana"))
    assert counts(run)["there"] == 1
    assert "1 of those already there had a place and ended it" in run.outcome["notes"][0]


def test_who_is_the_same_person():
    offering = make_offering()
    seated(offering, "ana")  # ana@example.com, 310-555-0100
    call_in(offering, "ben", by=staff())
    run = check_papers(
        offering,
        paper("Ana"),  # no mail: the same name and phone
        paper("ANA", mail="Ana@example.com", phone="310-555-0111"),  # the same name and mail
        paper("Ana", mail="other@example.com"),  # both have mail: another Ana Rivera
        paper("Ben", mail="ben@example.com"),  # one without mail: the same name and phone
        paper("Ben", phone="310-555-0122"),
        paper("Ben", phone="(310) 555-0122"),
    )
    assert fates(run) == ["there", "there", "seat", "there", "seat", "twice"]
    imported(run)
    assert names() == ["Ana", "Ana", "Ben", "Ben"]


@pytest.mark.parametrize(
    ("field", "value", "column"),
    [
        ("name", "", "Given name"),
        ("phone", "", "Phone"),
        ("phone", "12", "Phone"),
        ("mail", "ana@", "Mail"),
        ("adult", "no", "18 or older"),
        ("adult", "", "18 or older"),
        ("connections", "", "Connections"),
        ("connections", "moon", "Connections"),
        ("first", "", "First time"),
        ("first", "maybe", "First time"),
    ],
)
def test_the_rules_are_those_of_the_form(field, value, column):
    run = check_papers(make_offering(), paper("Ana"), paper(**{field: value}))
    assert problems(run) == [(3, column)]


def test_an_organization_is_needed_as_in_the_form():
    run = check_papers(make_offering(), paper(connections="work"))
    assert problems(run) == [(2, "Organization")]


def test_what_is_neither_yes_nor_no():
    run = check_papers(make_offering(), paper(adult="perhaps"), header=PAPER)
    assert (2, "18 or older") in problems(run)
    run = check_papers(make_offering(number=46), [*paper(), "perhaps"], header=[*PAPER, "Can attend"])
    assert problems(run) == [(2, "Can attend")]
    assert "“perhaps” is neither yes nor no. We take yes or no." in words(run)


def test_into_a_class_that_schools_nominate_for_no_papers_come():
    program = make_program("tap", entry="nomination")
    run = check_papers(make_offering(program=program), paper(adult=""))
    assert [problem["text"].partition(": ")[2] for problem in run.problems] == [
        "schools nominate its students; nobody is entered."
    ]


def test_words_as_they_stand_on_our_own_roster():
    offering = make_offering()
    person = seated(offering, "ana", connections=["live", "civic"], organization="Rotary")
    connections = "; ".join(person.connection_labels)
    run = check_papers(
        make_offering(number=46), [*paper(connections=connections), "Rotary", "한국어"],
        header=[*PAPER, "Organization", "Language"],
    )  # fmt: skip
    assert run.problems == []
    assert (run.rows[0]["values"]["connections"], run.rows[0]["values"]["language"]) == (["live", "civic"], "ko")


def test_a_roster_that_went_out_comes_in_again_with_what_it_does_not_say():
    offering = make_offering()
    seated(offering, "ana", phone="+442079460000")
    roster = coordinator().get(f"/admin/programs/classoffering/{offering.pk}/roster.csv").content
    run = checked(roster, kind=ImportKind.REGISTRATIONS, offering=make_offering(number=46))
    assert problems(run) == [(2, "18 or older")]  # no column for it
    assert "“Position in line”" in " ".join(run.outcome["notes"])


def test_whoever_registers_after_the_check_is_already_there():
    offering = make_offering()
    run = check_papers(offering, paper("Ana"), paper("Ben"), paper("Cleo"))
    sign_up(offering, "cleo", email="", phone="+13105550100")
    assert runs.approve(run)
    worker.work()
    assert counts(fresh(run)) == {"seat": 2, "line": 0, "there": 1, "twice": 0}


def test_a_class_that_is_cancelled_after_the_check_takes_nobody():
    offering = make_offering()
    run = check_papers(offering, paper("Ana"), paper("Ben"))
    classes.cancel_class(offering, reason="Flood.")
    assert runs.approve(run)
    worker.work()
    run = fresh(run)
    assert run.state == "failed"
    assert problems(run) == [(2, "")]
    assert "is cancelled" in words(run)
    assert not Registration.objects.exists()


def test_a_class_that_is_over_is_told_at_the_check():
    run = check_papers(make_offering(first_date=date(2020, 3, 5)), paper("Ana"))
    assert "finished" in words(run)


def test_at_most_200_papers():
    run = check_papers(make_offering(), *[paper(f"Ana {n}") for n in range(201)])
    assert run.state == "failed"
    assert "at most 200 rows" in words(run)


def test_two_hundred_papers_come_in():
    offering = make_offering(capacity=40)
    rows = [paper(f"Ana {n}", mail=f"a{n}@example.org" if n % 2 else "") for n in range(200)]
    run = imported(check_papers(offering, *rows))
    assert counts(run) == {"seat": 40, "line": 160, "there": 0, "twice": 0}
    assert Message.objects.count() == 100


def test_an_error_of_ours_in_the_middle_undoes_the_rows_before_it(caplog):
    offering = make_offering()
    run = check_papers(offering, paper("Ana", mail="ana@example.org"), paper("Ben"), paper("Cleo"))
    run.rows[2]["values"]["no_such_fact"] = "Cleo"
    run.save()
    assert runs.approve(run)
    worker.work()
    run = fresh(run)
    assert (run.state, run.rows, run.content) == ("failed", [], None)
    assert "on our side. Nothing was imported" in words(run)
    assert not Registration.objects.exists()
    assert not Message.objects.exists()
    assert "(TypeError)" in caplog.text
    assert "Cleo" not in caplog.text
