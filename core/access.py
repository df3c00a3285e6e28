"""What a visitor without an account may see: proofs kept in a short session.

Two proofs exist. A mailed sign-in link or code proves a mail address (My requests);
the personal link in a mail about one record opens that record alone, so that a mail
forwarded to a friend does not open everything else.
"""

from functools import wraps

from django.utils import timezone

PROOF_SECONDS = 60 * 60
_EMAIL = "proved_email"
_RECORDS = "opened_records"


def prove_email(request, email_key):
    """Remember for an hour that this visitor reads the mail of this address."""
    request.session.cycle_key()
    request.session[_EMAIL] = [email_key, _deadline()]


def proved_email(request):
    """The address that this visitor proved, or None. Reads no session where there is no cookie."""
    value, deadline = request.session.get(_EMAIL, (None, 0))
    return value if timezone.now().timestamp() < deadline else None


def open_record(request, record):
    """Remember for an hour that this visitor holds the personal link of one record."""
    records = request.session.get(_RECORDS, {})
    request.session[_RECORDS] = {**records, record: _deadline()}


def may_open(request, record):
    """Whether this visitor followed the personal link of the record."""
    return timezone.now().timestamp() < request.session.get(_RECORDS, {}).get(record, 0)


def forget(request):
    """Sign out: drop every proof."""
    request.session.flush()


def _deadline():
    return timezone.now().timestamp() + PROOF_SECONDS


def personal_page(view):
    """Decorator: the response is about one person. No cache keeps it and no search engine lists it."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        return mark_personal(view(request, *args, **kwargs))

    return wrapped


def link_page(view):
    """Decorator: the address itself holds a token, so it must not travel in a Referer either.

    Not for pages with a form: under no-referrer a browser sends `Origin: null`, and the
    CSRF check would refuse the form. Such a view only redirects to a clean address.
    """

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        response = mark_personal(view(request, *args, **kwargs))
        response["Referrer-Policy"] = "no-referrer"
        return response

    return wrapped


def mark_personal(response):
    """The headers of a page about one person."""
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
