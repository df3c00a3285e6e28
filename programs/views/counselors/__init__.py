"""The pages of a school's counselors."""

from programs.views.counselors.home import home
from programs.views.counselors.nominating import nominate
from programs.views.counselors.nominee import aim, correct, nominee, promote, withdraw
from programs.views.counselors.paper import paper, party_code, withdraw_paper
from programs.views.counselors.reports import report, report_csv, report_pdf
from programs.views.counselors.signing_in import sign_in, sign_out

__all__ = [
    "aim",
    "correct",
    "home",
    "nominate",
    "nominee",
    "paper",
    "party_code",
    "promote",
    "report",
    "report_csv",
    "report_pdf",
    "sign_in",
    "sign_out",
    "withdraw",
    "withdraw_paper",
]
