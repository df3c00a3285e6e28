"""What every start of the demo does: fill what is empty, make the passwords anew, leave the rest alone."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.models import DepartmentProfile
from portal.demo import accounts, chat, homes, students, weeks
from portal.demo.students import schools
from programs.models import Program

# Stands where a password would: the line has the same parts for everybody.
BY_MAIL = "by-mail"


class DemoRefused(Exception):
    """This database is not the demo's: nothing was changed. The message says why."""


@transaction.atomic
def prepare():
    """How one signs in as each demo account, in a database that has the demo content now."""
    # Two starts at once: the second waits here, and then finds the content of the first.
    DepartmentProfile.objects.select_for_update().filter(pk=1).first()
    if not Program.objects.exists():
        _fill()
    sign_ins = accounts.renew_passwords()
    if not sign_ins:
        raise DemoRefused("No demo content: this database is in use and has no demo accounts.")
    return [*sign_ins, *_counselors()]


def _counselors():
    """Counselors have no password: they type their address, and get a link and a code by mail."""
    return [accounts.SignIn(role, address, BY_MAIL, reverse("counselors:home")) for role, address in schools.to_try()]


def _fill():
    taken = accounts.taken_names()
    if taken:
        raise DemoRefused(f"No demo content: somebody made an account named {taken[0]}, as the demo would.")
    accounts.create()
    now, people = timezone.now(), {user.username: user for user in get_user_model().objects.all()}
    made = weeks.live_through(now, coordinator=people["coordinator"])
    students.live_through(now, made, coordinator=people["youth"])
    homes.live_through(now, desk=people["watch-desk"], officer=people["officer"], volunteer=people["volunteer"])
    chat.live_through(now, first=people["moderator"], second=people["moderator-2"])
