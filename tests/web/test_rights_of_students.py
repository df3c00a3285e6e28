"""Who reads what about students, beyond the matrix of test_rights.py: the same addresses about other records."""

from itertools import product

import pytest
from django.contrib.contenttypes.models import ContentType

from programs.models.nominations import NominationQuerySet
from programs.views.families import opening
from tests.programs.families.pages import followed
from tests.volume import pairs
from tests.web.rights.addresses import places
from tests.web.rights.rows import ROWS, ROWS_OF_A_STUDENT
from tests.web.rights.secrets import shown_to
from tests.web.rights.student_secrets import NORTH, words
from tests.web.rights.students import is_about
from tests.web.rights.world import World
from tests.web.test_rights import REFUSALS, URLS, faults

pytestmark = [pytest.mark.django_db, pytest.mark.urls(URLS), pytest.mark.once]

# They run classes, or look at them, and may not know who the students are.
WITHOUT_NAMES = ["owner", "records", "coordinator", "moderator", "watch desk", "instructor"]
# Parts of the addresses that can lead to a class for teens, and to those who are in it.
OF_A_CLASS = ("offering_id", "registration", "certificate", "classoffering", "program_slug")


@pytest.fixture
def world(settings, tmp_path):
    settings.DEMO, settings.MAIL_TO_FOLDER, settings.RATE_LIMITS_ON = True, True, False
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "mailroom.backends.FolderBackend", str(tmp_path / "mail")
    ContentType.objects.clear_cache()
    return World()


def of(namespace):
    return [place for place in places(URLS) if place.name.startswith(namespace)]


def test_the_students_pages_are_not_the_guardians(world):
    world.students.shown = world.students.student
    for method in ("GET", "POST"):
        where = [place for place in places(URLS) if place.name in ROWS_OF_A_STUDENT]
        assert faults(world, method, where, ROWS_OF_A_STUDENT) == []


def test_no_page_of_another_family_opens(world):
    """The pages of everybody in the other family, by their references, for this family's student and guardian."""
    where = [place for place in of("consent:") if "reference" in place.route]
    for party in world.students.other.parties.all():
        world.students.shown = party
        for place in where:
            for role in ("student", "guardian", "counselor", "other counselor"):
                for method in ("GET", "POST"):
                    answer, written, shown = world.ask(role, method, place.address(world))
                    assert (answer in {"my", "405"}, written, shown) == (True, [], []), (place.name, role, method)


def test_a_second_guardian_reads_nothing_that_the_first_one_wrote(world):
    """Nor the first one what the second wrote: separated parents share a child, not an address."""
    world.students.shown = world.students.second
    world.clients["guardian"] = followed(world.students.second)
    theirs = set(words(NORTH, "guardian", "health", "student"))
    seen = set()
    for place in of("consent:"):
        if "reference" in place.route:
            answer, _written, shown = world.ask("guardian", "GET", place.address(world))
            seen.add(answer)
            assert not theirs & set(shown), place.name
    assert "200" in seen


def test_pages_of_any_class_name_no_student_to_who_may_not_know_them(world):
    """The lists, papers, exports and pages that every class has, about the class for teens."""
    found = []
    move_to_the_class_for_teens(world)
    namespaces = ("admin:programs_", "programs:", "certificates:")
    where = [place for place in places(URLS) if place.name.startswith(namespaces) and leads_to_a_class(place)]
    for place, (role, method) in pairs(where, [*product(WITHOUT_NAMES, ("GET", "POST"))]):
        answer, _written, shown = world.ask(role, method, place.address(world))
        row = ROWS[place.name][method, role]
        if shown or answer.startswith("5") or (row in REFUSALS - {"my"} and answer not in REFUSALS):
            found.append(f"{method} {place.name} by {role}: {answer} {shown}")
    assert found == []


def leads_to_a_class(place):
    return not is_about(place.name) and any(part in f"{place.name} {place.route}" for part in OF_A_CLASS)


def move_to_the_class_for_teens(world):
    mine = world.students.mine.registration
    world.offering = world.ended = world.students.offering
    world.session = world.offering.sessions.first()
    world.ana = world.twin = world.graduate = mine
    certificate = mine.certificates.get()
    world.records |= {"classoffering": world.offering, "registration": mine, "certificate": certificate,
                      "program": world.offering.program}  # fmt: skip


def test_control_a_page_that_forgets_the_school_or_the_family_is_named(world, monkeypatch):
    monkeypatch.setattr(NominationQuerySet, "of_school", lambda nominations, school: nominations)
    monkeypatch.setattr(opening.own_parts.__class__, "_is_owner", lambda *_: True)

    read = faults(world, "GET", of(("counselors:", "consent:")), ROWS)
    sent = faults(world, "POST", of("counselors:"), ROWS)

    assert "GET counselors:nominee by other counselor: 200, not 404" in read
    assert "GET counselors:nominee by other counselor shows qqvgiven" in read
    assert "POST counselors:promote by other counselor: 302, not 404" in sent
    assert "GET consent:part by anonymous: 302, not my" in read
    assert "GET consent:who by student: 200, not my" in read


def test_control_a_list_that_names_students_is_named(world, monkeypatch):
    """Where names are put in for everybody, the walk over the pages of a class finds them."""
    monkeypatch.setattr("programs.services.nominations.names.may_know", lambda reader: True)
    move_to_the_class_for_teens(world)
    where = next(place for place in places(URLS) if place.name == "admin:programs_classoffering_attendance")
    _answer, _written, shown = world.ask("records", "GET", where.address(world))
    assert "qqvcalled" in shown


def test_control_health_on_a_page_is_named(world):
    page = world.clients["youth coordinator"].post(f"/admin/programs/nomination/{world.students.mine.pk}/health/")
    assert shown_to("youth coordinator", page) == ["qqvpeanuts"]
