"""The papers of a class: who is there, as staff print it. People with a confirmed seat only."""

import unicodedata

from core.pdf import pdf_bytes
from programs.enums import RegistrationState
from programs.people import by_family_name

BADGES_ON_A_SHEET = 8
# A name of so many letters still fits on a badge in this size; a Han character counts as two.
BADGE_SIZES = ((30, ""), (48, "is-long"), (84, "is-longer"))


def people_of(offering):
    """Everybody with a confirmed seat, by family name."""
    return sorted(offering.registrations.filter(state=RegistrationState.CONFIRMED), key=by_family_name)


def sign_in_sheet(session):
    """To sign at the door, for when the network is away: staff enter it later by the short codes."""
    return pdf_bytes(
        "pdf/programs/sign_in_sheet.html",
        {"session": session, "offering": session.offering, "people": people_of(session.offering)},
    )


def name_badges(offering):
    """A badge for everybody, eight on a sheet of badge paper."""
    badges = [(name, _badge_size(name), person) for person in people_of(offering) for name in [wished_name(person)]]
    sheets = [badges[first : first + BADGES_ON_A_SHEET] for first in range(0, len(badges), BADGES_ON_A_SHEET)]
    return pdf_bytes("pdf/programs/name_badges.html", {"offering": offering, "sheets": sheets})


def wished_name(registration):
    """The name as the person wants to see it."""
    return registration.certificate_name or registration.full_name


def _badge_size(name):
    width = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in name)
    return next((size for longest, size in BADGE_SIZES if width <= longest), "is-longest")
