"""mailroom/admin.py: what staff see of the mail, and what they can do about it."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.urls import reverse

from mailroom.delivery import deliver_due
from mailroom.models import Message
from tests.mailroom.helpers import queue_mail

pytestmark = pytest.mark.django_db
LIST = "/admin/mailroom/message/"


@pytest.fixture
def sign_in(client, django_user_model):
    """Sign in as a member of staff who may do this and no more."""

    def sign_in(*permissions):
        user = django_user_model.objects.create_user("staff", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


def address_of(message):
    return reverse("admin:mailroom_message_change", args=[message.pk])


def fix_address_of(message):
    return reverse("admin:mailroom_message_fix_address", args=[message.pk])


def test_the_list_shows_filters_and_finds(sign_in):
    client = sign_in("view_message")
    sent = queue_mail(to="ana@example.org", about="PIP-7K3M-29QX")
    deliver_due()
    waiting = queue_mail(to="ben@example.org")

    html = client.get(LIST).content.decode()
    assert all(text in html for text in ("ana@example.org", "PIP-7K3M-29QX", "Queued", sent.subject))
    for query, found in [
        ("state__exact=sent", {sent}),
        ("state__exact=queued", {waiting}),
        ("template=mailroom/test_message", {sent, waiting}),
        ("q=ben@", {waiting}),
        ("q=PIP-7K3M-29QX", {sent}),
        ("q=Test+message", {sent, waiting}),
    ]:
        assert set(client.get(f"{LIST}?{query}").context["cl"].result_list) == found


def test_the_number_of_queries_does_not_grow_with_the_list(
    sign_in, django_assert_num_queries, django_assert_max_num_queries
):
    client = sign_in("view_message", "change_message")
    for _ in range(3):
        queue_mail()
    with django_assert_max_num_queries(8) as few:
        client.get(LIST)
    for _ in range(27):
        queue_mail()
    with django_assert_num_queries(len(few)):
        assert len(client.get(LIST).context["cl"].result_list) == 30


def test_secrets_are_covered_wherever_staff_look(sign_in):
    client = sign_in("view_message", "change_message")
    note = "Open https://x.example/my/token-abc or type 482913."
    message = queue_mail(context={"note": note}, secrets=["token-abc", "482913"])
    Message.objects.filter(pk=message.pk).update(subject="482913 is your code")

    for address in (LIST, address_of(message), fix_address_of(message)):
        html = client.get(address).content.decode()
        assert "482913" not in html
        assert "token-abc" not in html
        assert "••• is your code" in html
    assert "https://x.example/my/••• or type •••." in client.get(address_of(message)).content.decode()

    # The control: uncovered, they would be there.
    Message.objects.update(secrets=[])
    assert "token-abc" in client.get(address_of(message)).content.decode()


def test_nothing_is_changed_added_or_deleted_by_hand(sign_in):
    client = sign_in("view_message", "change_message", "add_message", "delete_message")
    message = queue_mail()
    client.post(address_of(message), {"to": "evil@example.org", "state": "sent", "subject": "x"})
    message.refresh_from_db()
    assert (message.state, message.to.startswith("resident")) == ("queued", True)
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{message.pk}/delete/", {"post": "yes"}).status_code == 403


def test_send_again(sign_in):
    client = sign_in("view_message", "change_message")
    dead = queue_mail(to="not an address")
    deliver_due()

    response = client.post(LIST, {"action": "send_again", "_selected_action": [dead.pk]}, follow=True)

    dead.refresh_from_db()
    assert dead.state == "queued"
    assert "1 in line to be sent again" in response.content.decode()
    assert LogEntry.objects.get().get_change_message() == "Sent again."


def test_fix_address_and_send_again(sign_in, mailoutbox):
    client = sign_in("view_message", "change_message")
    message = queue_mail(to="ana@exmaple.org")
    deliver_due()
    assert fix_address_of(message) in client.get(address_of(message)).content.decode()

    html = client.post(fix_address_of(message), {"to": "nonsense"}).content.decode()
    assert "Enter a valid email address" in html

    response = client.post(fix_address_of(message), {"to": "ana@example.org"}, follow=True)
    assert response.redirect_chain == [(address_of(message), 302)]
    deliver_due()
    assert mailoutbox[-1].to == ["ana@example.org"]
    history = client.get(reverse("admin:mailroom_message_history", args=[message.pk])).content.decode()
    assert "Address changed from ana@exmaple.org to ana@example.org" in history


def test_what_is_being_sent_at_this_moment_is_refused_in_words(sign_in):
    client = sign_in("view_message", "change_message")
    message = queue_mail()
    Message.objects.update(leased_until="2999-01-01T00:00Z")

    assert "being sent at this moment" in client.post(fix_address_of(message), {"to": "a@example.org"}).content.decode()
    response = client.post(LIST, {"action": "send_again", "_selected_action": [message.pk]}, follow=True)
    assert "being sent at this moment" in response.content.decode()


def test_a_message_is_never_saved_by_hand(sign_in):
    """Saved from a page that was opened before, it would be "queued" again after it was sent."""
    client = sign_in("view_message", "change_message")
    message = queue_mail()
    assert 'name="_save"' not in client.get(address_of(message)).content.decode()
    assert client.post(address_of(message), {"_save": "Save"}).status_code == 403
    assert not LogEntry.objects.exists()


def test_who_may_only_look_can_only_look(sign_in):
    client = sign_in("view_message")
    message = queue_mail()
    assert client.get(address_of(message)).status_code == 200
    assert fix_address_of(message) not in client.get(address_of(message)).content.decode()
    assert client.get(fix_address_of(message)).status_code == 403
    assert client.post(fix_address_of(message), {"to": "evil@example.org"}).status_code == 403
    client.post(LIST, {"action": "send_again", "_selected_action": [message.pk]})
    assert not LogEntry.objects.exists()
    message.refresh_from_db()
    assert message.to != "evil@example.org"


def test_staff_of_other_rooms_and_strangers_see_nothing(sign_in, client):
    message = queue_mail()
    pages = [LIST, address_of(message), fix_address_of(message)]
    assert {client.get(page).status_code for page in pages} == {302}
    sign_in()
    assert {client.get(page).status_code for page in pages} == {403}
