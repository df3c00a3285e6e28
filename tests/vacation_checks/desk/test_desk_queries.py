"""What the desk reads about homes, beside its queue and its board, costs as many queries for many rows as for one."""

import pytest
from django.urls import reverse

from staff.roles import RECORDS
from tests.programs.admin.test_queries import queries
from tests.vacation_checks.builders import approved, make_check, make_tour
from tests.vacation_checks.desk.pages import ROOM, SEALED_LIST, desk, make_alert, page_of, seal, signed_in
from tests.volume import few

pytestmark = pytest.mark.django_db

MOST = 18  # the page of a request: its answers, checks, alerts, mails, looks, others of the house


def test_pages_with_many_rows_need_no_more_queries_than_with_one():
    home, client, records = approved(leaves=-2), desk(), signed_in(RECORDS)
    pages = [(client, reverse(f"{ROOM}{name}_changelist")) for name in ("housecheck", "tour", "viewrecord")]
    pages += [(client, page_of(home)), (records, SEALED_LIST)]
    counts = []
    for number in few([1, 3, 20]):
        for which in range(number):
            tour = make_tour(username=f"officer{number}-{which}")
            make_check(home, tour)
            make_alert(home, tour=tour)
            seal(approved(email=f"{which}@example.com", house=f"{which} ELM AVE"))
        for visitor, address in pages:  # what is kept in the cache is there from here on
            visitor.get(address)
        counts.append([len(queries(address, visitor)) for visitor, address in pages])
    assert all(count == counts[0] for count in counts), counts
    assert max(counts[0]) <= MOST
