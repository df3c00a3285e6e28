"""Words that stand for every secret of a request, and where they were found in clear."""

import json
from pathlib import Path

from django.contrib.sessions.models import Session
from django.db import connection

from mailroom.models import Message

# What a person types, by the step or the page it is typed on. Each word stands nowhere else.
YOU = {"name": "Zzqname Mori", "email": "zzqmail@example.com", "phone": "+13105550171", "other_phone": "+13105550172"}
HOME = {
    "house": "4242 SARTORI AVE", "unit": "ZZQU7", "city": "Zzqcity", "cross_street": "Zzqcross",
    "gate_entry": "zzqgate #4711",
}  # fmt: skip
CONTACT = {"name": "Zzqcontact", "relation": "zzqrelation", "phone": "+13105550173", "speaks": "Zzqspeaks"}
VISITOR = {"name": "Zzqvisitor", "days": "zzqdays", "vehicle": "zzqtruck", "phone": "+13105550174"}
VEHICLE = {"description": "zzqcolor", "plate": "ZZQ123", "place": "zzqplace"}
PROPERTY = {
    "alarm_company": "Zzqalarm", "alarm_phone": "+13105550175", "cameras": "zzqcameras", "lights": "zzqlights",
    "animals_note": "zzqanimals", "conditions": "zzqconditions", "hazards": "zzqhazards",
}  # fmt: skip
CONSENTS = {"verification_word": "zzqpelican", "signature": "Zzqsigned Mori"}
DESK = {
    "question": "zzqquestion", "answer": "zzqanswer", "identity": "zzqidentity", "restricted": "zzqrestricted",
    "paused": "zzqpaused", "wrong_word": "zzqwrong", "reached": "zzqreached", "report": "ZZQ-R-1", "note": "zzqnote",
    "addendum": "zzqdeskadded",
}  # fmt: skip
PATROL = {"narrative": "zzqsaw", "action_taken": "zzqdid", "report_number": "ZZQ-R-2", "addendum": "zzqadded"}
DRAFT = {"name": "Zzqdraft", "lights": "zzqunsent"}

_TYPED = [YOU, HOME, CONTACT, VISITOR, VEHICLE, PROPERTY, CONSENTS, DESK, PATROL, DRAFT]
# In lower case; a number also as it is read, without its country.
CANARIES = sorted(
    {word.lower().removeprefix("+1") for typed in _TYPED for word in typed.values()}
    | {f"{area}-{local[:3]}-{local[3:]}" for area, local in [("310", f"555017{digit}") for digit in range(1, 6)]}
    | {f"(310) 555-017{digit}" for digit in range(1, 6)}
)
# A mail must go somewhere, and staff must see where it went.
ALLOWED = {("mailroom_message.to", YOU["email"])}


def stored():
    """(where, text) of every value of every table, and what is wrapped in some of them."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                yield from ((f"{table}.{column}", _text(value)) for column, value in zip(columns, row, strict=True))
    for session in Session.objects.all():
        yield "a session, opened", json.dumps(session.get_decoded())
    for message in Message.objects.exclude(attachments=[]):
        for attached in message.attachments:
            yield "an attachment", attached["content"].replace("\r\n ", "")  # long lines of a calendar file are folded


def files():
    """(where, text) of the files in which SQLite keeps all of it; nothing on PostgreSQL."""
    if connection.vendor != "sqlite":
        return
    name = Path(connection.settings_dict["NAME"])
    for file in name.parent.glob(f"{name.name}*"):
        yield f"the file {file.suffix}", file.read_bytes().decode("latin1")


def _text(value):
    return bytes(value).decode("latin1") if isinstance(value, bytes | memoryview) else str(value)


def leaks(places, words=CANARIES):
    """["word in where", ...]: what can be read in clear."""
    found = set()
    for where, text in places:
        lower = text.lower()
        found |= {f"{word} in {where}" for word in words if word in lower and (where, word) not in ALLOWED}
    return sorted(found)
