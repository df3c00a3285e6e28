"""The demo mailbox: mailroom/demo_mailbox.py and mailroom/views.py."""

import os
from pathlib import Path

import pytest

from mailroom import demo_mailbox
from mailroom.delivery import deliver_due
from mailroom.services import Attachment
from tests.mailroom.helpers import queue_mail

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.mailroom.demo_urls")]


@pytest.fixture(autouse=True)
def demo(settings, tmp_path):
    settings.DEMO, settings.MAIL_TO_FOLDER = True, True
    settings.EMAIL_BACKEND = "mailroom.backends.FolderBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    return settings


def deliver(age=0, **changes):
    message = queue_mail(**changes)
    deliver_due()
    file = demo_mailbox.Path(demo_mailbox.settings.EMAIL_FILE_PATH) / f"{message.message_id}.eml"
    moment = file.stat().st_mtime - age
    os.utime(file, (moment, moment))
    return message


def page(client, address, status=200):
    response = client.get(f"/demo-mailbox/{address}")
    assert response.status_code == status
    return response.content.decode()


def test_an_empty_mailbox_is_a_page(client):
    assert "No mail yet" in page(client, "")


def test_a_name_that_is_too_long_for_a_file_is_not_found(client):
    page(client, f"{'x' * 250}/", status=404)
    page(client, f"{'x' * 3000}/html/", status=404)


def test_the_list_shows_the_newest_first_and_says_what_it_is(client):
    old = deliver(to="old@example.org", age=60)
    new = deliver(to="new@example.org")
    html = page(client, "")
    assert html.index(new.to) < html.index(old.to)
    assert "this page exists only in the demo" in html


def test_the_list_can_be_narrowed_to_one_person(client):
    deliver(to="ana@example.org")
    deliver(to="ben@example.org")
    html = page(client, "?to=BEN@example.org")
    assert "ben@example.org</td>" in html
    assert "ana@example.org</td>" not in html


def test_a_mail_has_clickable_links_and_its_attachments(client):
    calendar = Attachment("class.ics", "text/calendar", "BEGIN:VCALENDAR\r\n")
    message = deliver(context={"note": "Señora: https://x.example/my/abc <b>"}, attachments=[calendar])
    html = page(client, f"{message.message_id}/")

    assert message.subject in html
    assert message.to in html
    assert 'href="https://x.example/my/abc"' in html
    assert "Señora" in html
    assert "&lt;b&gt;" in html

    response = client.get(f"/demo-mailbox/{message.message_id}/attachments/0/")
    assert response.content == b"BEGIN:VCALENDAR\r\n"
    assert response["Content-Disposition"] == 'attachment; filename="class.ics"'
    page(client, f"{message.message_id}/attachments/1/", status=404)


def test_the_html_of_a_mail_can_do_nothing_but_style_itself(client):
    message = deliver()
    response = client.get(f"/demo-mailbox/{message.message_id}/html/")
    rules = {rule.strip() for rule in response["Content-Security-Policy"].split(";")}
    assert {"sandbox", "style-src 'unsafe-inline'", "default-src 'none'", "frame-ancestors 'none'"} <= rules
    assert "script-src" not in response["Content-Security-Policy"]
    assert message.html.splitlines()[-1] in response.content.decode()


@pytest.mark.parametrize(
    "name", ["../secret", "..%2Fsecret", "%2e%2e%2fsecret", "..\\secret", "nobody", ".hidden", "a%00b"]
)
def test_no_name_leads_out_of_the_folder(client, tmp_path, name):
    deliver()
    (tmp_path / "secret.eml").write_text("Subject: secret\n\nsecret")
    (tmp_path / "mail" / ".hidden.eml").write_text("Subject: secret\n\nsecret")
    page(client, f"{name}/", status=404)
    assert demo_mailbox.find(name.replace("%2F", "/")) is None


def test_control_the_file_outside_would_be_readable(tmp_path):
    deliver()
    (tmp_path / "secret.eml").write_text("Subject: secret\n\nsecret")
    assert (Path(demo_mailbox.settings.EMAIL_FILE_PATH) / "../secret.eml").is_file()


@pytest.mark.parametrize("switch", ["DEMO", "MAIL_TO_FOLDER"])
def test_outside_the_demo_there_is_no_such_page(client, demo, switch):
    message = deliver()
    pages = ["", f"{message.message_id}/", f"{message.message_id}/html/", f"{message.message_id}/attachments/0/"]
    # The control: in the demo there is.
    page(client, pages[1])

    setattr(demo, switch, False)
    for address in pages:
        page(client, address, status=404)


def test_the_mailbox_is_only_read(client):
    assert client.post("/demo-mailbox/").status_code == 405
