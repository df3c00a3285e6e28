"""Files that staff brought in: one that is imported, and one with mistakes in it."""

from portal.demo.moments import DAY, MINUTE, as_of
from programs.enums import ImportKind
from programs.imports import runs, worker

GRADUATES_2004 = """Class number,Season,Graduation date,Given name,Family name,Mail
12,Spring 2004,2004-05-20,Marjorie,Ellsworth,
12,Spring 2004,2004-05-20,Hideo,Matsuda,
12,Spring 2004,2004-05-20,Consuelo,Barrera,c.barrera@example.com
"""
WITH_MISTAKES = """Given name,Family name,Phone,Mail,18 or older,Connections,First time
Winifred,Hargreaves,310-555-0181,,yes,live,yes
Oscar,Villalobos,310-555-01,,yes,live,yes
Beatrice,Langford,310-555-0183,b.langford@example,yes,neighbor,yes
"""


def bring_in(program, offering, coordinator, now):
    """Past graduates a week ago; this morning a list of paper registrations that must be mended first."""
    with as_of(now - 7 * DAY):
        run = runs.start(
            kind=ImportKind.GRADUATES, program=program, offering=None, filename="graduates-2004.csv",
            content=GRADUATES_2004.encode(), by=coordinator,
        )  # fmt: skip
        worker.work()
        runs.approve(run)
        worker.work()
    with as_of(now - 5 * MINUTE):
        runs.start(
            kind=ImportKind.REGISTRATIONS, program=program, offering=offering, filename="paper-registrations.csv",
            content=WITH_MISTAKES.encode(), by=coordinator,
        )  # fmt: skip
        worker.work()
