"""Every address that Django's URL resolver knows, and what stands for its parts."""

import re
from dataclasses import dataclass

from django.urls import URLResolver, get_resolver


@dataclass(frozen=True)
class Place:
    """One pattern: its name with namespaces (its route where it has no name of its own), and its whole route."""

    name: str
    route: str

    def address(self, world):
        """A real address of this pattern, about the records of the world."""
        part = re.compile(r"\(\?P<(\w+)>[^()]*\)|<(?:\w+:)?(\w+)>")
        filled = part.sub(lambda found: str(world.part(self.name, found[1] or found[2])), self.route)
        return f"/{filled.replace('^', '').replace('$', '')}{world.query(self.name)}"


def places(urlconf):
    """All patterns below the URLconf."""
    return list(_walk(get_resolver(urlconf), "", ""))


def _walk(resolver, namespace, route):
    for pattern in resolver.url_patterns:
        here = f"{route}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace, here)
        else:
            yield Place(f"{namespace}{pattern.name}" if pattern.name else here, here)


def without_a_row(places, rows):
    return sorted(place.name for place in places if place.name not in rows)
