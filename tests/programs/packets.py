"""Answers before the first session, as the service takes them and as a browser sends them."""

from programs.services import packets

CANARY = "canary-5d1e: I have epilepsy, no strobe lights. 発作"


def packet_answers(**fields):
    """What a participant answers; `texts`: the newest, as if they had just read them."""
    return {
        "emergency_name": "Rosa Rivera",
        "emergency_relation": "mother",
        "emergency_phone": "+13105550123",
        "shirt_size": "m",
        "medical_notes": "",
        "photo_consent": False,
        "signature": "Ana Rivera",
        "texts": packets.current_texts(),
    } | fields


def answer(registration, by=None, **fields):
    return packets.save_packet(registration, packet_answers(**fields), by=by)


def packet_form(**fields):
    """The form as a browser sends it; None leaves a field out."""
    posted = {
        "emergency_name": "Rosa Rivera",
        "emergency_relation": "mother",
        "emergency_phone": "310-555-0123",
        "shirt_size": "m",
        "medical_notes": "",
        "agrees_to_conduct": "on",
        "agrees_to_liability": "on",
        "signature": "Ana Rivera",
        "texts_shown": " ".join(f"{kind}:{text.version}" for kind, text in sorted(packets.current_texts().items())),
    }
    return {name: value for name, value in (posted | fields).items() if value is not None}
