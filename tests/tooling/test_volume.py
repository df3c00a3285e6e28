"""How much the tests do: what takes turns, and what runs on PostgreSQL."""

from fnmatch import fnmatch

import pytest

from tests import volume
from tests.conftest import DIFFERS, RACES_ON_SQLITE
from tests.environment import ROOT

KINDS = {"emoji": "🙂", "a NUL": "\x00", "long": "x" * 9}


@pytest.fixture(params=[False, True], ids=["quick", "full"])
def full(request, monkeypatch):
    monkeypatch.setattr(volume, "FULL", request.param)
    return request.param


def test_each_thing_and_each_value_has_its_turn(full):
    pairs = volume.pairs("abcde", [1, 2, 3])
    assert {thing for thing, _value in pairs} == set("abcde")
    assert {value for _thing, value in pairs} == {1, 2, 3}
    assert len(pairs) == (15 if full else 5)


def test_each_kind_is_put_into_all_fields_and_one_into_each(full):
    cases = volume.spoiled(["name", "reason"], KINDS, alone="emoji")
    assert [kind for kind, typed in cases if set(typed) == {"name", "reason"}] == list(KINDS)
    assert {(kind, *typed) for kind, typed in cases if len(typed) == 1} >= {("emoji", "name"), ("emoji", "reason")}
    assert len(cases) == 3 + 2 * (3 if full else 1)


def test_what_is_much_alike_is_there_in_full_only(full):
    assert volume.few("abcd") == list("abcd" if full else "ab")
    assert volume.rounds(2, 20) == (20 if full else 2)


@pytest.mark.parametrize("pattern", DIFFERS + RACES_ON_SQLITE)
def test_what_runs_on_one_database_is_there(pattern):
    files = [path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py")]
    named = pattern.partition("::")[0]
    assert any(fnmatch(file, named) or fnmatch(f"{file}::test", pattern) for file in files) or named == "*_bad_input*"
