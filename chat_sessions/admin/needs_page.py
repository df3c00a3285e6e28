"""Who needs what to take part, and by when it must be ordered."""

from dataclasses import dataclass

from django.utils import timezone

from chat_sessions.admin.session_page import PEOPLE, VIEW, SessionPage
from chat_sessions.enums import Accommodation
from chat_sessions.models import ChatRules, SignUp
from core.enums import Language
from core.services import business_day

SEE_PEOPLE = "chat_sessions.view_signup"


@dataclass(frozen=True)
class Wish:
    """One accommodation, and who asked for it."""

    label: str
    people: list[SignUp]
    # Whether the session has it already, where the session says so.
    is_planned: bool | None = None


def order_by(session):
    """The last day on which interpreters and captions can be ordered: business days before, closure days counted."""
    return business_day(session.date, -ChatRules.current().order_days)


def wishes(session, people):
    """Every accommodation that somebody who takes part or waits asked for."""
    planned = {Accommodation.CAPTIONS: session.has_captions, Accommodation.ASL: session.has_asl}
    found = []
    for kind in Accommodation:
        asking = [place for place in people if kind in place.accommodations]
        if asking:
            found.append(Wish(str(kind.label), asking, planned.get(kind)))
    return found


def languages(session, people):
    """[(language, how many listen in it, whether it is interpreted)], the most first."""
    counts = {}
    for place in people:
        counts[place.language] = counts.get(place.language, 0) + 1
    known = [code for code in Language.values if code in counts]
    rows = [(Language(code).label, counts[code], _is_heard(session, code)) for code in known]
    return sorted(rows, key=lambda row: -row[1])


def _is_heard(session, code):
    return code == Language.ENGLISH or code in session.languages


class NeedsPages(SessionPage):
    """For ChatSessionAdmin."""

    def get_urls(self):
        return [*self.row_urls(needs=self.needs), *super().get_urls()]

    def row_tools(self, request, session):
        tools = super().row_tools(request, session)
        if request.user.has_perm(SEE_PEOPLE):
            tools.append(self.row_tool(PEOPLE, "Languages and accommodations", "needs", session))
        return tools

    def needs(self, request, session_id):
        session = self.row_for(request, session_id, VIEW, SEE_PEOPLE)
        people = list(session.sign_ups.live().order_by("name", "pk"))
        last_day = order_by(session)
        return self.show_session_page(
            request, "needs.html", "Languages and accommodations", session,
            wishes=wishes(session, people), languages=languages(session, people), order_by=last_day,
            is_late=last_day < timezone.localdate(), total=len(people),
        )  # fmt: skip
