"""Plots from plain numbers: what is drawn is what the table says, and nothing falls out of the frame."""

import re
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string

from core import plots
from core.plots import BOTTOM, LEFT, RIGHT, TOP

MONDAY = date(2027, 3, 1)


def days(*numbers):
    return [(MONDAY + timedelta(days=index), number) for index, number in enumerate(numbers)]


def fill(*numbers, limit=40):
    return plots.steps(title="Seats", counts=days(*numbers), limit=limit, of="Confirmed", limit_words="Seats")


def heights(plot):
    return [float(number) for number in re.findall(r"(?:M\d+ |V)([\d.]+)", plot.line)]


def drawn(plot):
    """The SVG on the page, read as XML."""
    page = render_to_string("includes/_plot.html", {"plot": plot})
    return page, ElementTree.fromstring(page[page.index("<svg") : page.index("</svg>") + 6])  # noqa: S314


def test_steps_go_from_the_bottom_to_the_limit():
    plot = fill(0, 20, 40)
    assert heights(plot) == [BOTTOM, (BOTTOM + TOP) / 2, TOP]
    assert plot.line.startswith(f"M{LEFT} ")
    assert plot.line.endswith(f"H{RIGHT}")
    assert plot.limit.at == TOP


def test_the_table_names_each_day_on_which_the_number_changed_and_the_last():
    plot = fill(1, 1, 3, 3, 3)
    assert plot.rows == [["Mar 1, 2027", 1], ["Mar 3, 2027", 3], ["Mar 5, 2027", 3]]
    assert plot.description == "Seats: 40. Mar 1: 1; Mar 5: 3."
    assert [mark.words for mark in plot.labels] == ["Mar 1", "Mar 5"]


def test_more_than_the_limit_stays_in_the_frame():
    plot = fill(0, 44)
    assert min(heights(plot)) == TOP
    assert plot.limit.at > TOP
    assert [mark.words for mark in plot.levels] == ["0", "22", "44"]


def test_one_day_and_no_day():
    assert [mark.words for mark in fill(5).labels] == ["Mar 1"]
    assert fill() is None


def test_a_class_of_one_seat():
    assert [mark.words for mark in fill(0, 1, limit=1).levels] == ["0", "1"]


def shares(*parts):
    return plots.shares(title="Attendance", parts=parts, of="Present", whole="Recorded")


def test_a_bar_is_as_high_as_its_share():
    plot = shares(("Mar 1", 20, 40), ("Mar 8", 40, 40))
    assert [bar.height for bar in plot.bars] == [(BOTTOM - TOP) / 2, BOTTOM - TOP]
    assert all(bar.x >= LEFT and bar.x + bar.width <= RIGHT for bar in plot.bars)
    assert plot.rows == [["Mar 1", 20, 40, 50], ["Mar 8", 40, 40, 100]]
    assert plot.description == "Between 50 and 100 percent; the last one: 100 percent."


def test_nothing_known_is_no_bar_and_not_zero():
    plot = shares(("Mar 1", 0, 0), ("Mar 8", 0, 10))
    assert [bar.height for bar in plot.bars] == [0]
    assert [row[-1] for row in plot.rows] == ["-", 0]
    assert shares(("Mar 1", 0, 0)) is None
    assert shares() is None


def test_labels_leave_room_for_each_other():
    plot = shares(*((f"Mar {day}", 1, 2) for day in range(1, 13)))
    places = [mark.at for mark in plot.labels]
    assert len(plot.bars) == 12
    assert 1 < len(places) < 12
    assert all(later - earlier >= plots.LABEL_WIDTH for earlier, later in pairwise(places))


@pytest.mark.parametrize("plot", [fill(0, 17, 40), shares(("Mar 1 <b>", 1, 3))])
def test_the_drawing_is_an_image_with_a_name_and_the_table_stands_beside_it(plot):
    page, svg = drawn(plot)
    assert svg.get("role") == "img"
    assert svg.find("title").text == plot.title
    assert svg.find("desc").text == plot.description
    # The strict CSP forbids inline styles; the sheet colors by class.
    assert "style=" not in page
    for row in plot.rows:
        for cell in row:
            assert f">{str(cell).replace('<b>', '&lt;b&gt;')}<" in page


def test_numbers_of_the_drawing_are_never_written_as_a_language_would(settings):
    settings.USE_THOUSAND_SEPARATOR = True
    _page, svg = drawn(fill(0, 17))
    assert svg.get("viewBox") == "0 0 360 190"
