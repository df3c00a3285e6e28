"""Counselors of one school at once: never more nominees than places and alternates."""

from collections import Counter

import pytest

from core.contact import person_key
from programs.models import Counselor, Nomination, SchoolQuota
from programs.services.nominations import inviting, promoting, withdrawing
from programs.services.nominations.nominating import Student, nominate
from programs.services.nominations.states import NominationError
from tests.programs.students import make_counselor, make_nomination, make_semester
from tests.races import at_once, goes_wrong, without_locks
from tests.volume import rounds

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

PLACES, ALTERNATES, COUNSELORS = 8, 3, 8
ROUNDS = rounds(2, 3)


def a_student(number, **fields):
    values = {"given_name": f"N{number}", "grade": 11, "rank": 1, "student_email": f"s{number}@tusd.org"}
    said = {"family_name": "Oh", "reason": "Curious.", "agreed_how": "phone"}
    return Student(**{"number": 1, "language": "en"} | said | values | fields)


def school(number):
    semester = make_semester(schools=["North High School"], number=number, places=PLACES, alternates=ALTERNATES)
    return semester.quotas.get()


def counselors():
    return [
        Counselor.objects.filter(name=f"Ms. C{number}").first() or make_counselor(f"Ms. C{number}")
        for number in range(COUNSELORS)
    ]


def all_nominate(number, students=None):
    """What became of 24 nominations that eight counselors send at the same moment."""
    quota, people = school(number), counselors()

    def try_it(item):
        student = students(item) if students else a_student(item)
        try:
            key = f"key-{number}-{item}"
            made = nominate(quota, [student], counselor=people[item % COUNSELORS], form_key=key)
            return made[0].nomination.state
        except NominationError as error:
            return type(error).__name__

    return Counter(at_once(try_it, range(24)))


EXPECTED = {"invited": PLACES, "alternate": ALTERNATES, "RowsRefused": 24 - PLACES - ALTERNATES}


def test_many_counselors_of_a_school_fill_its_places_and_alternates_and_no_more():
    for number in range(1, ROUNDS + 1):
        assert all_nominate(number) == EXPECTED


def test_control_without_the_lock_the_school_sends_too_many_or_counselors_are_turned_away(monkeypatch):
    """PostgreSQL passes the places. SQLite serializes by BEGIN IMMEDIATE: without that, people are turned away."""
    without_locks(monkeypatch)
    assert goes_wrong(lambda number: all_nominate(number) == EXPECTED)


def test_the_same_student_by_many_counselors_at_once_is_nominated_once():
    outcomes = all_nominate(100, lambda item: a_student(item, given_name="Minji", student_email=""))
    assert outcomes == {"invited": 1, "RowsRefused": 23}
    assert {person_key(each.given_name, each.family_name) for each in Nomination.objects.all()} == {"minji oh"}


def test_one_page_sent_many_times_at_once_makes_one_set():
    quota, (counselor, *_others) = school(100), counselors()
    students = [a_student(number, rank=number) for number in (1, 2)]
    numbered = [Student(**vars(each) | {"number": number}) for number, each in enumerate(students, start=1)]
    results = at_once(
        lambda _: [made.nomination.pk for made in nominate(quota, numbered, counselor=counselor, form_key="same")],
        range(10),
    )
    assert quota.nominations.count() == 2 and len({tuple(result) for result in results}) == 1


def test_one_free_place_goes_to_one_alternate():
    quota = school(100)
    SchoolQuota.objects.update(places=1)
    semester = quota.semester
    alternates = [make_nomination(semester, state="alternate", family=f"f{number}") for number in range(6)]

    def move_up(nomination):
        try:
            return promoting.promote(nomination).state
        except NominationError:
            return "refused"

    assert Counter(at_once(move_up, alternates)) == {"invited": 1, "refused": 5}


def test_many_clicks_on_replace_move_one_alternate_up():
    quota = school(100)
    SchoolQuota.objects.update(places=1)
    nominee = make_nomination(quota.semester)
    for number in range(3):
        make_nomination(quota.semester, state="alternate", family=f"f{number}")

    def click(_):
        try:
            withdrawing.replace(nominee, reason="Moved.")
            return "replaced"
        except NominationError:
            return "refused"

    assert Counter(at_once(click, range(8))) == {"replaced": 1, "refused": 7}
    assert sorted(quota.nominations.values_list("state", flat=True)) == [
        "alternate", "alternate", "invited", "withdrawn"
    ]  # fmt: skip


def test_many_clicks_aim_a_link_as_often_and_the_last_one_counts():
    nomination = make_nomination(school(100).semester)
    guardian = nomination.party("guardian")
    at_once(lambda n: inviting.aim_anew(guardian, email=f"g{n}@example.com", language="en"), range(8))
    guardian.refresh_from_db()
    assert guardian.link_number == 9
