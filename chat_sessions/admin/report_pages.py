"""Reports: one session, and all of them; on a page and as CSV."""

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.dateformat import format as format_date

from chat_sessions.admin.hour_page import SEE_QUESTIONS, SEE_SESSION, HourPage
from chat_sessions.admin.session_page import THE_SESSION
from chat_sessions.enums import SessionStatus
from chat_sessions.services import reports
from core.spreadsheets import csv_response

READ = [SEE_SESSION, SEE_QUESTIONS]
FEW = "too few to say"


def lines(report):
    """[(group, what, figure)] of one report, as its page and its file have it."""
    counted, people, asked = report.questions, "People", "Questions"
    found = [
        (people, "Signed up", report.signed_up),
        (people, "Attended", report.attended),
        *[("Languages", label, _number(number)) for label, number in report.languages],
        *[("ZIP codes", label, _number(number)) for label, number in report.zips],
        (asked, "Received", counted.received),
        (asked, "Answered live", counted.answered_live),
        (asked, "Answered in writing", counted.answered_writing),
        (asked, "Asked together with another", counted.merged),
        (asked, "Passed to those who can answer", counted.redirected),
        (asked, "Declined", counted.declined),
        *[(asked, f"Declined: {reason}", number) for reason, number in counted.reasons if number],
        (asked, "Taken back", counted.withdrawn),
        (asked, "Open", counted.open),
        (asked, "Answered, alone or together (percent)", _or_none(report.share_answered)),
        (asked, "Days to answer (median)", _or_none(report.median_days)),
    ]
    return [(group, str(what), figure) for group, what, figure in found]


def figures(report, *, with_reasons):
    """{column: figure} of one report as a row among others; why questions were declined only where there is room."""
    counted = report.questions
    reasons = {f"Declined: {reason}": number for reason, number in counted.reasons} if with_reasons else {}
    return {
        "Signed up": report.signed_up,
        "Attended": report.attended,
        "Received": counted.received,
        "Answered live": counted.answered_live,
        "Answered in writing": counted.answered_writing,
        "Merged": counted.merged,
        "Redirected": counted.redirected,
        "Declined": counted.declined,
        **reasons,
        "Taken back": counted.withdrawn,
        "Open": counted.open,
        "Answered, alone or together (percent)": _or_none(report.share_answered),
        "Days to answer (median)": _or_none(report.median_days),
    }


def _cells(report):
    session = report.session
    named = [format_date(session.date, "Y-m-d"), session.topic] if session else ["All", ""]
    return [*named, *figures(report, with_reasons=True).values()]


def _number(number):
    return FEW if number is None else number


def _or_none(figure):
    return "-" if figure is None else figure


class ReportPages(HourPage):
    """For ChatSessionAdmin."""

    def get_urls(self):
        view, name = self.admin_site.admin_view, self.page_name("{}").removeprefix("admin:")
        return [
            path("reports/", view(self.reports), name=name.format("reports")),
            path("reports.csv", view(self.reports_csv), name=name.format("reports_csv")),
            self.hour_path("report/", "report", view(self.report)),
            self.hour_path("report.csv", "report_csv", view(self.report_csv)),
            *super().get_urls(),
        ]

    def row_tools(self, request, session):
        tools = super().row_tools(request, session)
        if request.user.has_perms(READ) and session.status == SessionStatus.PUBLISHED:
            tools.append(self.row_tool(THE_SESSION, "Report", "report", session))
        return tools

    def report(self, request, session_id):
        session = self.row_for(request, session_id, *READ)
        found = reports.of_session(session)
        return self.show_session_page(request, "report.html", "Report", session, lines=lines(found))

    def report_csv(self, request, session_id):
        session = self.row_for(request, session_id, *READ)
        found = reports.of_session(session)
        return csv_response(f"report-{session.date:%Y-%m-%d}", ["Group", "What", "Figure"], lines(found))

    def reports(self, request):
        each, whole = self._all_reports(request)
        page = {
            **self.admin_site.each_context(request),
            "title": "Report of all sessions",
            "opts": self.opts,
            "rows": [(report.session, figures(report, with_reasons=False).values()) for report in each],
            "total": figures(whole, with_reasons=False),
            "lines": lines(whole),
        }
        return TemplateResponse(request, f"{self.page_folder}/reports.html", page)

    def reports_csv(self, request):
        each, whole = self._all_reports(request)
        header = ["Date", "Topic", *figures(whole, with_reasons=True)]
        rows = [_cells(report) for report in [*each, whole]]
        return csv_response("chat-sessions", header, rows)

    @staticmethod
    def _all_reports(request):
        if not request.user.has_perms(READ):
            raise PermissionDenied
        return reports.of_all()
