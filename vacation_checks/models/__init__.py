"""The nouns of the room: see vacation_checks/README.md."""

from vacation_checks.models.access import ViewRecord
from vacation_checks.models.places import Beat, StreetRange
from vacation_checks.models.request import RequestDraft, RequestEvent, VacationCheckRequest
from vacation_checks.models.rounds import Alert, CheckAddendum, HouseCheck, ResultCode, Shift, Tour
from vacation_checks.models.rules import AcknowledgementText, CheckRules

__all__ = [
    "AcknowledgementText",
    "Alert",
    "Beat",
    "CheckAddendum",
    "CheckRules",
    "HouseCheck",
    "RequestDraft",
    "RequestEvent",
    "ResultCode",
    "Shift",
    "StreetRange",
    "Tour",
    "VacationCheckRequest",
    "ViewRecord",
]
