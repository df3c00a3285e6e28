"""The lights of an evening: for instructors, who may take part in what, and nothing else of a student."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from programs import lights, monday
from programs.enums.nominations import ConsentKind, NominationState, PartyRole
from programs.models import Semester
from tests.pages import words
from tests.programs.admin.helpers import coordinator as program_coordinator
from tests.programs.builders import make_offering
from tests.programs.students import client_of, consent, instructor, make_nomination, make_semester

pytestmark = pytest.mark.django_db
S = NominationState


def running(weeks=3):
    """A class that began three weeks ago; its roster is published."""
    semester = make_semester()
    for session in semester.offering.sessions.all():
        session.date -= timedelta(days=60 + 7 * weeks)
        session.save()
    Semester.objects.update(roster_published_at=timezone.now())
    return semester


def tonight(semester):
    return semester.offering.sessions.get(date=timezone.localdate())


def url_of(session):
    return reverse("admin:programs_classoffering_lights", args=[session.offering_id, session.pk])


def look(session, user=None):
    return client_of(user or instructor()).get(url_of(session))


def test_an_instructor_sees_who_may_do_what_and_nothing_else():
    semester = running()
    nomination = make_nomination(semester, state=S.ENROLLED, reason="canary-reason")
    guardian = nomination.party(PartyRole.GUARDIAN)
    guardian.health, guardian.has_allergy = "canary-health", True
    guardian.save()
    consent(guardian, ConsentKind.PHOTOS, given=False)
    page = words(look(tonight(semester)))
    assert "Mina Oh" in page
    assert "Allergy or condition" in page
    assert "Photos: <strong>No</strong>" in page
    assert "Hands-on: <strong>yes</strong>" in page
    assert "Home: Is picked up" in page
    for secret in ("canary", "Minji", "Hana", "Grace", "@", "2010", "detective", nomination.reference):
        assert secret not in page.replace(f"mailto:{secret}", "")


def test_only_who_has_a_seat_stands_on_it():
    semester = running()
    make_nomination(semester, state=S.ENROLLED, family_name="Seated")
    make_nomination(semester, state=S.ACCEPTED, family_name="Waits", family="waits")
    names = [row.name for row in lights.lights_of(tonight(semester))]
    assert names == ["Mina Seated"]


def test_each_look_is_one_line_in_the_history_without_names():
    semester = running()
    make_nomination(semester, state=S.ENROLLED)
    look(tonight(semester))
    line = LogEntry.objects.get()
    assert line.user == instructor()
    assert line.get_change_message().startswith("Looked at the consent lights of")
    assert "Oh" not in line.change_message + line.object_repr


def test_an_instructor_finds_tonight_on_the_first_page_and_no_other_page_opens():
    semester = running()
    session = tonight(semester)
    client = client_of(instructor())
    first = words(client.get(reverse("admin:index")))
    assert url_of(session) in first
    assert "have permission" not in first + words(client.get(url_of(session)))
    for closed in ("classoffering", "registration", "nomination", "semester"):
        assert client.get(reverse(f"admin:programs_{closed}_changelist")).status_code == 403
    for page in ("change", "nominees", "semester", "publish_roster"):
        address = reverse(f"admin:programs_classoffering_{page}", args=[semester.offering_id])
        assert client.get(address).status_code in (302, 403)


def test_before_the_roster_is_published_and_after_the_class_there_is_no_line():
    make_semester()
    assert not [line for line in monday.lines(instructor(), timezone.now()) if "lights" in line.text]
    running_class = Semester.objects.get().offering
    Semester.objects.update(roster_published_at=timezone.now())
    assert not [line for line in monday.lines(instructor(), timezone.now()) if "lights" in line.text]
    soon = running_class.begins_at - timedelta(days=3)
    assert [line for line in monday.lines(instructor(), soon) if "lights" in line.text]
    after = running_class.ends_at + timedelta(days=2)
    assert not [line for line in monday.lines(instructor(), after) if "lights" in line.text]


def test_when_the_class_is_over_instructors_look_no_more():
    semester = running(weeks=14)
    make_nomination(semester, state=S.ENROLLED)
    assert look(semester.offering.sessions.last()).status_code == 403


def test_others_and_other_classes_have_no_lights():
    session = tonight(running())
    assert program_coordinator().get(url_of(session)).status_code == 403
    assert client_of(instructor()).get(url_of(make_offering().sessions.first())).status_code == 404
    address = reverse("admin:programs_classoffering_lights", args=[session.offering_id, 10**9])
    assert client_of(instructor()).get(address).status_code == 404


def test_no_more_queries_for_more_students():
    semester = running()
    session = tonight(semester)
    session = type(session).objects.select_related("offering").get(pk=session.pk)
    counts = []
    for number in range(3):
        make_nomination(semester, state=S.ENROLLED, family=f"f{number}")
        with CaptureQueriesContext(connection) as queries:
            lights.lights_of(session)
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_the_first_page_leads_an_instructor_to_no_page_that_is_closed_to_them():
    session = tonight(running())
    look(session)
    page = words(client_of(instructor()).get("/admin/"))
    assert url_of(session) in page and "Recent actions" not in page
    assert f"/classoffering/{session.offering_id}/change/" not in page
