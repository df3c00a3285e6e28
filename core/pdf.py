"""The one way to make a PDF: tagged and accessible, in our look, from a template in templates/pdf/.

A letter that no font of this machine has is never printed as an empty box: MissingLetters
names it instead.
"""

from django.template.loader import render_to_string
from django.utils import translation

from core.files import file_response
from core.models import DepartmentProfile

# Debian's packages: what lays out and draws, and the letters of China, Japan and Korea.
LIBRARIES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
CJK_FONTS = "fonts-noto-cjk"
OTHER_FONTS = "fonts-noto-core"

# Kana, Bopomofo, Han, Hangul and what is written with them.
_CJK = ((0x1100, 0x11FF), (0x2E80, 0xA4CF), (0xA960, 0xA97F), (0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF),
        (0x1F200, 0x1F2FF), (0x20000, 0x3FFFF))  # fmt: skip


class PdfError(Exception):
    """There is no PDF. The message says to staff why, and what to do."""


class PdfUnavailable(PdfError):
    """A library that draws PDFs is missing on this machine."""

    def __init__(self):
        super().__init__(
            "PDF files cannot be made on this machine: a library is missing. "
            f"Ask your administrator to install the packages {', '.join(LIBRARIES)}. Everything else works."
        )


class MissingLetters(PdfError):
    """No font of this machine has these letters. `found`: each letter, and the texts that hold it."""

    def __init__(self, found):
        self.found = found
        packages = sorted({CJK_FONTS if _is_cjk(letter) else OTHER_FONTS for letter in found})
        super().__init__(
            f"These letters cannot be printed on this machine: {_in_words(found)}. "
            f"Install the package{'s' if len(packages) > 1 else ''} {' and '.join(packages)}."
        )


def _is_cjk(letter):
    return any(first <= ord(letter) <= last for first, last in _CJK)


def _in_words(found):
    """田, 中 (in 田中 美咲); Ꙁ (in Ꙁoe)"""
    letters_of = {}
    for letter, texts in found.items():
        letters_of.setdefault(texts[0] if texts else "", []).append(letter)
    return "; ".join(f"{', '.join(letters)}{f' (in {text})' if text else ''}" for text, letters in letters_of.items())


def pdf_bytes(template, context):
    """The template as a PDF. Raises PdfUnavailable or MissingLetters."""
    engine = _engine()
    with translation.override("en"):
        html = render_to_string(template, {"department": DepartmentProfile.current(), **context})
    content, missing = engine.draw(html)
    if missing:
        raise MissingLetters(missing)
    return content


def _engine():
    # Imported when first needed: it loads libraries of the system that may be missing,
    # and it takes as long as the whole rest of the portal to start.
    try:
        from core import pdf_engine  # noqa: PLC0415
    except OSError as error:
        raise PdfUnavailable from error
    return pdf_engine


def pdf_response(filename, content):
    """The PDF as a download."""
    return file_response(filename, "application/pdf", content)
