"""A file of streets as ranges: what each row means, and what is wrong with the others."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.tables import TableError, read_table
from vacation_checks.addresses import AddressError, normal_street
from vacation_checks.enums import Parity
from vacation_checks.models import Beat

# About sixty streets, for the demo. Each row says that it is no data of the City.
SAMPLE_FILE = Path(__file__).parent.parent / "data" / "streets_sample.csv"

COLUMNS = ["street", "from", "to", "side", "in city", "beat"]
NEEDED = COLUMNS[:3]
# Not read, except that a sample says here that it is one.
SOURCE = "source"
# Torrance has some 1,200 streets.
MOST_ROWS = 50_000
HIGHEST = 999_999
SIDES = {"": Parity.BOTH, **{parity.value: parity for parity in Parity}}
ANSWERS = {"": True, "yes": True, "no": False}
BEAT_LENGTH = Beat._meta.get_field("name").max_length


@dataclass(frozen=True)
class FileRange:
    """A row of the file: house numbers of one street. `beat` is its name, or nothing."""

    line: int
    street: str
    low: int
    high: int
    parity: Parity
    in_city: bool
    beat: str

    @property
    def key(self):
        return self.street, self.low, self.high, self.parity.value

    @property
    def place(self):
        """What two rows about the same house must agree on."""
        return self.in_city, self.beat.casefold()

    @property
    def place_words(self):
        return f"beat {self.beat}" if self.beat else "no beat" if self.in_city else "outside the city"

    def bounds(self, parity):
        """Its lowest and highest number on this side of the street; None on the other one."""
        if self.parity not in {Parity.BOTH, parity}:
            return None
        odd = parity == Parity.ODD
        return self.low + (self.low % 2 != odd), self.high - (self.high % 2 != odd)


@dataclass(frozen=True)
class Fault:
    """A row that cannot be taken."""

    line: int
    text: str


@dataclass(frozen=True)
class StreetFile:
    """All that a file says. It is taken as a whole, or not at all: only without faults."""

    ranges: list[FileRange]
    faults: list[Fault]
    repeated: int  # rows that say once more what another has said
    is_sample: bool  # it says so itself
    notes: list[str]

    @property
    def streets(self):
        return {found.street for found in self.ranges}


class RowError(Exception):
    """What is wrong with a row."""


def read(content, *, progress=lambda done, total: None):
    """The ranges and faults of a CSV or XLSX file. TableError for what is no table of streets at all."""
    table = read_table(content, most_rows=MOST_ROWS)
    places = _places(table.header)
    street_of = cache(normal_street)
    ranges, faults = {}, []
    for done, row in enumerate(table.rows, start=1):
        try:
            found = _range(row, places, street_of)
        except RowError as error:
            faults.append(Fault(row.number, str(error)))
        else:
            ranges.setdefault((found.key, found.place), found)
        progress(done, len(table.rows))
    repeated = len(table.rows) - len(ranges) - len(faults)
    faults += _overlaps(ranges.values())
    return StreetFile(
        ranges=list(ranges.values()),
        faults=sorted(faults, key=lambda fault: fault.line),
        repeated=repeated,
        is_sample=any("sample" in row.text(places[SOURCE]).casefold() for row in table.rows if SOURCE in places),
        notes=table.notes,
    )


def _places(header):
    """Where each column stands, by the header. Other columns are not read."""
    names = [re.sub(r"[\W_]+", " ", name).strip().casefold() for name in header.cells]
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise TableError(
            f"Line {header.number} has no column {' and no column '.join(f'“{name}”' for name in missing)}. "
            f"The first line names the columns: {', '.join(COLUMNS)}."
        )
    twice = next((name for name in COLUMNS if names.count(name) > 1), None)
    if twice:
        raise TableError(f"Line {header.number} has two columns “{twice}”: keep one.")
    return {name: names.index(name) for name in [*COLUMNS, SOURCE] if name in names}


def _range(row, places, street_of):
    for name in COLUMNS:
        if places.get(name) in row.faults:
            raise RowError(f"“{name}” {row.faults[places[name]]}.")
    text = {name: row.text(places[name]) if name in places else "" for name in COLUMNS}
    low, high = _number(text["from"], "from"), _number(text["to"], "to")
    if low > high:
        raise RowError(f"“from” {low} is more than “to” {high}.")
    in_city, beat = _choice(ANSWERS, text["in city"], "in city"), _beat(text["beat"])
    if beat and not in_city:
        raise RowError("A range outside the city has no beat.")
    side = _choice(SIDES, text["side"], "side")
    return FileRange(row.number, _street(text["street"], street_of), low, high, side, in_city, beat)


def _street(name, street_of):
    try:
        return street_of(name)
    except AddressError as error:
        raise RowError(f"“{name[:60]}” is no street name that can be read.") from error


def _number(text, name):
    digits = text.replace(",", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 6):
        raise RowError(f"“{name}” is a house number up to {HIGHEST}, not “{text[:20]}”.")
    return int(digits)


def _choice(choices, text, name):
    try:
        return choices[text.casefold()]
    except KeyError:
        known = ", ".join(filter(None, choices))
        raise RowError(f"“{name}” is one of: {known}; not “{text[:20]}”.") from None


def _beat(text):
    """The beat's name as officers say it: "Beat 3" is 3."""
    name = " ".join(re.sub(r"(?i)^beat\b", "", text).split())
    if len(name) > BEAT_LENGTH:
        raise RowError(f"The name of a beat has at most {BEAT_LENGTH} characters.")
    return name


def _overlaps(ranges):
    """Faults of ranges that hold the same house and disagree on its beat, or on the city."""
    streets = defaultdict(list)
    for found in sorted(ranges, key=lambda found: (found.low, found.line)):
        streets[found.street].append(found)
    clashes = {}
    for rows in streets.values():
        for parity in [Parity.ODD, Parity.EVEN]:
            for later, earlier in _clashes(rows, parity):
                clashes.setdefault(later.line, (later, earlier))
    return [Fault(line, _clash_words(*pair)) for line, pair in clashes.items()]


def _clashes(rows, parity):
    """Pairs on one side of one street, its ranges in the order of their lowest number."""
    furthest = {}  # for each beat the range that reaches the highest number so far
    for found in rows:
        bounds = found.bounds(parity)
        if bounds is None or bounds[0] > bounds[1]:
            continue
        for place, other in furthest.items():
            if place != found.place and other.bounds(parity)[1] >= bounds[0]:
                yield (found, other) if found.line > other.line else (other, found)
        mine = furthest.get(found.place)
        if mine is None or mine.bounds(parity)[1] < bounds[1]:
            furthest[found.place] = found


def _clash_words(later, earlier):
    return (
        f"{later.street} {later.low}-{later.high} ({later.place_words}) overlaps line {earlier.line}: "
        f"{earlier.low}-{earlier.high} ({earlier.place_words})."
    )
