"""For templates of papers."""

from django import template
from django.utils.html import format_html

from core.writing import language_of

register = template.Library()


@register.simple_tag
def written(name, wish=""):
    """A name, marked with the language that its letters tell; `wish`: the language the person chose."""
    language = language_of(name, wish)
    return format_html('<span lang="{}">{}</span>', language, name) if language else name
