"""Speaking to a person in the language of their choice, as far as the portal can.

What is translated is told by the folder of its templates: settings.TRANSLATED. The rest is English altogether,
dates included: half-translated is worse than English.
"""

from django.conf import settings
from django.utils import translation
from django.utils.cache import patch_vary_headers


def speak(language, part):
    """Context manager: this person's language, if `part` (the folder of its templates) is translated, else English."""
    known = part in settings.TRANSLATED and language in dict(settings.LANGUAGES)
    return translation.override(language if known else settings.LANGUAGE_CODE)


class BrowserLanguageMiddleware:
    """Where nobody is known yet, and when something goes wrong: translated pages speak the browser's language.

    The first part of the address is the folder of the templates.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        part = request.path_info.strip("/").partition("/")[0]
        if part not in settings.TRANSLATED:
            return self.get_response(request)
        with speak(translation.get_language_from_request(request), part):
            response = self.get_response(request)
        patch_vary_headers(response, ["Accept-Language"])
        return response
