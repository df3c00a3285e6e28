"""One question, for the person who asked it: what became of it, and what they can do. GET shows, POST acts."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chat_sessions.enums import OPEN_STATES, QuestionState
from chat_sessions.forms.questions import ChangeForm
from chat_sessions.models import Question
from chat_sessions.services import questions
from chat_sessions.services.errors import ChatError
from chat_sessions.views.places import OWN, opened_sign_up
from core import limits, references
from core.access import link_page, personal_page


@require_safe
@link_page
def open_question(request, token, reference):
    """The link in a mail: exchanged for a short session and an address that says nothing."""
    place, trouble = opened_sign_up(request, token)
    if place is None:
        return render(request, "link_trouble.html", {"trouble": trouble}, status=410)
    return redirect("chat:question", reference)


def own_question(view):
    """Decorator: finds the question by its reference, for whoever asked it and has proved it.

    Everyone else is sent to My requests, whether the reference exists or not.
    """

    @wraps(view)
    def wrapped(request, reference, *args, **kwargs):
        question = _by_reference(reference)
        if question is None or not OWN.has_proved(request, question.sign_up):
            return redirect("portal:my")
        return personal_page(view)(request, question, *args, **kwargs)

    return wrapped


def _by_reference(reference):
    if not references.PATTERN.match(reference):  # the address line can hold anything, even a NUL
        return None
    return Question.objects.with_its_story().filter(reference=reference, sign_up__isnull=False).first()


@require_safe
@own_question
def question(request, question):
    asked = question.merged_into or question
    asked.session = question.session  # the same one, and its door is closed
    context = {
        "question": question,
        "asked": asked,
        "session": question.session,
        "answer": getattr(asked, "answer", None),
        "answers_are_out": question.session.answers_published_at is not None,
        "can_change": questions.can_change(question),
        "can_withdraw": question.state in OPEN_STATES,
        "takes_questions": question.session.takes_questions(timezone.now()),
    }
    return render(request, "chat_sessions/question.html", context)


@require_http_methods(["GET", "POST"])
@limits.posts_per_ip("question")
@own_question
def change(request, question):
    """What came back to its asker, in other words."""
    if request.method == "GET" and not questions.can_change(question):
        return redirect(question)
    form = ChangeForm(request.POST or None, question=question)
    if form.is_valid():
        try:
            questions.change(question, form.question())
        except ChatError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("We have your question again. A moderator reads it within one business day."))
            return redirect(question)
    return render(request, "chat_sessions/change_question.html", {"question": question, "form": form})


@require_http_methods(["GET", "POST"])
@own_question
def withdraw(request, question):
    """GET asks once more; POST takes it back."""
    if request.method == "GET":
        if question.state not in OPEN_STATES:
            return redirect(question)
        return render(request, "chat_sessions/withdraw_question.html", {"question": question})
    if questions.withdraw(question).state == QuestionState.WITHDRAWN:
        messages.success(request, _("You have taken your question back."))
    else:
        messages.info(request, _("Others ask the same, so the question stays. Your name is not shown with it."))
    return redirect(question)
