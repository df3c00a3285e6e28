"""Of Teens and Policing: a class for teens with a student of each of two schools. All addresses lead to the first's."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from core.codes import issue_code
from core.enums import Language
from programs.emails.students import COUNSELOR_LINK, party_token
from programs.enums.nominations import ConsentKind, NominationState, PartyRole
from programs.models import Attendance, CreditReport, FamilyText
from programs.services import counselors
from programs.services.nominations import credits, paper
from tests.programs.counselors.pages import signed_in
from tests.programs.families.pages import followed
from tests.programs.papers import certify
from tests.programs.students import (
    GUARDIAN_ANSWERS,
    STUDENT_ANSWERS,
    add_party,
    client_of,
    coordinator,
    instructor,
    make_counselor,
    make_nomination,
    make_school,
    make_semester,
)
from tests.web.rights import student_secrets

NORTH, SOUTH = "North High School", "South High School"
NAMES = ("counselors:", "consent:", "admin:programs_nomination_", "admin:programs_counselor_")
OF_THE_CLASS = {
    f"admin:programs_classoffering_{page}"
    for page in ("credits", "credits_csv", "credits_open", "credits_pdf", "lights", "nominees", "publish_roster",
                 "semester", "sign_out")
}  # fmt: skip


def is_about(name):
    return name.startswith(NAMES) or name in OF_THE_CLASS


class Students:
    def __init__(self):
        self.semester = make_semester(schools=(NORTH, SOUTH))
        self.offering = self.semester.offering
        self.counselor = make_counselor("Ms. Reyes", make_school(NORTH))
        self.other_counselor = make_counselor("Mr. Kane", make_school(SOUTH))
        self.quota = self.semester.quotas.get(school__name=NORTH)
        self.mine = self._enrolled(NORTH, student_secrets.NORTH)
        self.other = self._enrolled(SOUTH, student_secrets.SOUTH)
        self.student, self.guardian, self.second = self.mine.parties.order_by("pk")
        self.shown = self.guardian  # whose page the addresses of families lead to
        self.invitation, self.code = self._on_paper("a")
        key = self.counselor.email_key
        _code, self.invited = issue_code(purpose=counselors.INVITATION, email_key=key, valid_for=timedelta(days=1))
        self.report = self._report()
        self.records = {
            "nomination": self.mine,
            "counselor": self.counselor,
            "school": make_school(NORTH),
            "semester": self.semester,
            "familytext": FamilyText.objects.first(),
        }

    def _enrolled(self, school, mark):
        """A seat, a certificate already, marked present on the first evening; all of the family have answered."""
        nomination = make_nomination(
            self.semester, state=NominationState.ENROLLED, school=school, family=mark, **student_secrets.of_school(mark)
        )
        add_party(nomination, PartyRole.SECOND, "", done=True)
        parties = {party.role: party for party in nomination.parties.all()}
        _keep(parties[PartyRole.STUDENT], STUDENT_ANSWERS, student_secrets.of_student(mark))
        _keep(parties[PartyRole.GUARDIAN], GUARDIAN_ANSWERS, student_secrets.of_guardian(mark))
        _keep(parties[PartyRole.SECOND], GUARDIAN_ANSWERS, student_secrets.of_second(mark))
        certify(nomination.registration, number=nomination.pk)
        first = self.offering.sessions.first()
        Attendance.objects.create(
            session=first, registration=nomination.registration, mark="present", at=timezone.now()
        )
        return nomination

    def _on_paper(self, key):
        return paper.invite_on_paper(self.quota, counselor=self.counselor, language=Language.ENGLISH, form_key=key)

    def _report(self):
        """As the school was told, with names."""
        lines = credits.previews(self.semester, self.quota)[self.quota.pk].content
        return CreditReport.objects.create(quota=self.quota, lines=lines, made_at=timezone.now())

    def clients(self, token):
        """{role: browser}; `token(purpose, subject)` makes the link of a mail."""
        at_school, at_home = signed_in(self.counselor), followed(self.guardian)
        at_school.get(reverse("counselors:link", args=[self.tokens(token)["counselors:link"]]))
        at_home.post(reverse("consent:code"), {"code": self.code})
        return {
            "youth coordinator": client_of(coordinator()),
            "instructor": client_of(instructor()),
            "counselor": at_school,
            "other counselor": signed_in(self.other_counselor),
            "student": followed(self.student),
            "guardian": at_home,
        }

    def tokens(self, token):
        return {"consent:open": party_token(self.guardian), "counselors:link": token(COUNSELOR_LINK, self.invited.pk)}

    def part(self, name, part):
        """What stands in an address of these pages."""
        if part == "reference":
            return (self.shown if name.startswith("consent:") else self.mine).reference
        return {
            "offering_id": self.offering.pk,
            "session_id": self.offering.sessions.first().pk,
            "row_id": self.mine.pk,
            "counselor_id": self.counselor.pk,
            "quota_id": self.quota.pk,
            "invitation_id": self.invitation.pk,
            "pk": self.report.pk,
            "role": PartyRole.GUARDIAN,
            "name": "remove",
            "kind": ConsentKind.PHOTOS,
        }[part]


def _keep(party, answers, said):
    for name, value in (said | {"answers": answers | said["answers"]}).items():
        setattr(party, name, value)
    party.save()
