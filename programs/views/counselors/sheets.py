"""The sheet that a family takes home: in its own language, with the code, to be printed."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from core.enums import Language
from core.languages import speak
from core.models import DepartmentProfile


@dataclass(frozen=True)
class Sheet:
    """A part of the page, and the language that it speaks."""

    language: str
    html: SafeString


def sheet(semester, *, code, language, until, is_student=False):
    """`code` as it is shown: this is the only time."""
    spoken = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    context = {
        "semester": semester,
        "offering": semester.offering,
        "code": code,
        "until": until,
        "address": f"{settings.SITE_URL}{reverse('consent:open', args=['-']).removesuffix('open/-/')}",
        "department": DepartmentProfile.current(),
        "is_student": is_student,
        "asked_language": Language(language).label,
    }
    with speak(language, "consent"):
        return Sheet(spoken, render_to_string("counselors/_sheet.html", context))
