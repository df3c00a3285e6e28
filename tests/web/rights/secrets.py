"""Words in the secret fields of the world's homes, the way into its CHAT, and what student_secrets.py has.

They stand on no page but of who must know them.
"""

import re
from functools import cache

from tests.chat_sessions.builders import WAY_IN
from tests.vacation_checks.builders import DETAILS
from tests.vacation_checks.canary import (
    CANARIES,
    CONSENTS,
    CONTACT,
    DESK,
    HOME,
    PATROL,
    PROPERTY,
    VEHICLE,
    VISITOR,
    YOU,
)
from tests.web.rights.student_secrets import hidden_from

ANA = {
    "name": YOU["name"],
    "phone": YOU["phone"],
    "house": HOME["house"],
    "unit": HOME["unit"],
    **CONSENTS,
    "details": DETAILS | PROPERTY | {
        "other_phone": YOU["other_phone"],
        "city": HOME["city"],
        "cross_street": HOME["cross_street"],
        "gate_entry": HOME["gate_entry"],
        "contacts": [CONTACT],
        "visitors": [VISITOR | {"purpose": "gardener"}],
        "vehicles": [VEHICLE],
        "alarm": "monitored",
        "animals": "inside",
    },
}  # fmt: skip
NOTES = {"desk_note": DESK["question"], "resident_note": DESK["answer"]}
CHECK = {name: PATROL[name] for name in ("narrative", "action_taken", "report_number")}
OFFICER = "Yyqofficer"
BEN = {
    "email": "ben@example.com", "name": "Yyqben", "house": "1 EL PRADO AVE", "phone": "+13105550181",
    "verification_word": "yyqword", "signature": "Yyqsigned", "details": DETAILS | {"gate_entry": "yyqgate"},
}  # fmt: skip
SEALED = {"email": "cleo@example.com", "name": "Xxqcleo", "house": "2 EL PRADO AVE", "phone": "+13105550191"}

_OF_BEN = ["yyqben", "1 el prado", "555-0181", "5550181", "yyqgate", "yyqsigned"]
_OF_THE_SEALED = ["xxqcleo", "2 el prado", "555-0191", "5550191"]
# A word is compared, never shown. What is sealed opens for a reason alone, and none is given here. How to get into a
# session of CHAT is shown by a button alone, and nobody presses one here.
_OF_NOBODY = [CONSENTS["verification_word"], "yyqword", *_OF_THE_SEALED, *WAY_IN]
_OF_ANA = [word for word in CANARIES if word != YOU["email"]]
_NOT_FOR_PATROL = ["555-0171", "5550171", "zzqsigned", "zzqquestion", "zzqanswer"]
# Nor does a resident read what officers wrote, or who they are.
_NOT_FOR_RESIDENTS = [OFFICER.lower(), *CHECK.values(), HOME["gate_entry"]]

_WITHOUT_RIGHTS = [*_OF_ANA, *_OF_BEN, OFFICER.lower()]
_HIDDEN = {
    **dict.fromkeys(["anonymous", "no role", "records", "coordinator"], _WITHOUT_RIGHTS),
    **dict.fromkeys(["youth coordinator", "instructor", "counselor", "other counselor"], _WITHOUT_RIGHTS),
    **dict.fromkeys(["student", "guardian"], _WITHOUT_RIGHTS),
    "owner": [*_OF_BEN, *_NOT_FOR_RESIDENTS],
    "other": [*_OF_ANA, *_NOT_FOR_RESIDENTS],
    "officer": _NOT_FOR_PATROL,
    "volunteer": [*_OF_BEN, *_NOT_FOR_PATROL],
}


def _any_of(words):
    return re.compile("|".join(sorted({re.escape(word.lower()) for word in words})))


@cache
def _hidden_from(role):
    return _any_of([*_HIDDEN.get(role, ()), *_OF_NOBODY, *hidden_from(role)])


def shown_to(role, response):
    """Words on this page, or in the address that it leads to, that this role may not read."""
    text = response.headers.get("Location", "") + response.getvalue().decode("latin1")
    return sorted(set(_hidden_from(role).findall(text.lower())))
