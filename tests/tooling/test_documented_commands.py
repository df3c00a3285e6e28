"""After `make run` every command of manage.py that the docs name works in that folder, without further variables."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from deploy import first_start
from deploy.planted import copy_to
from tests import databases
from tests.environment import ROOT
from tests.volume import FULL

# How each is called, and what it says. What asks at a terminal says that there is none.
COMMANDS = {
    "check": (["--deploy"], "System check identified"),
    "collectstatic": (["--noinput"], "static files copied"),
    "createsuperuser": ([], "not running in a TTY"),
    "demo_content": ([], "sign in: administrator admin"),
    "import_streets": (["vacation_checks/data/streets_sample.csv", "--sample", "--yes"], "street"),
    "migrate": ([], "No migrations to apply."),
    "reencrypt": (["--check"], "0 with an older key"),
    "run_worker": (["--once"], ""),
    "send_test_mail": (["you@example.gov"], "In line as message"),
}
# What is missing in the environment, the first ones miss, too; these take seconds each, or `make run` calls them.
IN_FULL = {"collectstatic", "createsuperuser", "demo_content", "import_streets", "reencrypt"}


def named_in_the_docs():
    pages = [ROOT / "README.md", *ROOT.glob("*/README.md"), *ROOT.glob("docs/**/*.md")]
    return {name for page in pages for name in re.findall(r"manage\.py ([a-z_]+)", page.read_text(encoding="utf-8"))}


def test_every_command_of_the_docs_is_tried():
    assert named_in_the_docs() - {"help"} <= COMMANDS.keys()


@pytest.fixture(scope="module")
def after_make_run(tmp_path_factory, django_db_setup):
    """A fresh checkout as the first `make run PORT=9000` leaves it."""
    folder = tmp_path_factory.mktemp("checkout")
    copy_to(folder)
    first_start.complete("http://localhost:9000", folder / ".env")
    (folder / "data").mkdir()
    shutil.copyfile(databases.sqlite_as_migrated(), folder / "data" / "portal.sqlite3")
    return folder


def call(folder, *arguments):
    """(exit code, what it said) of a command that knows nothing but the folder."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=folder, env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


@pytest.mark.once
@pytest.mark.django_db
def test_each_command_works(after_make_run):
    for name, (arguments, says) in COMMANDS.items():
        if name in IN_FULL and not FULL:
            continue
        code, said = call(after_make_run, name, *arguments)
        assert (code, says in said) == (0, True), f"{name}: {said}"


@pytest.mark.once
@pytest.mark.django_db
def test_control_without_the_address_in_the_file_none_does(after_make_run):
    settings = (after_make_run / ".env").read_text()
    (after_make_run / ".env").write_text(re.sub("^SITE_URL=.*\n", "", settings, flags=re.MULTILINE))
    code, said = call(after_make_run, "check")
    (after_make_run / ".env").write_text(settings)
    assert code == 1
    assert "SITE_URL is missing" in said
