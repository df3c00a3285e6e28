"""Pages about one request. They stand in mails: nothing in their addresses says what it is about."""

from django.urls import path

from vacation_checks.views import personal, personal_changes, resume

app_name = "requests"

urlpatterns = [
    path("open/<str:token>/", personal.open_request, name="open"),
    path("resume/", resume.resume, name="resume_open"),
    path("resume/<str:token>/", resume.follow, name="resume"),
    path("<str:reference>/", personal.show, name="request"),
    path("<str:reference>/confirm/", personal.confirm, name="confirm"),
    path("<str:reference>/code/", personal.confirm_with_code, name="confirm_with_code"),
    path("<str:reference>/answer/", personal.answer, name="answer"),
    path("<str:reference>/change/", personal_changes.dates, name="dates"),
    path("<str:reference>/longer/", personal_changes.extend, name="extend"),
    path("<str:reference>/end/", personal_changes.end, name="end"),
]
