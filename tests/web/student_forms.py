"""The forms of Teens and Policing as a browser sends them when everything is in order."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.guards import new_form_key
from programs.enums.nominations import PartyRole
from programs.models import FamilyText, School
from tests.programs.counselors.pages import page_of, student
from tests.programs.families.pages import EVERYTHING, consents_form, guardian_form, student_form
from tests.programs.students import make_nomination
from tests.web.chat_forms import Sent

GUARDS = {"leave_empty": ""}
DEADLINES = {"nominations_open_at": -1, "nominations_close_at": 20, "families_answer_by": 40}


def forms_of(students):
    """Every form into which something is typed or chosen. `students`: tests.web.rights.students.Students."""
    fresh = make_nomination(students.semester, family="fresh", given_name="Ari", family_name="Lum", flag="mixed_up")
    return {**_of_counselors(students, fresh), **_of_families(students), **_of_staff(students, fresh)}


def _of_counselors(students, fresh):
    def sent(page, *keys, **fields):
        return Sent("counselor", reverse(f"counselors:{page}", args=keys), fields)

    quota, reference, keys = students.quota.pk, fresh.reference, {"form_key": new_form_key(), **GUARDS}
    typed = {"given_name": "Ari", "family_name": "Lum", "grade": "11", "rank": "2", "reason": "Good questions."}
    return {
        "sign in": Sent("anonymous", reverse("counselors:home"), {"email": "reyes@tusd.org", **keys}),
        "nominate": sent("nominate", quota, **page_of(student())),
        "correct": sent("correct", reference, **typed),
        "aim": sent("aim", reference, PartyRole.GUARDIAN, email="new@example.com", phone="310-555-0100", language="ko"),
        "withdraw": sent("withdraw", reference, reason="Moved away."),
        "paper": sent("paper", quota, language="es", **keys),
        "posted": sent("report", students.report.pk, version="1"),
    }


def _of_families(students):
    def sent(party, page, fields, *more):
        role = "guardian" if party.is_guardian else "student"
        return Sent(role, reverse(f"consent:{page}", args=[party.reference, *more]), fields)

    consents, optional = consents_form(*EVERYTHING), " ".join(f"{kind}:1" for kind in EVERYTHING)
    by_paper = {
        "given_name": "Bo", "family_name": "Diaz", "grade": "12", "student_email": "bo@tusd.org", "agrees": "on",
        "guardian_name": "Lia Diaz", "guardian_email": "lia@example.com", "guardian_phone": "310-555-0109",
        "language": "es", "form_key": new_form_key(), **GUARDS,
    }  # fmt: skip
    return {
        "code": Sent("anonymous", reverse("consent:code"), {"code": "7K3M-29QX-HB4T"}),
        "by paper": Sent("guardian", reverse("consent:paper"), by_paper),
        "who": sent(students.guardian, "who", {"guardian": "yes"}),
        "language": sent(students.guardian, "language", {"language": "ko"}),
        "student": sent(students.student, "answer", student_form() | {"go": "send"}),
        "guardian": sent(students.guardian, "answer", guardian_form() | consents | {"go": "send"}),
        "consents": sent(students.guardian, "consents", consents | {"consents_sent": optional}),
    }


def _of_staff(students, fresh):
    def sent(page, *keys, **fields):
        return Sent("youth coordinator", reverse(f"admin:programs_{page}", args=keys), fields)

    offering, session, person = students.offering.pk, students.offering.sessions.first().pk, students.mine.registration
    school = str(students.quota.pk)
    family, now = fresh.party(PartyRole.GUARDIAN), timezone.localtime()
    schools = School.objects.values_list("pk", flat=True)
    return {
        "semester": sent("classoffering_semester", offering, **{
            **{name: f"{now + timedelta(days=day):%Y-%m-%dT%H:%M}" for name, day in DEADLINES.items()},
            "course_title": "Teens", "credits": "5.0",
            **{f"{what}_{key}": "9" for key in schools for what in ("places", "alternates")},
        }),
        "board": sent("classoffering_nominees", offering, nominee=str(fresh.pk)),
        "credits": sent("classoffering_credits", offering, school=school),
        "open again": sent("classoffering_credits_open", offering, school=school, apply="1", reason="details"),
        "sign out": sent(
            "classoffering_sign_out", offering, session, person=str(person.pk), collector="qqvdaniel", reason="slip"
        ),
        "settle": sent("nomination_do", fresh.pk, "settle", ruling="checked", reason="Called."),
        "move": sent("nomination_do", fresh.pk, "school", quota=str(students.other.quota_id)),
        "link": sent("nomination_do", fresh.pk, "link", party=str(family.pk)),
        "mend": sent(
            "nomination_do", fresh.pk, "aim",
            party=str(family.pk), email="a@example.com", phone="310-555-0100", language="ko",
        ),
        "remove": sent("nomination_do", fresh.pk, "remove", reason="Moved away."),
        "a paper": sent("nomination_paper", fresh.pk, PartyRole.STUDENT, **student_form(), send="1"),
        "a guardian's paper": sent(
            "nomination_paper", fresh.pk, PartyRole.GUARDIAN, **guardian_form() | consents_form(*EVERYTHING)
        ),
        "counselor": sent(
            "counselor_add",
            school=str(schools[0]), name="Mr. Low", email="low@tusd.org", students_from="A", students_to="M",
        ),
        "school": sent("school_add", name="East High", position="9", mail_domains="tusd.org", is_active="on"),
        "text": sent("familytext_add", **{
            "kind": FamilyText.objects.first().kind, "text": "New words.",
            **{f"text_{language}": "Words." for language in ("es", "ja", "ko", "zh_hans", "vi")},
        }),
    }  # fmt: skip


def browsers(students, token):
    return {"anonymous": Client(), **students.clients(token)}
