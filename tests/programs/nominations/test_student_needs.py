"""What the Monday page says to the youth coordinator; each line opens exactly the rows that it counts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programs import monday
from programs.enums.nominations import FlagKind, NominationState
from programs.models import Semester
from programs.services.nominations import leaving
from staff.roles import COORDINATOR
from tests.programs.admin.helpers import staff
from tests.programs.students import client_of, coordinator, make_nomination, make_semester

pytestmark = pytest.mark.django_db
S = NominationState


def texts(user=None, now=None):
    return [line.text for line in monday.lines(user or coordinator(), now or timezone.now())]


def line_with(words):
    (line,) = [line for line in monday.lines(coordinator(), timezone.now()) if words in line.text]
    return line


def opened(words):
    line = line_with(words)
    rows = client_of(coordinator()).get(line.url).context["cl"].result_list
    assert len(rows) == line.count
    return list(rows)


def test_flagged_ready_and_taken_back_open_their_rows():
    semester = make_semester()
    flagged = make_nomination(semester, state=S.READY, flag=FlagKind.MIXED_UP)
    ready = make_nomination(semester, state=S.READY, family="kim")
    gone = make_nomination(semester, state=S.ENROLLED, family="lee")
    leaving.leave(gone, S.REVOKED, now=timezone.now(), note="Took back the consent to taking part.")
    assert opened("flagged") == [flagged]
    assert opened("is ready") == [ready]
    assert opened("took back the consent") == [gone]
    assert "took back" not in " ".join(texts(now=timezone.now() + timedelta(days=8)))


def test_families_who_wait_are_news_when_the_deadline_is_near():
    waits = make_nomination(make_semester())
    assert "deadline" not in " ".join(texts())
    Semester.objects.update(families_answer_by=timezone.now() + timedelta(days=5))
    assert opened("deadline") == [waits]


def test_a_class_for_which_nobody_can_nominate():
    semester = make_semester(schools=[])
    assert opened("no places for schools") == [semester.offering]
    Semester.objects.all().delete()
    assert opened("no places for schools") == [semester.offering]


def test_other_coordinators_hear_nothing_of_students():
    make_nomination(make_semester(), state=S.READY)
    make_semester(schools=[], number=13)
    assert not [text for text in texts(staff(COORDINATOR)) if "nominee" in text or "students" in text]
