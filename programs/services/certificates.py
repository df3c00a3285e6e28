"""Certificates: issued and frozen, checked by their code, withdrawn. Who may have one is decided in graduation.py."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone

from core.models import DepartmentProfile
from core.references import ALPHABET, new_block
from programs.models import Certificate

CODE = re.compile(rf"^[{ALPHABET}]{{12}}\Z")
FROZEN = [
    "number", "program_name", "class_number", "class_title", "graduated_on", "department_name", "chief_title",
    "chief_name",
]  # fmt: skip


class Standing(StrEnum):
    """What is true of a paper that somebody holds."""

    VALID = "valid"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Found:
    """A certificate that a code belongs to, and how it stands."""

    certificate: Certificate
    standing: Standing

    @property
    def is_a_students(self):
        """Then the page names nobody: a minor may hold it."""
        return self.certificate.registration.is_student


def normalise_code(text):
    """What somebody typed from the paper, as it stands on the certificate: `7k3m29qxabcd` -> 7K3M-29QX-ABCD; or ""."""
    letters = re.sub(r"[\s\-\u2010-\u2015]", "", unicodedata.normalize("NFKC", text[:100])).upper()
    return "-".join([letters[:4], letters[4:8], letters[8:]]) if CODE.match(letters) else ""


def look_up(text):
    """The certificate that this code belongs to, or None. Whoever asks holds the paper."""
    code = normalise_code(text)
    certificate = Certificate.objects.select_related("registration").filter(code=code).first() if code else None
    return Found(certificate, standing(certificate)) if certificate else None


def standing(certificate):
    """Valid; replaced by a newer one of the same number; or withdrawn, and none took its place."""
    if certificate.replaced_at is None:
        return Standing.VALID
    newer = Certificate.objects.filter(number=certificate.number, replaced_at=None)
    return Standing.REPLACED if newer.exists() else Standing.WITHDRAWN


def valid_one(registration):
    """The certificate that counts, or None. Read from `certificates`, which a list has fetched before."""
    return next((each for each in registration.certificates.all() if each.replaced_at is None), None)


class Numbers:
    """The numbers of a locked class, one after the other: PIP-45-001. None is ever given to a second person."""

    def __init__(self, locked):
        self.stem = f"{locked.program.prefix}-{locked.number}-"
        known = Certificate.objects.filter(number__startswith=self.stem).values_list("number", flat=True)
        ends = [number.removeprefix(self.stem) for number in known]
        self.last = max((int(end) for end in ends if end.isdecimal()), default=0)

    def for_person(self, registration):
        """The one that this person had in this class before graduation was undone, else the next."""
        mine = (each.number for each in registration.certificates.all())
        return next((number for number in mine if number.startswith(self.stem)), None) or self.next()

    def next(self):
        self.last += 1
        return f"{self.stem}{self.last:03}"


def issue(registration, *, number, graduated_on, by, now):
    """Write the certificate of a graduate, as everything is today."""
    offering, profile = registration.offering, DepartmentProfile.current()
    return Certificate.objects.create(
        registration=registration,
        number=number,
        code=_new_code(),
        name=registration.certificate_name or registration.full_name[:120],
        program_name=offering.program.name,
        class_number=offering.number,
        class_title=offering.title,
        graduated_on=graduated_on,
        department_name=profile.name,
        chief_title=profile.chief_title,
        chief_name=profile.chief_name,
        issued_at=now,
        issued_by=by,
    )


def issue_again(certificate, *, name, by):
    """The same certificate with another name and a new code."""
    frozen = {field: getattr(certificate, field) for field in FROZEN}
    return Certificate.objects.create(
        registration_id=certificate.registration_id,
        code=_new_code(),
        name=name,
        issued_at=timezone.now(),
        issued_by=by,
        **frozen,
    )


def take_back(certificate, reason):
    """This paper does not count any more; its code says so."""
    certificate.replaced_at = timezone.now()
    certificate.replaced_reason = reason
    certificate.save(update_fields=["replaced_at", "replaced_reason"])


def _new_code():
    code = "-".join(new_block() for _ in range(3))
    return _new_code() if Certificate.objects.filter(code=code).exists() else code
