"""What counselors, students and guardians do: each a service, as of its moment."""

from django.utils import timezone

from portal.demo.moments import as_of
from portal.demo.students.people import MINOR, REASONS
from programs.enums.nominations import AgreedHow, ConsentKind, PartyRole
from programs.models import Nomination, Party
from programs.services.nominations import answering, nominating, selecting
from programs.services.nominations.deciding import Consents

K = ConsentKind


def nominate(quota, counselor, moment, students, *, on_paper=()):
    """One page of a counselor: {key: nomination}. `students`: {key: Student}; `on_paper`: languages."""
    earlier = quota.nominations.count()
    rows = [_row(number, student, moment, earlier) for number, student in enumerate(students.values(), start=1)]
    rows += [
        nominating.Student(number=number, language=language, on_paper=True)
        for number, language in enumerate(on_paper, start=len(rows) + 1)
    ]
    with as_of(moment):
        key = f"demo-{quota.pk}-{counselor.pk}"
        made = nominating.nominate(quota, rows, counselor=counselor, form_key=key)
    return {key: each.nomination for key, each in zip(students, made, strict=False)}


def _row(number, student, moment, earlier):
    return nominating.Student(
        number=number,
        language=student.language,
        given_name=student.given_name,
        family_name=student.family_name,
        grade=student.grade,
        rank=earlier + number,
        reason=REASONS[student.number % len(REASONS)],
        student_email=student.student_email,
        guardian_email=student.mailbox if student.has_mail else "",
        guardian_phone=student.phone(0),
        agreed_how=list(AgreedHow)[student.number % len(AgreedHow)],
        agreed_on=timezone.localdate(moment),
    )


def party(nomination, role):
    return Party.objects.get(nomination=nomination, role=role)


class Families:
    """Answers, with the texts of the forms read once for all."""

    def __init__(self, texts):
        self.texts = texts

    def consents(self, signature, no=()):
        """A yes to everything but that."""
        return Consents({kind: kind not in no for kind in K}, signature, self.texts)

    def student_answers(self, nomination, student, moment, *, years=MINOR, no=()):
        name = f"{student.given_name} {student.family_name}"
        with as_of(moment):
            answering.answer_student(
                party(nomination, PartyRole.STUDENT),
                answers=student.as_student(timezone.localdate(moment), years=years),
                phone=student.phone(1),
                signature=name,
                consents=None if years == MINOR else self.consents(name, no),
            )

    def guardian_answers(self, nomination, student, moment, *, no=(), health="", second=None):
        with as_of(moment):
            answering.answer_guardian(
                party(nomination, PartyRole.GUARDIAN),
                answers=student.as_guardian(),
                consents=self.consents(student.guardian, no),
                name=student.guardian,
                phone=student.phone(0),
                health=health,
                second=second,
            )


def accept(nominations, moment, by):
    with as_of(moment):
        for nomination in nominations:
            selecting.accept(Nomination.objects.get(pk=nomination.pk), by=by)
