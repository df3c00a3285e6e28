"""How was it? Five questions to whoever came."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from chat_sessions.forms.surveys import SurveyForm
from chat_sessions.services import surveys
from chat_sessions.views.places import opened_sign_up, own_place
from core import limits
from core.access import link_page


@require_safe
@link_page
def open_survey(request, token):
    """The link in the mail: exchanged for a short session and a clean address."""
    place, trouble = opened_sign_up(request, token)
    if place is None:
        return render(request, "link_trouble.html", {"trouble": trouble}, status=410)
    return redirect("chat:survey", place.reference)


@require_http_methods(["GET", "POST"])
@limits.posts_per_ip("survey")
@own_place
def survey(request, place):
    """A second click on the button finds it answered."""
    context = {"place": place, "session": place.session}
    if place.survey_answered_on:
        return render(request, "chat_sessions/survey_thanks.html", context)
    if not surveys.is_asked(place):
        return redirect(place)
    form = SurveyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        surveys.answer(place, answers=form.answers(), next_topic=form.cleaned_data["next_topic"])
        return redirect("chat:survey", place.reference)
    return render(request, "chat_sessions/survey.html", {**context, "form": form})
