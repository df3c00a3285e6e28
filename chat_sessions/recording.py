"""A moment in the recording of a session: how it is written, and the link that leads to it."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

# They read the moment from the query; other players know the media fragment (W3C Media Fragments, #t=).
_BY_QUERY = ("youtube.com", "youtu.be")


@dataclass(frozen=True)
class Moment:
    """`words`: h:mm:ss from the start; `url`: empty while there is no recording."""

    words: str
    url: str


def at_second(link, seconds):
    """The Moment, or None when nobody noted it."""
    if seconds is None:
        return None
    words = f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return Moment(words, _url(link, seconds) if link else "")


def _url(link, seconds):
    parts = urlsplit(link)
    host = (parts.hostname or "").removeprefix("www.")
    if host.endswith(_BY_QUERY):
        query = [(name, value) for name, value in parse_qsl(parts.query) if name != "t"]
        return urlunsplit(parts._replace(query=urlencode([*query, ("t", seconds)])))
    return urlunsplit(parts._replace(fragment=f"t={seconds}"))
