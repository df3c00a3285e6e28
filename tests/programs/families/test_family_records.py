"""My requests shows a student or guardian their own part: how it stands, and nobody's name."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.access import PROOF_SECONDS
from core.contact import email_key
from programs.enums import ClassStatus
from programs.enums.nominations import NominationState, PartyRole
from programs.models import ClassOffering, Nomination, Party, Semester
from programs.records import records_for
from tests.programs.students import add_party, make_nomination, make_semester

pytestmark = pytest.mark.django_db
S = NominationState
GUARDIAN, STUDENT = "oh@example.com", "oh.student@tusd.org"


def record(address=GUARDIAN):
    (mine,) = records_for(address)
    return mine


def test_each_sees_their_own_part_and_no_name():
    nomination = make_nomination()
    for address, role, part in [(GUARDIAN, PartyRole.GUARDIAN, "guardian"), (STUDENT, PartyRole.STUDENT, "student")]:
        mine, party = record(address), nomination.party(role)
        assert mine.title == f"Teens and Policing, {nomination.semester.offering.title}: the {part}'s part"
        assert (mine.reference, mine.url) == (nomination.reference, reverse("consent:part", args=[party.reference]))
        assert mine.is_live and mine.needs_answer and mine.standing.startswith("Please answer by ")
        assert "Minji" not in str(mine) and "Oh" not in str(mine)
    assert records_for("ben@example.com") == []


def test_whoever_proved_the_address_opens_the_page_from_there(client):
    make_nomination()
    assert client.get(record().url).headers["Location"] == reverse("portal:my")
    session = client.session
    session["proved_email"] = [email_key("OH@example.com"), timezone.now().timestamp() + PROOF_SECONDS]
    session.save()
    page = client.get(reverse("portal:my")).content.decode()
    assert record().title.replace("'", "&#x27;") in page and "Answer now" in page
    who = reverse("consent:who", args=[Party.objects.get(role=PartyRole.GUARDIAN).reference])
    assert client.get(record().url).headers["Location"] == who
    assert client.get(record(STUDENT).url).headers["Location"] == reverse("portal:my")


@pytest.mark.parametrize(
    ("state", "says", "is_live"),
    [
        (S.GUARDIAN_DONE, "you have answered", True),
        (S.READY, "your family's answers", True),
        (S.ACCEPTED, "We will write to you about the place", True),
        (S.ENROLLED, "has a place", True),
        (S.ALTERNATE, "when one is free", True),
        (S.REFUSED, "did not agree", False),
        (S.EXPIRED, "has run out", False),
        (S.WITHDRAWN, "was taken back", False),
        (S.REMOVED, "not in the class any more", False),
    ],
)
def test_every_standing_in_one_plain_sentence(state, says, is_live):
    make_nomination(state=state)
    mine = record()
    # Nobody of an alternate has answered, and nobody need.
    assert says in mine.standing and (mine.is_live, mine.needs_answer) == (is_live, False)


def test_every_state_has_its_sentence():
    nomination = make_nomination(state=S.READY)
    for state in set(S) - {S.ENROLLED}:
        Nomination.objects.filter(pk=nomination.pk).update(state=state)
        assert record().standing


def test_after_the_deadline_it_says_so_though_the_worker_is_late():
    make_nomination()
    Semester.objects.update(families_answer_by=timezone.now() - timedelta(minutes=1))
    mine = record()
    assert mine.standing == "The time to answer has run out." and not mine.is_live and not mine.needs_answer


def test_of_a_cancelled_class_it_says_so():
    make_nomination()
    ClassOffering.objects.update(status=ClassStatus.CANCELLED, cancelled_reason="Flood.")
    assert record().standing == "The class was cancelled." and not record().is_live and not record().needs_answer


def test_who_was_not_asked_yet_sees_nothing():
    make_nomination()
    Party.objects.update(invited_at=None)
    assert records_for(GUARDIAN) == []


def test_no_more_queries_for_more_parts(django_assert_max_num_queries):
    semester = make_semester()
    for number in range(1, 5):
        nomination = make_nomination(semester, family=f"f{number}")
        add_party(nomination, PartyRole.SECOND, GUARDIAN)
        # Registrations, parts, and the dates of the one class.
        with django_assert_max_num_queries(3):
            assert len(records_for(GUARDIAN)) == number
