"""CHAT with the Chief, for residents."""

from django.urls import path

from chat_sessions.views import answers, asking, listing, questions, survey
from core.views import not_found

app_name = "chat"

urlpatterns = [
    # Sessions, for everyone.
    path("", not_found, name="chat"),
    path("tell-me/", not_found, name="tell_me"),
    path("<int:number>/", not_found, name="session"),
    path("<int:number>/session.ics", not_found, name="calendar"),
    path("<int:number>/sign-up/", not_found, name="new_sign_up"),
    # A mailed link is exchanged for a short session and a clean address.
    path("open/<str:token>/", not_found, name="open"),
    path("future/<str:token>/", not_found, name="open_interest"),
    path("future/", not_found, name="interest"),
    # One sign-up, for its owner.
    path("places/<str:reference>/", not_found, name="sign_up"),
    path("places/<str:reference>/confirm/", not_found, name="confirm"),
    path("places/<str:reference>/code/", not_found, name="confirm_with_code"),
    path("places/<str:reference>/accept/", not_found, name="accept"),
    path("places/<str:reference>/give-up/", not_found, name="give_up"),
    path("places/<str:reference>/prove/", not_found, name="prove"),
    path("places/<str:reference>/join/", not_found, name="join"),
    # questions: chat-ask
    path("<int:number>/questions/", listing.questions, name="questions"),
    path("<int:number>/answers/", answers.answers, name="answers"),
    path("<int:number>/questions/ask/", asking.ask, name="ask"),
    path("questions/<str:reference>/", questions.question, name="question"),
    path("questions/<str:reference>/change/", questions.change, name="change_question"),
    path("questions/<str:reference>/take-back/", questions.withdraw, name="withdraw_question"),
    path("open/<str:token>/questions/<str:reference>/", questions.open_question, name="open_question"),
    # survey: chat-ask
    path("places/<str:reference>/survey/", survey.survey, name="survey"),
    path("open/<str:token>/survey/", survey.open_survey, name="open_survey"),
]
