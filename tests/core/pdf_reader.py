"""What a PDF says, how it is tagged, and whether it shows an empty box: read with pypdf."""

import io
import re

from pypdf import PdfReader
from pypdf.generic import ContentStream

SHOWING = (b"Tj", b"TJ", b"'", b'"')


def text_of(content):
    """Page by page, the lines without trailing spaces."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    return "\f\n".join("\n".join(line.rstrip() for line in page.splitlines()) + "\n" for page in pages)


def places_of(text, content, page=0):
    """Where this text stands on a page: points from the left and from the top."""
    found = []

    def visit(shown, matrix, text_matrix, _font, _size):
        if shown.strip() == text:
            found.append((round(matrix[0] * text_matrix[4], 1), round(matrix[0] * text_matrix[5], 1)))

    PdfReader(io.BytesIO(content)).pages[page].extract_text(visitor_text=visit)
    return found


def title_of(content):
    return PdfReader(io.BytesIO(content)).metadata.title


def fonts_of(content):
    """Names of the fonts on the pages, without the prefix of a subset."""
    return {
        re.sub(r"^/[A-Z]{6}\+", "", font.get_object()["/BaseFont"])
        for page in PdfReader(io.BytesIO(content)).pages
        for font in page["/Resources"]["/Font"].values()
    }


def tag_faults(content):
    """What a screen reader would miss: empty for a sound tagged PDF."""
    reader = PdfReader(io.BytesIO(content))
    root = reader.trailer["/Root"]
    wanted = {
        "is not marked as tagged": root.get("/MarkInfo", {}).get("/Marked"),
        "has no structure": "/StructTreeRoot" in root and structure(content),
        "has no language": root.get("/Lang"),
        "has no title": reader.metadata and reader.metadata.title,
        "does not show its title": root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"),
        "does not say that it is PDF/UA": "/Metadata" in root and b'pdfuaid:part' in root["/Metadata"].get_data(),
    }  # fmt: skip
    faults = [fault for fault, is_fine in wanted.items() if not is_fine]
    for number, page in enumerate(reader.pages, start=1):
        faults += [f"page {number} shows {text!r} outside of every tag" for text in _untagged(page, reader)]
    return faults


def _untagged(page, reader):
    """What a page shows neither inside a tag of the structure nor as an artifact."""
    open_tags = []
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in (b"BDC", b"BMC"):
            tag, *properties = operands
            open_tags.append(tag == "/Artifact" or bool(properties and "/MCID" in properties[0]))
        elif operator == b"EMC":
            open_tags.pop()
        elif operator in SHOWING and not any(open_tags):
            yield str(operands)[:40]


def structure(content):
    """The kinds of the structure's elements, in reading order."""
    return list(_kinds(PdfReader(io.BytesIO(content)).trailer["/Root"]["/StructTreeRoot"]))


def _kinds(element):
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object()
        if hasattr(kid, "get") and "/S" in kid:
            yield str(kid["/S"])
            yield from _kinds(kid)


def empty_boxes(content):
    """How many characters are drawn as the box .notdef, on all pages."""
    reader = PdfReader(io.BytesIO(content))
    return sum(_boxes_on(page, reader) for page in reader.pages)


def _boxes_on(page, reader):
    found, glyphs = 0, None
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator == b"Tf":
            glyphs = _glyphs(page["/Resources"]["/Font"][operands[0]].get_object())
        elif operator in SHOWING:
            parts = operands[-1] if isinstance(operands[-1], list) else [operands[-1]]
            codes = b"".join(_raw(part) for part in parts if not isinstance(part, int | float))
            found += sum(glyphs(int.from_bytes(codes[at : at + 2], "big")) == 0 for at in range(0, len(codes), 2))
    return found


def _raw(string):
    return string.original_bytes if hasattr(string, "original_bytes") else bytes(string)


def _glyphs(font):
    """Which glyph a code of this font draws: the same number, or what the font's own table says."""
    encoding = font["/Encoding"].get_object()
    if encoding == "/Identity-H":
        return lambda code: code
    table = re.findall(rb"<([0-9a-f]{4})> (\d+)", encoding.get_data())
    return {int(code, 16): int(glyph) for code, glyph in table}.get
