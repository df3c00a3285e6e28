"""Words that stand for every secret of a request, and where they were found in clear."""

from tests.core.canary import find

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


def leaks(places, words=CANARIES):
    """["word in where", ...]: what can be read in clear."""
    return find(places, words, ALLOWED)
