"""The questions of a session, and votes for them."""

from functools import lru_cache

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chat_sessions.enums import SignUpState
from chat_sessions.models import Question
from chat_sessions.services import votes
from chat_sessions.services.errors import ChatError
from chat_sessions.views.visitor import own_sign_up, public_session
from core import limits
from core.access import mark_personal
from core.pages import same_for_a_moment, same_for_everyone

PER_PAGE = 50


def listed_questions(request, session):
    """votes.Listed of the session: the same for everyone for a few seconds."""
    return same_for_a_moment(request, f"chat:questions:{session.pk}", lambda: votes.listed(session))


def rows_for(entries, place, *, can_vote, instead=False):
    """The questions as one reader sees them, as HTML; `instead`: beside a question of theirs that is not sent yet."""
    voted = votes.voted_for(place) if place else frozenset()
    language = get_language()
    free = ("instead" if instead else "free") if can_vote else ""

    def standing(entry):
        if place and entry.asker == place.pk:
            return "own"
        if entry.key in voted:
            return "voted" if can_vote else "had"
        return free

    return [_row(entry, standing(entry), language) for entry in entries]


# Hundreds poll the list during the hour: a row is made anew only when something in it has changed.
@lru_cache(maxsize=2048)
def _row(entry, standing, language):
    return render_to_string("chat_sessions/_question.html", {"entry": entry, "standing": standing})


@require_http_methods(["GET", "POST"])
def questions(request, number):
    """GET shows the list. POST votes, or takes a vote back, and leads back to the question."""
    place = own_sign_up(request, number)
    if request.method == "POST":
        return mark_personal(_vote(request, number, place))
    if place is None:
        return _for_everyone(request, number)
    return mark_personal(_page(request, place.session, place))


@same_for_everyone
def _for_everyone(request, number):
    return _page(request, public_session(number))


def _page(request, session, place=None):
    now = timezone.now()
    entries = listed_questions(request, session) if session.public_list else []
    ordered = votes.in_order(entries, session, now, reader=place.pk if place else "")
    page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))
    can_vote = place is not None and place.state == SignUpState.CONFIRMED and session.takes_questions(now)
    context = {
        "session": session,
        "place": place,
        "page": page,
        "rows": rows_for(page, place, can_vote=can_vote),
        "is_shuffled": now < session.starts_at,
        "takes_questions": session.takes_questions(now),
        "can_vote": can_vote,
    }
    return render(request, "chat_sessions/questions.html", context)


def _vote(request, number, place):
    """`vote` or `take_back` names the question."""
    if not limits.allow("vote", limits.client_ip(request)) or (
        place is not None and not limits.allow("vote-of", str(place.pk))
    ):
        return limits.too_many(request, "vote")
    if place is None:
        messages.error(request, _("To vote, please sign up for this session, or open the link in our mail to you."))
        return redirect("chat:ask", number)
    takes_back = "take_back" in request.POST
    reference = request.POST.get("take_back" if takes_back else "vote", "")
    question = Question.objects.filter(session=place.session, reference=reference.replace("\x00", "")).first()
    try:
        _count(place, question, takes_back)
    except ChatError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Your vote is taken back.") if takes_back else _("Your vote counts."))
    return redirect(_back_to(request, number, question))


def _count(place, question, takes_back):
    if question is None:
        raise ChatError(_("This question is not on the list any more."))
    if takes_back:
        votes.take_back(place, question)
    else:
        votes.vote(place, question)


def _back_to(request, number, question):
    page, anchor = request.POST.get("page", ""), f"#{question.reference}" if question else ""
    return f"{reverse('chat:questions', args=[number])}{f'?page={page}' if page.isdecimal() else ''}{anchor}"
