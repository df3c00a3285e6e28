"""What My requests knows of anything that a resident can hold, whichever room it is from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Record:
    """One line of My requests: how it stands in plain words, and where to act on it."""

    title: str
    reference: str
    standing: str
    url: str
    is_live: bool
    needs_answer: bool = False
