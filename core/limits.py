"""Rate limits, counted in the database so that every process and machine counts together."""

from datetime import timedelta
from functools import wraps
from ipaddress import IPv6Network, ip_address

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Case, F, Value, When
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core.models import RateWindow

# action: (how often, in which window). Per IP: generous, since a library or a school shares one.
LIMITS = {
    "register": (60, timedelta(hours=1)),
    "interest": (30, timedelta(hours=1)),
    "sign-in": (30, timedelta(hours=1)),
    "code": (60, timedelta(hours=1)),
    # A whole class checks in behind one address within minutes, and mistypes a code now and then.
    "check-in": (240, timedelta(hours=1)),
    # Families with a code on paper, many of them behind the address of one school on one evening.
    "paper-code": (120, timedelta(hours=1)),
    # Ten students at once, and what was corrected; a whole school behind one address.
    "nominate": (120, timedelta(hours=1)),
    "certificate": (60, timedelta(hours=1)),
    "survey": (60, timedelta(hours=1)),
    # Tries by staff, for one request.
    "verification-word": (5, timedelta(hours=1)),
    # A house check: begun or sent; and each of its pages, forth and back.
    "request": (60, timedelta(hours=1)),
    "request-step": (600, timedelta(hours=1)),
    # Questions and votes, from one address (an office, a library) and of one person.
    "question": (60, timedelta(hours=1)),
    "question-of": (10, timedelta(hours=1)),
    "vote": (1200, timedelta(hours=1)),
    "vote-of": (300, timedelta(hours=1)),
    # A whole class may answer from the school library, in several steps each.
    "family": (600, timedelta(hours=1)),
    # Mails that a stranger can cause to one address.
    "mail-to": (12, timedelta(hours=1)),
}


# Whoever cannot be told apart is counted together: an empty address would not be counted at all.
UNKNOWN = "::"


def client_ip(request):
    """The visitor's address: the one that the outermost of our own proxies saw.

    Anything further left in X-Forwarded-For was written by the visitor.
    """
    forwarded = [part.strip() for part in request.headers.get("x-forwarded-for", "").split(",") if part.strip()]
    hops = settings.TRUSTED_PROXIES
    seen_by_proxy = forwarded[-hops] if hops and len(forwarded) >= hops else ""
    return _subscriber(seen_by_proxy) or _subscriber(request.META.get("REMOTE_ADDR", "")) or UNKNOWN


def _subscriber(address):
    """Who pays for the line: an IPv4 address, or the /64 out of which one household picks IPv6 addresses at will."""
    try:
        ip = ip_address(address)
    except ValueError:
        return ""
    if ip.version == 6 and not ip.ipv4_mapped:
        return str(IPv6Network((int(ip), 64), strict=False).network_address)
    return str(getattr(ip, "ipv4_mapped", None) or ip)


def allow(action, subject):
    """Count one more `action` by `subject`; False once it is over its limit.

    One atomic UPDATE counts (and begins a new window when the old one is over), so
    simultaneous requests cannot slip between a read and a write.
    """
    if not settings.RATE_LIMITS_ON:
        return True
    most, window = LIMITS[action]
    key = salted_hmac(f"core.limits:{action}", subject, algorithm="sha256").hexdigest()
    return _count(key, window) <= most


@transaction.atomic
def _count(key, window):
    """How often it was done in this window, now included. The row stays locked until it is read back."""
    now = timezone.now()
    over = When(started_at__lte=now - window, then=Value(1))
    counted = RateWindow.objects.filter(key=key).update(
        count=Case(over, default=F("count") + 1),
        started_at=Case(When(started_at__lte=now - window, then=Value(now)), default=F("started_at")),
    )
    if not counted:
        try:
            with transaction.atomic():
                RateWindow.objects.create(key=key, started_at=now, count=1)
        except IntegrityError:  # somebody else began the window in this very moment
            RateWindow.objects.filter(key=key).update(count=F("count") + 1)
    return RateWindow.objects.values_list("count", flat=True).get(key=key)


def too_many(request, action):
    """The page that says: too often, try again later, or call."""
    minutes = int(LIMITS[action][1].total_seconds() // 60)
    response = render(request, "429.html", {"retry_after_minutes": minutes}, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response


def posts_per_ip(action):
    """Decorator: a view whose POSTs are limited per visitor address."""

    def decorate(view):
        @wraps(view)
        def limited(request, *args, **kwargs):
            if request.method == "POST" and not allow(action, client_ip(request)):
                return too_many(request, action)
            return view(request, *args, **kwargs)

        return limited

    return decorate
