"""The staff accounts of the demo. Their passwords are made anew at every start, and shown once."""

import secrets
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse

# How a demo account is told apart from an account of the same name that somebody made.
MAILBOX = "demo.example.org"
# No 0/o, 1/i/l: a password is read from one screen and typed into another.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Account:
    """Somebody of the department: `role` as it is printed; `group`: None for a superuser."""

    role: str
    username: str
    group: str | None
    first_name: str = "Demo"
    last_name: str = ""
    # Officers and volunteers have no place in the admin.
    page: str = "admin:index"

    @property
    def email(self):
        return f"{self.username}@{MAILBOX}"


@dataclass(frozen=True)
class SignIn:
    """How one signs in as a demo account, and where."""

    role: str
    username: str
    password: str
    path: str


ACCOUNTS = [
    Account("administrator", "admin", None),
    Account("program-coordinator", "coordinator", "program coordinator"),
    Account("youth-coordinator", "youth", "youth coordinator", "Marisa", "Holloway"),
    Account("youth-instructor", "instructor", "youth instructor", "Officer", "Delgado"),
    Account("records", "records", "records"),
    Account("watch-desk", "watch-desk", "watch desk", "Dana", "Whitfield"),
    Account("patrol-officer", "officer", "patrol officer", "Officer", "Rivera", page="patrol:start"),
    Account("patrol-volunteer", "volunteer", "patrol volunteer", "Volunteer", "Okamoto", page="patrol:start"),
    Account("chat-moderator", "moderator", "CHAT moderator", "Jordan", "Sandoval"),
    Account("chat-moderator", "moderator-2", "CHAT moderator", "Robin", "Takeda"),
]


def existing():
    """The demo accounts that are here, by username."""
    wanted = {account.email: account.username for account in ACCOUNTS}
    found = get_user_model().objects.filter(username__in=wanted.values(), email__in=wanted)
    return {user.username: user for user in found if wanted[user.email] == user.username}


def taken_names():
    """The usernames of ours that somebody else has."""
    names = [account.username for account in ACCOUNTS]
    taken = get_user_model().objects.filter(username__in=names).values_list("username", flat=True)
    return sorted(set(taken) - set(existing()))


def create():
    """All of them, still without a password."""
    for account in ACCOUNTS:
        user = get_user_model().objects.create_user(
            account.username,
            account.email,
            first_name=account.first_name,
            last_name=account.last_name or account.role,
            is_staff=account.page == "admin:index",
            is_superuser=account.group is None,
        )
        if account.group:
            user.groups.add(Group.objects.get(name=account.group))


def renew_passwords():
    """A new password for each demo account that is here: a SignIn for each."""
    users = existing()
    here = [account for account in ACCOUNTS if account.username in users]
    return [
        SignIn(account.role, account.username, _renew(users[account.username]), reverse(account.page))
        for account in here
    ]


def _renew(user):
    password = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
    user.set_password(password)
    user.is_active = True
    user.save(update_fields=["password", "is_active"])
    return password
