"""Pages about one request. They stand in mails: nothing in their addresses says what it is about."""

from django.urls import path

from core.views import not_found
from vacation_checks.views import resume

app_name = "requests"

urlpatterns = [
    path("open/<str:token>/", not_found, name="open"),
    path("resume/", resume.resume, name="resume_open"),
    path("resume/<str:token>/", resume.follow, name="resume"),
    path("<str:reference>/", not_found, name="request"),
]
