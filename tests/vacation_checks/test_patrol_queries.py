"""The pages of patrol ask the database as often for three hundred homes as for one."""

from copy import copy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.vacation_checks.builders import client_of, make_check, make_tour
from tests.vacation_checks.patrols import a_home, fresh
from vacation_checks.models import VacationCheckRequest

pytestmark = pytest.mark.django_db


def copies(home, number):
    """So many more homes of the same kind, quickly."""
    homes = []
    for which in range(number):
        home.pk, home.reference, home.form_key, home.house = None, f"REQ-C{which:03}", None, f"{which} COPY ST"
        homes.append(copy(home))
    VacationCheckRequest.objects.bulk_create(homes)


@pytest.mark.parametrize("address", ["/patrol/homes/", "/patrol/sheet/", "home"])
def test_pages_need_as_many_queries_for_three_hundred_homes_as_for_one(address):
    home, early = a_home("1 A ST"), make_tour(username="early")
    make_check(home, early)
    make_tour()
    client = client_of("officer")

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/patrol/homes/{home.reference}/" if address == "home" else address).status_code == 200
        return len(captured)

    queries()  # the rules and the profile are in the cache from here on
    for_one = queries()
    for number in (2, 3):
        make_check(a_home(f"{number} A ST"), early)
        make_check(home, early, minutes_ago=number)
    for_three = queries()
    copies(fresh(home), 297)
    assert for_one == for_three == queries() <= 12
