from django.urls import path

from programs.views import counselors

app_name = "counselors"

urlpatterns = [
    path("", counselors.home, name="home"),
]
