"""Which browser is known at the door of a session.

The personal link in a mail opens a sign-up's own page; a mail can be forwarded, so the link alone lets nobody in.
A browser is known when its user confirmed the sign-up in it, typed a code that we had mailed, or signed in to
My requests. The first two are remembered in a signed cookie, which says nothing and is of use for nothing else,
so that on the day itself nobody waits for a mail.
"""

from datetime import timedelta

from django.conf import settings

from core.access import proved_email

KNOWN_FOR = timedelta(days=90)


def is_known(request, place):
    """Whether whoever sits here has proved to read the mail of the sign-up, beyond holding its link."""
    if place.email_key and proved_email(request) == place.email_key:
        return True
    return request.get_signed_cookie(_name(place), default=None, salt=_salt(place), max_age=KNOWN_FOR) is not None


def remember(response, place):
    """This browser is known from now on."""
    response.set_signed_cookie(
        _name(place),
        "known",
        salt=_salt(place),
        max_age=KNOWN_FOR,
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Lax",
    )


def _name(place):
    return f"{'__Host-' if settings.IS_HTTPS else ''}door-{place.pk}"


def _salt(place):
    # A corrected address must be proved anew.
    return f"chat-door:{place.pk}:{place.email_key}"
