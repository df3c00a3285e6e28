"""Reads the text version of a mail out of its HTML, so that the two can never say different things.

It knows the HTML that our own mail templates use: paragraphs, headings, lists, links,
tables and description lists. It is no browser.
"""

import re
from html.parser import HTMLParser
from textwrap import TextWrapper

WIDTH = 76
BLOCKS = {"address", "blockquote", "body", "div", "dl", "footer", "h1", "h2", "h3", "h4", "header", "hr", "main"}
BLOCKS |= {"ol", "p", "section", "table", "ul"}
LISTS = {"dl", "ol", "table", "ul"}
CELLS = {"dd", "dt", "td", "th"}
UNSEEN = {"head", "script", "style"}
# The spaces that HTML runs together; a no-break space is not one of them.
SPACES = re.compile(r"[ \t\r\n\f]+")


def from_html(html):
    """The same mail for someone who reads plain text."""
    reader = _BodyReader()
    reader.feed(html)
    reader.close()
    return reader.text()


def title_of(html):
    """What stands in <title>: the subject of the mail."""
    reader = _TitleReader()
    reader.feed(html.partition("</title>")[0])
    reader.close()
    return "".join(reader.pieces).strip()


class _TitleReader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.inside = False
        self.pieces = []

    def handle_starttag(self, tag, attrs):
        self.inside = tag == "title"

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.pieces.append(data)


class _BodyReader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.blocks = []  # (text, the list it belongs to or None)
        self.line = []  # pieces of the block that is being read
        self.label = ""  # of a table row or a description, waiting for its value
        self.in_cell = False
        self.bullet = ""
        self.lists = []  # open lists: [number of the list, tag, items so far]
        self.list_count = 0
        self.link = None  # (address, where its text begins in the line)
        self.unseen = 0

    def handle_starttag(self, tag, attrs):
        if tag in UNSEEN:
            self.unseen += 1
        elif tag == "br":
            self.line.append("\n")
        elif tag == "a":
            self.link = (dict(attrs).get("href") or "", len(self.line))
        elif tag == "li":
            self._end_block()
            self.bullet = self._next_bullet()
        elif tag in CELLS:
            self.in_cell = True
        elif tag in BLOCKS or tag == "tr":
            self._end_block()
        if tag in LISTS:
            self.list_count += 1
            self.lists.append([self.list_count, tag, 0])

    def handle_endtag(self, tag):
        if tag in UNSEEN:
            self.unseen = max(self.unseen - 1, 0)
        elif tag == "a":
            self._end_link()
        elif tag in CELLS:
            self._end_cell()
        elif tag in BLOCKS or tag in {"li", "tr"}:
            self._end_block()
        if tag == "dd":
            self._end_block()
        if tag in LISTS and self.lists:
            self.lists.pop()

    def handle_data(self, data):
        if not self.unseen:
            self.line.append(SPACES.sub(" ", data))

    def text(self):
        self._end_block()
        parts = []
        previous = None
        for text, its_list in self.blocks:
            if parts:
                parts.append("\n" if its_list and its_list == previous else "\n\n")
            parts.append(text)
            previous = its_list
        return "".join(parts) + "\n"

    def _next_bullet(self):
        if not self.lists or self.lists[-1][1] != "ol":
            return "- "
        self.lists[-1][2] += 1
        return f"{self.lists[-1][2]}. "

    def _take_line(self):
        text = "".join(self.line)
        self.line = []
        return "\n".join(part.strip(" ") for part in re.sub(" +", " ", text).split("\n")).strip("\n")

    def _end_cell(self):
        """The first cell of a row is the label of what follows; further cells are set off by commas."""
        self.in_cell = False
        text = self._take_line()
        if text and self.label:
            separator = " " if self.label.endswith(":") else ", "
            self.label = f"{self.label}{separator}{text}"
        elif text:
            self.label = f"{text.rstrip(':')}:"

    def _end_block(self):
        if self.in_cell:
            self.line.append(" ")
            return
        text = f"{self.label} {self._take_line()}".strip()
        if self.label and text == self.label:
            # The row had one cell only: no value follows the colon.
            text = text.removesuffix(":")
        if not text:
            return
        bullet, self.bullet, self.label = self.bullet, "", ""
        self.blocks.append((_wrapped(text, bullet), self.lists[-1][0] if self.lists else None))

    def _end_link(self):
        if not self.link:
            return
        (address, begin), self.link = self.link, None
        text = "".join(self.line[begin:]).strip()
        if not address.startswith(("http://", "https://")):
            return
        bare = address.split("://", 1)[1].rstrip("/")
        if text.split("://", 1)[-1].rstrip("/") in {"", bare}:
            self.line[begin:] = [address]
        else:
            self.line[begin:] = [f"{text.rstrip(':')}: {address}"]


def _wrapped(text, bullet):
    lines = []
    for part in text.split("\n"):
        # A link must stay in one piece: only between words, never inside one.
        wrapper = TextWrapper(
            width=WIDTH,
            break_long_words=False,
            break_on_hyphens=False,
            initial_indent="" if lines else bullet,
            subsequent_indent=" " * len(bullet),
        )
        if lines:
            wrapper.initial_indent = wrapper.subsequent_indent
        lines.extend(wrapper.wrap(part) or [""])
    return "\n".join(lines)
