"""Found by text that the database does not hold."""

import io

import pytest
from django.core.management import call_command
from django.db import connection

from tests.core.drawer import keys
from tests.vacation_checks.builders import make_request
from vacation_checks.models import VacationCheckRequest

pytestmark = pytest.mark.django_db
HOUSE = "1234 SARTORI AVE"


def stored(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM vacation_checks_vacationcheckrequest WHERE id = %s", [request.pk])
        return " ".join(str(value) for value in cursor.fetchone())


def found(house=HOUSE):
    return list(VacationCheckRequest.objects.filter(house_index=house))


def test_a_row_is_found_by_its_text_and_the_database_holds_none_of_it():
    request = make_request()
    assert found() == [request]
    assert found("1234 SARTORI") == found("") == []
    assert "SARTORI" not in stored(request)


def test_the_same_text_in_another_column_has_another_fingerprint():
    request = make_request(house="x", phone="x")
    assert request.house_index != request.phone_index


def test_the_ring_of_keys_finds_old_rows_and_without_the_key_nothing_is_found(settings):
    settings.FIELD_KEYS = keys("A")
    request = make_request()
    settings.FIELD_KEYS = keys("BA")
    assert found() == [request]
    settings.FIELD_KEYS = keys("B")
    assert found() == []


def test_reencrypt_makes_the_fingerprints_anew(settings):
    settings.FIELD_KEYS = keys("A")
    request = make_request()
    settings.FIELD_KEYS = keys("BA")
    call_command("reencrypt", stdout=io.StringIO())
    settings.FIELD_KEYS = keys("B")
    assert found() == [request]
    assert found()[0].details["lights"].startswith("Hall lamp")


def test_a_change_of_the_text_alone_changes_its_fingerprint():
    request = make_request()
    request.house = "1 EL PRADO AVE"
    request.save(update_fields=["house"])
    assert found("1 EL PRADO AVE") == [request]
    assert found() == []


def test_answers_do_not_show_themselves_in_a_list():
    details = VacationCheckRequest.objects.get(pk=make_request().pk).details
    assert "timer" not in repr([details])
