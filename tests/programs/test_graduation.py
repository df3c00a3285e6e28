"""Who graduates, with what certificate, and how a slip is mended."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.models import DepartmentProfile
from mailroom.models import Message
from programs.enums import ClassStatus, Mark
from programs.models import Certificate, Registration
from programs.services import classes, graduation, registrations, roster
from programs.services.errors import RegistrationError
from tests.programs.builders import make_offering, seated, states
from tests.programs.graduates import (
    GRADUATED,
    INCOMPLETE,
    ended_class,
    graduate_all,
    mark_all,
    numbers,
    outcomes,
    person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(django_user_model):
    return django_user_model.objects.create_user("coordinator", is_staff=True)


def standing(offering):
    """{given name: (may graduate, reasons)}"""
    people = graduation.eligible(offering)
    return {each.registration.given_name.lower(): (each.may_graduate, " ".join(each.reasons)) for each in people}


def test_those_chosen_graduate_and_the_others_have_not_completed(staff):
    offering = ended_class(("ana", "ben", "cleo"))
    mark_all(offering, Mark.ABSENT, name="ben", sessions=3)

    result = graduate_all(offering, staff)

    assert str(result) == "2 graduated, 1 not completed."
    assert outcomes(offering) == {"ana": GRADUATED, "ben": INCOMPLETE, "cleo": GRADUATED}
    assert set(states(offering).values()) == {"confirmed"}
    assert person(offering, "ana").events.last().note == "graduated: PIP-45-001"


def test_numbers_go_by_family_name_whoever_was_chosen_first(staff):
    people = {"ana": {"family_name": "Zane"}, "ben": {"family_name": "abel"}, "cleo": {"family_name": "Óros"}}
    offering = ended_class(people=people)

    graduate_all(offering, staff)

    assert numbers(offering) == {"ben": "PIP-45-001", "ana": "PIP-45-002", "cleo": "PIP-45-003"}


def test_the_certificate_says_what_was_true_on_the_day(staff):
    DepartmentProfile(chief_name="Ada Chief", chief_title="Chief of Police").save()
    offering = ended_class(("ana",), people={"ana": {"certificate_name": "田中 美咲"}})
    graduate_all(offering, staff)
    before = Certificate.objects.values().get()

    assert before["name"] == "田中 美咲"
    assert (before["program_name"], before["class_number"], before["class_title"]) == (
        "Partners in Policing", 45, "Spring 2027",
    )  # fmt: skip
    assert before["graduated_on"] == offering.sessions.get(is_graduation=True).date
    assert (before["chief_name"], before["issued_by_id"]) == ("Ada Chief", staff.pk)

    Registration.objects.update(certificate_name="Somebody else", given_name="Else")
    DepartmentProfile(chief_name="Bo Next").save()
    offering.program.name, offering.title = "Another program", "Another season"
    offering.program.save(), offering.save()
    graduate_all(offering, staff)
    assert Certificate.objects.values().get() == before


def test_without_a_graduation_night_the_date_is_that_of_the_last_session_held(staff):
    offering = ended_class(("ana",))
    offering.sessions.filter(is_graduation=True).update(is_graduation=False, cancelled=True)
    graduate_all(offering, staff)
    assert Certificate.objects.get().graduated_on == offering.sessions.filter(cancelled=False).last().date


def test_who_has_not_finished_is_refused_by_name_and_nothing_is_half_done(staff):
    offering = ended_class()
    mark_all(offering, Mark.ABSENT, name="ben", sessions=3)
    everybody = {each.pk for each in offering.registrations.all()}

    with pytest.raises(RegistrationError, match=r"Nothing was done. Not finished: Ben Rivera: Missed 3 sessions") as no:
        graduation.graduate(offering, everybody, by=staff)

    assert "Ana" not in str(no.value)
    assert set(outcomes(offering).values()) == {""}
    assert not Certificate.objects.exists()
    assert not Message.objects.filter(template="programs/graduated").exists()


def test_reasons_in_words():
    offering = ended_class(("ana", "ben", "cleo", "dan"), absences_allowed=2)
    mark_all(offering, Mark.ABSENT, name="ben", sessions=2)
    mark_all(offering, Mark.ABSENT, name="cleo", sessions=3)
    Registration.objects.filter(given_name="Dan").update(exempt_reason="Was ill; the Chief agrees.")
    person(offering, "dan").attendance.all().delete()

    found = standing(offering)
    assert found["ana"] == (True, "Attended 11 of 11 sessions.")
    assert found["ben"][0] and "Missed 2 sessions" in found["ben"][1]
    assert not found["cleo"][0] and "Missed 3 sessions" in found["cleo"][1] and "2 may be missed" in found["cleo"][1]
    assert found["dan"][0] and "Exempt from the absence rule: Was ill; the Chief agrees." in found["dan"][1]


def test_what_is_not_recorded_is_neither_an_absence_nor_enough_to_graduate(staff):
    offering = ended_class(("ana", "ben"))
    person(offering, "ana").attendance.filter(session__in=offering.teaching_sessions[:2]).delete()
    person(offering, "ben").attendance.filter(session__in=offering.teaching_sessions[:3]).delete()

    found = standing(offering)
    assert found["ana"][0]  # even if both were absences
    assert not found["ben"][0] and found["ben"][1].startswith("Not recorded yet: 3 sessions")
    outlook = graduation.outlook(offering, {person(offering, "ana").pk})
    assert [each.registration.given_name for each in outlook.unknown] == ["Ben"]
    mark_all(offering, Mark.PRESENT, name="ben")
    assert standing(offering)["ben"][0]


@pytest.mark.parametrize(("counts", "may"), [(False, True), (True, False)])
def test_whether_excused_absences_count_is_the_rule_of_the_class(counts, may):
    offering = ended_class(("ana",), excused_count=counts)
    mark_all(offering, Mark.EXCUSED, sessions=3)
    assert standing(offering)["ana"][0] is may


def test_twice_is_no_error_and_changes_nothing(staff):
    offering = ended_class()
    graduate_all(offering, staff)
    before = list(Certificate.objects.values()), outcomes(offering), Message.objects.count()

    again = graduation.graduate(offering, {person(offering, "ana").pk}, by=staff)

    assert (again.graduates, again.incomplete) == ([], [])
    assert (list(Certificate.objects.values()), outcomes(offering), Message.objects.count()) == before


def test_somebody_who_made_up_a_session_graduates_later_with_the_next_number(staff):
    offering = ended_class()
    mark_all(offering, Mark.ABSENT, name="ana", sessions=3)
    graduate_all(offering, staff)
    mark_all(offering, Mark.MADE_UP, name="ana", sessions=1)

    graduate_all(offering, staff)

    assert numbers(offering) == {"ben": "PIP-45-001", "cleo": "PIP-45-002", "ana": "PIP-45-003"}


def test_people_can_graduate_from_the_day_of_the_last_session_on(staff):
    tomorrow = ended_class(("ana",), days_ago=-1)
    with pytest.raises(RegistrationError, match="people can graduate from that day on"):
        graduate_all(tomorrow, staff)
    today = ended_class(("ana",), days_ago=0, number=46)
    graduate_all(today, staff)
    assert outcomes(today) == {"ana": GRADUATED} and outcomes(tomorrow) == {"ana": ""}


def test_who_is_not_in_the_class_is_refused_by_name(staff):
    offering = ended_class(("ana",))
    stranger = seated(make_offering(number=46), "zoe")
    for pk, words in ((stranger.pk, "Zoe Rivera"), (999_999, "somebody on your list")):
        with pytest.raises(RegistrationError, match=words):
            graduation.graduate(offering, {person(offering, "ana").pk, pk}, by=staff)
    with pytest.raises(RegistrationError, match="Choose at least one"):
        graduation.graduate(offering, set(), by=staff)
    assert not Certificate.objects.exists()


def test_nobody_graduates_from_a_draft_a_cancelled_class_or_one_without_sessions(staff):
    offering = ended_class(("ana",))
    offering.status = ClassStatus.DRAFT
    offering.save()
    with pytest.raises(RegistrationError, match="is a draft"):
        graduate_all(offering, staff)
    offering.status = ClassStatus.PUBLISHED
    offering.save()
    classes.cancel_class(offering, reason="Flood.")
    with pytest.raises(RegistrationError, match="is cancelled"):
        graduate_all(offering, staff)
    empty = make_offering(number=46, sessions=0)
    with pytest.raises(RegistrationError, match="has no sessions"):
        graduation.graduate(empty, {1}, by=staff)


def test_a_graduate_keeps_the_seat_whoever_tries(staff):
    offering = ended_class(("ana",))
    graduate_all(offering, staff)
    ana = person(offering, "ana")
    other = make_offering(number=46)
    for verb in (
        lambda: registrations.withdraw(ana),
        lambda: roster.decline(ana, by=staff, reason="x"),
        lambda: roster.move(ana, to=other, by=staff),
    ):
        with pytest.raises(RegistrationError, match="has graduated"):
            verb()
    assert states(offering) == {"ana": "confirmed"} and outcomes(offering) == {"ana": GRADUATED}


@pytest.mark.parametrize("state", ["withdrawn", "merged", "waitlisted", "lapsed"])
def test_the_database_knows_that_a_graduate_has_a_seat(staff, state):
    offering = ended_class(("ana", "ben"))
    mark_all(offering, Mark.ABSENT, name="ben")
    graduate_all(offering, staff)
    ana, ben = (Registration.objects.filter(pk=person(offering, name).pk) for name in ("ana", "ben"))
    fields = {"state": state, "queued_at": timezone.now()}
    with pytest.raises(IntegrityError, match="graduated_with_seat"), transaction.atomic():
        ana.update(**fields)
    ben.update(**fields)  # control: for whoever has not completed it is no rule


@pytest.mark.parametrize("outcome", ["", INCOMPLETE])
def test_the_database_knows_that_alumni_have_graduated(staff, outcome):
    offering = ended_class(("ana",))
    graduate_all(offering, staff)
    ana = Registration.objects.filter(pk=person(offering, "ana").pk)
    ana.update(alumni_since=timezone.now())  # control: a graduate may
    with pytest.raises(IntegrityError, match="alumni_graduated"), transaction.atomic():
        ana.update(outcome=outcome)


def test_only_graduates_are_put_on_the_list_of_alumni_and_only_by_themselves(staff):
    offering = ended_class(("ana", "ben"))
    with pytest.raises(RegistrationError):
        graduation.set_alumni(person(offering, "ana"), wants=True)
    graduate_all(offering, staff)
    assert not Registration.objects.exclude(alumni_since=None).exists()
    ana = person(offering, "ana")
    graduation.set_alumni(ana, wants=True)
    since = person(offering, "ana").alumni_since
    graduation.set_alumni(ana, wants=True)
    assert since and person(offering, "ana").alumni_since == since
    graduation.set_alumni(ana, wants=False)
    assert person(offering, "ana").alumni_since is None
