"""What a browser does, without one: the register form's three posts, and the links in mails."""

import re
from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.guards import new_form_key
from core.links import make_token
from mailroom.models import Message
from programs.emails import REGISTRATION_LINK
from tests.programs.builders import answers_of


def form_of(name="ana", **fields):
    """The fields of the register form as a browser sends them."""
    posted = answers_of(name) | {
        "phone": "310-555-0100",
        "is_adult": "on",
        "can_attend": "on",
        "first_time": "yes",
        "language": "en",
        "form_key": new_form_key(),
        "leave_empty": "",
    }
    return {key: value for key, value in (posted | fields).items() if value is not None}


def send(client, offering, step="send", **fields):
    """Post the register form; `step` is the button that was pressed."""
    url = reverse("programs:register", args=[offering.program.slug, offering.number])
    return client.post(url, form_of(**fields) | {"step": step})


def link_to(registration):
    """The path that a mail's personal link to this registration has."""
    token = make_token(REGISTRATION_LINK, registration.pk, timezone.now() + timedelta(hours=1))
    return reverse("programs:open_registration", args=[token])


def opened(registration):
    """A browser that followed the personal link."""
    client = Client()
    assert client.get(link_to(registration)).status_code == 302
    return client


def newest_link(address, part):
    """The newest mailed link to this address that leads to `part` and a token, or ends with it; as a path."""
    mail = Message.objects.filter(to=address, html__contains=part).order_by("-pk").first()
    return re.search(rf"https?://[^/]+(\S*{part}[^/\s]*/?)(?!\S)", mail.text)[1]


def newest_code(address):
    """The six digits in the newest mail to this address that has them."""
    mails = Message.objects.filter(to=address, template__in=["programs/held", "portal/sign_in"])
    return re.search(r"\b\d{6}\b", mails.latest("pk").text)[0]
