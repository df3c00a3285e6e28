"""What a resident's browser does: by the link of a mail, or as the one that has just sent the form."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.access import PROOF_SECONDS
from tests.pages import words
from tests.programs.pages import newest_link

NAMES = ["request", "confirm", "confirm_with_code", "answer", "dates", "extend", "end"]


def address(name, mine):
    return reverse(f"requests:{name}", args=[getattr(mine, "reference", mine)])


def opened(mine):
    """A browser that followed the link in this person's newest mail."""
    client = Client()
    assert client.get(newest_link(mine.email, "/requests/open/")).status_code == 302
    return client


def just_sent(mine):
    """The browser in which the form was sent: it sees the request, but the address is not proved."""
    return _with_session("opened_records", {f"request:{mine.pk}": _in_an_hour()})


def proved(address_key):
    """A browser that has shown in My requests that it reads the mail of this address."""
    return _with_session("proved_email", [address_key, _in_an_hour()])


def _with_session(name, value):
    client = Client()
    session = client.session
    session[name] = value
    session.save()
    return client


def _in_an_hour():
    return timezone.now().timestamp() + PROOF_SECONDS


def page_of(mine, client=None):
    """The text of the page, as its owner reads it."""
    return words((client or opened(mine)).get(mine.get_absolute_url()))
