"""Signing in without a password: an address, then the link or the six-digit code that we mail to it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import limits
from core.access import link_page, personal_page
from core.contact import CodeForm, email_key
from core.links import open_token


@dataclass(frozen=True)
class MailedSignIn:
    """The pages of one such sign-in. Until the address is proved, every address gets the same answers."""

    purpose: str  # of the links; and how a session names what it waits for
    start: str  # the URL name of the page that asks for the address
    pages: str  # how the URL names of the others begin: "code" and "open" follow
    templates: str  # how their templates' names begin: "code.html", "open.html" and "link_trouble.html" follow
    mail: Callable[[str], None]  # writes to an address that may sign in
    by_code: Callable[[str, str], object | None]  # whose code it is, from the key of the address and the digits
    by_link: Callable[[str], object | None]  # whose link it is, from the key of the row of its code
    prove: Callable[[HttpRequest, object], None]  # remembers who that is

    def send(self, request, email):
        """Write to the address, and on to the page that asks for the code."""
        if limits.allow("mail-to", email_key(email)):
            self.mail(email)
        request.session[self._email] = email
        return redirect(f"{self.pages}code")

    @method_decorator([require_http_methods(["GET", "POST"]), limits.posts_per_ip("code"), personal_page])
    def code(self, request):
        """Check your mail: type the code here, or follow the link."""
        email = request.session.get(self._email)
        if not email:
            return redirect(self.start)
        form = CodeForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            who = self.by_code(email_key(email), form.cleaned_data["code"])
            if who:
                return self._signed_in(request, who)
            form.add_error("code", _("This code is not right, or it has ended. Check the newest mail from us."))
        return render(request, f"{self.templates}code.html", {"form": form, "email": email})

    @method_decorator([require_safe, link_page])
    def link(self, request, token):
        """The link in the mail: only the button on the next page uses it up (mail scanners follow links)."""
        opened = open_token(self.purpose, token)
        if opened.trouble:
            return self._trouble(request)
        request.session[self._code] = opened.subject
        return redirect(f"{self.pages}open")

    @method_decorator([require_http_methods(["GET", "POST"]), personal_page])
    def open(self, request):
        """One button."""
        pending = request.session.get(self._code)
        if not pending:
            return redirect(self.start)
        if request.method == "GET":
            return render(request, f"{self.templates}open.html")
        del request.session[self._code]
        who = self.by_link(pending)
        return self._signed_in(request, who) if who else self._trouble(request)

    @property
    def _email(self):
        return f"{self.purpose}-email"

    @property
    def _code(self):
        return f"{self.purpose}-code"

    def _signed_in(self, request, who):
        for name in (self._email, self._code):
            request.session.pop(name, None)
        self.prove(request, who)
        return redirect(self.start)

    def _trouble(self, request):
        return render(request, f"{self.templates}link_trouble.html", status=410)
