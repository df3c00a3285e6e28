"""For operators: does mail from this portal arrive?"""

from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from mailroom import services


class Command(BaseCommand):
    help = "Put a test message in line; the worker delivers it like every other mail."

    def add_arguments(self, parser):
        parser.add_argument("address")

    def handle(self, *, address, **options):
        try:
            validate_email(address)
        except ValidationError as error:
            raise CommandError(f"{address!r} is not a mail address.") from error
        with transaction.atomic():
            message = services.queue(
                template="mailroom/test_message",
                to=address,
                language="en",
                context={},
                dedupe_key=f"test-message:{uuid4().hex}",
            )
        self.stdout.write(f"In line as message {message.pk}. Its state stands in the admin under Mail.")
