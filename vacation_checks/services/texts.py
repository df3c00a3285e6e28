"""What residents acknowledge, version by version."""

from django.db import transaction

from core.versions import publish_version
from vacation_checks.models import AcknowledgementText


@transaction.atomic
def publish_acknowledgement(text, *, by):
    """A new version, asked of everyone who signs from now on. The same text once more is no new version."""
    return publish_version(AcknowledgementText.objects.all(), text=text, by=by)
