"""Pages as the rooms have them, for the tests of core.access."""

from django.http import HttpResponse
from django.urls import path

from core.access import forget, link_page, may_open, open_record, personal_page, prove_email, proved_email


@personal_page
def personal(request):
    return HttpResponse(f"{proved_email(request)} {may_open(request, 'registration:1')}")


@link_page
def link(request, token):
    open_record(request, "registration:1")
    return HttpResponse("clean address")


def prove(request, email):
    prove_email(request, email)
    return HttpResponse("proved")


def sign_out(request):
    forget(request)
    return HttpResponse("signed out")


def public(request):
    return HttpResponse(str(proved_email(request)))


urlpatterns = [
    path("personal/", personal),
    path("link/<str:token>/", link),
    path("prove/<str:email>/", prove),
    path("sign-out/", sign_out),
    path("public/", public),
]
