"""What is known of a student, as it is read: names, ages, and the answers of a family.

`Party.answers` of a student: preferred_name, date_of_birth (ISO), why, conflicts, accommodation, way_home (WayHome),
shirt_size (ShirtSize), conduct (the version of the rules that was signed). Of a guardian: relation (Relation),
other_phone, emergency_name, emergency_relation, emergency_phone, pick_up (a list of {"name", "phone"}), physician; and
set_aside of a second one whom the coordinator set aside, until they answer anew.
"""

from datetime import date

from phonenumber_field.phonenumber import PhoneNumber

from core.encrypted import SecretText
from programs.enums.nominations import PartyRole, Relation, WayHome

ADULT = 18
SET_ASIDE = "set_aside"


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


def decides_alone(nomination, day):
    """Whether nobody but the student has to agree: 18 on this day, by the own word, and no guardian said yes."""
    return is_adult(nomination, day) and not any(party.says_yes for party in guardians(nomination))


def shown_name(nomination):
    """What the student is called on lists: the preferred name, if there is one, and the family name."""
    return " ".join(shown_parts(nomination)).strip()


def shown_parts(nomination):
    """The same, apart: (given name, family name)."""
    student = nomination.party(PartyRole.STUDENT)
    preferred = student.answers.get("preferred_name") if student and student.answered_at else ""
    return SecretText(preferred or nomination.given_name), SecretText(nomination.family_name)


def guardians(nomination):
    """Those who decide, are called and may collect the student; not a second one whom the coordinator set aside."""
    return [party for party in nomination.parties.all() if party.is_guardian and not party.answers.get(SET_ASIDE)]


def phones_of(party):
    """The numbers under which a guardian can be called, without doubles."""
    written = dict.fromkeys(filter(None, [str(party.phone or ""), party.answers.get("other_phone")]))
    return [PhoneNumber.from_string(number) for number in written]


def to_call(nomination):
    """Whom to call about a student, and in an emergency: [(name, how they are related, their numbers)]."""
    contacts = []
    for party in guardians(nomination):
        relation = party.answers.get("relation")
        words = Relation(relation).label if relation in Relation.values else party.get_role_display()
        contacts.append((str(party.name), str(words), phones_of(party)))
        answers = party.answers
        if answers.get("emergency_name"):
            number = answers.get("emergency_phone")
            numbers = [PhoneNumber.from_string(number)] if number else []
            contacts.append((answers["emergency_name"], answers.get("emergency_relation", ""), numbers))
    return contacts


GOES_ALONE = {WayHome.DRIVES: "drives", WayHome.WALKS: "walks or cycles", WayHome.BUS: "takes the bus"}


def way_alone(nomination, day):
    """How the student goes home without an adult, in a word for staff; "" if somebody must collect them.

    Whoever is 18 decides that alone.
    """
    student = nomination.party(PartyRole.STUDENT)
    way = student.answers.get("way_home") if student and student.answered_at else ""
    return GOES_ALONE.get(way) or ("18 or older" if is_adult(nomination, day) else "")


def may_collect(nomination):
    """The adults who may take the student home: the guardians, and whom they named; without doubles."""
    adults = []
    for party in guardians(nomination):
        adults.append(party.name)
        adults += [each["name"] for each in party.answers.get("pick_up", [])]
    return [name for name in dict.fromkeys(str(adult).strip() for adult in adults) if name]
