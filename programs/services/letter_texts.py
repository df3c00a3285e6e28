"""What stands in a letter: texts in several languages, with a few words that are filled in for each person.

Filled in once, as plain text: a name that holds braces or HTML stays the name that it is.
"""

import re

from django.utils import timezone, translation
from django.utils.formats import date_format

from core.enums import Language

PLACEHOLDERS = {
    "given_name": "the person's given name",
    "class": "the class, such as “Partners in Policing, Spring 2027”",
    "first_session": "day and hour of the first session",
    "next_session": "day and hour of the next session",
    "place": "where the class meets",
}
# Whoever sees a phone on a table reads subjects: no name stands there.
IN_SUBJECTS = set(PLACEHOLDERS) - {"given_name"}
_KNOWN = re.compile(r"\{(" + "|".join(PLACEHOLDERS) + r")\}")
_UNKNOWN = re.compile(r"\{[^{}\0]*\}")

# How each language writes a day and an hour.
_MOMENTS = {
    Language.ENGLISH: "l, F j, Y, g:i A",
    Language.SPANISH: r"l j \d\e F \d\e Y, H:i",
    Language.JAPANESE: "Y年n月j日(D) H:i",
    Language.KOREAN: "Y년 n월 j일 l H:i",
    Language.CHINESE: "Y年n月j日 l H:i",
    Language.VIETNAMESE: "l, d/m/Y, H:i",
}


def placeholders_in(text):
    """The known words that stand in a text."""
    return set(_KNOWN.findall(text))


def problem_in(text, allowed=frozenset(PLACEHOLDERS)):
    """What is wrong with the braces of a text, in words for staff; empty if nothing is."""
    misplaced = sorted(placeholders_in(text) - set(allowed))
    if misplaced:
        return f"{{{misplaced[0]}}} can stand in the text of the letter, not here."
    rest = _KNOWN.sub("\0", text)
    unknown = _UNKNOWN.search(rest)
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS if name in allowed)
        return f"{unknown[0][:40]} is not known. You can use {known}."
    if "{" in rest or "}" in rest:
        return "A brace { or } stands alone. Braces belong around one of the known words only."
    return ""


def language_for(registration, texts):
    """The person's language if the letter is written in it, else English."""
    return registration.language if registration.language in texts else str(Language.ENGLISH)


def fill(texts, language, registration, offering, now):
    """Subject and body for one person, in this language."""
    name = " ".join(registration.given_name.split())
    text = _filled(texts[language], {"given_name": name, **values_of(offering, language, now)})
    return text["subject"], text["body"]


def fill_for_the_record(texts, offering, now):
    """The texts as everyone got them; only the place of the name stays open."""
    return {
        language: _filled(text, {"given_name": "{given_name}", **values_of(offering, language, now)})
        for language, text in texts.items()
    }


def _filled(text, values):
    return {part: _KNOWN.sub(lambda found: values[found[1]], text[part]) for part in ("subject", "body")}


def values_of(offering, language, now):
    """What is filled in for everyone alike; a session that there is not is empty."""
    coming = [session for session in offering.held_sessions if session.starts_at > now]
    return {
        "class": f"{offering.program.name}, {offering.title}",
        "first_session": _moment(offering.held_sessions[:1], language),
        "next_session": _moment(coming[:1], language),
        "place": offering.location,
    }


def _moment(sessions, language):
    if not sessions:
        return ""
    with translation.override(language):
        return date_format(timezone.localtime(sessions[0].starts_at), _MOMENTS[language])
