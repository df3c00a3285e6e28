"""A credit report as files for the school: PDF for the folder, CSV for the school's own system."""

from django.utils.text import slugify

from core.pdf import pdf_bytes, pdf_response
from core.spreadsheets import csv_response
from programs.enums.nominations import Completion
from programs.services.nominations.credit_posting import released_lines

HEADER = [
    "School", "Class", "Course", "Reference", "Family name", "Given name", "Grade", "Sessions attended",
    "Sessions held", "Hours attended", "Completion", "Credits",
]  # fmt: skip


def file_name(report):
    """Without its ending: credits-tap-12-north-high-school."""
    offering = report.quota.semester.offering
    return slugify(f"credits {offering.program.prefix} {offering.number} {report.quota.school.name}")


def rows(report):
    """The lines as people read them."""
    return [line | {"result": Completion(line["completion"]).label} for line in released_lines(report)]


def not_released(report, lines):
    """How many enrolled students the school is told nothing about."""
    return report.lines["not_released"] + len(report.lines["students"]) - len(lines)


def pdf_file(report):
    """The report as a download. Raises PdfError."""
    return pdf_response(f"{file_name(report)}.pdf", credit_pdf(report))


def csv_file(report):
    return csv_response(file_name(report), HEADER, csv_rows(report))


def credit_pdf(report):
    lines = rows(report)
    return pdf_bytes(
        "pdf/programs/credit_report.html",
        {
            "report": report,
            "school": report.quota.school,
            "offering": report.quota.semester.offering,
            "lines": lines,
            "not_released": not_released(report, lines),
        },
    )


def csv_rows(report):
    school, head = report.quota.school.name, report.lines
    return [
        [
            school, head["class"], head["course_title"], line["reference"], line["family_name"], line["given_name"],
            line["grade"], line["attended"], line["held"], line["hours"], line["result"], line["credits"],
        ]
        for line in rows(report)
    ]  # fmt: skip
