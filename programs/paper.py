"""The papers of a class, as PDF. People with a confirmed seat only; a certificate says what was frozen in its row."""

import unicodedata

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from core import audit
from core.pdf import PdfError, pdf_bytes
from programs import students
from programs.enums import RegistrationState
from programs.enums.nominations import ConsentKind
from programs.people import by_family_name, phone_text
from programs.services.nominations.consents import consents_of
from programs.services.nominations.families import MAY_CALL, families_of, health_of
from programs.services.nominations.names import with_names

BADGES_ON_A_SHEET = 8
# How wide a name may be for each size, from large to small; a Han character is two wide.
BADGE_SIZES = ((30, ""), (48, "is-long"), (84, "is-longer"))
CERTIFICATE_SIZES = ((26, ""), (40, "is-long"), (64, "is-longer"))


class NothingToPrint(PdfError):
    """A paper about nobody."""


def confirmed(offering):
    return offering.registrations.filter(state=RegistrationState.CONFIRMED)


def people_of(offering, reader=None):
    """Everybody with a confirmed seat, by family name; students as `reader` may know them."""
    return sorted(with_names(confirmed(offering), reader), key=by_family_name)


def _with_packets(offering, *without):
    """[(person, answers or None)] by family name, in one query, which leaves out the columns `without`."""
    people = confirmed(offering).select_related("packet").defer(*without)
    return [(person, getattr(person, "packet", None)) for person in _somebody(sorted(people, key=by_family_name))]


def _somebody(people):
    if not people:
        raise NothingToPrint("There is nothing to print: nobody has a confirmed seat in this class yet.")
    return people


def sign_in_sheet(session, reader=None):
    """To sign at the door, for when the network is away: staff enter it later by the short codes."""
    return pdf_bytes(
        "pdf/programs/sign_in_sheet.html",
        {"session": session, "offering": session.offering, "people": people_of(session.offering, reader)},
    )


def name_badges(offering, reader=None):
    """A badge for everybody, eight on a sheet of badge paper."""
    badges = []
    for person in _somebody(people_of(offering, reader)):
        name = person.printed_name
        badges.append({"person": person, "name": name, "size": size_for(name, BADGE_SIZES)})
    sheets = [badges[first : first + BADGES_ON_A_SHEET] for first in range(0, len(badges), BADGES_ON_A_SHEET)]
    return pdf_bytes("pdf/programs/name_badges.html", {"offering": offering, "sheets": sheets})


def emergency_list(offering, *, reader=None, notes_for=None):
    """Whom to call, for the officer in charge. For students, what their families answered, if `reader` may know it.

    With `notes_for`, the member of staff who reads them, medical notes too: that stands in the history of
    the class. Without, they are not even decrypted.
    """
    people = _with_packets(offering) if notes_for else _with_packets(offering, "packet__medical_notes")
    rows = [_emergency_row(person, packet) for person, packet in people]
    if offering.program.is_for_students:
        rows = _of_families(rows, reader, notes_for)
    content = pdf_bytes(
        "pdf/programs/emergency_list.html",
        {"offering": offering, "rows": rows, "with_medical_notes": bool(notes_for)},
    )
    if notes_for:
        audit.record(notes_for, offering, "Read medical notes: emergency list as PDF.")
    elif reader and offering.program.is_for_students:
        audit.record(reader, offering, "Read whom to call for students: emergency list as PDF.")
    return content


def _emergency_row(person, packet):
    row = {"person": person, "packet": packet, "own_phone": phone_text(person.phone)}
    return row | {"phone": phone_text(packet.emergency_phone)} if packet else row


def _of_families(rows, reader, notes_for):
    """The rows of students: whom to call, whether they may be treated, and health for the coordinator alone."""
    people = with_names([row["person"] for row in rows], reader)
    families = families_of(people) if reader and reader.has_perm(MAY_CALL) else {}
    sees_health = notes_for and notes_for.has_perm("programs.view_student_health")
    health = health_of(families) if sees_health else {}
    given = consents_of(families.values(), timezone.localdate())
    for row in rows:
        family = families.get(row["person"].pk)
        row["may_be_treated"] = bool(family) and given[family.pk][ConsentKind.TREATMENT]
        row["contacts"] = [
            (name, relation, ", ".join(phone_text(number) for number in numbers))
            for name, relation, numbers in (students.to_call(family) if family else [])
        ]
        row["health"] = health.get(row["person"].pk, "")
    return sorted(rows, key=lambda row: by_family_name(row["person"]))


def consent_lights(offering):
    """At one glance: who signed, who may be photographed, who has not answered."""
    if offering.program.is_for_students:
        raise NothingToPrint("What the families of students agreed to does not stand on this paper.")
    rows = _with_packets(offering, "packet__medical_notes")
    return pdf_bytes("pdf/programs/consent_lights.html", {"offering": offering, "rows": rows})


def certificates_pdf(certificates):
    """One page a certificate, for one or for a whole class. Everything on it comes from the row, as it was issued;

    of a student the row holds a number, and the name is the one that was put beside the registration to print it.
    """
    if not certificates:
        raise NothingToPrint("There is nothing to print: no certificate is issued yet.")
    pages = [
        {
            "certificate": certificate,
            "name": (name := _name_on(certificate)),
            "size": size_for(name, CERTIFICATE_SIZES),
            "language": certificate.registration.language,
            "address": f"{settings.SITE_URL}{reverse('certificates:certificate', args=[certificate.code])}",
        }
        for certificate in certificates
    ]
    return pdf_bytes("pdf/programs/certificates.html", {"pages": pages, "angles": range(0, 360, 15)})


def _name_on(certificate):
    person = certificate.registration
    return person.full_name if person.called else certificate.name


def size_for(name, sizes):
    """The css class of the largest size in which the name fits."""
    width = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in name)
    return next((size for widest, size in sizes if width <= widest), "is-longest")
