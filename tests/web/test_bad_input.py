"""Whatever stands in an address or behind it: an answer, never a fault of ours (5xx).

On SQLite and PostgreSQL: a NUL and a number that is too large break them differently.
"""

import re
from urllib.parse import quote, urlencode

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.volume import once_more, pairs
from tests.web.rights.addresses import places
from tests.web.rights.world import World

URLS = "tests.mailroom.demo_urls"
pytestmark = [pytest.mark.django_db, pytest.mark.urls(URLS)]

# Read from addresses by one page or another, in ours and in Django's.
PARAMETERS = [
    "all", "change", "class", "code", "e", "first", "found", "keep", "kind", "language", "like", "logged", "look",
    "needs", "next", "o", "offering", "old", "p", "q", "rows", "school", "second", "semester", "session", "show",
    "sort", "stands", "state", "still", "template", "to", "versions", "which", "action_date__year", "at__year",
    "date__year", "_to_field",
]  # fmt: skip
PARTS = ["9" * 40, "0", "a\x00b", "🙂\u202e", "_00", "x" * 3000]
QUERIES = ["a\x00b", "🙂\u202e=1+1", "9" * 40, "-1", "2026-13-45"]


@pytest.fixture
def world(settings, tmp_path):
    settings.DEMO, settings.MAIL_TO_FOLDER, settings.RATE_LIMITS_ON = True, True, False
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "mailroom.backends.FolderBackend", str(tmp_path / "mail")
    return World()


def asker(place):
    if place.name.startswith("admin"):
        return "administrator"
    if place.name.startswith("patrol:"):
        return "officer"
    if place.name.startswith("counselors:"):
        return "counselor"
    if place.name.startswith("consent:"):
        return "guardian"
    # Whose draft is open, too.
    return "owner" if "reference" in place.route or place.name.startswith("vacation:") else "anonymous"


def broken(world, role, method, address, data=""):
    return world.ask(role, method, address, data)[0].startswith("5")


def test_nothing_in_the_place_of_a_key_breaks_a_page(world):
    found = []
    for place, part in once_more(pairs(places(URLS), PARTS)):
        address = re.sub(r"\(\?P<\w+>[^()]*\)|<(?:\w+:)?\w+>", lambda _, part=part: quote(part), place.route)
        if broken(world, asker(place), "GET", f"/{address.strip('^$')}"):
            found.append(f"{place.name}: {part[:40]!r}")
    assert found == []


def test_nothing_behind_an_address_breaks_a_page(world):
    found = []
    for place, value in once_more(pairs(places(URLS), QUERIES)):
        address = place.address(world).partition("?")[0]
        query = urlencode(dict.fromkeys(PARAMETERS, value))
        if "pdf" not in address and broken(world, asker(place), "GET", f"{address}?{query}"):
            found.append(f"{place.name}: {value!r}")
    assert found == []


def filters_of(model_admin):
    """What the addresses of a list can ask for, by the filters beside it."""
    for each in model_admin.list_filter:
        each = each[0] if isinstance(each, tuple) else each
        yield from [each, f"{each}__exact"] if isinstance(each, str) else [each.parameter_name]


def test_no_filter_of_a_list_breaks_it_by_itself(world):
    """One at a time: where several are wrong, only the first one is read."""
    filters = [
        (reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"), name)
        for model, model_admin in admin.site._registry.items()
        for name in filters_of(model_admin)
    ]
    found = [
        f"{address} {name}: {value!r}"
        for (address, name), value in once_more(pairs(filters, QUERIES))
        if broken(world, "administrator", "GET", f"{address}?{urlencode({name: value})}")
    ]
    assert found == []
