"""Speaking to a person in the language of their choice, as far as the portal can."""

from django.conf import settings
from django.utils import translation


def speak(language):
    """Context manager: the person's language if the portal has it, else English.

    A half-translated mail (English sentences, Spanish dates) is worse than an English one.
    """
    spoken = {code for code, _ in settings.LANGUAGES}
    return translation.override(language if language in spoken else settings.LANGUAGE_CODE)
