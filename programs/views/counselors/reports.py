"""The credit report of the counselor's own school: to read, to take along, and to say that it is posted."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from core.pdf import PdfError
from programs import credit_files
from programs.services.nominations import credit_posting, credits
from programs.services.nominations.states import NominationError
from programs.views.counselors.access import counselor_page


def _own_report(view):
    """Decorator: counselor_page about one report of the own school. Any other is not found."""

    @counselor_page
    @wraps(view)
    def wrapped(request, counselor, pk):
        return view(request, counselor, get_object_or_404(credits.reports_of(counselor.school), pk=pk))

    return wrapped


@require_http_methods(["GET", "POST"])
@_own_report
def report(request, counselor, report):
    """GET: the students and their credits. POST: these are posted to the transcripts."""
    if request.method == "POST":
        _post(request, counselor, report)
        return redirect(report)
    lines = credit_files.rows(report)
    context = {
        "counselor": counselor,
        "report": report,
        "lines": lines,
        "not_released": credit_files.not_released(report, lines),
        "version": credit_posting.version_of(report),
    }
    return render(request, "counselors/report.html", context)


def _post(request, counselor, report):
    try:
        if credit_posting.acknowledge(report, counselor, version=request.POST.get("version", "")):
            messages.success(request, "Thank you. The police department sees that the credits are posted.")
        else:
            messages.info(request, "It is so already: these credits are posted.")
    except NominationError as error:
        messages.error(request, str(error))


@require_POST
@_own_report
def report_pdf(request, counselor, report):
    return _file(request, counselor, report, "PDF", credit_files.pdf_file)


@require_POST
@_own_report
def report_csv(request, counselor, report):
    return _file(request, counselor, report, "CSV", credit_files.csv_file)


def _file(request, counselor, report, kind, make):
    """By a button alone: that somebody took the report along is kept in the history of its students."""
    try:
        response = make(report)
    except PdfError:
        messages.error(request, "The PDF cannot be made at the moment. Please take the CSV file, or call us.")
        return redirect(report)
    credit_posting.note_read(report, counselor=counselor, how=f"downloaded as {kind}")
    return response
