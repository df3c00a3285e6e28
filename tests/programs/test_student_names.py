"""Students are called by a number, and by name only where staff must know them."""

import pytest
from django.urls import reverse

from programs.admin.roster import Roster
from programs.models import Registration
from programs.services.nominations.names import with_names
from tests.pages import words
from tests.programs.builders import local, make_offering, seated
from tests.programs.evenings import evening
from tests.programs.student_evenings import enroll, march, mark, student_class
from tests.programs.students import client_of, coordinator, instructor

pytestmark = pytest.mark.django_db


def two_students():
    semester = student_class()
    oh = enroll(semester)
    zapata = enroll(semester, "zapata", given_name="Luz", family_name="Zapata")
    return semester.offering, oh.registration, zapata.registration


def class_page(name, offering, *args):
    return reverse(f"admin:programs_classoffering_{name}", args=[offering.pk, *args])


def test_a_reader_with_the_right_reads_names_in_two_queries(django_assert_num_queries):
    offering, *_ = two_students()
    for reader in (coordinator(), instructor()):
        reader.has_perm("programs.view_students")  # permissions are read once
        people = list(offering.registrations.all())
        with django_assert_num_queries(2):
            with_names(people, reader)
        # Both answered that they are called Mina; the family name is the counselor's.
        assert {person.full_name for person in people} == {"Mina Oh", "Mina Zapata"}


def test_others_read_the_number():
    offering, *_ = two_students()
    people = with_names(offering.registrations.all(), coordinator("pip", "program coordinator"))
    assert all(person.full_name == f"Student {person.badge_code}" for person in people)
    assert [person.full_name for person in with_names(people, None)] == [person.full_name for person in people]


def test_for_a_class_of_adults_nothing_is_asked(django_assert_num_queries):
    seated(make_offering(), "ana")
    people, reader = list(Registration.objects.all()), coordinator()
    reader.has_perm("programs.view_students")
    with django_assert_num_queries(0):
        assert with_names(people, reader)[0].full_name == "Ana Rivera"


def test_a_name_beside_a_row_is_never_saved_and_never_said_by_histories():
    _offering, registration, _ = two_students()
    person = with_names([registration], coordinator())[0]
    person.save()
    kept = Registration.objects.get(pk=registration.pk)
    number = f"Student {kept.badge_code}"
    assert (kept.full_name, kept.certificate_name, kept.name_key) == (number, number, number.casefold())
    assert str(person) == f"{person.reference} {number}"
    assert person.sort_name == "Oh, Mina"


def test_pages_of_an_evening_show_names_by_family_name():
    offering, _registration, _ = two_students()
    session = evening(offering, 1)
    with march(4, 18, 5):
        client = client_of(coordinator())
        pages = [
            class_page("evening", offering, session.pk),
            class_page("door", offering, session.pk),
            class_page("attendance", offering),
            class_page("change", offering),
        ]
        for address in pages:
            text = client.get(address).content.decode()
            assert text.index("Oh, Mina") < text.index("Zapata, Mina"), address
        assert "Note about" not in client.get(pages[0]).content.decode()  # free text about a minor


def test_a_coordinator_without_the_right_sees_numbers_on_the_same_pages():
    offering, registration, _ = two_students()
    with march(4, 18, 5):
        client = client_of(coordinator("pip", "program coordinator"))
        for address in (class_page("evening", offering, evening(offering, 1).pk), class_page("change", offering)):
            text = words(client.get(address))
            assert f"{registration.badge_code}, Student" in text and "Oh" not in text.split("<main")[-1]


def test_general_lists_keep_the_number():
    offering, registration, _ = two_students()
    client = client_of(coordinator())
    registrations = reverse("admin:programs_registration_changelist")
    pages = [
        registrations,
        f"{registrations}?q=Oh",
        reverse("admin:programs_registration_change", args=[registration.pk]),
        class_page("csv", offering),
        class_page("letter", offering),
        class_page("duplicates", offering),
    ]
    for address in pages:
        answer = client.get(address)
        assert answer.status_code == 200
        text = answer.content.decode()
        assert "Mina" not in text and "Zapata" not in text, address
    assert registration.badge_code in client.get(registrations).content.decode()
    assert registration.reference not in client.get(f"{registrations}?q=Mina").content.decode()


def test_the_door_looks_for_a_student_without_a_name_in_the_address():
    offering, _registration, other = two_students()
    address = class_page("door", offering, evening(offering, 1).pk)
    with march(4, 18, 5):
        client = client_of(coordinator())
        assert '<form method="post"\n            role="search"' in client.get(address).content.decode()
        found = client.post(address, {"q": "zapata", "search": "Search"}).content.decode()
        assert "Zapata, Mina" in found and "Oh, Mina" not in found
        gone_on = client.post(address, {"q": "mina", "here": other.pk})
    assert gone_on.status_code == 302 and "mina" not in gone_on.url
    assert other.attendance.get().mark == "present"


def test_messages_to_staff_say_the_number():
    offering, registration, _ = two_students()
    with march(4, 18, 5):
        client = client_of(coordinator())
        mark(registration.nomination, 1, "absent")
        address = class_page("door", offering, evening(offering, 1).pk)
        client.post(address, {"here": registration.pk})
        said = [str(message) for message in client.get(address).context["messages"]]
    assert said == [f"Student {registration.badge_code} stands as Absent already. Change it on the evening's sheet."]


def test_a_note_about_a_student_is_not_written():
    offering, registration, _ = two_students()
    session, key = evening(offering, 1), registration.pk
    with march(4, 18, 5):
        client_of(coordinator()).post(
            class_page("evening", offering, session.pk),
            {f"{key}-mark": "excused", f"{key}-note": "Migraine", f"{key}-seen_mark": "", f"{key}-seen_note": ""},
        )
    row = registration.attendance.get()
    assert (row.mark, row.note) == ("excused", "")


def test_the_roster_is_sorted_by_the_name_that_is_read():
    semester = student_class()
    for name in ("Abe", "Cho", "Bui"):
        enroll(semester, name.casefold(), family_name=name)
    rows = Roster(semester.offering, {}, local(2027, 3, 4)).rows(reader=coordinator())
    assert [row.registration.shown_family for row in rows] == ["Abe", "Bui", "Cho"]


def test_who_is_forgotten_keeps_the_number():
    _offering, registration, _ = two_students()
    nomination = registration.nomination
    nomination.given_name = nomination.family_name = ""
    nomination.save()
    nomination.parties.all().delete()
    person = with_names([registration], coordinator())[0]
    assert person.full_name == f"Student {registration.badge_code}"
