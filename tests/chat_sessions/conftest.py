import pytest


@pytest.fixture
def no_limits(settings):
    settings.RATE_LIMITS_ON = False
