"""How much the tests do: enough to find a fault of each kind (`make test`), or all there is (`make test-all`).

The environment decides, so that all processes of a run agree: TEST_VOLUME=full.
"""

import os
from collections.abc import Iterable, Sequence
from itertools import cycle, product

FULL = os.environ.get("TEST_VOLUME") == "full"
ON_POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")
ONE_IN = 3


def rounds(few: int, many: int) -> int:
    """How often a race is run."""
    return many if FULL else few


def few(values: Sequence, number: int = 2) -> list:
    """The first ones of what is much alike; in full, all of them."""
    return list(values) if FULL else list(values)[:number]


def once_more(things: Iterable) -> list:
    """All of them on SQLite; of what SQLite has seen, one in three on PostgreSQL; in full, all of them there, too."""
    return list(things)[:: 1 if FULL or not ON_POSTGRESQL else ONE_IN]


def pairs(things: Iterable, values: Sequence) -> list[tuple]:
    """(thing, value): each thing with one of the values in turn, so that each value has its turn too; in full, each
    thing with each value."""
    return list(product(things, values)) if FULL else list(zip(things, cycle(values), strict=False))


def spoiled(fields: Iterable[str], kinds: dict, alone: str = "") -> list[tuple[str, dict]]:
    """What to put into the fields of a form, as [(kind, {field: value})].

    A value of each kind into all fields at once, and into each field alone the kind `alone`, if any: one that a text
    field keeps, so that it comes further than the form. In full, each kind into each field alone.
    """
    fields = list(fields)
    together = [(kind, dict.fromkeys(fields, value)) for kind, value in kinds.items()]
    return together + [
        (kind, {field: kinds[kind]}) for field in fields for kind in (kinds if FULL else filter(None, [alone]))
    ]
