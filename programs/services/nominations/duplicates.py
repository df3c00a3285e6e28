"""The same student twice: on one page, or nominated before by somebody of the same school."""

from core.contact import email_key, person_key
from programs.enums.nominations import PartyRole

NAMED_TWICE = "This is the same student as number {number} on this page."
SAME_MAIL = "This is the mail address of another student: check it, or leave it empty."


def problems_of(rows, quota, counselor):
    """{row number: (field, why)}: by name, unless the counselor says that it is another student; and by mail."""
    known = list(quota.nominations.live().select_related("counselor").prefetch_related("parties"))
    by_name = {person_key(each.given_name, each.family_name): each for each in known}
    mails = {email_key(str(party.email)) for each in known for party in _students(each) if party.email}
    problems, named = {}, {}
    for row in rows:
        key, mail = person_key(row.given_name, row.family_name), email_key(row.student_email)
        if not row.is_another and key in by_name:
            problems[row.number] = ("given_name", _nominated_by(by_name[key], counselor))
        elif not row.is_another and key in named:
            problems[row.number] = ("given_name", NAMED_TWICE.format(number=named[key]))
        elif mail and mail in mails:
            problems[row.number] = ("student_email", SAME_MAIL)
        named.setdefault(key, row.number)
        mails |= {mail} - {""}
    return problems


def _students(nomination):
    return [party for party in nomination.parties.all() if party.role == PartyRole.STUDENT]


def _nominated_by(nomination, counselor):
    if nomination.counselor_id == counselor.pk:
        return f"You have nominated this student already ({nomination.reference})."
    who = nomination.counselor.name if nomination.counselor else "the coordinator"
    return f"This student is nominated already, by {who} ({nomination.reference})."
