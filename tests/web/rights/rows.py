"""The matrix: what every address answers to GET and to POST (without any data), by role.

A number is a status; "sign-in" leads to the admin's sign-in, "my" to My requests; "pdf" is a
file, or the way back where this machine cannot make one; "seen" is a look that is written
down (see rows_homes.py). One word stands for everybody.
"""

from tests.web.rights.rows_chat import CHAT_MODELS, CHAT_PAGES, MODERATORS_PAGES, NEVER_SHOWN
from tests.web.rights.rows_homes import ANOTHER_BEAT, DESK_PAGES, HOME_MODELS, PATROL_PAGES, RESIDENT_PAGES
from tests.web.rights.rows_models import MODELS
from tests.web.rights.rows_pages import MAIL_PAGES, PUBLIC_PAGES, STAFF_PAGES
from tests.web.rights.rows_students import (
    COUNSELOR_PAGES,
    FAMILY_PAGES,
    STUDENT_MODELS,
    STUDENT_PAGES,
    YOUTH_PAGES,
)
from tests.web.rights.world import COLUMNS, PATROL, ROLES, STAFF, VISITORS, YOUTH

# A word in the tables of models, and the staff that it means.
MEANT = {
    "records": {"records", "coordinator", "youth coordinator", "administrator"},
    "coordinator": {"coordinator", "youth coordinator", "administrator"},
    "youth": {"youth coordinator", "administrator"},
    "instructors": {"instructor", "youth coordinator", "administrator"},
    "desk": {"watch desk", "administrator"},
    "moderator": {"moderator", "administrator"},
    "sealed": {"records", "administrator"},
    "readers": {"records", "moderator", "administrator"},
    "administrator": {"administrator"},
    "nobody": set(),
}
DESK = STAFF.index("watch desk")
# Whoever has no column in a table gets the answer of somebody who has one.
AS = {
    "youth coordinator": "coordinator",
    "instructor": "no role",
    "counselor": "anonymous",
    "other counselor": "anonymous",
    "student": "anonymous",
    "guardian": "anonymous",
}


def _lines(table):
    lines = [line.split("#")[0] for line in table.splitlines()]
    return [line for line in lines if line.strip()]


def _public(words):
    """The three visitors; people of the department are visitors without a link here."""
    words = words * len(VISITORS) if len(words) == 1 else words
    return [*words, *words[:1] * (len(STAFF) + len(PATROL))]


def _behind_the_sign_in(words):
    """The kinds of staff: watch desk and moderators, where they are not named, as staff without a role. Or everybody.

    Whoever has not signed in is asked to, and so are officers: the admin is not for them.
    """
    words = words * len(STAFF) if len(words) == 1 else words
    words = [*words[:DESK], words[0], words[0], *words[DESK:]] if len(words) == len(STAFF) - 2 else words
    return words if len(words) == len(COLUMNS) else [*["sign-in"] * len(VISITORS), *words, *["sign-in"] * len(PATROL)]


def _on_patrol(words):
    """Visitors, staff who may not patrol, an administrator, officer, volunteer; or one word for all."""
    if len(words) == 1:
        return words * len(COLUMNS)
    visitor, staff, *others = words
    return [*[visitor] * len(VISITORS), *[staff] * (len(STAFF) - 1), *others]


def _besides(*named):
    """Everybody else, and these; or one word for all."""

    def spread(words):
        everybody, *others = words if len(words) > 1 else words * (len(named) + 1)
        word_of = dict(zip(named, others, strict=True))
        return [word_of.get(role, everybody) for role in ROLES]

    return spread


def _pages(table, spread):
    for line in _lines(table):
        name, words = line.split(maxsplit=1)
        get, post = words.split("|")
        yield name, _row(spread(get.split()), spread(post.split()))


def _row(get, post):
    return {
        **{("GET", role): word for role, word in zip(ROLES, _of_all(get), strict=True)},
        **{("POST", role): word for role, word in zip(ROLES, _of_all(post), strict=True)},
    }


def _of_all(words):
    if len(words) == len(ROLES):
        return words
    word_of = dict(zip(COLUMNS, words, strict=True))
    return [word_of[AS.get(role, role)] for role in ROLES]


def _from(roles, word="200"):
    """Open to these, joined by +: see MEANT. Whoever does not work here is asked to sign in."""
    meant = set().union(*(MEANT[role] for role in roles.split("+")))
    words = {role: word if role in meant else "403" for role in (*STAFF, *YOUTH)}
    return [words.get(role, "sign-in") for role in ROLES]


def _of_a_room(room, table):
    for line in _lines(table):
        page, who, get, post = line.split()
        reads, _, sends = who.partition("/")
        yield f"admin:{room}_{page}", _row(_from(reads, get), _from(sends or reads, post))


def _models(table):
    """The pages that Django's admin has for each model: the list, one record, its history, and so on."""
    everybody = _behind_the_sign_in(["302"])
    for line in _lines(table):
        model, look, add, change, delete = line.split()
        app, _, name = model.rstrip("*").partition(".")
        shown = "seen" if model.endswith("*") else "200"
        pages = {
            "changelist": (look, look, shown), "history": (look, look, "200"), "change": (look, change, shown),
            "add": (add, add, "200"), "delete": (delete, delete, "200"),
        }  # fmt: skip
        for page, (reads, writes, word) in pages.items():
            yield f"admin:{app}_{name}_{page}", _row(_from(reads, word), _from(writes, word))
        # An old address of Django's, which leads to the record's page and its rights.
        yield f"admin/{app}/{name}/<path:object_id>/", _row(everybody, everybody)


ROWS = dict(
    [
        *_pages(PUBLIC_PAGES, _public),
        *_pages(STAFF_PAGES, _behind_the_sign_in),
        *_pages(MAIL_PAGES, _behind_the_sign_in),
        *_pages(RESIDENT_PAGES, _public),
        *_pages(PATROL_PAGES, _on_patrol),
        *_of_a_room("vacation_checks", DESK_PAGES),
        *_pages(CHAT_PAGES, _public),
        *_of_a_room("chat_sessions", MODERATORS_PAGES),
        *_models(MODELS),
        *_models(HOME_MODELS),
        *_models(CHAT_MODELS),
        *_of_a_room("chat_sessions", NEVER_SHOWN),
        *_pages(COUNSELOR_PAGES, _besides("counselor", "other counselor")),
        *_pages(FAMILY_PAGES, _besides("guardian", "student")),
        *_models(STUDENT_MODELS),
        *_of_a_room("programs", YOUTH_PAGES),
    ]
)

ROWS_OF_ANOTHER_BEAT = dict(_pages(ANOTHER_BEAT, _on_patrol))
ROWS_OF_A_STUDENT = dict(_pages(STUDENT_PAGES, _besides("guardian", "student")))
