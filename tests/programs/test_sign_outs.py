"""At the end of an evening each student leaves with an adult whom the family named, or alone if the family said so."""

from datetime import date

import pytest
from django.urls import reverse

from programs.enums.nominations import PartyRole, WayHome
from programs.models import SignOut
from programs.services.errors import RegistrationError
from programs.services.nominations import sign_outs
from programs.services.nominations.sign_outs import ALONE
from tests.programs.evenings import evening, running_class
from tests.programs.student_evenings import enroll, march, mark, student_class
from tests.programs.students import client_of, coordinator, instructor

pytestmark = pytest.mark.django_db


def here(nomination, value="present"):
    """The student is at the first evening."""
    with march(4, 18, 5):
        mark(nomination, 1, value)
    return evening(nomination.semester.offering, 1)


def goes(nomination, way):
    student = nomination.party(PartyRole.STUDENT)
    student.answers = {**student.answers, "way_home": way}
    student.save()


def leave(session, nomination, collector):
    return sign_outs.sign_out(session, nomination.registration, collector, by=coordinator())


@pytest.mark.parametrize("adult", ["Hana Oh", "Daniel Oh"])
def test_guardians_and_whom_they_named_may_collect(adult):
    nomination = enroll(student_class())
    session = here(nomination)
    with march(4, 20, 1):
        row = leave(session, nomination, adult)
    assert (row.collected_by, row.by, row.session) == (adult, coordinator(), session)


@pytest.mark.parametrize("adult", ["Somebody Else", "Grace Oh", "Minji Oh", "", ALONE])
def test_nobody_else_may_and_whoever_is_picked_up_does_not_go_alone(adult):
    nomination = enroll(student_class())
    session = here(nomination)
    with march(4, 20, 1), pytest.raises(RegistrationError, match="call the parent or guardian now"):
        leave(session, nomination, adult)
    assert not SignOut.objects.exists()


@pytest.mark.parametrize("way", [WayHome.DRIVES, WayHome.WALKS, WayHome.BUS])
def test_alone_if_the_family_said_so(way):
    nomination = enroll(student_class())
    goes(nomination, way)
    session = here(nomination)
    with march(4, 20, 1):
        assert leave(session, nomination, ALONE).collected_by.startswith("Went home alone: ")


def test_who_is_eighteen_goes_alone():
    nomination = enroll(student_class(), born=date(2009, 3, 4))
    session = here(nomination)
    with march(4, 20, 1):
        assert leave(session, nomination, ALONE).collected_by == "Went home alone: 18 or older"


@pytest.mark.parametrize("value", ["absent", "excused", "made_up"])
def test_only_who_was_there_is_signed_out(value):
    nomination = enroll(student_class())
    session = here(nomination, value)
    with march(4, 20, 1), pytest.raises(RegistrationError, match="Take attendance first"):
        leave(session, nomination, "Hana Oh")


def test_twice_is_no_error_and_the_first_stands():
    nomination = enroll(student_class())
    session = here(nomination)
    with march(4, 20, 1):
        first = leave(session, nomination, "Hana Oh")
        assert leave(session, nomination, "Daniel Oh") == first
    assert SignOut.objects.get().collected_by == "Hana Oh"


def test_taken_back_with_a_reason_in_the_history():
    nomination = enroll(student_class())
    session = here(nomination)
    with march(4, 20, 1):
        leave(session, nomination, "Hana Oh")
        with pytest.raises(RegistrationError, match="Choose why"):
            sign_outs.undo(session, nomination.registration, reason="Mina ran back", by=coordinator())
        assert sign_outs.undo(session, nomination.registration, reason="slip", by=coordinator())
        assert sign_outs.undo(session, nomination.registration, reason="slip", by=coordinator()) is False
    assert not SignOut.objects.exists()
    assert nomination.registration.events.get().note == "sign-out of March 4 taken back: pressed by mistake"


def address(session):
    return reverse("admin:programs_classoffering_sign_out", args=[session.offering_id, session.pk])


def test_the_page_says_who_is_still_here_and_whom_to_call():
    semester = student_class()
    oh, kim = enroll(semester), enroll(semester, "kim", family_name="Kim")
    enroll(semester, "lee", family_name="Lee")
    session = here(oh)
    here(kim, "late")
    with march(4, 20, 5):
        client = client_of(coordinator())
        text = client.get(address(session)).content.decode()
        assert "<strong>2</strong> still here" in text and "1 of the class is not recorded" in text
        assert "The evening is over, and <strong>2</strong> students are still here" in text
        assert text.index("Kim, Mina") < text.index("Oh, Mina") and "Lee, Mina" not in text
        assert 'href="tel:+1-310-555-0177"' in text and "Grace Oh" in text

        refused = client.post(address(session), {"person": oh.registration_id, "collector": "another"})
        assert "call the parent or guardian now" in refused.content.decode() and not SignOut.objects.exists()

        client.post(address(session), {"person": oh.registration_id, "collector": "Daniel Oh"})
        text = client.get(address(session)).content.decode()
        assert "<strong>1</strong> still here" in text and "8:05 PM, Daniel Oh (signed out by youth)" in text

        client.post(address(session), {"person": oh.registration_id, "undo": "1", "reason": "slip"})
        assert not SignOut.objects.exists()


def test_as_many_queries_for_many_students_as_for_one(django_assert_max_num_queries):
    semester = student_class()
    numbers = []
    for family in ("oh", "kim", "lee"):
        session = here(enroll(semester, family))
        with django_assert_max_num_queries(20) as counted:
            sign_outs.leavers(session)
        numbers.append(len(counted))
    assert len(set(numbers)) == 1


@pytest.mark.parametrize(("who", "status"), [("youth coordinator", 200), ("program coordinator", 403),
                                             ("records", 403), ("youth instructor", 403)])  # fmt: skip
def test_who_knows_the_families_signs_out_and_nobody_else(who, status):
    session = here(enroll(student_class()))
    with march(4, 20, 1):
        user = instructor() if who == "youth instructor" else coordinator(who.replace(" ", "-"), who)
        assert client_of(user).get(address(session)).status_code == status


def test_a_class_of_adults_has_no_such_page():
    offering, _ana = running_class("ana")
    with march(4, 20, 1):
        assert client_of(coordinator()).get(address(evening(offering, 1))).status_code == 404
