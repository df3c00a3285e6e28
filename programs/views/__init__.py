"""The pages of the room."""

from programs.views.catalog import class_calendar_file, class_page, program, program_list
from programs.views.check_in import check_in
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
    "packet",
    "packet_photos",
    "program",
    "program_list",
    "register",
    "registration",
    "tell_me",
    "withdraw",
]
