"""What a visitor without an account may see: proofs kept in a short session.

Two proofs exist. A mailed sign-in link or code proves a mail address (My requests);
the personal link in a mail about one record opens that record alone, so that a mail
forwarded to a friend does not open everything else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from operator import attrgetter

from django.db import models
from django.shortcuts import redirect
from django.utils import timezone

from core import references

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


def open_record(request, record, until=None):
    """Remember for an hour, or until that moment if it is later, that this visitor holds the link of one record."""
    records = request.session.get(_RECORDS, {})
    deadline = max(_deadline(), until.timestamp() if until else 0)
    request.session[_RECORDS] = {**records, record: deadline}


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


@dataclass(frozen=True)
class LastOpened:
    """The newest thing of one kind that this browser opened by a mailed link, where the page's address names none."""

    kind: str  # "wish": how sessions name it

    def open(self, request, pk):
        """This visitor may see it for an hour."""
        open_record(request, f"{self.kind}:{pk}")
        request.session[self.kind] = pk

    def key(self, request):
        """Its primary key, or None if nothing was opened in the last hour. Reads no session where there is none."""
        pk = request.session.get(self.kind)
        return pk if pk and may_open(request, f"{self.kind}:{pk}") else None


@dataclass(frozen=True)
class OwnRecords:
    """The pages of one kind of record, each for its owner alone.

    A record opens for whoever has just made it in this browser, came by the personal link of a mail, or proved
    the mail address in My requests. Only the last two prove the address.
    """

    kind: str  # "registration": how sessions name such records
    rows: Callable[[], models.QuerySet]
    address_key: Callable[[models.Model], str]  # the key of the address it belongs to; "" if it has none
    # Something takes longer than an hour and must not be cut short in its middle: when it ends; None: nothing does.
    lasts_until: Callable[[models.Model], datetime | None] = lambda record: None
    # How sessions tell one record from another: more than its key where a link is aimed anew, and what was open ends.
    mark: Callable[[models.Model], object] = attrgetter("pk")

    def open(self, request, record, *, proved=False):
        """This visitor may see the record for an hour; `proved`: and has shown that the address is theirs."""
        until = self.lasts_until(record)
        open_record(request, self._name(record), until)
        if proved:
            open_record(request, self._name(record, "proved-"), until)

    def has_proved(self, request, record):
        """Whether this visitor has shown that they read the mail of this record."""
        if may_open(request, self._name(record, "proved-")):
            return True
        key = self.address_key(record)
        return bool(key) and proved_email(request) == key

    def proved_keys(self, request):
        """The primary keys of the records whose mailed link this visitor followed in the last hour."""
        begin = self._begin("proved-")
        opened = (name for name in request.session.get(_RECORDS, {}) if name.startswith(begin))
        return [int(name.removeprefix(begin)) for name in opened if may_open(request, name)]

    def own(self, view):
        """Decorator: finds the record by its reference, for its owner alone.

        Everyone else is sent to My requests, whether the reference exists or not.
        """

        @wraps(view)
        def wrapped(request, reference, *args, **kwargs):
            record = self._by_reference(reference)
            if record is None or not self._is_owner(request, record):
                return redirect("portal:my")
            return personal_page(view)(request, record, *args, **kwargs)

        return wrapped

    def _by_reference(self, reference):
        if not references.PATTERN.match(reference):  # the address line can hold anything, even a NUL
            return None
        return self.rows().filter(reference=reference).first()

    def _is_owner(self, request, record):
        return may_open(request, self._name(record)) or self.has_proved(request, record)

    def _name(self, record, before=""):
        return f"{self._begin(before)}{self.mark(record)}"

    def _begin(self, before=""):
        return f"{before}{self.kind}:"
