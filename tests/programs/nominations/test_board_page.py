"""The board of a class: each school's places and nominees, who is missing what; names for who may read them."""

from datetime import date, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from programs import nomination_board
from programs.enums.nominations import ConsentKind, FlagKind, NominationState, PartyRole
from programs.models import Nomination, Registration
from programs.services import classes
from tests.pages import words
from tests.programs.admin.helpers import class_page, class_url, said
from tests.programs.students import (
    add_party,
    client_of,
    consent,
    coordinator,
    instructor,
    make_nomination,
    make_semester,
)

pytestmark = pytest.mark.django_db
S = NominationState


def board_of(semester, user=None, show=""):
    return client_of(user or coordinator()).get(class_url(semester.offering, "nominees"), {"show": show})


def lines(semester):
    schools = nomination_board.board(semester, timezone.now())
    return {line.nomination.reference: line for school in schools for line in school.lines}


def without_names():
    """A member of staff who sees the board and may not know who the students are."""
    user = instructor("clerk")
    user.user_permissions.add(*Permission.objects.filter(codename__in=["view_nomination", "view_classoffering"]))
    return user


def test_each_nominee_says_who_is_missing_what():
    semester = make_semester()
    nomination = make_nomination(semester, state=S.GUARDIAN_DONE)
    assert lines(semester)[nomination.reference].missing == ["the student's answers"]
    both = make_nomination(semester, family="kim")
    assert lines(semester)[both.reference].missing == ["the student's answers", "the guardian's answers"]
    refused = make_nomination(semester, state=S.READY, family="lee")
    consent(refused.party(PartyRole.GUARDIAN), ConsentKind.PARTICIPATION, given=False)
    assert lines(semester)[refused.reference].missing == ["consent to taking part"]


def test_what_a_family_said_no_to_is_seen_before_the_evening():
    semester = make_semester()
    nomination = make_nomination(semester, state=S.READY)
    consent(nomination.party(PartyRole.GUARDIAN), ConsentKind.HANDS_ON, given=False)
    assert lines(semester)[nomination.reference].said_no == ["hands-on"]


def test_days_are_counted_from_the_last_step_and_not_from_a_remark():
    semester = make_semester()
    nomination = make_nomination(semester)
    nomination.events.update(at=timezone.now() - timedelta(days=6))
    nomination.events.create(at=timezone.now(), from_state=S.INVITED, to_state=S.INVITED, note="Link mailed again.")
    assert lines(semester)[nomination.reference].days == 6


@pytest.mark.parametrize(
    ("show", "family"),
    [("missing", "waits"), ("flagged", "flag"), ("ready", "ready"), ("paper", "paper"), ("ended", "ended")],
)
def test_each_filter_leaves_its_own(show, family):
    semester = make_semester()
    make_nomination(semester, family="waits", given_name="waits")
    make_nomination(semester, state=S.READY, family="flag", given_name="flag", flag=FlagKind.MIXED_UP)
    make_nomination(semester, state=S.READY, family="ready", given_name="ready")
    make_nomination(semester, state=S.WITHDRAWN, family="ended", given_name="ended")
    paper = make_nomination(semester, state=S.STUDENT_DONE, family="paper", given_name="paper")
    guardian = paper.party(PartyRole.GUARDIAN)
    guardian.email = ""
    guardian.save()
    shown = {
        line.nomination.given_name
        for school in board_of(semester, show=show).context["schools"]
        for line in school.lines
    }
    assert shown == ({"waits", "paper"} if show == "missing" else {family})
    assert board_of(semester, show="<script>").status_code == 200


def test_places_used_count_codes_on_paper_and_free_ones_are_said():
    semester = make_semester(schools=["North High School"], places=2)
    make_nomination(semester)
    make_nomination(semester, state=S.ALTERNATE, family="kim")
    page = words(board_of(semester))
    assert "1 of 2 places used, 1 of 3 alternates. <strong>1 free.</strong>" in page


def test_names_are_for_who_may_read_them_and_each_look_is_kept_without_them():
    semester = make_semester()
    nomination = make_nomination(semester, given_name="Minji-Canary")
    assert "Minji-Canary" in words(board_of(semester))
    line = LogEntry.objects.get()
    assert "Minji" not in line.change_message + line.object_repr
    page = words(board_of(semester, without_names()))
    assert "Minji-Canary" not in page
    assert nomination.reference in page
    assert board_of(semester, instructor()).status_code == 403


def test_no_more_queries_for_more_nominees():
    semester, user = make_semester(), coordinator()
    make_nomination(semester, state=S.READY, family="f0")
    board_of(semester, user)
    with CaptureQueriesContext(connection) as first:
        board_of(semester, user)
    for number in range(1, 40):
        made = make_nomination(semester, state=S.READY, family=f"f{number}", school="South High School")
        add_party(made, PartyRole.SECOND, f"s{number}@example.com", done=True)
    with CaptureQueriesContext(connection) as second:
        board_of(semester, user)
    assert len(second) == len(first)


def test_several_are_accepted_at_once_and_who_cannot_be_is_said_by_reference():
    semester = make_semester(capacity=1)
    first = make_nomination(semester, state=S.READY, rank=1)
    second = make_nomination(semester, state=S.READY, rank=2, family="kim")
    client, url = client_of(coordinator()), class_url(semester.offering, "nominees")
    response = client.post(url, {"nominee": [second.pk, first.pk, "9" * 30, "x"]})
    assert Nomination.objects.get(state=S.ACCEPTED) == first
    assert f"Not accepted: {second.reference}." in said(response)
    assert "Choose at least one" in said(client.post(url, {}))
    assert client_of(without_names()).post(url, {"nominee": [second.pk]}).status_code == 403


def test_nobody_accepts_students_of_another_class_from_this_board():
    other = make_nomination(make_semester(number=13), state=S.READY)
    semester = make_semester()
    client_of(coordinator()).post(class_url(semester.offering, "nominees"), {"nominee": [other.pk]})
    assert Nomination.objects.get(pk=other.pk).state == S.READY


def test_the_roster_is_shown_first_and_published_by_the_button():
    semester = make_semester()
    make_nomination(semester, state=S.ACCEPTED)
    make_nomination(semester, state=S.READY, family="kim", family_name="Kim")
    client, url = client_of(coordinator()), class_url(semester.offering, "publish_roster")
    page = words(client.get(url))
    assert "Gets a seat now: 1" in page
    assert "Ready, but not accepted: 1" in page
    assert not Registration.objects.exists()
    assert client.post(url).status_code == 302
    assert Registration.objects.count() == 1
    assert "nothing was changed" in said(client.post(url))


def test_a_class_of_adults_has_no_board_and_a_class_without_semester_neither():
    from_adults = reverse("admin:programs_classoffering_nominees", args=[10**9])
    assert client_of(coordinator()).get(from_adults).status_code == 404


def test_an_adult_who_answered_alone_is_missing_nothing():
    semester = make_semester()
    adult = make_nomination(semester, state=S.READY, born=date(2000, 1, 1))
    adult.parties.filter(role=PartyRole.GUARDIAN).delete()
    consent(adult.party(PartyRole.STUDENT), ConsentKind.PARTICIPATION)
    assert lines(semester)[adult.reference].missing == []


def test_in_a_cancelled_class_nobody_is_accepted_or_moved():
    semester = make_semester()
    nomination = make_nomination(semester, state=S.READY)
    make_nomination(semester, state=S.ENROLLED, family="kim")
    assert "Accept the chosen" in words(board_of(semester))
    classes.cancel_class(semester.offering, reason="Flood.")
    board = words(board_of(semester))
    assert nomination.full_name in board
    assert not [each for each in ("Accept the chosen", 'type="checkbox"') if each in board]
    assert "Move to the next class" not in words(client_of(coordinator()).get(class_page(semester.offering)))
