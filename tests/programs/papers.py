"""People with answers and certificates, and the golden text of a paper."""

import os
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from programs.models import AcceptancePacket, AgreementText, Certificate, Registration
from tests.core.pdf_reader import text_of
from tests.programs.builders import answers_of, local

GOLDEN = Path(__file__).with_name("golden")


def confirmed(offering, how_many, start=0, **fields):
    """People with a confirmed seat, their codes counted up from AAAA: quick to make, and the same each time."""
    rows = [
        Registration(
            reference=f"PIP-{offering.pk:04}-{number:04}",
            offering=offering,
            state="confirmed",
            badge_code=f"A{number:03}",
            **{**answers_of(f"guest{number}", family_name=f"Family{number:02}", certificate_name=f"Guest {number}"),
               **fields},
        )
        for number in range(start, start + how_many)
    ]  # fmt: skip
    return Registration.objects.bulk_create(rows)


def answer(registration, **fields):
    """The person's answers before the first session."""
    newest = {text.kind: text for text in AgreementText.objects.order_by("version")}
    defaults = {
        "emergency_name": "Rosa Rivera",
        "emergency_relation": "mother",
        "emergency_phone": "+13105550199",
        "shirt_size": "m",
        "conduct": newest.get("conduct") or AgreementText.objects.create(kind="conduct", version=1, text="Be kind."),
        "liability": newest.get("liability") or AgreementText.objects.create(kind="liability", version=1, text="Risk."),
        "photo": newest.get("photo") or AgreementText.objects.create(kind="photo", version=1, text="Photos."),
        "signature": registration.full_name,
        "signed_at": local(2027, 2, 20),
        "photo_decided_at": local(2027, 2, 20),
        "answered_at": timezone.now(),
    }
    return AcceptancePacket.objects.create(registration=registration, **defaults | fields)


def certify(registration, number=1, **fields):
    """A certificate as graduation issues it."""
    defaults = {
        "number": f"PIP-45-{number:03}",
        "code": f"7K3M-{number:04}",
        "name": registration.certificate_name,
        "program_name": "Partners in Policing",
        "class_number": 45,
        "class_title": "Spring 2027",
        "graduated_on": date(2027, 5, 20),
        "department_name": "Torrance Police Department",
        "chief_title": "Chief of Police",
        "chief_name": "Robert Example",
        "issued_at": timezone.now(),
    }
    return Certificate.objects.create(registration=registration, **defaults | fields)


def assert_golden(content, name):
    """The whole text of the PDF is the one that somebody has looked at. GOLDEN=write takes over the new one."""
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("GOLDEN") == "write":
        file.parent.mkdir(exist_ok=True)
        file.write_text(text_of(content), encoding="utf-8")
        pytest.fail(f"{file.name} is written anew: look at it, and run the test again")
    assert text_of(content) == file.read_text(encoding="utf-8")
