"""What a browser does, without one: the sign-up form, and the links and codes in mails."""

import re

from django.test import Client
from django.urls import reverse

from core.guards import new_form_key
from mailroom.models import Message


def form_of(name="ana", **fields):
    """The fields of the sign-up form as a browser sends them; None: not sent."""
    posted = {
        "name": name.title(),
        "email": f"{name}@example.com",
        "language": "en",
        "is_old_enough": "on",
        "knows_record": "on",
        "form_key": new_form_key(),
        "leave_empty": "",
    }
    return {key: value for key, value in (posted | fields).items() if value is not None}


def send(client, session, **fields):
    return client.post(reverse("chat:new_sign_up", args=[session.number]), form_of(**fields))


def page_of(place, name="sign_up"):
    return reverse(f"chat:{name}", args=[place.reference])


def newest_link(address, part="/chat/open/"):
    """The newest mailed link to this address that leads to `part` and a token; as a path."""
    mail = Message.objects.filter(to=address, html__contains=part).latest("pk")
    return re.search(rf"{part}[^/\s\"]+/", mail.html)[0]


def newest_code(address, template="held"):
    mail = Message.objects.filter(to=address, template=f"chat_sessions/{template}").latest("pk")
    return re.search(r"\b\d{6}\b", mail.text)[0]


def opened(place):
    """A browser that followed the link in this person's newest mail: perhaps of somebody to whom it was forwarded."""
    client = Client()
    assert client.get(newest_link(place.email)).status_code == 302
    return client


def known(place):
    """A browser in which a code from a mail was typed."""
    client = opened(place)
    client.post(page_of(place, "prove"))
    client.post(page_of(place, "prove"), {"code": newest_code(place.email, "door_code")})
    return client
