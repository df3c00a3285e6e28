"""What a moderator should look at in a question. It is taken all the same: a flag is a hint, never a refusal."""

import re
import unicodedata

from chat_sessions.services.words import COMMON_WORDS

PHONE, MAIL, NAME = "phone", "mail", "name?"

_MARKS = ".,;:!?()\"'\u2019\u201c\u201d"

_PHONE = re.compile(r"\+\d[\d ().-]{6,}\d|(?<!\d)(?:\(?\d{3}\)?[ .-]{0,2})?\d{3}[ .-]?\d{4}(?!\d)")
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.\w+")
# Mr. Miller, Officer Miller, Sra. Ruiz, ông Minh.
_TITLE_WORDS = "mr mrs ms dr officer sergeant sgt detective lieutenant lt sr sra señor señora oficial ông bà anh chị"
_TITLES = frozenset(_TITLE_WORDS.split())
# A name and the polite word after it, in Japanese, Korean and Chinese.
_POLITE = re.compile(
    r"[\u4e00-\u9fff]{1,4}(?:さん|さま|様|氏|先生|女士|小姐)|[ァ-ヶー]{2,}さん|[가-힣]{2,4} ?(?:씨|님)"
)
# With one of these it is a place, an office or a law, not a person.
_PUBLIC_WORDS = """
    academy act agreement airport american angeles area asian association attorney ave avenue awareness bay
    beach black blvd boulevard california camino center central chat chief christmas church city civic college
    community county court crenshaw day del department district drive east el elementary fire foundation
    freeway general guild hall hawthorne heights hermosa high highway hills hospital international japanese
    korean lane latino library lives los mall market matter middle monday neighborhood new north old pacific
    palos park partners patrol pd place plaza police policing program public redondo riviera road san santa
    school security sepulveda sheriff south southeast southwood spanish st state station street sunday
    supervisor teens thursday torrance town traffic tuesday unified united university valley verdes vietnamese
    village walteria watch way wednesday west western youth
"""
_PUBLIC = frozenset(_PUBLIC_WORDS.split())


def flags_of(text):
    """ "phone", "mail", "name?": what stands in this text, in the order of this list."""
    plain = unicodedata.normalize("NFKC", text)
    found = {PHONE: _PHONE.search(plain), MAIL: _MAIL.search(plain), NAME: _names_somebody(plain)}
    return [flag for flag, there in found.items() if there]


def _names_somebody(text):
    return bool(_POLITE.search(text)) or any(_is_name(run) for run in _runs_of_capitals(text))


def _runs_of_capitals(text):
    """Words with a capital that stand side by side, with nothing but a space between them; in lower case.

    A title belongs to the run, however it is written.
    """
    run = []
    for token in text.split():
        word = token.strip(_MARKS)
        is_title = word.casefold() in _TITLES
        if not is_title and not (len(word) > 1 and word[0].isupper() and not word.isupper()):
            yield run
            run = []
            continue
        run.append(word.casefold())
        if token[-1] in _MARKS and not is_title:
            yield run
            run = []
    yield run


def _is_name(run):
    """Two in a row, unless the first only begins a sentence or one of them names something public."""
    words = run[1:] if run and run[0] in COMMON_WORDS - _TITLES else run
    return len(words) > 1 and not _PUBLIC.intersection(words)
