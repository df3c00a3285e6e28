"""CHAT with the Chief, for residents."""

from django.urls import path

from chat_sessions.views import (
    answers,
    asking,
    door,
    interest,
    listing,
    places,
    questions,
    sessions,
    sign_up,
    survey,
)

app_name = "chat"

urlpatterns = [
    # Sessions, for everyone.
    path("", sessions.chat, name="chat"),
    path("tell-me/", interest.tell_me, name="tell_me"),
    path("<int:number>/", sessions.session_page, name="session"),
    path("<int:number>/session.ics", sessions.calendar_file, name="calendar"),
    path("<int:number>/sign-up/", sign_up.new_sign_up, name="new_sign_up"),
    # A mailed link is exchanged for a short session and a clean address.
    path("open/<str:token>/", places.open_sign_up, name="open"),
    path("future/<str:token>/", interest.open_interest, name="open_interest"),
    path("future/", interest.interest, name="interest"),
    # One sign-up, for its owner.
    path("places/<str:reference>/", places.sign_up, name="sign_up"),
    path("places/<str:reference>/confirm/", places.confirm, name="confirm"),
    path("places/<str:reference>/code/", places.confirm_with_code, name="confirm_with_code"),
    path("places/<str:reference>/accept/", places.accept, name="accept"),
    path("places/<str:reference>/give-up/", places.give_up, name="give_up"),
    path("places/<str:reference>/prove/", door.prove, name="prove"),
    path("places/<str:reference>/join/", door.join, name="join"),
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
