"""As many rows as a file may have: they come in whole, by queries that grow with batches."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programs.models import Registration, RegistrationEvent
from programs.services import past_graduates
from tests.programs.builders import make_program
from tests.programs.imports.helpers import check_graduates, counts, graduate, import_graduates, words

pytestmark = pytest.mark.django_db


def many(how_many, start=0):
    return [graduate(f"Ana {n}", 1 + n // 30, mail=f"a{n}@example.org") for n in range(start, start + how_many)]


def test_five_thousand_rows_come_in_whole():
    run = import_graduates(*many(5_000))
    assert counts(run) == {"new": 5_000, "there": 0, "twice": 0, "classes": 167}
    assert (run.rows_done, run.rows_total) == (5_000, 5_000)
    assert Registration.objects.count() == RegistrationEvent.objects.count() == 5_000


def test_one_row_too_many():
    run = check_graduates(*many(5_001))
    assert run.state == "failed"
    assert "5,000 rows" in words(run)


def queries_for(how_many):
    people = [
        past_graduates.Graduate(1 + n // 30, "Spring 2009", date(2009, 5, 21), f"Ana {n}", "Rivera")
        for n in range(how_many)
    ]
    with CaptureQueriesContext(connection) as asked:
        past_graduates.enter(make_program(f"p{how_many}"), people, by=None, note="x")
    return len(asked)


def test_queries_grow_with_batches_not_with_rows():
    few, many_ = queries_for(30), queries_for(1_200)
    assert few <= 20
    # SQLite takes fewer values in one statement than PostgreSQL.
    assert many_ - few <= 1_170 / (500 if connection.vendor == "postgresql" else 25) * 2 + 4


def test_badge_codes_are_not_given_twice(monkeypatch):
    codes = iter(["AAAA", "BBBB", "AAAA", "AAAA", "BBBB", "CCCC", "AAAA"])
    monkeypatch.setattr(past_graduates, "new_block", lambda: next(codes))
    import_graduates(graduate("Ana"))
    import_graduates(graduate("Ben"), graduate("Cleo"), graduate("Dan", 13))
    given = dict(Registration.objects.values_list("given_name", "badge_code"))
    assert given == {"Ana": "AAAA", "Ben": "BBBB", "Cleo": "CCCC", "Dan": "AAAA"}
