"""The credit report on paper and as a table: word for word, tagged, with names of every script."""

import csv
import io

import pytest
import time_machine

from programs import credit_files
from programs.models import CreditReport, Nomination
from tests.core.pdf_reader import empty_boxes, tag_faults, title_of
from tests.programs.builders import local
from tests.programs.credits import NORTH, decided, ended_semester, keep_to_ourselves, marks, report_for, student
from tests.programs.papers import assert_golden

NAMES = [("Minji", "Oh"), ("美咲", "田中"), ("Hương", "Nguyễn"), ("민준", "김"), ("Zoe", "Ray")]


def numbered(report):
    """The same references each time."""
    lines = report.lines["students"]
    for number, line in enumerate(lines, start=1):
        reference = f"TAP-7K3M-000{number}"
        Nomination.objects.filter(reference=line["reference"]).update(reference=reference)
        line["reference"] = reference
    report.save()
    return CreditReport.objects.get(pk=report.pk)


@pytest.fixture
def report():
    with time_machine.travel(local(2027, 5, 21, 10), tick=False):
        semester = ended_semester([(*name, NORTH) for name in NAMES])
        marks(student("민준"), "absent", sessions=3)
        keep_to_ourselves(student("Zoe"))
        yield numbered(report_for(decided(semester, incomplete=["민준"])))


@pytest.mark.paper
@pytest.mark.once
@pytest.mark.django_db
def test_on_paper(report):
    content = credit_files.credit_pdf(report)
    assert tag_faults(content) == []
    assert empty_boxes(content) == 0
    assert title_of(content) == "Credit report: North High School, TAP class 12, Spring 2027"
    assert_golden(content, "credit_report")


@pytest.mark.django_db
def test_as_a_table(report):
    response = credit_files.csv_file(report)
    assert response["Content-Disposition"] == 'attachment; filename="credits-tap-12-north-high-school.csv"'
    header, *rows = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
    assert header == credit_files.HEADER
    assert [row[4:] for row in rows] == [
        ["Nguyễn", "Hương", "11", "11", "11", "22", "Completed", "2.50"],
        ["Oh", "Minji", "11", "11", "11", "22", "Completed", "2.50"],
        ["田中", "美咲", "11", "11", "11", "22", "Completed", "2.50"],
        ["김", "민준", "11", "8", "11", "16", "Not completed", "0"],
    ]
    assert rows[0][:4] == [NORTH, "TAP class 12, Spring 2027", "Teens and Policing", "TAP-7K3M-0001"]


@pytest.mark.django_db
def test_a_name_is_no_formula():
    semester = decided(ended_semester((("=HYPERLINK(1)", "+Oh", NORTH),)))
    row = credit_files.csv_file(report_for(semester)).content.decode("utf-8-sig").splitlines()[1]
    assert '"\'+Oh","\'=HYPERLINK(1)"' in row
