"""Asking: the question, then what is already asked much like it, then sent.

Between the steps nothing is kept on the server: the page carries what was typed.
"""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from chat_sessions.enums import SignUpState
from chat_sessions.forms.questions import QuestionForm
from chat_sessions.services import questions
from chat_sessions.services.errors import ChatError
from chat_sessions.services.similar import similar_to
from chat_sessions.views.listing import listed_questions, rows_for
from chat_sessions.views.visitor import own_sign_up, public_session
from core import limits
from core.access import personal_page

STEPS = [gettext_lazy("Your question"), gettext_lazy("Similar questions"), gettext_lazy("Sent")]
CHECK, EDIT, SEND = "check", "edit", "send"


@require_http_methods(["GET", "POST"])
@personal_page
def ask(request, number):
    place = own_sign_up(request, number)
    if place is None or place.state != SignUpState.CONFIRMED:
        return _sign_up_first(request, number, place)
    session = place.session
    if request.method == "GET" and not session.takes_questions(timezone.now()):
        messages.error(request, _("The session is over: we take no more questions for it."))
        return redirect("chat:questions", number)
    form = QuestionForm(request.POST or None, place=place)
    step = request.POST.get("step", CHECK)
    if step == EDIT or not form.is_valid():
        return _page(request, form, session)
    similar = _similar(request, form, place) if step != SEND else []
    if step == SEND or not (similar or form.cleaned_data["is_own_case"]):
        return _send(request, form, place)
    rows = rows_for(similar, place, can_vote=True, instead=True)
    context = {"form": form, "session": session, "similar": rows, "steps": STEPS}
    return render(request, "chat_sessions/ask_check.html", context)


def _page(request, form, session):
    return render(request, "chat_sessions/ask.html", {"form": form, "session": session})


def _similar(request, form, place):
    """Questions of others that are on the list, and that this person could vote for instead."""
    if not place.session.public_list:
        return []
    others = [entry for entry in listed_questions(request, place.session) if entry.asker != place.pk]
    return similar_to(form.cleaned_data["text"], others)


def _send(request, form, place):
    if not limits.allow("question", limits.client_ip(request)) or not limits.allow("question-of", str(place.pk)):
        return limits.too_many(request, "question")
    try:
        question = questions.ask(place=place, answers=form.question(), form_key=form.cleaned_data["form_key"])
    except ChatError as error:
        form.add_error(None, str(error))
        return _page(request, form, place.session)
    messages.success(request, _("We have your question. A moderator reads it within one business day."))
    return redirect(question)


def _sign_up_first(request, number, place):
    """Who is not signed up here, or whose hour of proof is over, is told what to do; what they typed is not lost."""
    context = {"session": public_session(number), "place": place, "typed": request.POST.get("text", "")}
    return render(request, "chat_sessions/ask_sign_up.html", context, status=403 if request.method == "POST" else 200)
