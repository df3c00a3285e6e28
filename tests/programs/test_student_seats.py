"""Students come into their class through the school alone, and leave it through the nomination."""

import pytest
from django.urls import reverse

from programs import class_needs
from programs.enums import ImportKind, RegistrationState
from programs.enums.nominations import NominationState
from programs.imports.kinds import KINDS
from programs.models import ImportRun, Registration
from programs.services import duplicates, graduation, merging, packets, registrations, roster
from programs.services.errors import RegistrationError
from programs.services.nominations import leaving
from tests.programs.admin.helpers import act, said
from tests.programs.builders import call_in, local, make_offering, seated, sign_up
from tests.programs.student_evenings import enroll, march, student_class
from tests.programs.students import client_of, coordinator

pytestmark = pytest.mark.django_db
SCHOOL_ALONE = "a counselor nominates them"
STUDENTS_SEAT = "page of the nomination"


def a_student():
    semester = student_class()
    nomination = enroll(semester)
    return semester.offering, nomination.registration


@pytest.mark.parametrize("way", ["online", "caller", "moved"])
def test_nobody_gets_in_but_through_the_school(way):
    offering, _student = a_student()
    staff = coordinator()
    ana = seated(make_offering(), "ana")
    ways = {
        "online": lambda: sign_up(offering),
        "caller": lambda: call_in(offering, by=staff),
        "moved": lambda: roster.move(ana, to=offering, by=staff),
    }
    with march(1), pytest.raises(RegistrationError, match=SCHOOL_ALONE):
        ways[way]()
    assert offering.registrations.count() == 1


@pytest.mark.parametrize("verb", ["confirm", "offer", "decline", "withdraw", "move", "contact", "merge", "merged"])
def test_a_students_seat_is_not_touched_from_here(verb):
    offering, student = a_student()
    staff, other = coordinator(), make_offering()
    another = enroll(offering.semester, "kim").registration
    verbs = {
        "confirm": lambda: roster.confirm(student, by=staff, over_capacity_reason="Because."),
        "offer": lambda: roster.offer(student, by=staff),
        "decline": lambda: roster.decline(student, by=staff, reason="No."),
        "withdraw": lambda: registrations.withdraw(student, by=staff),
        "move": lambda: roster.move(student, to=other, by=staff),
        "contact": lambda: roster.correct_contact(student, email="mina@example.com", phone=""),
        "merge": lambda: merging.merge(student, another, by=staff),
        "merged": lambda: merging.merge(another, student, by=staff),
    }
    with march(1), pytest.raises(RegistrationError, match=STUDENTS_SEAT):
        verbs[verb]()
    student.refresh_from_db()
    assert (student.state, student.email, student.offering_id) == (RegistrationState.CONFIRMED, "", offering.pk)


def test_the_nomination_is_the_way_out():
    _offering, student = a_student()
    with march(1):
        leaving.leave(
            student.nomination, NominationState.WITHDRAWN, now=local(2027, 3, 1), note="withdrawn", by=coordinator()
        )
    assert Registration.objects.get().state == RegistrationState.WITHDRAWN


def test_papers_are_not_imported_into_the_class():
    offering, _student = a_student()
    run = ImportRun(kind=ImportKind.REGISTRATIONS, offering=offering, program=offering.program, filename="papers.csv")
    with march(1):
        problems, _outcome = KINDS[ImportKind.REGISTRATIONS](run).look([])
    assert "schools nominate its students" in str(problems)


def test_what_is_refused_has_no_button():
    offering, student = a_student()
    make_offering()
    with march(1):
        client = client_of(coordinator())
        page = client.get(reverse("admin:programs_classoffering_change", args=[offering.pk])).content.decode()
        person = client.get(reverse("admin:programs_registration_change", args=[student.pk])).content.decode()
        choose = client.get(reverse("admin:programs_registration_add")).content.decode()
        done = act(client, "withdraw", [student], apply="1")
        typed = client.post(
            reverse("admin:programs_registration_change", args=[student.pk]), {"email": "mina@example.com", "phone": ""}
        )
    for word in ("Register a caller", "Import paper", "Duplicates", "Before the first session", "Choose everyone"):
        assert word not in page
    assert "What to do" not in person and 'name="email"' not in person
    assert "PIP class 45" in choose and "TAP class 12" not in choose
    assert STUDENTS_SEAT in said(done)
    assert typed.status_code == 403


def test_nobody_asks_students_for_the_answers_of_adults():
    offering, student = a_student()
    with march(1):
        assert not packets.is_asked(student)
        assert not packets.who_has_not_answered(offering).exists()
        assert list(class_needs.packet_lines(local(2027, 3, 1))) == []
        adults = make_offering(number=46, first_date=local(2027, 3, 4).date())
        seated(adults, "ana")
        assert len(list(class_needs.packet_lines(local(2027, 3, 1)))) == 1


def test_two_students_are_never_one_and_none_becomes_an_alumnus():
    offering, student = a_student()
    enroll(offering.semester, "kim")
    assert duplicates.suggestions(offering) == []
    Registration.objects.filter(pk=student.pk).update(outcome="graduated")
    with pytest.raises(RegistrationError):
        graduation.set_alumni(Registration.objects.get(pk=student.pk), wants=True)
