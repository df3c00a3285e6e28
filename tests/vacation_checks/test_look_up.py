"""What the street table and the ZIP say of an address."""

import pytest

from tests.vacation_checks.builders import beat
from vacation_checks.addresses import look_up, normalise, suggest
from vacation_checks.enums import Jurisdiction, Parity
from vacation_checks.models import StreetRange

INSIDE, OUTSIDE, CHECK, UNKNOWN = (
    Jurisdiction.INSIDE,
    Jurisdiction.OUTSIDE,
    Jurisdiction.CHECK,
    Jurisdiction.UNKNOWN,
)


def make_range(street="SARTORI AVE", low=1000, high=1999, **fields):
    return StreetRange.objects.create(street=street, low=low, high=high, **fields)


def found(line="1234 Sartori Ave", zip_code="90503"):
    return look_up(normalise(line), zip_code)


@pytest.mark.django_db
def test_a_home_in_the_table_is_inside_and_has_its_beat():
    make_range(beat=beat("3"))

    finding = found()

    assert (finding.jurisdiction, finding.beat.name, finding.zip_note) == (INSIDE, "3", "")


@pytest.mark.django_db
def test_each_side_of_a_street_has_its_own_beat():
    make_range(parity=Parity.EVEN, beat=beat("3"))
    make_range(parity=Parity.ODD, beat=beat("4"))

    assert [found(f"{number} Sartori Ave").beat.name for number in [1000, 1999, 1235]] == ["3", "4", "4"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "zip_code", "expected"),
    [
        ("1234 W Sartori Ave", "90501", INSIDE),
        ("1234 Sartori Ave", "90277", INSIDE),
        ("1234 Sartori Ave", "90501-1234", INSIDE),
        ("1234 Sartori Ave", "９０５０１", INSIDE),
        ("1234 Sartori Ave", "90502", OUTSIDE),
        ("1234 Sartori Ave", "90745", CHECK),
        ("1234 Sartori Ave", "", CHECK),
        ("999 Sartori Ave", "90501", CHECK),
        ("999 Sartori Ave", "90277", CHECK),
        ("999 Sartori Ave", "90503", UNKNOWN),
        ("1234 Nowhere Ave", "90503", UNKNOWN),
        ("1234 Nowhere Ave", "10001", UNKNOWN),
        ("1234 Nowhere Ave", "90502", OUTSIDE),
        ("1234 Western Ave", "90501", OUTSIDE),
        ("1235 Western Ave", "90501", INSIDE),
        ("999999 Sartori Ave", "x" * 1000, UNKNOWN),
    ],
)
def test_the_table_decides_before_the_zip_except_for_the_sheriffs(line, zip_code, expected):
    make_range(beat=beat())
    make_range("WESTERN AVE", parity=Parity.EVEN, in_city=False)
    make_range("WESTERN AVE", parity=Parity.ODD)

    assert found(line, zip_code).jurisdiction == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("zip_code", "words"),
    [
        ("90502", "Sheriff"),
        ("90501", "shared"),
        ("90507", "post office"),
        ("10001", "not one of Torrance"),
        ("90503", ""),
    ],
)
def test_the_desk_reads_what_is_odd_about_a_zip(zip_code, words):
    note = found(zip_code=zip_code).zip_note

    assert words in note and bool(words) == bool(note)


@pytest.mark.django_db
def test_a_beat_that_is_no_longer_patrolled_is_not_given():
    old = beat("9")
    old.is_active = False
    old.save()
    make_range(beat=old)

    assert (found().jurisdiction, found().beat) == (INSIDE, None)


@pytest.mark.django_db
def test_a_look_up_is_one_query(django_assert_num_queries):
    make_range(beat=beat())

    with django_assert_num_queries(1):
        found()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("SARTORRI AVE", "SARTORI AVE"),
        ("SARTORI ST", "SARTORI AVE"),
        ("SEPULVEDA", "SEPULVEDA BLVD"),
        ("VIA MONTE D ORO", "VIA MONTE DORO"),
        ("EL PRADO", "EL PRADO AVE"),
    ],
)
def test_near_spellings_are_offered(typed, first):
    for name in ["SARTORI AVE", "SEPULVEDA BLVD", "VIA MONTE DORO", "EL PRADO AVE", "CARSON ST"]:
        make_range(name)

    assert suggest(typed)[:1] == [first]


@pytest.mark.django_db
def test_nothing_is_offered_for_a_known_street_or_for_nothing_like_one(django_assert_num_queries):
    for number in range(170, 190):
        make_range(f"{number}TH ST")

    with django_assert_num_queries(1):
        assert suggest("177TH ST") == []
    assert suggest("SARTORI AVE") == []
    assert len(suggest("17TH ST")) == 3
