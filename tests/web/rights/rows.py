"""The matrix: what every address answers to GET and to POST (without any data), by role.

A number is a status; "sign-in" leads to the admin's sign-in, "my" to My requests; "pdf" is a
file, or the way back where this machine cannot make one; "seen" is a look that is written
down (see rows_homes.py). One word stands for everybody.
"""

from tests.web.rights.rows_chat import CHAT_MODELS, CHAT_PAGES, MODERATORS_PAGES, NEVER_SHOWN
from tests.web.rights.rows_homes import ANOTHER_BEAT, DESK_PAGES, HOME_MODELS, PATROL_PAGES, RESIDENT_PAGES
from tests.web.rights.rows_models import MODELS
from tests.web.rights.rows_pages import MAIL_PAGES, PUBLIC_PAGES, STAFF_PAGES
from tests.web.rights.world import PATROL, ROLES, STAFF, VISITORS

# A word in the tables of models, and the staff that it means.
MEANT = {
    "records": {"records", "coordinator", "administrator"},
    "coordinator": {"coordinator", "administrator"},
    "desk": {"watch desk", "administrator"},
    "moderator": {"moderator", "administrator"},
    "sealed": {"records", "administrator"},
    "readers": {"records", "moderator", "administrator"},
    "administrator": {"administrator"},
    "nobody": set(),
}
DESK = STAFF.index("watch desk")


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
    return words if len(words) == len(ROLES) else [*["sign-in"] * len(VISITORS), *words, *["sign-in"] * len(PATROL)]


def _on_patrol(words):
    """Visitors, staff who may not patrol, an administrator, officer, volunteer; or one word for all."""
    if len(words) == 1:
        return words * len(ROLES)
    visitor, staff, *others = words
    return [*[visitor] * len(VISITORS), *[staff] * (len(STAFF) - 1), *others]


def _pages(table, spread):
    for line in _lines(table):
        name, words = line.split(maxsplit=1)
        get, post = words.split("|")
        yield name, _row(spread(get.split()), spread(post.split()))


def _row(get, post):
    return {
        **{("GET", role): word for role, word in zip(ROLES, get, strict=True)},
        **{("POST", role): word for role, word in zip(ROLES, post, strict=True)},
    }


def _from(roles, word="200"):
    """Open to these, joined by +: see MEANT."""
    meant = set().union(*(MEANT[role] for role in roles.split("+")))
    return _behind_the_sign_in([word if role in meant else "403" for role in STAFF])


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
    ]
)

ROWS_OF_ANOTHER_BEAT = dict(_pages(ANOTHER_BEAT, _on_patrol))
