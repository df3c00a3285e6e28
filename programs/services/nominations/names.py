"""Who the students of a class are, for those who may know it: read when a page or a paper is made, never saved.

Their registrations call them by a number, so lists, exports, search, letters and histories cannot name a minor.
"""

from django.db.models import Prefetch

from programs import students
from programs.enums.nominations import PartyRole
from programs.models import Nomination, Party
from programs.people import by_family_name

MAY_KNOW = ("programs.view_students", "programs.view_consent_lights")


def may_know(reader):
    """Whether this member of staff reads the names of students."""
    return bool(reader) and any(reader.has_perm(permission) for permission in MAY_KNOW)


def with_names(registrations, reader):
    """The registrations as a list; where `reader` may know it, beside each student's what they are called.

    Two queries; none where there is no student among them.
    """
    people = list(registrations)
    return put_names(people) if may_know(reader) else people


def named(rows, reader):
    """Rows about people (standings, candidates for graduation), by family name as the reader knows it."""
    with_names([row.registration for row in rows], reader)
    return sorted(rows, key=lambda row: by_family_name(row.registration))


def put_names(people):
    """The same, once it is decided that the reader may know."""
    by_key = {person.pk: person for person in people if person.is_student}
    for nomination in _nominations(by_key) if by_key else []:
        called = students.shown_parts(nomination)
        if any(called):  # of a student who is forgotten, the number is left
            by_key[nomination.registration_id].called = called
    return people


def _nominations(keys):
    """The students behind these registrations, each with the student's own answers and nobody else's."""
    own = Prefetch("parties", Party.objects.opened().filter(role=PartyRole.STUDENT))
    nominations = Nomination.objects.filter(registration__in=keys).prefetch_related(own)
    return nominations.defer("reason", "closing_note")
