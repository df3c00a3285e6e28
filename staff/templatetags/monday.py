from django import template
from django.utils import timezone

from staff import monday

register = template.Library()


@register.simple_tag(takes_context=True)
def monday_page(context):
    """What the reader of this page has to do today."""
    return monday.monday_page(context["user"], timezone.now())
