"""The street table becomes what a file says: what that changes, and doing it."""

from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction

from vacation_checks.models import Beat, CheckRules, StreetRange
from vacation_checks.services.street_files import FileRange

BATCH = 1_000


class StreetsError(Exception):
    """The table is not to be replaced by this file. The message is written for the operator."""


@dataclass(frozen=True)
class Plan:
    """What differs between the file and the table."""

    new: list[FileRange]
    changed: list[tuple[StreetRange, FileRange]]
    removed: list[StreetRange]
    same: int
    new_beats: list[str]
    idle_beats: list[str]  # named by the file, and no longer patrolled

    @property
    def is_empty(self):
        return not (self.new or self.changed or self.removed)


def plan(ranges, *, is_sample=False):
    """What an import of these ranges would do now. Nothing is written."""
    if is_sample and StreetRange.objects.filter(is_sample=False).exists():
        raise StreetsError("The table holds the City's own streets: the sample is not put in their place.")
    rows, removed = {}, []
    for row in StreetRange.objects.select_related("beat"):
        key = row.street, row.low, row.high, row.parity
        if key in rows:
            removed.append(row)  # made twice by hand: one stays
        rows.setdefault(key, row)
    new = [found for found in ranges if found.key not in rows]
    kept = [(rows.pop(found.key), found) for found in ranges if found.key in rows]
    changed = [(row, found) for row, found in kept if _place_of(row) != found.place or row.is_sample != is_sample]
    beats = {beat.name.casefold(): beat for beat in Beat.objects.all()}
    named = {found.beat.casefold(): found.beat for found in reversed(ranges) if found.beat}
    return Plan(
        new=new,
        changed=changed,
        removed=[*removed, *rows.values()],
        same=len(kept) - len(changed),
        new_beats=sorted(name for key, name in named.items() if key not in beats),
        idle_beats=sorted(beat.name for key, beat in beats.items() if key in named and not beat.is_active),
    )


@transaction.atomic
def replace(ranges, *, is_sample=False, progress=lambda done, total: None):
    """Make the table what the file says, all or nothing; the plan that was carried out.

    `ranges`: of a file without faults. Beats that are missing are made; none is ever removed.
    """
    # Two imports at once would each add what the other adds, too.
    CheckRules.objects.select_for_update().filter(pk=1).first()
    done = plan(ranges, is_sample=is_sample)
    for name in done.new_beats:
        Beat.objects.create(name=name)
    beats = {beat.name.casefold(): beat for beat in Beat.objects.all()}
    values = {found.place: _values(found, beats, is_sample) for found in ranges}
    total, count = len(done.removed) + len(done.changed) + len(done.new), 0
    for pks in _batches([row.pk for row in done.removed]):
        StreetRange.objects.filter(pk__in=pks).delete()
        progress(count := count + len(pks), total)
    for place, pks in _by_place(done.changed):
        StreetRange.objects.filter(pk__in=pks).update(**values[place])
        progress(count := count + len(pks), total)
    for rows in _batches(done.new):
        StreetRange.objects.bulk_create(_row(found, values[found.place]) for found in rows)
        progress(count := count + len(rows), total)
    return done


def _place_of(row):
    return row.in_city, row.beat.name.casefold() if row.beat else ""


def _values(found, beats, is_sample):
    return {"in_city": found.in_city, "beat": beats.get(found.beat.casefold()), "is_sample": is_sample}


def _row(found, values):
    return StreetRange(street=found.street, low=found.low, high=found.high, parity=found.parity, **values)


def _by_place(changed):
    """Rows that get the same beat are written together."""
    groups = defaultdict(list)
    for row, found in changed:
        groups[found.place].append(row.pk)
    return ((place, pks) for place, group in groups.items() for pks in _batches(group))


def _batches(items):
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))
