"""The staff accounts of the demo. Their passwords are made anew at every start, and shown once."""

import secrets

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

# Role as it is printed, username, group (None: a superuser).
ACCOUNTS = [
    ("administrator", "admin", None),
    ("program-coordinator", "coordinator", "program coordinator"),
    ("records", "records", "records"),
]
# How a demo account is told apart from an account of the same name that somebody made.
MAILBOX = "demo.example.org"
# No 0/o, 1/i/l: a password is read from one screen and typed into another.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def existing():
    """The demo accounts that are here, by username."""
    wanted = {f"{username}@{MAILBOX}": username for _role, username, _group in ACCOUNTS}
    found = get_user_model().objects.filter(username__in=wanted.values(), email__in=wanted)
    return {user.username: user for user in found if wanted[user.email] == user.username}


def taken_names():
    """The usernames of ours that somebody else has."""
    names = [username for _role, username, _group in ACCOUNTS]
    taken = get_user_model().objects.filter(username__in=names).values_list("username", flat=True)
    return sorted(set(taken) - set(existing()))


def create():
    """All of them, still without a password."""
    for role, username, group in ACCOUNTS:
        user = get_user_model().objects.create_user(
            username, f"{username}@{MAILBOX}", last_name=f"Demo {role}", is_staff=True, is_superuser=group is None
        )
        if group:
            user.groups.add(Group.objects.get(name=group))


def renew_passwords():
    """A new password for each demo account that is here: (role, username, password) of each."""
    users = existing()
    return [(role, name, _renew(users[name])) for role, name, _group in ACCOUNTS if name in users]


def _renew(user):
    password = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
    user.set_password(password)
    user.is_active = True
    user.save(update_fields=["password", "is_active"])
    return password
