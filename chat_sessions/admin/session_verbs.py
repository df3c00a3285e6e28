"""What is done to a whole session, each on a page that says first what will happen."""

from dataclasses import dataclass

from django.utils import timezone

from chat_sessions.admin.session_forms import CancelForm, CapacityForm, MoveForm
from chat_sessions.admin.session_page import CHANGE, THE_SESSION, SessionPage
from chat_sessions.enums import SessionStatus
from chat_sessions.models import SignUp
from chat_sessions.services import seats, sessions
from core.services import closed_days


@dataclass(frozen=True)
class Audience:
    """Everyone with a live sign-up. The portal mails nobody about a draft."""

    mailed: int
    to_call: list[SignUp]

    @property
    def words(self):
        """For the message after the change."""
        people = "1 person is" if self.mailed == 1 else f"{self.mailed} people are"
        calls = ", ".join(f"{place.name} {place.phone}".strip() for place in self.to_call)
        return f"{people} told by mail.{f' Please call: {calls}.' if calls else ''}"


def audience(session):
    people = list(session.sign_ups.live().order_by("name", "pk"))
    return Audience(sum(bool(each.email) for each in people), [each for each in people if not each.email])


class SessionVerbs(SessionPage):
    """For ChatSessionAdmin: publish, move, change the places, cancel."""

    def get_urls(self):
        views = {"publish": self.publish, "move": self.move, "places": self.places, "cancel": self.cancel}
        return [*self.row_urls(**views), *super().get_urls()]

    def row_tools(self, request, session):
        tools = super().row_tools(request, session)
        if not self.has_change_permission(request, session):
            return tools
        if session.status == SessionStatus.DRAFT:
            tools.append(self.row_tool(THE_SESSION, "Publish", "publish", session, is_main=True))
        if timezone.now() < session.closing_moment:
            tools.append(self.row_tool(THE_SESSION, "Change date or time", "move", session))
            tools.append(self.row_tool(THE_SESSION, "Change number of places", "places", session))
            tools.append(self.row_tool(THE_SESSION, "Cancel session", "cancel", session, warns=True))
        return tools

    def publish(self, request, session_id):
        session = self.row_for(request, session_id, CHANGE)
        if request.method == "POST":
            return self.do_to_row(request, session, "Published.", sessions.publish, session)
        lacks = [] if session.hosts.exists() else ["No host is chosen yet."]
        if not dict(sessions.known_of_door(session))[sessions.DOOR["join_link"]]:
            lacks.append("There is no link yet: nobody could be let in.")
        return self.show_session_page(request, "publish.html", "Publish", session, lacks=lacks, **_day(session.date))

    def move(self, request, session_id):
        """First the new day, then what is known of it, then the change."""
        session = self.row_for(request, session_id, CHANGE)
        known = {name: getattr(session, name) for name in ("date", "start_time", "end_time")}
        form = MoveForm(request.POST or None, initial=known)
        people, outlook = audience(session), None
        if form.is_valid():
            if "apply" in request.POST:
                told = (
                    f"{form.cleaned_data['date']:%B %-d}, {form.cleaned_data['start_time']:%-I:%M %p}. {people.words}"
                )
                return self.do_to_row(
                    request, session, f"Moved to {told}", sessions.reschedule, session, **form.cleaned_data
                )
            outlook = _day(form.cleaned_data["date"], session)
        return self.show_session_page(
            request, "move.html", "Change date or time", session, form=form, audience=people, outlook=outlook
        )

    def places(self, request, session_id):
        """First the number, then what it would do, then the change."""
        session = self.row_for(request, session_id, CHANGE)
        form = CapacityForm(request.POST or None, initial={"capacity": session.capacity})
        outlook = None
        if form.is_valid():
            wanted = form.cleaned_data["capacity"]
            if "apply" in request.POST:
                done = f"{_number(wanted)}, before: {_number(session.capacity)}."
                return self.do_to_row(request, session, done, sessions.change_capacity, session, wanted)
            outlook = _places_outlook(session, wanted)
        counts = seats.SessionSeats(session).count(timezone.now())
        taken = session.sign_ups.taking_a_seat(timezone.now()).count()
        return self.show_session_page(
            request, "places.html", "Change number of places", session,
            form=form, outlook=outlook, taken=taken, waiting=counts.waiting,
        )  # fmt: skip

    def cancel(self, request, session_id):
        session = self.row_for(request, session_id, CHANGE)
        people = audience(session)
        form = CancelForm(request.POST or None)
        if form.is_valid():
            done = f"Cancelled. {people.words}"
            return self.do_to_row(request, session, done, sessions.cancel, session, **form.cleaned_data)
        open_questions = session.questions.open().count()
        return self.show_session_page(
            request, "cancel.html", "Cancel", session, form=form, audience=people, open_questions=open_questions
        )


def _number(capacity):
    return "No limit" if capacity is None else f"{capacity} places"


def _day(day, session=None):
    """What staff should know of a day: closed, or another session on it."""
    others = type(session).objects.filter(date=day).exclude(pk=session.pk) if session else []
    same_day = [str(other) for other in others if other.status != SessionStatus.CANCELLED]
    return {"day": day, "closed": closed_days(day, day).get(day, ""), "same_day": same_day}


def _places_outlook(session, wanted):
    """What another number of places would do now; the verb counts again, under the lock."""
    now = timezone.now()
    taken = session.sign_ups.taking_a_seat(now).count()
    line = session.sign_ups.in_line().count()
    free = line if wanted is None else max(wanted - taken, 0)
    return {
        "too_many": 0 if wanted is None else max(taken - wanted, 0),
        "offers": min(free, line) if seats.SessionSeats(session).next_deadline(now) else 0,
        "is_same": wanted == session.capacity,
    }
