"""Mails of a room are seen by those who may see what they tell about, and by nobody else."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core import audit
from mailroom import monday
from mailroom.models import Message
from staff.roles import COORDINATOR, PERMISSIONS, RECORDS, WATCH_DESK
from tests.mailroom.helpers import mail_in

pytestmark = pytest.mark.django_db
LIST = "/admin/mailroom/message/"
OF_PROGRAMS, OF_REQUESTS, OF_ALL = "programs/held", "requests/approved", "portal/sign_in"
SEES = {
    COORDINATOR: {OF_PROGRAMS, OF_ALL},
    RECORDS: {OF_PROGRAMS, OF_ALL},
    WATCH_DESK: {OF_REQUESTS, OF_ALL},
    "administrator": {OF_PROGRAMS, OF_REQUESTS, OF_ALL},
}


@pytest.fixture
def mails():
    """One mail of each kind, given up."""
    for number, template in enumerate([OF_PROGRAMS, OF_REQUESTS, OF_ALL]):
        mail_in("dead", template=template, about=f"REQ-{number}", to=f"person{number}@example.org")
    return {message.template: message for message in Message.objects.all()}


def member(role):
    user = User.objects.create_user(role.replace(" ", "-"), is_staff=True, is_superuser=role == "administrator")
    user.groups.set(Group.objects.filter(name=role))
    return user


def client_of(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def listed(client, query=""):
    return {message.template for message in client.get(f"{LIST}{query}").context["cl"].result_list}


@pytest.mark.parametrize("role", SEES)
def test_lists_searches_and_filters_show_what_the_role_may_see(mails, role):
    client, seen = client_of(member(role)), SEES[role]

    assert listed(client) == listed(client, "?q=person") == listed(client, "?state__exact=dead") == seen
    for template, message in mails.items():
        wanted = {template} & seen
        assert listed(client, f"?template={template}") == wanted
        assert listed(client, f"?q={message.about}") == wanted
        assert listed(client, f"?about={message.about}") == wanted


@pytest.mark.parametrize("role", SEES)
def test_the_filter_of_templates_does_not_name_mails_of_other_rooms(mails, role):
    html = client_of(member(role)).get(LIST).content.decode()

    assert {template for template in mails if f"template={template.replace('/', '%2F')}" in html} == SEES[role]


@pytest.mark.parametrize("role", SEES)
def test_the_pages_of_a_message_open_for_who_may_see_it(mails, role):
    client, may_send = client_of(member(role)), role != RECORDS
    for template, message in mails.items():
        audit.record(member(f"someone of {template.partition('/')[0]}"), message, "Sent again.")
        is_seen = template in SEES[role]
        page = client.get(reverse("admin:mailroom_message_change", args=[message.pk]), follow=True).content.decode()
        history = client.get(reverse("admin:mailroom_message_history", args=[message.pk]), follow=True).content.decode()
        fix = client.get(reverse("admin:mailroom_message_fix_address", args=[message.pk])).status_code
        assert (message.to in page, "Sent again." in history) == (is_seen, is_seen)
        assert fix == (403 if not may_send else 200 if is_seen else 404)


@pytest.mark.parametrize("role", [COORDINATOR, WATCH_DESK])
def test_nothing_is_sent_again_by_who_may_not_see_it(mails, role):
    client = client_of(member(role))

    client.post(LIST, {"action": "send_again", "_selected_action": [message.pk for message in mails.values()]})
    for message in mails.values():
        address = reverse("admin:mailroom_message_fix_address", args=[message.pk])
        client.post(address, {"to": "other@example.org"})

    assert set(Message.objects.filter(state="queued").values_list("template", flat=True)) == SEES[role]
    assert set(Message.objects.filter(to="other@example.org").values_list("template", flat=True)) == SEES[role]
    assert {int(entry.object_id) for entry in LogEntry.objects.all()} == {mails[name].pk for name in SEES[role]}


@pytest.mark.parametrize("role", SEES)
def test_a_monday_line_counts_what_its_list_shows(mails, role):
    user = member(role)
    for template in mails:
        mail_in("failed", attempts=3, queued_at=timezone.now() - timedelta(hours=2), template=template)
    lines = monday.lines(user, timezone.now())

    assert [line.count for line in lines] == [len(SEES[role])] * 2
    client = client_of(user)
    for line in lines:
        assert client.get(line.url).context["cl"].result_count == line.count


def test_the_control_without_the_rule_everybody_sees_everything(mails, settings):
    settings.MAIL_READERS = {}
    user = member(COORDINATOR)

    assert listed(client_of(user)) == set(mails)
    assert [line.count for line in monday.lines(user, timezone.now())] == [3]


def test_the_rule_names_permissions_that_there_are_and_that_roles_have():
    for name in settings.MAIL_READERS.values():
        label, _, codename = name.partition(".")
        assert Permission.objects.filter(content_type__app_label=label, codename=codename).exists()
        assert any(name in names and "mailroom.view_message" in names for names in PERMISSIONS.values())


def test_a_folder_is_a_whole_word():
    mail_in("dead", template="requests_of_the_press/asked")

    assert listed(client_of(member(COORDINATOR))) == {"requests_of_the_press/asked"}
