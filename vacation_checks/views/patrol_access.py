"""Who gets into /patrol/: officers and volunteers, who are no staff of the admin."""

from functools import wraps
from urllib.parse import urlsplit

from django.contrib.auth import logout
from django.contrib.auth.views import LoginView, redirect_to_login
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from core.access import mark_personal, personal_page
from core.sign_in import SignInForm
from core.views import not_found
from vacation_checks.services.tours import PATROL, running_tour_of


@method_decorator(personal_page, name="dispatch")
class SignIn(LoginView):
    """The same accounts and the same lock after wrong passwords as in the admin."""

    template_name = "patrol/sign_in.html"
    authentication_form = SignInForm

    def get_default_redirect_url(self):
        return reverse("patrol:start")

    def get_redirect_url(self):
        """Where to go on: a page of ours, or none."""
        url = super().get_redirect_url()
        try:
            is_ours = url and resolve(urlsplit(url).path).namespace == "patrol"
        except Resolver404:
            is_ours = False
        return url if is_ours else ""


@require_POST
@personal_page
def sign_out(request):
    """The tour goes on: the partner may still be out, and it closes by itself."""
    logout(request)
    return redirect("patrol:sign_in")


def patrol_page(view):
    """Decorator: only for whoever may patrol. No cache keeps the answer, whatever it is."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        return mark_personal(_answer(view, request, *args, **kwargs))

    return wrapped


def tour_page(view):
    """Decorator: the same, and only while a tour runs, which the view gets. Without one: start a tour."""

    @patrol_page
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        tour = running_tour_of(request.user)
        return view(request, tour, *args, **kwargs) if tour else redirect("patrol:start")

    return wrapped


def _answer(view, request, *args, **kwargs):
    if not request.user.is_authenticated:
        back = request.get_full_path() if request.method == "GET" else ""
        return redirect_to_login(back, reverse("patrol:sign_in")) if back else redirect("patrol:sign_in")
    if not request.user.has_perm(PATROL):
        return render(request, "patrol/no_permission.html", status=403)
    try:
        return view(request, *args, **kwargs)
    except Http404:
        return not_found(request)
