"""One student whom two schools nominate: the coordinator sees it, and neither counselor learns of the other."""

from datetime import date

import pytest
from django.utils import timezone

from programs import nomination_board
from programs.enums.nominations import NominationState, PartyRole
from programs.models import Counselor
from programs.same_student import twins_of
from tests.pages import words
from tests.programs.admin.helpers import class_url
from tests.programs.counselors.pages import signed_in
from tests.programs.students import client_of, coordinator, make_nomination, make_semester

pytestmark = pytest.mark.django_db
S = NominationState
SOUTH = "South High School"


def twins(semester):
    schools = nomination_board.board(semester, timezone.now())
    lines = [line for school in schools for line in school.lines]
    return {line.nomination.pk: [twin.pk for twin in line.twins] for line in lines if line.twins}


@pytest.mark.parametrize(
    "fields", [{"given_name": "MINJI ", "family_name": "oh"}, {"given_name": "Minjee", "family": "oh"}]
)
def test_by_the_name_or_by_the_mail_at_two_schools(fields):
    semester = make_semester()
    one = make_nomination(semester)
    other = make_nomination(semester, school=SOUTH, **{"family": "another", **fields})
    make_nomination(semester, given_name="Ken", family="ken", school=SOUTH)
    assert twins(semester) == {one.pk: [other.pk], other.pk: [one.pk]}
    assert twins_of(one) == [other]


def test_two_of_one_name_are_two_at_one_school_by_their_birthdays_or_once_one_has_ended():
    semester = make_semester()
    make_nomination(semester, state=S.READY)
    make_nomination(semester, family="cousin")
    assert twins(semester) == {}
    make_nomination(semester, state=S.READY, family="third", school=SOUTH, born=date(2009, 1, 2))
    make_nomination(semester, state=S.WITHDRAWN, family="fourth", school=SOUTH)
    assert [sorted(found) for found in twins(semester).values() if len(found) > 1] == []
    assert len(twins(semester)) == 2  # the cousin has not answered yet: the day of birth is not known


def test_the_board_and_the_page_of_the_nominee_say_so_and_no_counselor_reads_it(settings):
    settings.RATE_LIMITS_ON = False
    semester = make_semester()
    one = make_nomination(semester)
    other = make_nomination(semester, family="other", school=SOUTH)
    client = client_of(coordinator())
    board = words(client.get(class_url(semester.offering, "nominees"), {"show": "flagged"}))
    assert board.count("Perhaps the same student as") == 2
    page = words(client.get(f"/admin/programs/nomination/{one.pk}/change/"))
    assert f"{other.reference}</a> of {SOUTH}" in page
    for counselor in Counselor.objects.all():
        mine = one if counselor.school == one.quota.school else other
        theirs = signed_in(counselor)
        for path in ("/counselors/", f"/counselors/nominee/{mine.reference}/"):
            shown = words(theirs.get(path))
            assert mine.full_name in shown and "same student" not in shown and "the coordinator" not in shown


def test_one_mail_is_one_student_even_at_one_school():
    semester = make_semester()
    one = make_nomination(semester)
    moved = make_nomination(semester, given_name="Mina", family="mina", school=SOUTH)
    student = moved.party(PartyRole.STUDENT)
    student.email = str(one.party(PartyRole.STUDENT).email)
    student.save()
    moved.quota = one.quota
    moved.save()
    assert set(twins(semester)) == {one.pk, moved.pk}
