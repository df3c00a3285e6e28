"""The Monday page: every room's lines, for those who may see them; a room that fails stands alone."""

import logging

import pytest
from django.urls import reverse

from core.models import DepartmentProfile
from core.monday import Line
from programs.enums import ClassStatus
from programs.models import ClassOffering, Registration
from tests.mailroom.helpers import mail_in
from tests.programs.admin.helpers import coordinator, records, signed_in
from tests.programs.admin.test_queries import queries
from tests.programs.builders import make_offering, seated, sign_up
from tests.volume import few

pytestmark = pytest.mark.django_db
INDEX = reverse("admin:index")


def page(client):
    return client.get(INDEX).content.decode()


def broken(user, now):
    raise RuntimeError("the room fell over")


def urgent_and_plain(user, now):
    return [Line("plain", "/1", 1), Line("urgent", "/2", 2, urgent=True), Line("good to know", "/3")]


def test_nothing_to_do_is_said():
    text = page(coordinator())
    assert "Nothing needs you today." in text
    assert "Open now" not in text
    # What Django has there stays: the list of everything, and recent actions.
    assert "Recent actions" in text
    assert reverse("admin:programs_registration_changelist") in text


def test_every_room_speaks_and_what_is_urgent_comes_first():
    sign_up(make_offering(number=45))
    make_offering(number=46, status=ClassStatus.DRAFT)
    mail_in("dead")
    text = page(coordinator())
    wanted = [
        "1 class is still a draft",
        "1 mail did not arrive",
        "1 seat is held",
        "Open now",
        "PIP class 45: 1 of 40",
    ]
    places = [text.index(words) for words in wanted]
    assert places == sorted(places)
    assert "Nothing needs you today." not in text


def test_only_what_one_may_see():
    sign_up(make_offering())
    mail_in("dead")
    nobody, looks = page(signed_in(None)), page(records())
    assert "PIP class 45" not in nobody
    assert "seat is held" not in nobody
    assert "did not arrive" not in nobody
    assert "Nothing needs you today." in nobody
    assert "PIP class 45" in looks


def test_urgent_lines_first_and_what_only_informs_below(settings):
    settings.MONDAY_LINES = [f"{__name__}.urgent_and_plain"]
    text = page(signed_in(None))
    assert text.index("/2") < text.index("/1") < text.index("Open now") < text.index("/3")


def test_a_room_that_fails_takes_nothing_else_with_it(settings, caplog):
    settings.MONDAY_LINES = [
        "programs.monday.lines",
        f"{__name__}.broken",
        "no_such_room.lines",
        "mailroom.monday.lines",
    ]
    sign_up(make_offering())
    mail_in("dead")
    with caplog.at_level(logging.ERROR):
        text = page(coordinator())
    assert "seat is held" in text
    assert "mail did not arrive" in text
    assert "tests: what waits there could not be read" in text
    assert "no_such_room: what waits there could not be read" in text
    assert "the room fell over" in caplog.text
    assert "the room fell over" not in text


def test_a_failing_room_is_not_taken_for_nothing_to_do(settings):
    settings.MONDAY_LINES = [f"{__name__}.broken"]
    assert "Nothing needs you today." not in page(coordinator())


def test_the_same_few_queries_however_many_classes_there_are():
    client, counts = coordinator(), []
    for how_many in few([1, 3, 40]):
        for number in range(ClassOffering.objects.count() + 1, how_many + 1):
            offering = make_offering(number=number)
            seated(offering, "ana")
            sign_up(offering, "ben")
        DepartmentProfile.current()
        counts.append(len(queries(INDEX, client)))
    assert Registration.objects.count() == 2 * how_many
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 18
