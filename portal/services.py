"""How a resident without an account comes back: a link and a code to the mail address."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from chat_sessions.records import records_for as chat_records
from core.codes import issue_code, redeem_code, use_once
from core.contact import email_key
from core.links import make_token
from mailroom.services import queue
from programs.records import records_for as program_records
from vacation_checks.records import records_for as home_records

MY_REQUESTS = "my-requests"
LINK_GOOD_FOR = timedelta(minutes=30)


@transaction.atomic
def mail_sign_in(email):
    """Write a sign-in link and code to this address.

    To any address, known or not: so neither the page nor the time it takes tells
    whether anything is stored under it.
    """
    code, row = issue_code(purpose=MY_REQUESTS, email_key=email_key(email), valid_for=LINK_GOOD_FOR)
    token = make_token(MY_REQUESTS, row.pk, timezone.now() + LINK_GOOD_FOR)
    queue(
        template="portal/sign_in",
        to=email,
        language=get_language() or settings.LANGUAGE_CODE,
        dedupe_key=f"portal.sign-in:{row.pk}",
        secrets=[code, token],
        context={
            "code": code,
            "link": f"{settings.SITE_URL}{reverse('portal:my_link', args=[token])}",
            "minutes": int(LINK_GOOD_FOR.total_seconds() // 60),
        },
    )


def sign_in_by_code(key, code):
    """The key of the address, if this is the code that was mailed to it; else None."""
    return key if redeem_code(purpose=MY_REQUESTS, email_key=key, code=code) else None


def sign_in_by_link(code_pk):
    """The key of the address that this link was mailed to, at its first use; else None."""
    row = use_once(code_pk)
    return row.email_key if row and row.purpose == MY_REQUESTS else None


def records_for(address_key):
    """Everything that the reader of this address has, one function a room."""
    return [*program_records(address_key), *chat_records(address_key), *home_records(address_key)]
