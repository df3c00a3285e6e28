"""Words that stand for everything that is known of a student and a family. Each stands nowhere else."""

from tests.core.canary import find
from tests.programs.students import BORN

NOMINEE = {
    "given_name": "Qqvgiven", "family_name": "Qqvfamily", "reason": "Qqvreason is why.",
    "student_email": "qqvstudent@tusd.org", "guardian_email": "qqvguardian@example.com",
    "guardian_phone": "310-555-0181",
}  # fmt: skip
OTHER = {
    "given_name": "Qqvother", "family_name": "Qqvelse", "reason": "Qqvbecause.",
    "student_email": "qqvfriend@tusd.org", "guardian_email": "qqvparent@example.com", "guardian_phone": "310-555-0189",
}  # fmt: skip
STUDENT = {
    "preferred_name": "Qqvcalled", "date_of_birth": BORN.isoformat(), "phone": "310-555-0182", "why": "Qqvdetective",
    "conflicts": "Qqvpractice", "accommodation": "Qqvramp", "signature": "Qqvsigned Qqvfamily",
}  # fmt: skip
GUARDIAN = {
    "name": "Qqvhana", "phone": "310-555-0183", "other_phone": "310-555-0184", "email": NOMINEE["guardian_email"],
    "emergency_name": "Qqvgrace", "emergency_relation": "qqvaunt", "emergency_phone": "310-555-0185",
    "pick_up_1_name": "Qqvdaniel", "pick_up_1_phone": "310-555-0186", "health": "Qqvpeanuts", "physician": "Qqvdoctor",
    "second_name": "Qqvsecond", "second_email": "qqvsecond@example.com", "second_phone": "310-555-0187",
}  # fmt: skip
CONSENTS = {"consent_signature": "Qqvinked Hana"}
SCHOOL = {"withdrawn": "Qqvmoved away", "removed": "Qqvtrouble in class"}

_TYPED = [NOMINEE, OTHER, STUDENT, GUARDIAN, CONSENTS, SCHOOL]
_BORN = {BORN.isoformat(), f"march 24, {BORN.year}"}
_LAST_DIGITS = [1, 2, 3, 4, 5, 6, 7, 9]
# In lower case; a number also as it is stored, and as it is read.
CANARIES = sorted(
    {word.lower() for typed in _TYPED for word in typed.values()}
    # A part of it is as telling. (Shorter words stand by chance in what is encrypted.)
    | {part for typed in _TYPED for word in typed.values() for part in word.lower().split() if part.startswith("qqv")}
    | {f"310555018{digit}" for digit in _LAST_DIGITS}
    | {f"(310) 555-018{digit}" for digit in _LAST_DIGITS}
    | _BORN
)
ADDRESSES = {
    NOMINEE["student_email"], NOMINEE["guardian_email"], GUARDIAN["second_email"],
    OTHER["student_email"], OTHER["guardian_email"],
}  # fmt: skip
# A mail must go somewhere, and staff must see where it went. Nothing else.
_TO = "mailroom_message.to"


def leaks(places, words=CANARIES):
    """["word in where", ...]: what can be read in clear, besides the addresses to which mails go."""
    return find(((where, _without_address(where, text)) for where, text in places), words)


def _without_address(where, text):
    return "" if where == _TO and text.lower() in ADDRESSES else text


def without_addresses(places):
    """For whole files, where nothing tells what is the address of a mail."""
    for where, text in places:
        for address in ADDRESSES:
            text = text.replace(address, "")
        yield where, text
