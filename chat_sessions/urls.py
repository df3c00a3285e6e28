"""CHAT with the Chief, for residents."""

from django.urls import path

from core.views import not_found

app_name = "chat"

urlpatterns = [
    path("open/<str:token>/", not_found, name="open"),
    path("places/<str:reference>/", not_found, name="sign_up"),
    path("questions/<str:reference>/", not_found, name="question"),
    path("<int:number>/", not_found, name="session"),
]
