"""The words of a question that carry its meaning, in any script."""

import re
import unicodedata

# Words that stand in every second question, in English and Spanish, and so tell nothing about it.
_COMMON = """
    a about after all also an and any are as at be because been being before but by can could did do does doing done
    for from get give had has have having he her here his how i if in into is it its just let like many me more most
    much my no not of on one only or other our out over please she should since so some such tell than thank thanks
    that the their them then there these they this those to too under until up us very was we were what when where
    which while who whom why will with would you your
    every everybody nobody somebody someone
    chief department officer officers police torrance city question
    al ante como con cual cuando cuanto de del donde el ella ellos en entre era es esa ese eso esta este esto fue hace
    hacen hacer han hay la las le les lo los mas me mi mis muy ni no nos nuestra nuestro o para pero por porque puede
    pueden que quien se ser si sin sobre son su sus también tan tiene tienen todo todos tu un una unas unos usted y ya
    ciudad departamento jefe policia pregunta
"""
COMMON_WORDS = frozenset(_COMMON.split())
# Scripts without spaces, or (Korean) with endings grown onto the words: read two characters at a time.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+")
# Endings and particles of Japanese.
_GRAMMAR = re.compile(r"[\u3040-\u309f]+")
_WORD = re.compile(r"[^\W_]+")
_ENDINGS = ("ing", "ed", "es", "s")
_LEAST_STEM = 4


def meaning_of(text):
    """The words that carry the meaning, sorted, in one line: without case, accents, common words and endings."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    pairs = [pair for run in _UNSPACED.findall(folded) for pair in _pairs(run)]
    spaced = unicodedata.normalize("NFD", _UNSPACED.sub(" ", folded)).replace("đ", "d")
    bare = "".join(character for character in spaced if not unicodedata.combining(character))
    words = [_stem(word) for word in _WORD.findall(bare) if word not in COMMON_WORDS]
    return " ".join(sorted({*words, *pairs}))


def _pairs(run):
    pairs = [run[at : at + 2] for at in range(len(run) - 1)] or [run]
    return [pair for pair in pairs if not _GRAMMAR.fullmatch(pair)]


def _stem(word):
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            return word.removesuffix(ending)
    return word
