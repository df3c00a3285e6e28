"""Reading an address, whoever typed it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vacation_checks.addresses import (
    NO_BOX,
    NO_CORNER,
    NO_NUMBER,
    NO_UNIT,
    NOT_LATIN,
    NOT_READ,
    TOO_LONG,
    Address,
    AddressError,
    normal_street,
    normal_unit,
    normalise,
)

SAME_HOUSE = [
    "1234 Sartori Ave",
    " 1234  sartori AVENUE ",
    "1234 Sartori Ave.",
    "1234, Sartori Ave",
    "1234 W Sartori Ave",
    "1234 W. Sartori Avenue, Torrance, CA 90501-1234",
    "1234 Sartori Ave Torrance",
    "１２３４ Ｓａｒｔｏｒｉ Ａｖｅ",
    "\u202e1234 Sartori\u200f Ave",
    "1234 🏠 Sartori Ave",
    "1234\tSartori\nAve\x00",
    "1234 Sártori Ave",
]
UNITS_IN_THE_LINE = {
    "1234 Sartori Ave #3": "UNIT 3",
    "1234 Sartori Ave Unit #3": "UNIT 3",
    "1234 Sartori Ave, Apt. 3": "APT 3",
    "1234 Sartori Ave apartment F-12": "APT F-12",
    "1234 Sartori Ave Space 12": "SPC 12",
    "1234B Sartori Ave": "UNIT B",
    "1234-b Sartori Ave": "UNIT B",
    "1234 B Sartori Ave": "UNIT B",
    "1234 Sartori Ave Upstairs": "UNIT UPSTAIRS",
    "1234 Sartori Ave Unit 5 Bldg 3": "UNIT 5 BLDG 3",
    "1234 Sartori Ave (upstairs)": "UNIT UPSTAIRS",
}
STREETS = {
    "3912 West 182nd Street": "182ND ST",
    "4100 190 St": "190TH ST",
    "17500 S Western Ave": "WESTERN AVE",
    "5400 PCH": "PACIFIC COAST HWY",
    "2501 W Sepulveda Bl": "SEPULVEDA BLVD",
    "305 Calle Mayor": "CALLE MAYOR",
    "119 Via la Circula": "VIA LA CIRCULA",
    "119 Via Los Altos Apt 3, Torrance CA": "VIA LOS ALTOS",
    "119 Vía Linda Vista": "VIA LINDA VISTA",
    "120 Via Monte D’Oro": "VIA MONTE DORO",
    "301 Paseo de la Playa, Redondo Beach": "PASEO DE LA PLAYA",
    "413 Camino de Encanto": "CAMINO DE ENCANTO",
    "1500 El Prado": "EL PRADO",
    "2335 Plaza del Amo #503": "PLAZA DEL AMO",
    "1000 E Carson St": "E CARSON ST",
    "21800 Del Amo Circle East": "DEL AMO CIR E",
}
REFUSED = {
    "PO Box 123": NO_BOX,
    "p.o.box 123": NO_BOX,
    "Post Office Box 12": NO_BOX,
    "1234 Sartori Ave, P O Box 3": NO_BOX,
    "2785 Pacific Coast Hwy PMB 12": NO_BOX,
    "Sartori Ave": NO_NUMBER,
    "182nd St": NO_NUMBER,
    "0 Sartori Ave": NO_NUMBER,
    "12345678 Sartori Ave": NO_NUMBER,
    "1234": NO_NUMBER,
    "": NO_NUMBER,
    "One Sartori Ave": NO_NUMBER,
    "Sartori & Cravens": NO_CORNER,
    "Sartori/Cravens": NO_CORNER,
    "1234 Sartori Ave and Cravens Ave": NO_CORNER,
    "1234 Ave": NOT_READ,
    "1234 サルトリ通り": NOT_LATIN,
    "1234 Улица": NOT_LATIN,
    "1" * 300_000: TOO_LONG,
    "ﷺ" * 100: NOT_LATIN,
}


@pytest.mark.parametrize("typed", SAME_HOUSE)
def test_one_home_is_written_one_way_however_it_was_typed(typed):
    assert normalise(typed) == Address(house="1234 SARTORI AVE", number=1234, street="SARTORI AVE", unit="")


@pytest.mark.parametrize(("typed", "unit"), UNITS_IN_THE_LINE.items())
def test_a_unit_is_taken_out_of_the_line(typed, unit):
    address = normalise(typed)

    assert (address.house, address.unit) == ("1234 SARTORI AVE", unit)
    assert normalise(typed, unit).unit == unit, "typed twice, it is written once"


@pytest.mark.parametrize(("typed", "street"), STREETS.items())
def test_streets_of_torrance_keep_their_names(typed, street):
    address = normalise(typed)

    assert address.street == street
    assert normalise(address.house, address.unit) == address


@pytest.mark.parametrize(("typed", "message"), REFUSED.items(), ids=range(len(REFUSED)))
def test_what_is_no_home_is_refused_with_the_reason(typed, message):
    with pytest.raises(AddressError, match=re.escape(str(message))):
        normalise(typed)


@pytest.mark.parametrize("typed", ["1234 1/2 Sartori Ave", "1234½ Sartori Ave"])
def test_half_a_number_is_another_house(typed):
    address = normalise(typed)

    assert (address.house, address.number) == ("1234 1/2 SARTORI AVE", 1234)


def test_a_unit_of_its_own_field_is_written_one_way():
    units = {text: normal_unit(text) for text in ["b", "Unit B", "#3", "３", "apt. 3", "Apt #3", "rear", "", "  "]}

    assert list(units.values()) == ["UNIT B", "UNIT B", "UNIT 3", "UNIT 3", "APT 3", "APT 3", "REAR", "", ""]


@pytest.mark.parametrize(
    ("typed", "message"), [("🏠", NO_UNIT), ("#", NO_UNIT), ("9" * 40, TOO_LONG), ("３号", NOT_LATIN)]
)
def test_a_unit_that_nobody_could_find_is_refused(typed, message):
    with pytest.raises(AddressError, match=re.escape(str(message))):
        normalise("1234 Sartori Ave", typed)


def test_the_street_table_is_written_as_addresses_are():
    assert [normal_street(name) for name in ["West 182nd Street", "Via Monte d'Oro"]] == ["182ND ST", "VIA MONTE DORO"]


WORDS = [
    *["1234", "12", "1/2", "A", "B", "N", "W", "S", "E", "NORTH", "ST", "AVE", "#", ",", "&", "AND", "AT", "UNIT"],
    *["APT", "BLDG", "FL", "VIA", "LA", "CALLE", "DE", "PO", "CA", "90501", "TORRANCE", "REAR", "(", ")", "-", "/"],
    *["'", "SARTORI", "EL", "RR", "HWY", "CT", "UN", "182ND", "OF", "CORNER", "STOP", "PH", "."],
]
near_addresses = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)


@given(line=near_addresses | near_addresses.map("1234 {}".format) | st.text(), unit=st.text(max_size=5))
def test_whatever_is_typed_gives_an_address_or_a_reason(line, unit):
    try:
        address = normalise(line, unit)
    except AddressError as refusal:
        assert str(refusal)
    else:
        assert 0 < address.number < 1_000_000
        assert re.fullmatch(r"[A-Z0-9][A-Z0-9 -]*", address.street)
        assert re.fullmatch(r"[A-Z0-9 /&#-]*", address.house + address.unit)
