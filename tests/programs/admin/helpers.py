"""Members of staff at the admin's door, and what they send."""

from django.contrib.auth.models import Group, User
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from staff.roles import COORDINATOR, RECORDS

ADD = reverse("admin:programs_registration_add")
LIST = "admin:programs_registration_changelist"
ACT = "admin:programs_registration_act"


def staff(role=None, username=None):
    """A member of staff with one role, or with none."""
    name = username or (role or "nobody").replace(" ", "-")
    user = User.objects.filter(username=name).first() or User.objects.create_user(name, is_staff=True)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def signed_in(role=COORDINATOR):
    client = Client()
    client.force_login(staff(role), backend="django.contrib.auth.backends.ModelBackend")
    return client


def coordinator():
    return signed_in(COORDINATOR)


def records():
    return signed_in(RECORDS)


def class_page(offering):
    return reverse("admin:programs_classoffering_change", args=[offering.pk])


def class_url(offering, name):
    return reverse(f"admin:programs_classoffering_{name}", args=[offering.pk])


def session_url(offering, session, name="session"):
    return reverse(f"admin:programs_classoffering_{name}", args=[offering.pk, session.pk])


def act(client, action, people, *, back="", **data):
    """Choose these people, and do this to them (with apply=1: straight from the page in between)."""
    chosen = [person.pk for person in people]
    return client.post(reverse(ACT), {"action": action, "_selected_action": chosen, "back": back, **data})


def said(response):
    """What the member of staff is told."""
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def session_rows(offering, **changes):
    """The sessions' table as the browser would send it; changes: {"sessions-2-date": "2027-04-01"}."""
    rows = {}
    sessions = list(offering.sessions.all())
    for number, session in enumerate(sessions):
        row = {
            "id": session.pk,
            "offering": offering.pk,
            "date": session.date.isoformat(),
            "start_time": session.start_time.strftime("%H:%M"),
            "end_time": session.end_time.strftime("%H:%M"),
            "topic": session.topic,
        }
        for flag in ("hands_on", "is_graduation", "cancelled"):
            if getattr(session, flag):
                row[flag] = "on"
        rows |= {f"sessions-{number}-{name}": value for name, value in row.items()}
    new = len(sessions)
    rows |= {f"sessions-{new}-offering": offering.pk}
    totals = {"sessions-TOTAL_FORMS": new + 1, "sessions-INITIAL_FORMS": new}
    return rows | totals | changes


def class_fields(offering, **changes):
    fields = {
        "number": offering.number,
        "title": offering.title,
        "location": offering.location,
        "line_capacity": offering.line_capacity,
        "absences_allowed": offering.absences_allowed,
        "opens_at": "",
        "closes_at": "",
    }
    return fields | changes
