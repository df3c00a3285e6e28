"""What is installed: the driver that the customer fixed, and locked files that hold hashes only."""

import importlib.util
import re

import pytest
from django.db.backends.postgresql import psycopg_any

from tests.environment import ROOT

FILES = ["requirements.txt", "requirements-dev.txt"]


def test_psycopg2_is_the_driver():
    # Where psycopg 3 can be imported, Django silently prefers it.
    assert importlib.util.find_spec("psycopg") is None
    assert psycopg_any.is_psycopg3 is False
    assert psycopg_any.errors.__name__ == "psycopg2.errors"


@pytest.mark.parametrize("name", FILES)
def test_every_requirement_is_pinned_and_hashed(name):
    text = re.sub(r"^\s*#.*\n", "", (ROOT / name).read_text(), flags=re.MULTILINE)
    requirements = text.replace("\\\n", "").splitlines()

    assert len(requirements) > 15
    for requirement in requirements:
        assert re.fullmatch(
            r"[a-z0-9-]+(\[[a-z,]+\])?==\S+( ;.*?)?( +--hash=sha256:[0-9a-f]{64})+", requirement.strip()
        )


@pytest.mark.parametrize("name", FILES)
def test_no_place_to_install_from_is_named(name):
    assert not re.search(r"https?:|file:|--(extra-)?index|--find-links|--trusted-host", (ROOT / name).read_text())


def test_everything_that_runs_is_the_same_version_under_test():
    runtime, development = (
        set(re.findall(r"^[a-z0-9-]+==\S+", (ROOT / name).read_text(), re.MULTILINE)) for name in FILES
    )

    assert runtime < development
