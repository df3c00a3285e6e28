"""For whoever holds a certificate: the short address that is printed on it."""

from django.urls import path

from programs import views

app_name = "certificates"

urlpatterns = [
    path("", views.check_certificate, name="check"),
    path("<str:code>/", views.certificate, name="certificate"),
]
