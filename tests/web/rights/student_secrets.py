"""Words about the students of two schools: who said them, and the roles that may read them.

Each begins with three letters that stand for one family: the first school's, and the other one's.
"""

import re

NORTH, SOUTH = "qqv", "qqw"
# By whoever wrote them. The school's are the counselor's own words; a guardian is shown who else is asked.
SAID = {
    "school": ["given", "family", "because"],
    "student": ["called", "pupil", "detective", "practice", "ramp", "inked"],
    "guardian": ["parent", "hana", "aunt", "daniel", "doctor", "signed"],
    "second": ["other", "secondly", "uncle"],
    "health": ["peanuts"],
    "office": ["closing"],
}
NUMBERS = {NORTH: ["555-0151", "5550151"], SOUTH: ["555-0152", "5550152"]}


def words(mark, *kinds):
    return [f"{mark}{word}" for kind in kinds for word in SAID[kind]]


_OF_NORTH = [*words(NORTH, *SAID), *NUMBERS[NORTH]]
_OF_SOUTH = [*words(SOUTH, *SAID), *NUMBERS[SOUTH]]
ALL = [*_OF_NORTH, *_OF_SOUTH]
# What the family says about health is shown by a button alone; see TOLD.
HEALTH = [*words(NORTH, "health"), *words(SOUTH, "health")]


def _besides(*allowed):
    return [word for word in ALL if word not in allowed]


_HIDDEN = {
    "youth coordinator": HEALTH,
    "administrator": HEALTH,
    "counselor": _besides(*words(NORTH, "school")),
    "other counselor": _besides(*words(SOUTH, "school")),
    "guardian": _besides(*words(NORTH, "school", "guardian"), *NUMBERS[NORTH]),
    "student": _besides(*words(NORTH, "school", "student")),
}
# Where somebody reads more: what an instructor calls a student; health, by its button.
_CALLED = [f"{mark}{word}" for mark in (NORTH, SOUTH) for word in ("called", "family")]
TOLD = {
    ("GET", "admin:programs_classoffering_lights", "instructor"): _CALLED,
    ("POST", "admin:programs_classoffering_lights", "instructor"): _CALLED,
    ("POST", "admin:programs_nomination_health", "youth coordinator"): HEALTH,
    ("POST", "admin:programs_nomination_health", "administrator"): HEALTH,
}


def hidden_from(role):
    return _HIDDEN.get(role, ALL)


def untold(method, name, role, shown):
    """Those of the words on a page that this role may not read there."""
    return [word for word in shown if word not in TOLD.get((method, name, role), ())]


def of_school(mark):
    """What a counselor writes about a student."""
    return {"given_name": f"{mark}given", "family_name": f"{mark}family", "reason": f"{mark}because",
            "closing_note": f"{mark}closing"}  # fmt: skip


def of_student(mark):
    said = {"preferred_name": "called", "why": "detective", "conflicts": "practice", "accommodation": "ramp"}
    return {
        "email": f"{mark}pupil@tusd.org",
        "signature": f"{mark}inked",
        "answers": {name: f"{mark}{word}" for name, word in said.items()},
    }


def of_guardian(mark):
    number = f"+1310{re.sub('-', '', NUMBERS[mark][0])}"
    return {
        "name": f"{mark}hana", "email": f"{mark}parent@example.com", "phone": number, "signature": f"{mark}signed",
        "health": f"{mark}peanuts", "has_allergy": True,
        "answers": {
            "emergency_name": f"{mark}aunt", "physician": f"{mark}doctor", "emergency_phone": number,
            "pick_up": [{"name": f"{mark}daniel", "phone": number}],
        },
    }  # fmt: skip


def of_second(mark):
    return {
        "name": f"{mark}other", "email": f"{mark}secondly@example.com", "signature": f"{mark}other",
        "answers": {"emergency_name": f"{mark}uncle"},
    }  # fmt: skip
