from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.demo.start import DemoRefused, prepare


class Command(BaseCommand):
    help = "Fills an empty database with demo content, and makes the passwords of the demo accounts anew."

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("DEMO is off: demo content is only for looking around.")
        try:
            sign_ins = prepare()
        except DemoRefused as refusal:
            # No error: `make run` goes on, with what is there.
            self.stdout.write(str(refusal))
            return
        for each in sign_ins:
            self.stdout.write(f"sign in: {each.role} {each.username} {each.password} at {each.path}")
