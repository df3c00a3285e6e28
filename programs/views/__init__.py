"""The pages of the room."""

from programs.views.catalog import class_calendar_file, class_page, program, program_list
from programs.views.certificates import certificate, check_certificate
from programs.views.check_in import check_in
from programs.views.graduates import alumni, certificate_pdf, open_survey, own_survey, survey
from programs.views.interest import interest, open_interest, tell_me
from programs.views.packet import packet, packet_photos
from programs.views.personal import (
    absence,
    accept,
    confirm,
    confirm_with_code,
    details,
    open_absence,
    open_registration,
    registration,
    withdraw,
)
from programs.views.register import register

__all__ = [
    "absence",
    "accept",
    "alumni",
    "certificate",
    "certificate_pdf",
    "check_certificate",
    "check_in",
    "class_calendar_file",
    "class_page",
    "confirm",
    "confirm_with_code",
    "details",
    "interest",
    "open_absence",
    "open_interest",
    "open_registration",
    "open_survey",
    "own_survey",
    "packet",
    "packet_photos",
    "program",
    "program_list",
    "register",
    "registration",
    "survey",
    "tell_me",
    "withdraw",
]
