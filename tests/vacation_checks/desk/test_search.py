"""A search by what a caller says: found exactly, and never in an address line."""

import logging

import pytest

from tests.pages import words
from tests.vacation_checks.builders import submitted
from tests.vacation_checks.desk.pages import LIST, desk, page_of, views

pytestmark = pytest.mark.django_db


@pytest.fixture
def wanted():
    submitted(house="9 ELM AVE", email="b@example.com", phone="+13105550177")
    return submitted(phone="+81312345678")


@pytest.mark.parametrize(
    "said",
    [
        "1234 Sartori Ave",
        "1234 w. sartori avenue, apt 3, Torrance",
        "１２３４ SARTORI AVE",
        "+81 3 1234 5678",
        "ANA@Example.com ",
    ],
)
def test_a_request_is_found_by_what_the_caller_says(wanted, said, caplog):
    with caplog.at_level(logging.DEBUG):
        found = desk().post(LIST, {"find": said})
    assert found.status_code == 302 and found["Location"] == f"{LIST}?found={wanted.pk}"
    assert said.strip() not in caplog.text
    page = desk().get(found["Location"])
    assert wanted.reference in words(page) and page_of(wanted) in words(page)


def test_by_reference_however_it_is_typed(wanted):
    typed = wanted.reference.lower().replace("-", " ")
    assert desk().post(LIST, {"find": typed})["Location"] == f"{LIST}?found={wanted.pk}"


def test_all_of_one_house_are_found():
    first, second = submitted(), submitted(unit="APT 2", email="x@example.com")
    location = desk().post(LIST, {"find": "1234 sartori ave"})["Location"]
    assert {first.pk, second.pk} == set(map(int, location.rpartition("=")[2].split(".")))


@pytest.mark.parametrize(
    "said", ["1234 Sartori", "Sartori", "Ana Mori", "", "\x00", "x" * 5000, "🏠", "123", "%_'\"<b>", "REQ-2222-2222"]
)
def test_what_is_not_exactly_so_finds_nothing_and_stays_in_the_box(wanted, said):
    answer = desk().post(LIST, {"find": said})
    assert answer.status_code == 200
    assert "Nothing is exactly this" in words(answer)
    assert "<b>" not in answer.content.decode()
    assert answer.context_data["typed"] == said.replace("\x00", "").strip()[:200]


def test_a_search_by_address_line_is_not_understood(wanted):
    page = desk().get(f"{LIST}?q=1234+Sartori+Ave&which=all")
    assert 'method="post"' in page.content.decode() and wanted.reference in words(page)


def test_what_was_found_is_on_record_and_not_what_was_looked_for(wanted):
    client = desk()
    client.get(client.post(LIST, {"find": "1234 Sartori Ave"})["Location"])
    assert views() == [("list", "", "1 requests")]
