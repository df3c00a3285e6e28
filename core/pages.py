"""Pages that are the same for everyone."""

from functools import wraps

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import cache
from django.views.decorators.cache import cache_page


def same_for_everyone(view):
    """Decorator: the page is kept for a few seconds (settings.PAGE_CACHE_SECONDS) and shown to all.

    Not for whoever has a message waiting ("You are signed out"): it would be shown to others.
    """

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        seconds = settings.PAGE_CACHE_SECONDS
        if not seconds or _was_told_something(request):
            return view(request, *args, **kwargs)
        return cache_page(seconds)(view)(request, *args, **kwargs)

    return wrapped


def same_for_a_moment(request, key, make):
    """The part of a page that is the same for everyone: what `make()` gives, kept for the same few seconds.

    Made anew for whoever has just done something (and has a message about it waiting): they look for their own change.
    """
    seconds = settings.PAGE_CACHE_SECONDS
    if not seconds:
        return make()
    made = None if _was_told_something(request) else cache.get(key)
    if made is None:
        made = make()
        cache.set(key, made, seconds)
    return made


def _was_told_something(request):
    return CookieStorage.cookie_name in request.COOKIES
