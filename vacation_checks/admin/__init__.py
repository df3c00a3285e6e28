"""The watch desk. Thin: what happens to requests and alerts is decided in services."""

from vacation_checks.admin.alerts import AlertAdmin
from vacation_checks.admin.records import HouseCheckAdmin, TourAdmin, ViewRecordAdmin
from vacation_checks.admin.requests import VacationCheckRequestAdmin
from vacation_checks.admin.rules import (
    AcknowledgementTextAdmin,
    BeatAdmin,
    CheckRulesAdmin,
    ResultCodeAdmin,
    ShiftAdmin,
    StreetRangeAdmin,
)

__all__ = [
    "AcknowledgementTextAdmin",
    "AlertAdmin",
    "BeatAdmin",
    "CheckRulesAdmin",
    "HouseCheckAdmin",
    "ResultCodeAdmin",
    "ShiftAdmin",
    "StreetRangeAdmin",
    "TourAdmin",
    "VacationCheckRequestAdmin",
    "ViewRecordAdmin",
]
