"""Addresses of homes, read and judged without asking anybody: no word of them leaves this machine.

Los Angeles County numbers everything in Torrance as west and south of one point, so residents write W 182nd St or
182nd St, S Western Ave or Western Ave, and mean the same. W and S before the name are therefore dropped, here and
in the street table, which is read by the same function. E and N mean another place and stay.
"""

import re
import unicodedata
from dataclasses import dataclass

import usaddress
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz
from scourgify.address_constants import OCCUPANCY_TYPE_ABBREVIATIONS, STREET_TYPE_ABBREVIATIONS
from scourgify.exceptions import AddressNormalizationError
from scourgify.normalize import normalize_address_components, parse_address_string

from vacation_checks.enums import Jurisdiction
from vacation_checks.models import Beat, StreetRange

# Delivery ZIPs of Torrance (Wikipedia, "Torrance, California"). A ZIP is no border: a hint to the desk.
CITY_ZIPS = frozenset(["90277", "90278", "90248", "90501", "90503", "90504", "90505"])
# Post office boxes, and 90506: a college. Nobody lives there.
BOX_ZIPS = frozenset(["90506", "90507", "90508", "90509", "90510"])
# "Torrance" on the envelope, and no part of the city: Los Angeles County Sheriff (Wikipedia, "Torrance Police").
SHERIFF_ZIP = "90502"
# Shared with a neighbor: east of Western Ave is Los Angeles, Hollywood Riviera is ours and writes Redondo Beach.
BORDER_ZIPS = frozenset(["90501", "90277"])

LONGEST_LINE = 120
LONGEST_UNIT = 30
SUGGESTIONS = 3
# How near a spelling must be to be offered, of 100.
NEAR = 78

NO_BOX = _("We can only look at a home: write its street and number.")
NO_NUMBER = _("Write the house number first, then the street, such as 3300 Civic Center Dr.")
NO_CORNER = _("Write one street with a house number, not a corner of two streets.")
NOT_READ = _("We could not read this address. Write the house number and the street, such as 3300 Civic Center Dr.")
NOT_LATIN = _("Write the address in Latin letters, as it stands on the street sign.")
TOO_LONG = _("This is too long for an address. Write the house number and the street only.")
NO_UNIT = _("Write the apartment or unit as it stands on the door, such as B or 12.")

_BOX = re.compile(r"\b(?:P ?O ?B(?:OX)?|POST OFFICE BOX|PMB|LOCKBOX)\b|^BOX\b")
_HOUSE = re.compile(r"(\d{1,6})-?([A-Z])?(?![A-Z0-9])(.*)")
# Written everywhere here, and unknown to the parser.
_LOCAL_WORDS = {"PCH": "PACIFIC COAST HWY", "BL": "BLVD"}
# Spanish names are kept as they are written: the parser takes LA for a lane and VISTA for a kind of street.
_UNIT_WORDS = "|".join(sorted({*OCCUPANCY_TYPE_ABBREVIATIONS, *OCCUPANCY_TYPE_ABBREVIATIONS.values()} - {"#"}))
_TOWNS = frozenset(
    ["TORRANCE", "REDONDO BEACH", "HOLLYWOOD RIVIERA", "LOS ANGELES", "HARBOR CITY", "GARDENA", "LOMITA", "CARSON"]
)
_SPANISH = re.compile(
    r"^(?P<number>\d\S*(?: \d/\d| [A-Z])?) (?:[WS] )?(?P<name>(?:VIA|CALLE|PASEO|CAMINO|AVENIDA) .+?)"
    rf"(?P<rest>$|,.*| #.*| (?:{_UNIT_WORDS}|{'|'.join(_TOWNS)}|CA)\b.*)"
)
_STAND_IN = "MAIN ST"
_UNIT = re.compile(rf"(?:(?P<kind>{_UNIT_WORDS})\b)?[ #]*(?P<name>.*)")


class AddressError(Exception):
    """This is no address of a home. The message is written for the resident."""


@dataclass(frozen=True)
class Address:
    """A home as we write it, whoever typed it."""

    house: str  # number and street: 1234 SARTORI AVE, 1234 1/2 SARTORI AVE
    number: int
    street: str
    unit: str  # APT 3, UNIT B, or nothing


@dataclass(frozen=True)
class Finding:
    """What the street table and the ZIP say of an address. The desk decides."""

    jurisdiction: Jurisdiction
    beat: Beat | None = None
    zip_note: str = ""  # for the desk


def normalise(street_line, unit=""):
    """The address of a home, in capitals and usual abbreviations. A unit that stands in the line is taken out of it.

    AddressError for what is no home: a box, a corner, no number, nothing that can be read.
    """
    line = _clean(street_line, LONGEST_LINE)
    if _BOX.search(line):
        raise AddressError(NO_BOX)
    parts = _parse(line)
    number, letter, half = _house_number(parts)
    street = _street(parts)
    house = " ".join(filter(None, [f"{number}{half}", street]))
    in_line = _joined([normal_unit(letter), *_unit_words(parts)])
    return Address(house=house, number=number, street=street, unit=_joined([in_line, normal_unit(unit)]))


def normal_street(name):
    """A street's name as `normalise` writes it: how the street table is filled."""
    address = normalise(f"1 {name}")
    if address.unit or address.house != f"1 {address.street}":
        raise AddressError(NOT_READ)
    return address.street


def normal_unit(unit):
    """b -> UNIT B, #3 -> UNIT 3, apartment 3 -> APT 3, nothing -> nothing."""
    text = _clean(unit, LONGEST_UNIT).replace(",", " ")
    kind, name = _UNIT.fullmatch(" ".join(text.split())).group("kind", "name")
    kind = OCCUPANCY_TYPE_ABBREVIATIONS.get(kind, kind) or "UNIT"
    name = name.strip(" #-/&")
    if unit.strip() and not name and kind == "UNIT":
        raise AddressError(NO_UNIT)
    return f"{kind} {name}".strip() if unit.strip() else ""


def look_up(address, zip_code):
    """In the city or not, and in which beat, as far as the street table knows. Unknown is no refusal."""
    zip_code = "".join(re.findall(r"\d", unicodedata.normalize("NFKC", zip_code[:40]), re.ASCII))[:5]
    if zip_code == SHERIFF_ZIP:
        return Finding(Jurisdiction.OUTSIDE, zip_note="ZIP 90502 belongs to the Los Angeles County Sheriff.")
    ranges = list(StreetRange.objects.holding(address.street, address.number).select_related("beat"))
    note = _zip_note(zip_code)
    if not ranges:
        near_border = zip_code in BORDER_ZIPS
        return Finding(Jurisdiction.CHECK if near_border else Jurisdiction.UNKNOWN, zip_note=note)
    if not all(held.in_city for held in ranges):
        return Finding(Jurisdiction.OUTSIDE, zip_note=note)
    beat = next((held.beat for held in ranges if held.beat and held.beat.is_active), None)
    # A ZIP of somewhere else: the same street name in another city, or a slip of the finger.
    return Finding(Jurisdiction.INSIDE if zip_code in CITY_ZIPS else Jurisdiction.CHECK, beat, note)


def suggest(street):
    """Up to three streets of the table that are spelt nearly so; none when the table knows this one."""
    known = StreetRange.objects.street_names()
    if street in known:
        return []
    scored = sorted(((_nearness(street, name), name) for name in known), key=lambda pair: (-pair[0], pair[1]))
    return [name for nearness, name in scored[:SUGGESTIONS] if nearness >= NEAR]


def _nearness(typed, name):
    # SEPULVEDA and SEPULVEDA ST are the boulevard: the kind of street is what people get wrong.
    whole, bare = fuzz.ratio(typed, name), fuzz.ratio(_without_type(typed), _without_type(name))
    return max(whole, bare) + whole / 1000


def _without_type(street):
    words = street.split()
    return " ".join(words[:-1]) if len(words) > 1 and words[-1] in STREET_TYPE_ABBREVIATIONS.values() else street


def _clean(text, longest):
    """Plain capitals, digits and the few signs that mean something in an address."""
    if len(text) > longest:
        raise AddressError(TOO_LONG)
    # A vulgar fraction would run into the number before it.
    text = unicodedata.normalize("NFKD", re.sub("([¼-¾])", r" \1 ", text)).replace("\u2044", "/")
    text = "".join(c for c in text if not unicodedata.combining(c)).upper()
    if any(c.isalpha() and not c.isascii() for c in text):
        raise AddressError(NOT_LATIN)
    text = re.sub(r"['`\u2018\u2019\u02bc]", "", text)
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text)
    text = re.sub(r"[();]", ",", text)
    text = re.sub(r"(?<=[A-Z ]{2})/", " & ", text)
    text = re.sub(r"[^A-Z0-9,#&/ -]|(?<!\d)/|/(?!\d)", " ", text)
    text = re.sub(r"[ ,]*,[ ,]*", ", ", text).strip(" ,")
    return " ".join(_LOCAL_WORDS.get(word, word) for word in text.split())


def _parse(line):
    """The line by the labels of usaddress, abbreviated as the post office does."""
    spanish = _SPANISH.match(line)
    if spanish:
        line = f"{spanish['number']} {_STAND_IN}{spanish['rest']}"
    try:
        parts = normalize_address_components(parse_address_string(line))
    except (AddressNormalizationError, usaddress.RepeatedLabelError) as error:
        raise AddressError(_why_not(line)) from error
    if any(label.startswith(("Intersection", "Second", "CornerOf")) for label in parts):
        raise AddressError(NO_CORNER)
    if spanish:
        parts["StreetName"] = spanish["name"]
        parts.pop("StreetNamePostType", None)
    return parts


def _why_not(line):
    if re.search(r"&|\bAND\b", line):
        return NO_CORNER
    return NOT_READ if re.match(r"\d+[A-Z]?\b(?! ?(ST|ND|RD|TH)\b).*[A-Z]", line) else NO_NUMBER


def _house_number(parts):
    """(1234, the letter of a unit, what makes it another house: " 1/2" or "-1236")."""
    words = " ".join(parts.get(f"AddressNumber{part}", "") for part in ["Prefix", "", "Suffix"]).strip()
    found = _HOUSE.fullmatch(re.sub(r" (?=[A-Z]$)", "-", words))
    if not found or not int(found[1]):
        raise AddressError(NO_NUMBER)
    return int(found[1]), found[2] or "", found[3].rstrip()


def _street(parts):
    """The name of the street, without the W or S that everybody drops or adds."""
    words = [
        words
        for label, words in parts.items()
        if label.startswith("StreetName") and (label != "StreetNamePreDirectional" or words not in {"W", "S"})
    ]
    # The parser writes "190th" for 190, and leaves commas in.
    street = re.sub(r"[^A-Z0-9 -]", "", " ".join(" ".join(words).upper().split())).strip(" -")
    if not street or not parts.get("StreetName"):
        raise AddressError(NOT_READ)
    return street


def _unit_words(parts):
    """Units of the line, with what the parser could not place: an officer is to read all that was typed."""
    pairs = [("OccupancyType", "OccupancyIdentifier"), ("SubaddressType", "SubaddressIdentifier")]
    units = [f"{parts.get(kind, '')} {parts.get(name, '')}".strip() for kind, name in pairs]
    rest = [parts.get("BuildingName"), parts.get("LandmarkName"), _place(parts)]
    return [normal_unit(words) for words in [*units, *rest] if words]


def _place(parts):
    """What stands where a town would, and is none: upstairs."""
    town = parts.get("PlaceName", "")
    return "" if town in _TOWNS or {"StateName", "ZipCode"} & set(parts) else town


def _joined(units):
    return " ".join(dict.fromkeys(filter(None, units)))


def _zip_note(zip_code):
    if zip_code in BORDER_ZIPS:
        return f"ZIP {zip_code} is shared with a neighboring city."
    if zip_code in BOX_ZIPS:
        return f"ZIP {zip_code} is for post office boxes."
    return "" if zip_code in CITY_ZIPS else "The ZIP is not one of Torrance."
