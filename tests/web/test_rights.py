"""Who gets which answer, for every address x method x role; and who changes nothing.

The rows are in tests/web/rights/. An address without a row fails here: whoever adds a page
writes down who may see it and who may send to it.
"""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from deploy import packages
from tests.volume import FULL
from tests.web.rights.addresses import places, without_a_row
from tests.web.rights.rows import ROWS, ROWS_OF_ANOTHER_BEAT
from tests.web.rights.secrets import shown_to
from tests.web.rights.student_secrets import untold
from tests.web.rights.world import ROLES, World

URLS = "tests.mailroom.demo_urls"
PLANTED = "tests.web.rights.planted_urls"

# Not allowed, or nothing there: whatever else was sent, nothing is written.
REFUSALS = {"403", "404", "405", "410", "my", "sign-in"}
# Who has no right to change anything. What residents may send is all refused when it is empty.
WITHOUT_RIGHTS = {"anonymous", "other", "no role", "records", "instructor", "other counselor"}

SESSION = "django_session"
# A GET that keeps in the visitor's own session which link was followed; nothing else writes on GET.
OPENS = {
    "portal:my_link", "programs:open_registration", "programs:open_packet", "programs:open_absence",
    "programs:open_interest", "programs:open_survey", "programs:own_survey", "requests:open", "requests:resume",
    "chat:open", "chat:open_interest", "chat:open_question", "chat:open_survey", "consent:open", "counselors:link",
}  # fmt: skip
SIGNS_OUT = {"portal:my_sign_out", "admin:logout", "patrol:sign_out", "counselors:sign_out"}
# What a look at secret data leaves behind, on GET too, where a row says so.
LOOK = ["vacation_checks_viewrecord"]
LOOKS = {"seen": LOOK, "noted": ["django_admin_log"]}


# Asked once: it starts a process.
STATUSES = {"pdf": "302" if packages.missing_for_papers() else "200", **dict.fromkeys(LOOKS, "200")}


def expected(word):
    return STATUSES.get(word, word)


def may_write(name, method, role, answer):
    """The tables that may be written to, or None: any."""
    if name in (OPENS if method == "GET" else SIGNS_OUT):
        return {SESSION}
    return set() if method == "GET" or role in WITHOUT_RIGHTS or answer in REFUSALS else None


def roles_to_ask(row, method, number):
    """Of the roles that get the same answer one, in turn, so that each role has its turn; in full, all."""
    alike = {}
    for role in ROLES:
        alike.setdefault(row[method, role], []).append(role)
    return ROLES if FULL else [roles[number % len(roles)] for roles in alike.values()]


def faults(world, method, where, rows, ask=lambda row, method, number: ROLES):
    """What is not as it stands in the rows, in words. `ask`: which roles are asked; all."""
    found = []
    for number, place in enumerate(where):
        address = place.address(world)
        for role in ask(rows[place.name], method, number):
            answer, written, shown = world.ask(role, method, address)
            word, asked = rows[place.name][method, role], f"{method} {place.name} by {role}"
            if answer != expected(word):
                found.append(f"{asked}: {answer}, not {expected(word)}")
            found += [f"{asked} shows {secret}" for secret in untold(method, place.name, role, shown)]
            if word in LOOKS and answer == "200":
                found += [f"{asked} is a look, but wrote {written}"] * (written != LOOKS[word])
            elif wrongly := not_allowed(written, may_write(place.name, method, role, answer)):
                found.append(f"{asked} wrote to {', '.join(wrongly)}")
    return found


def not_allowed(written, tables):
    return [] if tables is None else sorted(set(written) - tables)


@pytest.fixture
def world(settings, tmp_path):
    settings.DEMO, settings.MAIL_TO_FOLDER, settings.RATE_LIMITS_ON = True, True, False
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "mailroom.backends.FolderBackend", str(tmp_path / "mail")
    ContentType.objects.clear_cache()
    return World()


def test_every_address_has_a_row_and_every_row_an_address():
    assert without_a_row(places(URLS), ROWS) == []
    assert sorted(ROWS.keys() - {place.name for place in places(URLS)}) == []


def test_a_planted_address_without_a_row_is_named():
    assert without_a_row(places(PLANTED), ROWS) == [
        "breaks",
        "looks",
        "looks_twice",
        "tells",
        "unguarded",
        "writes_when_read",
    ]


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.urls(URLS)
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("half", [0, 1])
def test_every_address_answers_each_role_as_its_row_says(world, method, half):
    assert faults(world, method, places(URLS)[half::2], ROWS, roles_to_ask) == []


def test_every_role_is_asked_though_not_everywhere():
    for method in ("GET", "POST"):
        asked = [roles_to_ask(ROWS[place.name], method, number) for number, place in enumerate(places(URLS))]
        assert {role for roles in asked for role in roles} == set(ROLES)


@pytest.mark.django_db
@pytest.mark.urls(URLS)
def test_a_home_of_another_beat_is_nowhere_for_a_volunteer(world):
    where = [place for place in places(URLS) if place.name in ROWS_OF_ANOTHER_BEAT]
    world.homes.ana = world.homes.ben
    for method in ("GET", "POST"):
        assert faults(world, method, where, ROWS_OF_ANOTHER_BEAT) == []


@pytest.mark.django_db
@pytest.mark.urls(PLANTED)
def test_planted_faults_are_found(world):
    """The control: a view that forgets the permission, one that writes on GET, and one that breaks."""
    planted = [place for place in places(PLANTED) if place.name in without_a_row(places(PLANTED), ROWS)]
    as_publish = dict.fromkeys((place.name for place in planted), ROWS["admin:programs_classoffering_capacity"])

    read, sent = faults(world, "GET", planted, as_publish), faults(world, "POST", planted, as_publish)

    assert "GET unguarded by records: 200, not 403" in read
    assert "POST unguarded by no role: 200, not 403" in sent
    assert "POST unguarded by records wrote to core_closureday" in sent
    assert "GET writes_when_read by coordinator wrote to core_closureday" in read
    assert "GET breaks by anonymous: 500, not sign-in" in read


@pytest.mark.django_db
@pytest.mark.urls(PLANTED)
def test_a_look_that_is_not_written_down_and_a_secret_that_is_shown_are_found(world):
    """The control: a look that leaves no row, or two; a row where there is no look; a secret on a page."""
    planted = {place.name: place for place in places(PLANTED)}
    as_look, as_page = ROWS["admin:vacation_checks_alert_change"], ROWS["admin:vacation_checks_beat_change"]

    def found(name, row):
        """What is wrong with the watch desk's GET."""
        return [fault for fault in faults(world, "GET", [planted[name]], {name: row}) if "watch desk" in fault]

    assert found("looks", as_look) == []
    assert found("looks", as_page) == ["GET looks by watch desk wrote to vacation_checks_viewrecord"]
    assert found("looks_twice", as_look) == [f"GET looks_twice by watch desk is a look, but wrote {LOOK * 2}"]
    asked = reverse("admin:vacation_checks_vacationcheckrequest_change", args=[world.homes.ana.pk])
    assert "zzqname mori" in shown_to("coordinator", world.clients["watch desk"].get(asked))
    assert found("tells", ROWS["admin:index"]) == ["GET tells by watch desk shows zzqpelican"]
    assert found("unguarded", as_look) == ["GET unguarded by watch desk is a look, but wrote []"]
