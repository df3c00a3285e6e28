"""In which language a name is written, as far as its letters tell.

A Han character looks different in Japan, Korea and China, and a screen reader wants to
know in which language to read: both are said by the attribute `lang`.
"""

import re
import unicodedata

from core.enums import Language

_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")
_KANA = re.compile("[\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f]")
_HAN = re.compile("[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_VIETNAMESE = re.compile("[\u0111\u01a1\u01b0\u1ea0-\u1ef9]", re.IGNORECASE)
_HAN_OF = {Language.JAPANESE: "ja", Language.KOREAN: "ko", Language.CHINESE: "zh-Hans"}


def language_of(text, wish=""):
    """The tag of the language, or "" where the letters do not tell; `wish`: the language the person chose."""
    text = unicodedata.normalize("NFC", text)
    if _HANGUL.search(text):
        return "ko"
    if _KANA.search(text):
        return "ja"
    if _HAN.search(text):
        return _HAN_OF.get(wish, "")
    return "vi" if _VIETNAMESE.search(text) else ""
