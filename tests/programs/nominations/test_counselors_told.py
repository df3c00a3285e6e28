"""What a counselor is mailed of a nominee who leaves or changes school: the reference, and neither name nor reason."""

import pytest
from django.utils import timezone

from mailroom.models import Message
from programs.enums.nominations import NominationState, PartyRole
from programs.models import Semester
from programs.services import counselors
from programs.services.nominations import coordinating, refusing, withdrawing
from tests.programs.students import coordinator, make_counselor, make_nomination, make_school, make_semester

pytestmark = pytest.mark.django_db
S = NominationState


def told():
    return sorted(Message.objects.filter(template="students/counselor_nominee").values_list("to", flat=True))


def remove(nomination):
    return coordinating.remove(nomination, reason="canary-7f: was arrested", by=coordinator())


def decline(nomination):
    return refusing.decline(nomination.parties.get(role=PartyRole.STUDENT))


def take_back(nomination):
    return refusing.refuse(nomination.parties.get(role=PartyRole.GUARDIAN))


def family_called(nomination):
    return coordinating.withdraw_for_family(nomination, by=coordinator())


@pytest.mark.parametrize("end", [remove, decline, take_back, family_called])
def test_whoever_ends_it_the_counselor_reads_the_same_once(end):
    nomination = make_nomination(make_semester(), state=S.ENROLLED)
    make_counselor("Mr. Colleague")
    for _ in range(2):
        end(nomination)
        nomination.refresh_from_db()
    assert told() == [nomination.counselor.email]
    mail = Message.objects.get(template="students/counselor_nominee")
    assert mail.subject == f"{nomination.reference} does not take part any more"
    assert not [word for word in ("Minji", "Mina", "Oh,", "canary", "consent", "removed") if word in mail.text]
    assert "A place of your school is free" in mail.text


def test_after_the_families_deadline_no_place_is_offered_and_the_school_hears_of_who_has_left():
    nomination = make_nomination(make_semester(), state=S.ENROLLED)
    Semester.objects.update(families_answer_by=timezone.now())
    make_counselor("Mr. Colleague")
    counselors.leave(nomination.counselor)
    nomination.refresh_from_db()
    remove(nomination)
    assert told() == ["colleague@tusd.org"]
    assert "A place of your school is free" not in Message.objects.get(to="colleague@tusd.org").text


def test_of_another_school_the_old_one_hears_and_all_of_the_new_one():
    nomination = make_nomination(make_semester(), state=S.READY)
    south = make_school("South High School")
    make_counselor("Ms. Stone", south)
    make_counselor("Mr. Lake", south)
    quota = nomination.semester.quotas.get(school=south)
    for _ in range(2):
        coordinating.move_to_school(nomination, quota, by=coordinator())
    assert told() == ["lake@tusd.org", nomination.counselor.email, "stone@tusd.org"]
    mails = Message.objects.filter(template="students/counselor_nominee")
    assert mails.get(to=nomination.counselor.email).subject.endswith("is not a nominee of North High School any more")
    assert "South" not in mails.get(to=nomination.counselor.email).text
    assert mails.get(to="lake@tusd.org").subject.endswith("is a nominee of South High School now")


def test_what_a_counselor_has_done_is_not_told_back():
    nomination = make_nomination(make_semester())
    withdrawing.withdraw(nomination, reason="Moved away.", counselor=nomination.counselor)
    assert told() == []
