"""The semester of a class: its deadlines fit the class and each other, and every school has places."""

from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from programs.enums import Entry
from programs.enums.nominations import NominationState
from programs.models import ClassOffering, Nomination, School, SchoolQuota, Semester
from programs.services.nominations import semesters, upkeep
from tests.days import told
from tests.pages import words
from tests.programs.admin.helpers import class_url, said
from tests.programs.admin.test_season import URL as PLAN
from tests.programs.admin.test_season import facts as season_facts
from tests.programs.builders import make_offering, make_program
from tests.programs.students import client_of, coordinator, instructor, make_nomination, make_school, make_semester

pytestmark = pytest.mark.django_db


def make_class(**fields):
    program = make_program("tap", name="Teens and Policing", entry=Entry.NOMINATION)
    return make_offering(program=program, number=12, opens_at=None, **fields)


def typed(**changes):
    """What the coordinator types: families answer ten days before the first session of make_class."""
    moments = {"nominations_open_at": 1, "nominations_close_at": 30, "families_answer_by": 50}
    fields = {name: moment_in(days) for name, days in moments.items()}
    fields |= {"course_title": "Teens and Policing", "credits": "2.5"}
    for school in School.objects.all():
        fields |= {f"places_{school.pk}": 8, f"alternates_{school.pk}": 3}
    return fields | changes


def moment_in(days):
    """So many days from now, as a browser sends a moment."""
    return f"{timezone.localtime() + timedelta(days=days):%Y-%m-%dT%H:%M}"


def save(offering, **changes):
    return client_of(coordinator()).post(class_url(offering, "semester"), typed(**changes))


def test_the_wizard_leads_from_the_dates_to_the_semester():
    tap = make_program("tap", entry=Entry.NOMINATION)
    response = client_of(coordinator()).post(PLAN, season_facts(program=tap.pk, create="1"))
    offering = ClassOffering.objects.get()
    assert response.url == class_url(offering, "semester")


def test_registration_days_are_not_typed_for_a_class_of_students():
    tap = make_program("tap", entry=Entry.NOMINATION)
    typed = season_facts(program=tap.pk, opens_at="2020-01-01T08:00", show="1")
    response = client_of(coordinator()).post(PLAN, typed)
    assert "counselors nominate" in str(response.context["form"].errors["opens_at"])


def test_every_active_school_has_eight_places_and_three_alternates_at_first_shery_too():
    offering = make_class()
    form = client_of(coordinator()).get(class_url(offering, "semester")).context["form"]
    assert {row.school.name: (row.places.value(), row.alternates.value()) for row in form.rows()} == {
        school.name: (8, 3) for school in School.objects.filter(is_active=True)
    }
    assert "Shery High School" in [row.school.name for row in form.rows()]
    assert form["families_answer_by"].value() == (offering.begins_at - timedelta(days=10)).replace(tzinfo=None)


def test_it_is_saved_in_one_step_with_the_places_of_all_schools():
    offering = make_class()
    response = save(offering)
    assert response.status_code == 302, response.context["form"].errors
    assert Semester.objects.get().offering == offering
    assert SchoolQuota.objects.filter(places=8, alternates=3).count() == School.objects.count()


def test_none_at_all_only_if_somebody_types_it_and_then_it_is_said():
    offering, shery = make_class(), make_school("Shery High School")
    response = save(offering, **{f"places_{shery.pk}": 0})
    assert "Shery High School may nominate nobody: it has 0 places." in said(response)
    assert save(offering, **{f"places_{shery.pk}": ""}).context["form"].errors.keys() == {f"places_{shery.pk}"}


@pytest.mark.parametrize(
    ("slip", "field"),
    [
        ({"nominations_close_at": partial(moment_in, 0)}, "nominations_close_at"),
        ({"families_answer_by": partial(moment_in, 20)}, "families_answer_by"),
        ({"families_answer_by": partial(moment_in, 61)}, "families_answer_by"),
        ({"families_answer_by": "soon"}, "families_answer_by"),
        ({"credits": "21"}, "credits"),
        ({"credits": "NaN"}, "credits"),
        ({"course_title": "Teens\x00"}, "course_title"),
    ],
)
def test_what_does_not_fit_is_said_beside_the_field_and_nothing_is_saved(slip, field):
    response = save(make_class(), **told(slip))
    assert field in response.context["form"].errors
    assert not Semester.objects.exists()


def test_a_class_without_sessions_has_no_semester():
    response = save(make_class(sessions=0))
    assert "no sessions yet" in words(response)
    assert not Semester.objects.exists()


def test_places_are_not_lowered_below_what_is_used_and_the_numbers_are_said():
    semester = make_semester(schools=["North High School"])
    for number in range(3):
        make_nomination(semester, family=f"f{number}")
    make_nomination(semester, state=NominationState.ALTERNATE, family="last")
    north = make_school()
    page = words(save(semester.offering, **{f"places_{north.pk}": 2}))
    assert "North High School uses 3 of its places already: it cannot have 2." in page
    page = words(save(semester.offering, **{f"alternates_{north.pk}": 0}))
    assert "North High School has 1 alternates already: it cannot have 0." in page
    assert list(SchoolQuota.objects.values_list("places", "alternates")) == [(8, 3)]
    assert save(semester.offering, **{f"places_{north.pk}": 3, f"alternates_{north.pk}": 1}).status_code == 302


def test_a_deadline_is_moved_but_not_beyond_the_first_session_nor_into_the_past():
    """What runs out is erased at once: a slip in the date must not end every nomination."""
    opened, closed = moment_in(-40), moment_in(-20)
    semester = make_semester(nominations_close_at=timezone.now())
    make_nomination(semester)
    for days, why in ((-1, "This moment has passed"), (61, "before the first session")):
        page = words(save(semester.offering, nominations_open_at=opened, nominations_close_at=closed,
                          families_answer_by=moment_in(days)))  # fmt: skip
        assert why in page
    upkeep.expire_unanswered()
    assert Nomination.objects.get().state == NominationState.INVITED
    saved = save(semester.offering, families_answer_by=moment_in(55))
    assert saved.status_code == 302
    assert Semester.objects.get().families_answer_by > semester.families_answer_by


def test_a_deadline_that_has_passed_holds_up_no_other_change():
    semester = make_semester(families_answer_by=timezone.now().replace(second=0, microsecond=0) - timedelta(hours=1),
                             nominations_open_at=timezone.now() - timedelta(days=40),
                             nominations_close_at=timezone.now() - timedelta(days=20))  # fmt: skip
    passed = f"{timezone.localtime(semester.families_answer_by):%Y-%m-%dT%H:%M}"
    changed = save(semester.offering, nominations_open_at=moment_in(-40), nominations_close_at=moment_in(-20),
                   families_answer_by=passed, credits="5")  # fmt: skip
    assert changed.status_code == 302, changed.context["form"].errors
    assert Semester.objects.get().credits == 5


def test_a_class_that_has_moved_away_from_its_deadlines_is_said():
    semester = make_semester()
    semester.offering.sessions.update(cancelled=True)
    page = words(client_of(coordinator()).get(class_url(semester.offering, "semester")))
    assert "The dates do not fit the class any more" in page


def test_other_classes_have_no_semester_and_instructors_do_not_see_one():
    assert client_of(coordinator()).get(class_url(make_offering(), "semester")).status_code == 404
    assert client_of(instructor()).get(class_url(make_class(), "semester")).status_code == 403
    adults = make_offering(number=46)
    page = words(client_of(coordinator()).get(reverse("admin:programs_classoffering_change", args=[adults.pk])))
    assert class_url(adults, "semester") not in page


def test_once_the_roster_is_published_no_school_needs_places():
    semester = make_semester(schools=["North High School"])
    make_school("Shery High School")
    assert "Shery High School has no places yet" in " ".join(semesters.warnings(semester, timezone.now()))
    semester.roster_published_at = timezone.now()
    assert semesters.warnings(semester, timezone.now()) == []
