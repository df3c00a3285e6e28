"""Calendar files, read back by a calendar library and byte by byte."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.calendars import Event, calendar_text

PACIFIC = ZoneInfo("America/Los_Angeles")


def evening(day, **changes):
    fields = {"uid": "pip-45-1@example.gov", "sequence": 0, "summary": "PIP class 45, session 1"}
    starts = datetime.combine(day, time(18), PACIFIC)
    return Event(starts=starts, ends=starts + timedelta(hours=2), **fields | changes)


def written(*events, **changes):
    return calendar_text(events, **{"name": "PIP class 45"} | changes)


def read(*events):
    """The events as a calendar program sees them."""
    return icalendar.Calendar.from_ical(written(*events)).walk("VEVENT")


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


SPRING = date(2027, 3, 4)


def test_the_event_is_what_was_put_in():
    event = evening(SPRING, location="3300 Civic Center Drive", description="Bring an ID.", url="https://a.gov/x/")
    [seen] = read(event)
    assert seen["SUMMARY"] == "PIP class 45, session 1"
    assert seen["LOCATION"] == "3300 Civic Center Drive"
    assert seen["DESCRIPTION"] == "Bring an ID."
    assert seen["URL"] == "https://a.gov/x/"
    assert seen["STATUS"] == "CONFIRMED"
    assert seen["DTEND"].dt - seen["DTSTART"].dt == timedelta(hours=2)


def test_what_is_empty_is_left_out():
    [seen] = read(evening(SPRING))
    assert not {"LOCATION", "DESCRIPTION", "URL"} & set(seen)


def test_the_uid_stays_and_the_sequence_grows_when_an_event_changes():
    [before] = read(evening(SPRING, sequence=0))
    [after] = read(evening(SPRING + timedelta(days=1), sequence=1))
    assert before["UID"] == after["UID"] == "pip-45-1@example.gov"
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)


def test_a_cancelled_event_says_so():
    [seen] = read(evening(SPRING, cancelled=True, sequence=2))
    assert seen["STATUS"] == "CANCELLED"


@pytest.mark.parametrize("method", ["PUBLISH", "CANCEL"])
def test_the_file_says_what_it_is_for(method):
    calendar = icalendar.Calendar.from_ical(written(evening(SPRING), method=method))
    assert calendar["METHOD"] == method
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]
    assert calendar["X-WR-CALNAME"] == "PIP class 45"
    assert calendar["X-WR-TIMEZONE"] == "America/Los_Angeles"


def test_a_file_without_events_is_a_calendar_all_the_same():
    assert read() == []


# --- Six in the evening is six in the evening -------------------------------------------------

CLOCK_CHANGES = {
    "spring forward": [date(2027, 3, 11), date(2027, 3, 18)],
    "fall back": [date(2027, 11, 4), date(2027, 11, 11)],
    "spring forward, years ahead": [date(2032, 3, 11), date(2032, 3, 18)],
    "fall back, years ahead": [date(2032, 11, 4), date(2032, 11, 11)],
}


@pytest.mark.parametrize("change", CLOCK_CHANGES)
def test_wall_time_stays_on_both_sides_of_a_clock_change(change):
    days = CLOCK_CHANGES[change]
    seen = read(*[evening(day, uid=f"{day}@a.gov") for day in days])
    assert [event["DTSTART"].dt.replace(tzinfo=None) for event in seen] == [
        datetime.combine(day, time(18)) for day in days
    ]
    # A control: the instants are not 7 days apart, so a file in UTC times would be an hour wrong.
    assert seen[1]["DTSTART"].dt.astimezone(ZoneInfo("UTC")) - seen[0]["DTSTART"].dt.astimezone(
        ZoneInfo("UTC")
    ) != timedelta(days=7)


@pytest.mark.parametrize("change", CLOCK_CHANGES)
def test_the_zone_in_the_file_agrees_with_the_zone_of_the_city(change):
    """A calendar program that knows no time zones takes the rules out of the file."""
    text = written(*[evening(day, uid=f"{day}@a.gov") for day in CLOCK_CHANGES[change]])
    [zone] = icalendar.Calendar.from_ical(text).walk("VTIMEZONE")
    own_rules = zone.to_tz(lookup_tzid=False)
    assert zone["TZID"] == "America/Los_Angeles"
    for day in CLOCK_CHANGES[change]:
        moment = datetime.combine(day, time(18))
        assert moment.replace(tzinfo=own_rules).utcoffset() == moment.replace(tzinfo=PACIFIC).utcoffset()


def test_times_are_written_as_wall_time_with_their_zone():
    lines = unfolded(written(evening(SPRING)))
    assert "DTSTART;TZID=America/Los_Angeles:20270304T180000" in lines
    assert "DTEND;TZID=America/Los_Angeles:20270304T200000" in lines


# --- Any text ---------------------------------------------------------------------------------

TEXTS = [
    "Tour, hands-on; K9",
    "first line\nsecond line",
    "first line\r\nsecond line",
    "C:\\stations\\new",
    "\\n is no line break, \\, and \\; are no separators",
    'He said "hello": fine',
    "Visite del cuartel, 警察署見学, 경찰서 견학, Thăm đồn cảnh sát",
    "👮‍♀️" * 40,
    "END:VEVENT",
    "x" * 5000,
]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
@pytest.mark.parametrize("field", ["summary", "location", "description"])
def test_text_comes_back_as_it_was(field, text):
    [seen] = read(evening(SPRING, **{field: text}))
    assert seen[field] == text.replace("\r\n", "\n")


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r", "\u2028", "\x85", "\x0b", "\x0c", "\x1c", "\0"])
@pytest.mark.parametrize("field", ["summary", "location", "description"])
def test_no_text_can_write_a_line_of_its_own(field, break_):
    text = written(evening(SPRING, **{field: f"a{break_}ATTENDEE:mailto:all@example.org{break_}b"}))
    # A lenient program may take any of these for a new line.
    assert not [line for line in text.splitlines() if line.startswith("ATTENDEE")]


def test_the_name_of_the_calendar_cannot_either():
    text = written(evening(SPRING), name="PIP\r\nATTENDEE:x\rATTENDEE:y, 45; spring")
    assert not [line for line in text.splitlines() if line.startswith("ATTENDEE")]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_lines_are_folded_at_75_octets_between_characters_and_end_as_the_standard_says(text):
    raw = written(evening(SPRING, summary=text, description=text), name=text).encode()
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None for line in lines), "a character is cut in two"
    assert lines[-1] == b""
    assert b"\n" not in raw.replace(b"\r\n", b"")


@given(text=st.text(st.characters(exclude_categories=["Cs"])))
@settings(max_examples=50)
def test_any_text_makes_a_file_that_can_be_read_back(text):
    [seen] = read(evening(SPRING, summary=f"PIP {text}", description=text))
    assert seen["SUMMARY"].startswith("PIP ")


def test_a_cancellation_says_which_event_goes_and_who_says_so():
    """What RFC 5546 wants of METHOD:CANCEL: UID, SEQUENCE, DTSTAMP, ORGANIZER and the state."""
    text = written(evening(SPRING, sequence=3, cancelled=True), method="CANCEL")
    calendar = icalendar.Calendar.from_ical(text)
    [gone] = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "CANCEL"
    assert (gone["UID"], gone["SEQUENCE"], gone["STATUS"]) == ("pip-45-1@example.gov", 3, "CANCELLED")
    assert gone["ORGANIZER"] == "mailto:programs@127.0.0.1"
    assert gone["ORGANIZER"].params["CN"] == "Torrance Police Community Programs"
    assert gone["DTSTAMP"].dt.tzinfo
