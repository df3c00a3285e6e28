"""The texts that families read and agree to: a changed one, in any language, is a new version."""

from django.db import transaction

from core.enums import Language
from core.versions import publish_version
from programs.models import FamilyText

# English is the text itself.
TRANSLATED = [language for language in Language if language != Language.ENGLISH]


def newest_text(kind):
    """The version that families are asked now; None if there is none."""
    return FamilyText.objects.filter(kind=kind).order_by("-version").first()


@transaction.atomic
def publish_family_text(*, kind, text, translations, by):
    """A new version in all languages. An empty translation is none: English is shown instead."""
    written = {language: words.replace("\r\n", "\n") for language, words in translations.items() if words.strip()}
    return publish_version(FamilyText.objects.filter(kind=kind), text=text, by=by, kind=kind, translations=written)
