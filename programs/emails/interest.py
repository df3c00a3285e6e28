"""Mails to those who want to hear of the next class."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from core.links import make_token
from mailroom.services import queue
from programs.emails.sending import absolute

INTEREST_LINK = "class-interest"


def queue_interest_confirmation(interest):
    """Double opt-in: please confirm that you want to hear of the next class."""
    _queue_interest("interest", interest, key=f"programs.interest:{interest.pk}:{timezone.now():%Y%m%d%H}")


def queue_class_opens(interest, offering):
    _queue_interest("class_opens", interest, key=f"programs.opens:{interest.pk}:{offering.pk}", offering=offering)


def _queue_interest(template, interest, *, key, offering=None):
    token = make_token(INTEREST_LINK, interest.pk, timezone.now() + timedelta(days=365))
    queue(
        template=f"programs/{template}",
        to=interest.email,
        language=interest.language,
        dedupe_key=key,
        secrets=[token],
        context={
            "program": interest.program,
            "offering": offering,
            "class_link": f"{settings.SITE_URL}{offering.get_absolute_url()}" if offering else "",
            "link": absolute("programs:open_interest", token),
        },
    )
