"""Files for the imports, and a worker that works on them at once."""

from programs.enums import ImportKind
from programs.imports import runs, worker
from programs.models import ImportRun, Registration
from tests.core.files import csv_file
from tests.programs.admin.helpers import staff
from tests.programs.builders import make_program

GRADUATE = ["Class number", "Season", "Graduation date", "Given name", "Family name", "Mail", "Phone"]
PAPER = ["Given name", "Family name", "Phone", "Mail", "18 or older", "Connections", "First time"]


def graduate(name="Ana", number=12, *, season="Spring 2009", on="2009-05-21", family="Rivera", mail="", phone=""):
    return [number, season, on, name, family, mail, phone]


def paper(name="Ana", *, family="Rivera", phone="310-555-0100", mail="", adult="yes", connections="live", first="yes"):
    return [name, family, phone, mail, adult, connections, first]


def start(content, kind=ImportKind.GRADUATES, offering=None, filename="file.csv"):
    """A file that somebody chose, and no worker has looked at yet."""
    program = offering.program if offering else make_program()
    return runs.start(
        kind=kind, program=program, offering=offering, filename=filename, content=content, by=staff(None, "importer")
    )


def fresh(run):
    return ImportRun.objects.get(pk=run.pk)


def checked(content, **kwargs):
    """The same, checked."""
    run = start(content, **kwargs)
    worker.work()
    return fresh(run)


def check_graduates(*rows, header=GRADUATE):
    return checked(csv_file([header, *rows]))


def check_papers(offering, *rows, header=PAPER):
    return checked(csv_file([header, *rows]), kind=ImportKind.REGISTRATIONS, offering=offering)


def imported(run):
    """Approved and brought in."""
    assert run.problems == []
    assert runs.approve(run)
    worker.work()
    return fresh(run)


def import_graduates(*rows, **kwargs):
    return imported(check_graduates(*rows, **kwargs))


def problems(run):
    """Row and column of everything that is wrong."""
    return [(found["row"], found["column"]) for found in run.problems]


def words(run):
    return " ".join(found["text"] for found in run.problems)


def counts(run):
    return {name: number for name, number in run.outcome.items() if name not in {"notes", "tries"}}


def names(**filters):
    return sorted(Registration.objects.filter(**filters).values_list("given_name", flat=True))


def people(how_many):
    """Rows of so many graduates, thirty a class."""
    return [graduate(f"Ana {n}", 1 + n // 30) for n in range(how_many)]


def states():
    return list(ImportRun.objects.order_by("pk").values_list("state", flat=True))
