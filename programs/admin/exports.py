"""The roster as a file, for a sign-in sheet or a mail merge."""

from django.urls import path
from django.utils import timezone
from django.utils.dateformat import format as format_date

from core.spreadsheets import csv_response, xlsx_response
from programs.admin.class_page import PAPER, ClassPage, tool
from programs.admin.roster import Roster, standing
from programs.models import Registration

HEADER = [
    "Family name", "Given name", "Certificate name", "State", "Position in line", "Phone", "Mail", "Language",
    "Connections", "Organization", "First time", "Accommodation", "Will miss", "Reference", "Since",
]  # fmt: skip


class RosterExports(ClassPage):
    """For ClassOfferingAdmin: the roster as CSV and XLSX, of those whom the page of the class shows."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:offering_id>/roster.csv", view(self.roster_csv), name="programs_classoffering_csv"),
            path("<int:offering_id>/roster.xlsx", view(self.roster_xlsx), name="programs_classoffering_xlsx"),
            *super().get_urls(),
        ]

    def class_tools(self, request, offering):
        tools = super().class_tools(request, offering)
        if request.user.has_perm("programs.view_registration"):
            tools.append(tool(PAPER, "Roster (CSV)", "csv", offering))
            tools.append(tool(PAPER, "Roster (Excel)", "xlsx", offering))
        return tools

    def roster_csv(self, request, offering_id):
        offering, rows = self._roster_to_export(request, offering_id)
        return csv_response(_name_of_file(offering), HEADER, rows)

    def roster_xlsx(self, request, offering_id):
        offering, rows = self._roster_to_export(request, offering_id)
        return xlsx_response(_name_of_file(offering), HEADER, rows, title=str(offering))

    def _roster_to_export(self, request, offering_id):
        offering = self.class_for(request, offering_id, "programs.view_classoffering", "programs.view_registration")
        rows = Roster(offering, request.GET, timezone.now()).rows()
        return offering, [_cells(row, timezone.now()) for row in rows]


def _cells(row, now):
    person: Registration = row.registration
    missed = sorted(person.will_miss.all(), key=lambda session: session.date)
    return [
        person.family_name,
        person.given_name,
        person.certificate_name,
        standing(person, now),
        row.position or "",
        row.phone,
        person.email,
        person.get_language_display(),
        "; ".join(person.connection_labels),
        person.organization,
        "yes" if person.first_time else "no",
        person.accommodation,
        "; ".join(format_date(session.date, "M j, Y") for session in missed),
        person.reference,
        format_date(timezone.localtime(person.created_at), "Y-m-d H:i"),
    ]


def _name_of_file(offering):
    return f"roster-{offering.program.prefix}-{offering.number}"
