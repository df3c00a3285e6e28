"""What is known of a student, as it is read: names, ages, and the answers of a family.

`Party.answers` of a student: preferred_name, date_of_birth (ISO), why, conflicts, accommodation, way_home (WayHome),
shirt_size (ShirtSize), conduct (the version of the rules that was signed). Of a guardian: relation (Relation),
other_phone, emergency_name, emergency_relation, emergency_phone, pick_up (a list of {"name", "phone"}), physician.
"""

from datetime import date

from programs.enums.nominations import PartyRole

ADULT = 18


def date_of_birth(nomination):
    """As the student wrote it; None before that."""
    student = nomination.party(PartyRole.STUDENT)
    written = student.answers.get("date_of_birth") if student and student.answered_at else None
    return date.fromisoformat(written) if written else None


def age_on(born, day):
    """Full years. Who is born on February 29 is a year older on March 1."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def is_adult(nomination, day):
    """Whether the student is 18 on this day: then the student decides alone."""
    born = date_of_birth(nomination)
    return born is not None and age_on(born, day) >= ADULT


def shown_name(nomination):
    """What the student is called on lists: the preferred name, if there is one, and the family name."""
    student = nomination.party(PartyRole.STUDENT)
    preferred = student.answers.get("preferred_name") if student and student.answered_at else ""
    return f"{preferred or nomination.given_name} {nomination.family_name}".strip()


def may_collect(nomination):
    """The adults who may take the student home: the guardians, and whom they named; without doubles."""
    adults = []
    for party in nomination.parties.all():
        if party.is_guardian:
            adults.append(party.name)
            adults += [each["name"] for each in party.answers.get("pick_up", [])]
    return [name for name in dict.fromkeys(str(adult).strip() for adult in adults) if name]
