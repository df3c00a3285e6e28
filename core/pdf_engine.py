"""WeasyPrint at work. Only core/pdf.py imports this, and only when somebody wants a PDF."""

from functools import cache
from io import BytesIO
from mimetypes import guess_type
from pathlib import Path

from django.contrib.staticfiles import finders
from fontTools.ttLib import woff2
from weasyprint import HTML
from weasyprint.text.ffi import harfbuzz_subset
from weasyprint.urls import URLFetcher, URLFetcherResponse

if harfbuzz_subset is None:
    # WeasyPrint would do without, but a page of Japanese names would take minutes and many megabytes.
    raise OSError("libharfbuzz-subset is missing")

# Everything that a template refers to lies below this address, which exists nowhere else.
STATIC = "https://static.invalid/"
_BLOCKS = {"p", "h1", "h2", "th", "td"}


class OurStaticFiles(URLFetcher):
    """Reads our own static files and nothing else: no network, no other file of this machine."""

    def fetch(self, url, headers=None):
        path = finders.find(url.removeprefix(STATIC)) if url.startswith(STATIC) else None
        if path is None:
            raise ValueError(f"a PDF may only refer to our own static files, not to {url}")
        content = _unpacked(path) if path.endswith(".woff2") else Path(path).read_bytes()
        content_type = guess_type(path)[0] or "application/octet-stream"
        return URLFetcherResponse(url, content, {"Content-Type": content_type})


@cache
def _unpacked(path):
    """A font of ours, ready for use: to unpack a dozen takes longer than to draw a sheet."""
    font = BytesIO()
    woff2.decompress(path, font)
    return font.getvalue()


def draw(html):
    """The PDF, and the letters that no font has: {letter: [texts that hold it]}."""
    page = HTML(string=html, base_url=STATIC, url_fetcher=OurStaticFiles(allowed_protocols=["https"]))
    document = page.render(pdf_variant="pdf/ua-1")
    content = document.write_pdf(pdf_variant="pdf/ua-1")
    # What was drawn as .notdef; invisible characters are not among them.
    letters = sorted({chr(code) for font in document.fonts.values() for code in font.missing})
    texts = list(_texts(page.etree_element)) if letters else []
    return content, {letter: [text for text in texts if letter in text] for letter in letters}


def _texts(root):
    """What stands in each paragraph, heading and cell: a whole name, though parts of it may be marked up."""
    for element in root.iter():
        if element.tag in _BLOCKS:
            yield " ".join("".join(element.itertext()).split())
