"""For operators: the City's streets and beats, from a file."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from core.spreadsheets import csv_bytes
from core.tables import TableError
from vacation_checks.services import street_files, streets

SHOWN = 10


class Command(BaseCommand):
    help = (
        "Replace the street table by a CSV or XLSX file with the columns "
        f"{', '.join(street_files.COLUMNS)}. Shows first what would change; all or nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--yes", action="store_true", help="Import without asking.")
        parser.add_argument("--sample", action="store_true", help="Mark the rows as a sample, not the City's own data.")
        parser.add_argument("--errors", type=Path, metavar="FILE", help="Write the rows with errors to this CSV file.")

    def handle(self, *, file, yes, sample, errors, **options):
        try:
            found = street_files.read(file.read_bytes(), progress=self.progress("reading"))
            plan = streets.plan(found.ranges, is_sample=sample)
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}.") from error
        except (TableError, streets.StreetsError) as error:
            raise CommandError(str(error)) from error
        if found.is_sample and not sample:
            raise CommandError("This file says that it is a sample. Add --sample, or choose the City's own file.")
        self.preview(file, found, plan)
        if found.faults:
            self.report(found.faults, errors)
        if plan.is_empty:
            self.stdout.write("The table already is as the file says.")
        elif yes or self.asked():
            self.replace(found, sample)
        else:
            self.stdout.write("Nothing was changed. To import, say yes or add --yes.")

    def replace(self, found, sample):
        try:
            done = streets.replace(found.ranges, is_sample=sample, progress=self.progress("writing"))
        except streets.StreetsError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Imported: {len(done.new):,} new, {len(done.changed):,} changed, {len(done.removed):,} removed."
        )

    def preview(self, file, found, plan):
        without = " Without the rows that have errors:" if found.faults else ""
        self.stdout.write(f"{file.name}: streets: {len(found.streets):,}, ranges: {len(found.ranges):,}.{without}")
        for note in found.notes:
            self.stdout.write(note)
        if found.repeated:
            self.stdout.write(f"Rows that only repeat another one: {found.repeated:,}.")
        self.show("new", [f"{range_words(row)}, {row.place_words}" for row in plan.new])
        self.show("changed", [f"{range_words(row)}, now {row.place_words}" for _, row in plan.changed])
        self.show("removed", [range_words(row) for row in plan.removed])
        self.stdout.write(f"{plan.same:,} stay as they are.")
        if plan.new_beats:
            self.stdout.write(f"Beats that are not known yet, and would be made: {', '.join(plan.new_beats)}.")
        if plan.idle_beats:
            self.stdout.write(f"Beats that are no longer patrolled: {', '.join(plan.idle_beats)}.")

    def show(self, word, lines):
        self.stdout.write(f"{len(lines):,} {word}{':' if lines else '.'}")
        for line in lines[:SHOWN]:
            self.stdout.write(f"  {line}")
        if len(lines) > SHOWN:
            self.stdout.write(f"  ... and {len(lines) - SHOWN:,} more")

    def report(self, faults, errors):
        """What is wrong, line by line, and the end: a file with faults is not imported."""
        for fault in faults[:SHOWN]:
            self.stdout.write(f"line {fault.line}: {fault.text}")
        more = f" The first {SHOWN} are above." if len(faults) > SHOWN else ""
        if errors:
            try:
                errors.write_bytes(csv_bytes(["line", "what is wrong"], [(fault.line, fault.text) for fault in faults]))
            except OSError as error:
                raise CommandError(f"{error.filename}: {error.strerror}. Nothing was imported.") from error
            more += f" All are in {errors}."
        raise CommandError(f"Nothing was imported. Rows with errors: {len(faults):,}.{more}")

    def asked(self):
        """The answer of whoever sits at the terminal; without one there is nobody to ask."""
        if not sys.stdin.isatty():
            return False
        try:
            return input("Import this? [y/N] ").strip().casefold() in {"y", "yes"}
        except (EOFError, KeyboardInterrupt):
            return False

    def progress(self, word):
        """A bar for a person who waits; nothing in a log."""
        if not self.stderr.isatty():
            return lambda done, total: None
        return lambda done, total: self.draw(word, done, total)

    def draw(self, word, done, total, width=30):
        if done % max(total // 100, 1) and done != total:
            return
        filled = width * done // total
        bar = "#" * filled + "." * (width - filled)
        text, ending = f"\r{word} [{bar}] {done:,} of {total:,}", "\n" if done == total else ""
        self.stderr.write(text, style_func=str, ending=ending)


def range_words(row):
    """A row of the table or of the file."""
    side = "" if row.parity == "both" else f" {row.parity}"
    return f"{row.street} {row.low}-{row.high}{side}"
