"""Pages that are the same for everyone."""

from functools import wraps

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.views.decorators.cache import cache_page


def same_for_everyone(view):
    """Decorator: the page is kept for a few seconds (settings.PAGE_CACHE_SECONDS) and shown to all.

    Not for whoever has a message waiting ("You are signed out"): it would be shown to others.
    """

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        seconds = settings.PAGE_CACHE_SECONDS
        if not seconds or CookieStorage.cookie_name in request.COOKIES:
            return view(request, *args, **kwargs)
        return cache_page(seconds)(view)(request, *args, **kwargs)

    return wrapped
