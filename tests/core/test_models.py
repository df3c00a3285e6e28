"""Who we are, on every page: from one row, from a cache, or from the defaults."""

import subprocess
import sys

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import F

from core.models import ClosureDay, DepartmentProfile

database = pytest.mark.django_db


@database
def test_migrations_make_the_row_with_the_departments_own_facts():
    profile = DepartmentProfile.objects.get()
    assert profile.pk == 1
    assert profile.programs_phone.as_national == "(310) 618-5688"
    assert profile.name == str(profile) == "Torrance Police Department"


@database
@pytest.mark.parametrize(
    "second",
    [
        lambda: DepartmentProfile.objects.bulk_create([DepartmentProfile(pk=2)]),
        lambda: DepartmentProfile.objects.bulk_create([DepartmentProfile(pk=1)]),
        lambda: DepartmentProfile.objects.update(id=F("id") + 1),
        lambda: DepartmentProfile.objects.create(),
    ],
)
def test_the_database_refuses_a_second_row(second):
    with pytest.raises(IntegrityError), transaction.atomic():
        second()
    assert DepartmentProfile.objects.count() == 1


@database
def test_saving_another_object_writes_the_one_row():
    DepartmentProfile(name="Redondo Beach Police Department").save()
    assert DepartmentProfile.objects.get().name == "Redondo Beach Police Department"


@database
def test_a_change_is_on_the_next_page():
    assert DepartmentProfile.current().chief_name == ""
    profile = DepartmentProfile.objects.get()
    profile.chief_name = "Ana García"
    profile.save()
    assert DepartmentProfile.current().chief_name == "Ana García"


@database
def test_pages_within_half_a_minute_ask_once(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert {DepartmentProfile.current().pk for _ in range(5)} == {1}


@database
def test_control_without_the_cache_every_page_asks(django_assert_num_queries):
    with django_assert_num_queries(3):
        for _ in range(3):
            DepartmentProfile.current()
            cache.clear()


@database
def test_an_empty_table_shows_the_defaults():
    DepartmentProfile.objects.all().delete()
    profile = DepartmentProfile.current()
    assert profile.programs_phone.as_national == "(310) 618-5688"
    assert profile.hold_hours == 24


@database
def test_phones_that_nobody_could_call_are_refused_by_the_form_of_staff():
    profile = DepartmentProfile(programs_phone="12")
    with pytest.raises(ValidationError):
        profile.full_clean()


ASK = """
import django
django.setup()
from core.models import DepartmentProfile
print(DepartmentProfile.current().programs_phone.as_national)
"""


@pytest.mark.parametrize(
    "url", ["postgres://nobody:nothing@127.0.0.1:1/portal", "sqlite:///{empty}/portal.sqlite3", "sqlite:///{broken}"]
)
def test_while_the_database_is_away_the_defaults_are_there(url, tmp_path, monkeypatch):
    """No server, no table, no database file: each a real one, in a process of its own."""
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"this is no database " * 100)
    monkeypatch.setenv("DATABASE_URL", url.format(empty=tmp_path, broken=broken))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "torrance_pd.settings")
    done = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip() == "(310) 618-5688", done.stderr


def lose_connection():
    """The server is there, but ends this very connection."""
    if connection.vendor == "postgresql":
        with pytest.raises(OperationalError):
            connection.cursor().execute("SELECT pg_terminate_backend(pg_backend_pid())")
    else:
        connection.connection.close()


@pytest.mark.django_db(transaction=True)
def test_on_a_connection_that_was_lost_the_defaults_are_there():
    connection.ensure_connection()
    try:
        lose_connection()
        assert DepartmentProfile.current().programs_phone.as_national == "(310) 618-5688"
        assert cache.get(DepartmentProfile.cache_key()) is None, "the row is asked for again at the next page"
    finally:
        connection.close()


@database
def test_a_closure_day_is_one_row_and_says_which():
    day = ClosureDay.objects.create(date="2027-11-25", name="Thanksgiving")
    day.refresh_from_db()
    assert str(day) == "November 25, 2027: Thanksgiving"
    with pytest.raises(IntegrityError), transaction.atomic():
        ClosureDay.objects.create(date="2027-11-25", name="Turkey Day")
