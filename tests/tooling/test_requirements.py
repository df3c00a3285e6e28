"""What is installed: the driver that the customer fixed, and locked files that hold hashes only."""

import importlib.util
import re
from importlib import metadata

import pytest
from django.db.backends.postgresql import psycopg_any
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

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


# pip before 23.3 (Debian 12 has 23.0) takes `coverage==1.2` for no answer to `coverage[toml]`, looks for the newest
# version itself, and then refuses it for want of a hash.


def locked_extras(text):
    """{name of a locked package: its extras}"""
    found = re.findall(r"^([a-z0-9-]+)(?:\[([a-z0-9,-]+)\])?==", text, re.MULTILINE)
    return {name: set(filter(None, extras.split(","))) for name, extras in found}


def extras_without_a_lock(text):
    """["a needs b[c]", ...]: what installed packages of this lock file require with an extra that it lacks."""
    locked = locked_extras(text)
    missing = []
    for name, extras in locked.items():
        wanted = map(Requirement, metadata.distribution(name).requires or [])
        for each in wanted:
            applies = not each.marker or any(each.marker.evaluate({"extra": extra}) for extra in ["", *extras])
            if applies and not each.extras <= locked[canonicalize_name(each.name)]:
                missing.append(f"{name} needs {each.name}[{','.join(sorted(each.extras))}]")
    return missing


@pytest.mark.parametrize("name", FILES)
def test_every_extra_that_a_package_requires_is_locked(name):
    assert extras_without_a_lock((ROOT / name).read_text()) == []


def test_control_a_lock_without_its_extras_is_found():
    text = (ROOT / "requirements-dev.txt").read_text()
    stripped = re.sub(r"^([a-z0-9-]+)\[[a-z0-9,-]+\]==", r"\1==", text, flags=re.MULTILINE)

    assert "pytest-cov needs coverage[toml]" in extras_without_a_lock(stripped)
