"""What each kind of file is made of. A kind reads rows, looks at them all together, and brings them in."""

from programs.enums import ImportKind
from programs.imports.graduates import PastGraduates
from programs.imports.paper import PaperRegistrations

KINDS = {ImportKind.GRADUATES: PastGraduates, ImportKind.REGISTRATIONS: PaperRegistrations}


def kind_of(run):
    return KINDS[run.kind](run)
