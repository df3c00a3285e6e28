"""The demo content, as `make run` makes it."""

import pytest
from django.core.management import call_command


@pytest.fixture
def demo(capsys, settings, db):
    """Run the command: the lines that it prints."""
    settings.DEMO = True

    def run():
        call_command("demo_content")
        return capsys.readouterr().out.splitlines()

    return run
