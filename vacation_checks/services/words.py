"""The verification word: what a caller says is compared with it; nobody is shown it."""

from django.utils.crypto import constant_time_compare

from core.contact import person_key
from core.limits import LIMITS, allow
from vacation_checks.services.errors import RequestError

LIMIT = "verification-word"


def is_the_word(request, said):
    """Whether the caller knows the word. Case, width of letters and spaces do not count.

    Five tries an hour for one request, whoever makes them: the sixth is refused, even with the right word.
    """
    if request.is_restricted:
        raise RequestError("Restricted: say nothing to callers, not even that there is a request.")
    if not request.verification_word:
        raise RequestError("This request has no verification word. Call back on the number that we have.")
    if not allow(LIMIT, request.reference):
        most = LIMITS[LIMIT][0]
        raise RequestError(f"{most} tries within an hour: no more for now. Call back on the number that we have.")
    return constant_time_compare(_folded(said), _folded(request.verification_word))


def _folded(word):
    # Nobody hears a space.
    return person_key("", word).replace(" ", "").encode()
