"""One student whom two schools have nominated: for the coordinator to see. Neither counselor learns of the other."""

from itertools import combinations

from core.contact import person_key
from programs import students
from programs.enums.nominations import PartyRole
from programs.models import Nomination


def twins_among(nominations):
    """{nomination pk: [others on the way who may be the same student]}. Needs the parties with their answers.

    By the student's mail; or by the name at two schools, unless the dates of birth differ. Two of one name at one
    school are two: its counselor has said so.
    """
    found = {}
    known = [(each, _name(each), _mail(each)) for each in nominations if each.is_live]
    for (one, name, mail), (other, other_name, other_mail) in combinations(known, 2):
        if (mail and mail == other_mail) or (name == other_name and _may_be_one(one, other)):
            found.setdefault(one.pk, []).append(other)
            found.setdefault(other.pk, []).append(one)
    return found


def twins_of(nomination):
    """The same for one nominee, among all of the class."""
    return twins_among(Nomination.objects.of_semester(nomination.quota.semester_id).live().with_answers()).get(
        nomination.pk, []
    )


def _may_be_one(one, other):
    born = {students.date_of_birth(each) for each in (one, other)} - {None}
    return one.quota_id != other.quota_id and len(born) < 2


def _name(nomination):
    return person_key(nomination.given_name, nomination.family_name)


def _mail(nomination):
    """The student's address as a fingerprint: equal for equal addresses."""
    student = nomination.party(PartyRole.STUDENT)
    return student.email_index if student else ""
