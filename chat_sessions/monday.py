"""What the room says on the Monday page: questions and answers that wait, what is to be ordered, the next session."""

from datetime import datetime, time, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date

from chat_sessions.enums import OPEN_STATES, WAITING_STATES, Accommodation, SessionStatus, SignUpState
from chat_sessions.models import Answer, ChatRules, ChatSession, Question
from chat_sessions.plots import sign_up_plot
from core.monday import Line
from core.services import business_day

# Without a link nobody gets in: so near to the session, everything else can wait.
LINK_IS_URGENT = timedelta(days=2)
# What is to be ordered is said so long before it must be.
ORDERING_IS_NEAR = timedelta(days=7)
DUE_IS_NEAR = timedelta(days=2)
NONE = Q(pk=None)


def lines(user, now):
    """For settings.MONDAY_LINES."""
    return [line for permissions, found in LINES if user.has_perms(permissions) for line in found(now)]


def untriaged_lines(now):
    """Questions that nobody has decided about; urgent after a business day. Proposed declines have their own line."""
    waiting = Q(state__in=WAITING_STATES, reason_proposed_by=None)
    late = Q(created_at__lt=_a_business_day_ago(now))
    rows = _of_sessions(Question.objects.from_known().filter(waiting), late=late)
    for session, number, of_them_late in rows:
        words = "question waits" if number == 1 else "questions wait"
        more = f", {of_them_late} for more than a business day" if of_them_late else ""
        yield _line(f"{number} {words} for a moderator{more}", "board", session, number, urgent=bool(of_them_late))


def _a_business_day_ago(now):
    """On a business day, the same hour of the last one; on a weekend, the beginning of the last one: it has passed."""
    local = timezone.localtime(now)
    today = local.date()
    last = business_day(today + timedelta(days=1), -1)
    day, hour = (business_day(today, -1), local.time()) if last == today else (last, time.min)
    return datetime.combine(day, hour, tzinfo=local.tzinfo)


def second_person_lines(now):
    proposed = Question.objects.filter(reason_proposed_by__isnull=False, state__in=OPEN_STATES)
    for session, number, _none in _of_sessions(proposed):
        words = "decline waits" if number == 1 else "declines wait"
        yield _line(f"{number} {words} for a second person", "board", session, number, "?only=second")


def closing_lines(now):
    """Hours that are over or cancelled, and that nobody has closed: what is not answered has neither owner nor day."""
    over = Q(session__status=SessionStatus.PUBLISHED, session__date__lte=timezone.localdate(now))
    left = Question.objects.from_known().filter(state__in=OPEN_STATES, session__ended_at=None)
    for session, number, _none in _of_sessions(left.filter(over | Q(session__status=SessionStatus.CANCELLED))):
        words = "question is" if number == 1 else "questions are"
        if session.status == SessionStatus.CANCELLED:
            yield _line(f"Cancelled, but {number} {words} open: close them", "close", session, number)
        elif session.ends_at <= now:
            yield _line(f"Close the hour: {number} {words} open", "close", session, number)


def due_lines(now):
    """Answers that are due soon, or were."""
    today = timezone.localdate(now)
    unwritten = Question.objects.filter(state__in=OPEN_STATES, due_on__lte=today + DUE_IS_NEAR)
    for session, number, overdue in _of_sessions(unwritten, late=Q(due_on__lt=today)):
        words = "answer is due" if number == 1 else "answers are due"
        more = f", {overdue} overdue" if overdue else ""
        yield _line(f"{number} {words}{more}", "afterwards", session, number, urgent=bool(overdue))


def review_lines(now):
    waiting = Question.objects.filter(answer__in=Answer.objects.to_review())
    for session, number, _none in _of_sessions(waiting):
        words = "answer waits" if number == 1 else "answers wait"
        yield _line(f"{number} {words} for a review", "afterwards", session, number, "#to-review")


def order_lines(now):
    """Interpreters, captions and sign language that people need: to be ordered by a day, or wished late."""
    today, days = timezone.localdate(now), ChatRules.current().order_days
    for session in _coming(now):
        last_day = business_day(session.date, -days)
        people = [each for each in session.sign_ups.all() if each.state == SignUpState.CONFIRMED and _needs(each)]
        if last_day < today:
            people = [each for each in people if each.is_late_wish or _came_after(last_day, each)]
        if not people or today < last_day - ORDERING_IS_NEAR:
            continue
        when = "wished late" if last_day < today else f"order by {format_date(last_day, 'F j')}"
        words = "person needs" if len(people) == 1 else "people need"
        text = f"{len(people)} {words} an interpreter, captions or sign language, {when}"
        yield _line(text, "needs", session, len(people), urgent=last_day <= today)


def link_lines(now):
    """The next session, if nobody could be let in yet."""
    for session in _coming(now)[:1]:
        if not session.join_link:
            urgent = session.starts_at - now <= LINK_IS_URGENT
            yield _line("No link yet: nobody can be let in", "door", session, 1, urgent=urgent)


def next_lines(now):
    """The next session, and how it fills."""
    for session in _coming(now)[:1]:
        signed_up = sum(each.state == SignUpState.CONFIRMED for each in session.sign_ups.all())
        page = reverse("admin:chat_sessions_chatsession_change", args=[session.pk])
        yield Line(f"{session}: {signed_up} signed up", page, plot=sign_up_plot(session, now))


def _coming(now):
    """Published sessions that are not over, the next first, with the people who signed up."""
    coming = ChatSession.objects.filter(status=SessionStatus.PUBLISHED, date__gte=timezone.localdate(now))
    sessions = coming.order_by("date", "start_time").prefetch_related("sign_ups")
    return [session for session in sessions if now < session.closing_moment]


def _needs(sign_up):
    return bool({Accommodation.INTERPRETER, Accommodation.ASL, Accommodation.CAPTIONS} & set(sign_up.accommodations))


def _came_after(day, sign_up):
    """Over a weekend a wish can come in time for the session, and too late for the order."""
    return timezone.localdate(sign_up.created_at) > day


def _of_sessions(questions, late=NONE):
    """(session, how many, how many of them late) for each session that has some, the earliest first."""
    rows = questions.order_by().values("session").annotate(n=Count("pk"), late=Count("pk", filter=late))
    found = {row["session"]: row for row in rows}
    for session in ChatSession.objects.filter(pk__in=found).order_by("date", "pk"):
        yield session, found[session.pk]["n"], found[session.pk]["late"]


def _line(text, page, session, count, query="", *, urgent=False):
    address = reverse(f"admin:chat_sessions_chatsession_{page}", args=[session.pk])
    return Line(f"{text}: {session}", f"{address}{query}", count, urgent)


SEE, SEE_QUESTIONS = "chat_sessions.view_chatsession", "chat_sessions.view_question"
# What each page asks of its reader, and the lines that open it.
LINES = [
    ([SEE, "chat_sessions.change_question"], untriaged_lines),
    ([SEE, "chat_sessions.change_question"], second_person_lines),
    (["chat_sessions.change_chatsession"], closing_lines),
    ([SEE, SEE_QUESTIONS, "chat_sessions.change_answer"], due_lines),
    ([SEE, SEE_QUESTIONS, "chat_sessions.view_answer", "chat_sessions.review_answers"], review_lines),
    ([SEE, "chat_sessions.view_signup"], order_lines),
    (["chat_sessions.change_chatsession"], link_lines),
    ([SEE, "chat_sessions.view_signup"], next_lines),
]
