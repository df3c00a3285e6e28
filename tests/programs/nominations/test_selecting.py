"""Who gets a seat: the coordinator accepts within the seats of the class, and publishes the roster."""

from datetime import date

import pytest
from django.utils import timezone

from mailroom.models import Message
from programs.enums import ClassStatus, RegistrationState, Source
from programs.enums.nominations import ConsentKind, FlagKind, NominationState, PartyRole
from programs.models import Nomination, Registration, Semester
from programs.services import classes
from programs.services.nominations import refusing, selecting
from programs.services.nominations.states import NominationError
from tests.programs.students import (
    add_party,
    consent,
    coordinator,
    make_counselor,
    make_nomination,
    make_school,
    make_semester,
)

pytestmark = pytest.mark.django_db
S = NominationState


def ready(semester, family="oh", **fields):
    return make_nomination(semester, state=S.READY, family=family, **fields)


def accept(nomination):
    return selecting.accept(nomination, by=coordinator())


def publish(semester):
    return selecting.publish_roster(semester, by=coordinator())


def state_of(nomination):
    return Nomination.objects.get(pk=nomination.pk).state


def test_who_is_ready_is_accepted_and_a_second_click_changes_nothing():
    nomination = ready(make_semester())
    assert accept(nomination) is True
    assert accept(nomination) is False
    assert state_of(nomination) == S.ACCEPTED
    assert nomination.events.filter(to_state=S.ACCEPTED, by=coordinator()).count() == 1


@pytest.mark.parametrize("state", [S.ALTERNATE, S.INVITED, S.STUDENT_DONE, S.GUARDIAN_DONE])
def test_who_is_not_ready_is_not_accepted(state):
    nomination = make_nomination(make_semester(), state=state)
    with pytest.raises(NominationError, match="ready"):
        accept(nomination)


def test_a_flag_is_looked_at_first():
    nomination = ready(make_semester(), flag=FlagKind.DISAGREE)
    with pytest.raises(NominationError, match="two guardians disagree"):
        accept(nomination)


def test_without_consent_nobody_is_accepted_but_an_adult_consents_alone():
    semester = make_semester()
    minor = ready(semester)
    consent(minor.party(PartyRole.GUARDIAN), ConsentKind.PARTICIPATION, given=False)
    with pytest.raises(NominationError, match="Nobody has consented"):
        accept(minor)
    adult = ready(semester, family="kim", born=date(2000, 1, 1))
    adult.parties.filter(role=PartyRole.GUARDIAN).delete()
    consent(adult.party(PartyRole.STUDENT), ConsentKind.PARTICIPATION)
    assert accept(Nomination.objects.get(pk=adult.pk))


def test_accepted_and_seated_are_never_more_than_the_class_holds():
    semester = make_semester(capacity=2)
    make_nomination(semester, state=S.ENROLLED, family="one")
    accept(ready(semester, "two"))
    third = ready(semester, "three")
    with pytest.raises(NominationError, match="2 seats"):
        accept(third)
    selecting.take_back(Nomination.objects.get(state=S.ACCEPTED), by=coordinator())
    assert accept(third)


def test_published_each_has_a_seat_by_a_number_and_everybody_is_told_without_a_name():
    semester = make_semester()
    make_counselor("Ms. Reyes")
    make_counselor("Ms. Stone", make_school("South High School"))
    nomination = ready(semester)
    accept(nomination)
    assert publish(semester) is True

    registration = Registration.objects.get()
    assert (registration.state, registration.source) == (RegistrationState.CONFIRMED, Source.NOMINATED)
    assert registration.full_name == f"Student {registration.badge_code}"
    assert (registration.email, str(registration.phone or "")) == ("", "")
    assert registration.events.get().by == coordinator()
    assert Nomination.objects.get(pk=nomination.pk).registration == registration
    assert Semester.objects.get().roster_published_at

    mails = Message.objects.all()
    assert sorted(mails.values_list("template", "to")) == [
        ("students/enrolled", "oh.student@tusd.org"), ("students/enrolled", "oh@example.com"),
        ("students/roster", "reyes@tusd.org"),
    ]  # fmt: skip
    for mail in mails:
        kept = f"{mail.subject}{mail.html}{mail.attachments}"
        assert not [name for name in ("Minji", "Mina", "Hana") if name in kept]
        assert " Oh" not in kept
    told = mails.get(to="oh@example.com")
    assert "Parents and guardians are welcome on the first evening." in told.text
    assert [each["filename"] for each in told.attachments] == ["class.ics"]
    assert nomination.reference in mails.get(to="reyes@tusd.org").text


def test_each_is_told_in_their_language():
    nomination = ready(make_semester())
    nomination.parties.filter(role=PartyRole.GUARDIAN).update(language="ko")
    accept(nomination)
    publish(nomination.semester)
    assert Message.objects.get(to="oh@example.com").language == "ko"


def test_published_again_for_those_who_come_late_and_twice_is_no_error():
    semester = make_semester()
    accept(ready(semester))
    publish(semester)
    first = Semester.objects.get().roster_published_at
    assert publish(semester) is False
    accept(ready(semester, "late"))
    assert publish(semester) is True
    assert Message.objects.filter(template="students/enrolled").count() == 4
    assert Registration.objects.count() == 2
    assert Semester.objects.get().roster_published_at == first


def test_a_roster_of_nobody_or_of_a_draft_is_not_published():
    semester = make_semester()
    with pytest.raises(NominationError, match="Nobody is accepted"):
        publish(semester)
    accept(ready(semester))
    type(semester.offering).objects.update(status=ClassStatus.DRAFT)
    with pytest.raises(NominationError, match="draft"):
        publish(semester)


def test_fewer_seats_than_accepted_seats_nobody_and_says_how_many():
    semester = make_semester(capacity=2)
    for family in ("one", "two"):
        accept(ready(semester, family))
    classes.change_capacity(semester.offering, 1)
    with pytest.raises(NominationError, match="2 are accepted, and 1 of them"):
        publish(semester)
    assert not Registration.objects.exists()


def test_nobody_is_seated_whose_guardians_have_come_to_disagree_since_they_were_accepted():
    semester = make_semester()
    nomination, other = ready(semester), ready(semester, "other")
    for each in (nomination, other):
        accept(each)
    refusing.refuse(add_party(nomination, PartyRole.SECOND, "jun@example.com", name="Junho Oh"))
    assert (state_of(nomination), state_of(other)) == (S.ACCEPTED, S.ACCEPTED)
    doubt = f"{nomination.reference}: first look at the flag: two guardians disagree."
    assert selecting.outlook(semester, timezone.now()).doubts == [doubt]
    with pytest.raises(NominationError, match="Settle it, or take back the acceptance"):
        publish(semester)
    assert not Registration.objects.exists()
    selecting.take_back(nomination, by=coordinator())
    assert publish(semester) is True
    assert (state_of(nomination), state_of(other)) == (S.READY, S.ENROLLED)


def test_the_preview_says_who_gets_a_seat_and_who_does_not():
    semester = make_semester()
    gets = ready(semester)
    accept(gets)
    left = ready(semester, "left")
    awaited = make_nomination(semester, family="waits", school="South High School")
    outlook = selecting.outlook(semester, timezone.now())
    assert (outlook.accepted, outlook.ready, outlook.awaited) == ([gets], [left], [awaited])
    assert {school.name: number for school, number in outlook.free_places} == {
        "North High School": 6, "South High School": 7,
    }  # fmt: skip


def test_cancelled_families_and_counselors_are_told_once_without_names():
    semester = make_semester()
    make_counselor("Ms. Reyes")
    make_nomination(semester, state=S.ENROLLED)
    make_nomination(semester, family="kim")
    make_nomination(semester, state=S.WITHDRAWN, family="gone")
    classes.cancel_class(semester.offering, reason="The station is being rebuilt.")
    mails = Message.objects.filter(template__startswith="students/")
    assert sorted(mails.values_list("to", flat=True)) == [
        "kim.student@tusd.org", "kim@example.com", "oh.student@tusd.org", "oh@example.com", "reyes@tusd.org",
    ]  # fmt: skip
    assert not [mail for mail in mails if "Minji" in mail.html or "Hana" in mail.html]
    assert "rebuilt" in mails.get(to="kim@example.com").text
