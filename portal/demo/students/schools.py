"""The schools of the demo, and who nominates for them."""

from core.models import EmailCode
from portal.demo.moments import DAY, HOUR, as_of
from programs.models import Counselor, School
from programs.services import counselors

# Not the district's own: nobody gets mail from the demo.
DOMAIN = "tusd.example.org"
TORRANCE, NORTH, SOUTH, WEST, SHERY = (
    f"{name} High School" for name in ("Torrance", "North", "South", "West", "Shery")
)
# Mailbox: name, school, whose students.
COUNSELORS = {
    "l.reyes": ("Lorraine Reyes", NORTH, "A", "L"),
    "t.beckett": ("Thomas Beckett", NORTH, "M", "Z"),
    "n.okonjo": ("Nkechi Okonjo", SOUTH, "", ""),
    "h.lindqvist": ("Hanna Lindqvist", WEST, "", ""),
    "p.sugimoto": ("Paul Sugimoto", TORRANCE, "", ""),
    "d.marlowe": ("Dolores Marlowe", SHERY, "", ""),
}
GONE = "s.whitaker"
# How one gets into the demo as a counselor: by mail, as they do.
TO_TRY = {"counselor-north": "l.reyes", "counselor-south": "n.okonjo"}


def fill(first_class):
    """{mailbox: counselor}: invited before the first class, and signed in by the link of that mail."""
    School.objects.update(mail_domains=DOMAIN)
    start = first_class.begins_at - 70 * DAY
    people = {**COUNSELORS, GONE: ("Stuart Whitaker", SOUTH, "", "")}
    with as_of(start):
        made = {mailbox: _invite(mailbox, *about) for mailbox, about in people.items()}
    with as_of(start + 5 * HOUR):
        for counselor in made.values():
            invitation = EmailCode.objects.get(purpose=counselors.INVITATION, email_key=counselor.email_key)
            counselors.sign_in_by_link(invitation.pk)
    with as_of(first_class.ends_at + 10 * DAY):
        counselors.leave(made[GONE])
    return made


def _invite(mailbox, name, school, students_from, students_to):
    return counselors.invite(
        school=School.objects.get(name=school),
        name=name,
        email=f"{mailbox}@{DOMAIN}",
        students_from=students_from,
        students_to=students_to,
    )


def to_try():
    """[(role, address)] of the counselors as whom one can sign in, as far as they are here."""
    wanted = {f"{mailbox}@{DOMAIN}": role for role, mailbox in TO_TRY.items()}
    found = Counselor.objects.active().filter(email__in=wanted).order_by("pk")
    return [(wanted[counselor.email], counselor.email) for counselor in found]
