from django.urls import path

from portal import health, views

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("my/", views.my, name="my"),
    path("my/code/", views.sign_in.code, name="my_code"),
    path("my/link/<str:token>/", views.sign_in.link, name="my_link"),
    path("my/open/", views.sign_in.open, name="my_open"),
    path("my/sign-out/", views.my_sign_out, name="my_sign_out"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
