"""Codes on paper, and what a family types: as a browser sends it."""

from django.urls import reverse
from django.utils import timezone

from core.guards import new_form_key
from programs.enums.nominations import PartyRole
from programs.models import (
    PaperInvitation,
    Party,
    Semester,
)
from programs.services.nominations import redeeming
from programs.services.nominations.paper_codes import make_code
from tests.programs.students import make_counselor, make_semester

CODE, PAPER = reverse("consent:code"), reverse("consent:paper")


def make_paper(semester=None, school="North High School", **fields):
    """(an invitation, its code)."""
    semester = semester or Semester.objects.first() or make_semester()
    quota = semester.quotas.get(school__name=school)
    counselor = quota.school.counselors.first() or make_counselor(school=quota.school)
    shown, code_hash = make_code()
    dates = {"created_at": timezone.now(), "expires_at": semester.families_answer_by}
    return PaperInvitation.objects.create(
        quota=quota, counselor=counselor, code_hash=code_hash, **dates | fields
    ), shown


def party_code(nomination, role=PartyRole.GUARDIAN):
    shown, code_hash = make_code()
    Party.objects.filter(nomination=nomination, role=role).update(code_hash=code_hash)
    return shown


def told(**fields):
    """What a family types, as a browser sends it."""
    typed = {
        "given_name": "Minji",
        "family_name": "Oh",
        "grade": "11",
        "student_email": "minji.oh@student.tusd.org",
        "guardian_name": "Hana Oh",
        "guardian_email": "hana@example.com",
        "guardian_phone": "310-555-0100",
        "agrees": "on",
        "language": "en",
        "form_key": new_form_key(),
        "leave_empty": "",
    }
    return {name: value for name, value in (typed | fields).items() if value is not None}


def family(**fields):
    made = {"language": "ko", "given_name": "Minji", "family_name": "Oh", "grade": 11, "guardian_name": "Hana Oh",
            "guardian_phone": "+13105550100"}  # fmt: skip
    return redeeming.Family(**made | fields)


def type_in(client, code):
    return client.post(CODE, {"code": code})
