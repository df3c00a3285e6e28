"""Which registrations of a class look like one person's. Staff decide; what they decided is not asked again."""

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from django.db import transaction

from core.contact import person_key
from programs.enums import RegistrationState, Source
from programs.models import NotADuplicate, Registration
from programs.services.errors import RegistrationError

# Above it a name is a slip of the other ("Jon", "John"); "Mario" and "Maria" are two names.
LIKE = 0.8
# A phone or an address that more people than these share is an office's or a church's: it says nothing.
MOST_SHARING = 12


@dataclass(frozen=True)
class Suggestion:
    """Two registrations, the earlier one first, and why they may be one person's."""

    first: Registration
    second: Registration
    reason: str


def suggestions(offering):
    """Pairs of registrations of this class, at least one of them live, that look like one person.

    Two queries, and no comparison of everyone with everyone: only of those who share something.
    """
    people = [_Person(each) for each in _candidates(offering)]
    decided = set(
        NotADuplicate.objects.filter(first__offering=offering).values_list("first_id", "second_id")
    )  # fmt: skip
    found = {}
    for reason, key, is_one_person in _RULES:
        for one, other in _pairs_sharing(people, key):
            pair = (one.registration.pk, other.registration.pk)
            is_live = one.registration.is_live or other.registration.is_live
            if is_live and pair not in decided and pair not in found and is_one_person(one, other):
                found[pair] = Suggestion(one.registration, other.registration, reason)
    return sorted(found.values(), key=lambda each: (each.first.name_key, each.first.pk, each.second.pk))


def _candidates(offering):
    people = offering.registrations.exclude(state=RegistrationState.MERGED)
    # Students are told apart by their numbers alone: two of them are never one.
    return people.exclude(source=Source.NOMINATED).order_by("pk")


@transaction.atomic
def mark_as_two(first, second):
    """Staff looked: these are two people. Doing it twice is no error."""
    if first.pk == second.pk or first.offering_id != second.offering_id:
        raise RegistrationError("Choose two registrations of one class.")
    low, high = sorted([first.pk, second.pk])
    NotADuplicate.objects.get_or_create(first_id=low, second_id=high)


class _Person:
    """A registration with its name folded for comparing: no case, no accents."""

    def __init__(self, registration):
        self.registration = registration
        self.given, self.family = _plain(registration.given_name), _plain(registration.family_name)
        self.name = f"{self.given} {self.family}"
        self.email = registration.email_key
        self.phone = str(registration.phone or "")


def _plain(name):
    apart = unicodedata.normalize("NFD", person_key(name, ""))
    return unicodedata.normalize("NFC", "".join(letter for letter in apart if not unicodedata.combining(letter)))


def _pairs_sharing(people, key):
    """Pairs of those who have the same (not empty) key."""
    sharing = defaultdict(list)
    for person in people:
        if value := key(person):
            sharing[value].append(person)
    for group in sharing.values():
        if len(group) <= MOST_SHARING:
            yield from combinations(group, 2)


def _registered_anew(one, other):
    """The same name and the same contact: whoever gave up may register again; that is one life, told in two."""
    return one.email == other.email if one.email or other.email else one.phone == other.phone


def _is_swapped(one, other):
    return one.given != other.given and one.given == other.family


def _is_similar(one, other):
    """A slip of the other name; spouses, who have different given names, are not."""
    return one.name != other.name and _alike(one.given, other.given) and _alike(one.family, other.family)


def _alike(one, other):
    words, others = set(one.split()), set(other.split())
    if words and others and (words <= others or others <= words):
        return True
    return SequenceMatcher(None, one, other, autojunk=False).ratio() > LIKE


_RULES = [
    (
        "Same name, different mail or phone",
        lambda person: person.name,
        lambda one, other: not _registered_anew(one, other),
    ),
    (
        "Given name and family name swapped",
        lambda person: tuple(sorted([person.given, person.family])),
        _is_swapped,
    ),
    ("Same mail address, similar name", lambda person: person.email, _is_similar),
    ("Same phone number, similar name", lambda person: person.phone, _is_similar),
]
