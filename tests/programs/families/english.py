"""Finds what was left in English on a page or in a mail that speaks another language."""

import re
from html.parser import HTMLParser

SAID_BY = ["title", "aria-label", "alt", "placeholder"]
NOT_READ = {"script", "style", "svg"}
WORD = re.compile(r"[^\W\d_]{2,}")
# Four words of plain letters in a row.
SENTENCE = re.compile(r"(?:[A-Za-z'’]+[ ,]+){3}[A-Za-z'’]+")
# The same in both languages.
SAME = {"es": {"Error:", "No"}, "vi": {"Menu"}}
OTHER_LETTERS = {"ja", "ko", "zh-hans"}


class _Reader(HTMLParser):
    """What a page says between each two tags, without the parts that are marked as another language."""

    def __init__(self, language):
        super().__init__()
        self.language, self.pieces, self.skipping = language, [], []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        foreign = tag != "html" and attrs.get("lang", self.language) != self.language
        if tag in NOT_READ or foreign or self.skipping:
            if tag not in {"input", "br", "meta", "link", "img", "hr"}:
                self.skipping.append(tag)
            return
        self.pieces += [attrs[name] for name in SAID_BY if attrs.get(name)]

    def handle_endtag(self, tag):
        if self.skipping and self.skipping[-1] == tag:
            self.skipping.pop()

    def handle_data(self, data):
        if not self.skipping:
            self.pieces.append(data)


def pieces_of(html, language):
    reader = _Reader(language)
    reader.feed(html)
    return {" ".join(piece.split()) for piece in reader.pieces} - {""}


def left_in_english(html, english_html, language, *, data=()):
    """What `html` says in English still. `data`: names, addresses and what else is the same in every language."""
    english = pieces_of(english_html, "en")
    return sorted(
        piece
        for piece in pieces_of(html, language) - SAME.get(language, set())
        for rest in [_without(piece, data)]
        if (piece in english and WORD.search(rest)) or (language in OTHER_LETTERS and SENTENCE.search(rest))
    )


def _without(piece, data):
    piece = re.sub(r"\S+@\S+|https?://\S+|\b[A-Z]{3}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", "", piece)
    for each in sorted(data, key=len, reverse=True):
        piece = piece.replace(each, "")
    return piece
