"""The demo content, as `make run` makes it."""

import pytest
from django.core.management import call_command

from tests.vacation_checks.first_day import first_day


@pytest.fixture
def demo(capsys, settings, db):
    """Run the command: the lines that it prints."""
    settings.DEMO = True
    # Tests on real transactions empty the tables which migrations had filled.
    first_day()

    def run():
        call_command("demo_content")
        return capsys.readouterr().out.splitlines()

    return run
