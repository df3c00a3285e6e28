"""Sealed requests: for the records role, one at a time, each with a reason."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from staff.roles import COORDINATOR, RECORDS
from tests.pages import words
from tests.vacation_checks.builders import approved, client_of, make_check, submitted
from tests.vacation_checks.desk.pages import ROOM, SEALED_LIST, seal, signed_in, somebody, views
from vacation_checks.models import CheckRules

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed():
    home = approved(leaves=-1)
    make_check(home, result="open", narrative="Back door open.")
    return seal(home)


def address(request):
    return reverse(f"{ROOM}vacationcheckrequest_open_sealed", args=[request.pk])


def test_the_list_says_references_and_dates_and_nothing_else(sealed):
    running = submitted()
    page = words(signed_in(RECORDS).get(SEALED_LIST))
    assert sealed.reference in page and running.reference not in page
    for secret in ("SARTORI", "Mori", "555", "ana@"):
        assert secret not in page
    assert views() == [("list", "", "1 sealed requests")]


def test_one_opens_after_a_reason_that_stays_on_record(sealed):
    client = signed_in(RECORDS)
    asked = words(client.get(address(sealed)))
    assert "Why do you open it?" in asked and "SARTORI" not in asked and views() == []
    opened = words(client.post(address(sealed), {"reason": "Records request 26-114"}))
    for part in ("1234 SARTORI AVE", "Ana Mori", "Back door open."):
        assert part in opened, part
    assert "pelican" not in opened
    assert views() == [("sealed", sealed.reference, "Records request 26-114")]


@pytest.mark.parametrize("reason", ["", "  ", "\x00", "x" * 151, "two\nlines"])
def test_without_a_sound_reason_nothing_is_shown(sealed, reason):
    refused = signed_in(RECORDS).post(address(sealed), {"reason": reason})
    assert refused.status_code == 200 and "SARTORI" not in words(refused) and views() == []


def test_what_is_not_sealed_is_not_opened_here():
    running = submitted()
    assert signed_in(RECORDS).post(address(running), {"reason": "case 1"}).status_code == 404


def test_neither_the_desk_nor_anybody_else_opens_them(sealed):
    for client in (client_of("desk"), signed_in(COORDINATOR), signed_in(None)):
        assert client.get(SEALED_LIST).status_code == 403
        assert client.get(address(sealed)).status_code == 403
        assert client.post(address(sealed), {"reason": "case 1"}).status_code == 403
    assert views() == []


def test_the_permission_alone_is_enough_and_the_first_page_leads_there(sealed):
    records = somebody(RECORDS)
    records.groups.clear()
    records.user_permissions.add(Permission.objects.get(codename="view_sealed"))
    client = signed_in()
    client.force_login(records, backend="django.contrib.auth.backends.ModelBackend")
    CheckRules.current()
    assert SEALED_LIST in client.get(reverse("admin:index")).content.decode()
    assert client.get(SEALED_LIST).status_code == 200
