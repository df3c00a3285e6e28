"""Questions on the list that ask much the same as a new one, however it is worded."""

from rapidfuzz import fuzz, process

from chat_sessions.services.words import meaning_of

SHOWN = 5
# How near in meaning, of 100; found by trying pairs of questions that are the same and that are not.
NEAR = 64


def similar_to(text, listed):
    """Up to five of the `listed` questions (votes.Listed), the nearest first; each by its text or its translation."""
    wanted = meaning_of(text)
    if not wanted:
        return []
    choices = {}
    for number, each in enumerate(listed):
        choices[number, "text"] = meaning_of(each.text)
        if each.translation:
            choices[number, "translation"] = meaning_of(each.translation)
    near = process.extract(wanted, choices, scorer=fuzz.token_set_ratio, score_cutoff=NEAR, limit=None)
    # A longer question that holds all the words of a shorter one is as near to it as its twin: the twin goes first.
    near.sort(key=lambda found: (found[1], fuzz.ratio(wanted, found[0])), reverse=True)
    numbers = dict.fromkeys(number for _words, _score, (number, _which) in near)
    return [listed[number] for number in list(numbers)[:SHOWN]]
