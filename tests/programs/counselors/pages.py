"""Counselors in a browser: signed in by the mailed code, and what they type."""

import re

from django.test import Client
from django.utils import timezone

from core.guards import new_form_key
from mailroom.models import Message

ROW = {
    "given_name": "Minji",
    "family_name": "Oh",
    "grade": "11",
    "rank": "1",
    "student_email": "minji.oh@tusd.org",
    "guardian_email": "hana@example.com",
    "guardian_phone": "310-555-0100",
    "language": "ko",
    "reason": "She asks good questions.",
    "agreed_how": "phone",
}
EMPTY = {"language": "en"}


def newest_mail(template, to=None):
    mails = Message.objects.filter(template=f"students/{template}")
    return (mails.filter(to=to) if to else mails).latest("pk")


def link_in(mail, part="/counselors/link/"):
    return re.search(rf"https?://[^/]+(\S*{part}[^/\s]*/?)(?!\S)", mail.text)[1]


def ask(client, email):
    return client.post("/counselors/", {"email": email, "form_key": new_form_key(), "leave_empty": ""}, follow=True)


def signed_in(counselor):
    """A browser in which this counselor has signed in by the code."""
    client = Client()
    ask(client, counselor.email)
    code = re.search(r"\b\d{6}\b", newest_mail("counselor_sign_in", counselor.email).text)[0]
    client.post("/counselors/code/", {"code": code})
    return client


def student(**fields):
    return ROW | {"agreed_on": timezone.localdate().isoformat()} | fields


def another(name, number=2, **fields):
    """A second, third ... student who shares nothing with the first."""
    contacts = {"student_email": f"{name}@tusd.org", "guardian_email": f"{name}.home@example.com", "guardian_phone": ""}
    return student(given_name=name.capitalize(), rank=str(number), **contacts | fields)


def page_of(*rows, key=None, count=None, **more):
    """The nomination page as a browser sends it."""
    count = count or max(len(rows), 3)
    data = {"form_key": key or new_form_key(), "leave_empty": "", "rows": str(count), **more}
    for number in range(1, count + 1):
        row = rows[number - 1] if number <= len(rows) else EMPTY | {"rank": str(number)}
        data |= {f"s{number}-{name}": value for name, value in row.items()}
    return data


def send(client, quota, *rows, **more):
    return client.post(f"/counselors/nominate/{quota.pk}/", page_of(*rows, **more))
