"""Mails about students: to themselves, their guardians and their counselors.

A minor's name stands in no mail. Templates get no row that holds one, only the reference and a link.
"""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from core.links import make_token
from mailroom.services import queue

PARTY_LINK = "party"
COUNSELOR_LINK = "counselor"
LINK_DAYS_AFTER_CLASS = 30
SIGN_IN_MINUTES = 30


def queue_to_party(template, party, *, key, secrets=(), attachments=(), **context):
    """One mail to a student or a guardian, from templates/mail/students/<template>.html, with their own link.

    None without an address: the coordinator calls, or hands out paper.
    """
    if not party.email:
        return
    nomination = party.nomination
    offering = nomination.semester.offering
    token = party_token(party)
    queue(
        template=f"students/{template}",
        to=str(party.email),
        language=party.language,
        about=nomination.reference,
        dedupe_key=key,
        secrets=[token, *secrets],
        attachments=attachments,
        context={
            "reference": nomination.reference,
            "program": offering.program,
            "offering": offering,
            "is_guardian": party.is_guardian,
            "answer_by": nomination.semester.families_answer_by,
            "link": f"{settings.SITE_URL}{reverse('consent:open', args=[token])}",
            **context,
        },
    )


def party_token(party):
    """What opens the page of one party; it ends when the link is aimed anew (`link_number`)."""
    return make_token(PARTY_LINK, f"{party.pk}.{party.link_number}", _link_end(party.nomination.semester.offering))


def _link_end(offering):
    """Consent can be taken back at any time: the link works until a month after the class."""
    ends = max(filter(None, [offering.ends_at, timezone.now()]))
    return ends + timedelta(days=LINK_DAYS_AFTER_CLASS)


def queue_to_counselor(template, counselor, *, key, about="", secrets=(), **context):
    """One mail to a counselor, from templates/mail/students/<template>.html, in English."""
    queue(
        template=f"students/{template}",
        to=counselor.email,
        language="en",
        about=about,
        dedupe_key=key,
        secrets=secrets,
        context={"counselors_link": f"{settings.SITE_URL}{reverse('counselors:home')}", **context},
    )
