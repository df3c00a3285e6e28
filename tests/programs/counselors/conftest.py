import pytest

from tests.programs.students import make_counselor, make_school, make_semester


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.RATE_LIMITS_ON = False


@pytest.fixture
def semester(db):
    return make_semester()


@pytest.fixture
def quota(semester):
    return semester.quotas.get(school__name="North High School")


@pytest.fixture
def reyes(semester):
    return make_counselor()


@pytest.fixture
def south(semester):
    """A counselor of another school."""
    return make_counselor("Mr. South", make_school("South High School"))
