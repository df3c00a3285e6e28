"""mailroom/backends.py: mail in a folder."""

import email

import pytest
from django.core.mail import EmailMessage, get_connection

from mailroom.delivery import deliver_due
from tests.mailroom.helpers import a_while_later, queue_mail


@pytest.fixture
def folder(settings, tmp_path):
    settings.EMAIL_BACKEND = "mailroom.backends.FolderBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    return tmp_path / "mail"


@pytest.mark.django_db
def test_a_mail_becomes_one_file_named_by_its_message_id(folder):
    message = queue_mail()
    deliver_due()

    [file] = folder.iterdir()
    assert file.name == f"{message.message_id}.eml"
    assert email.message_from_bytes(file.read_bytes())["To"] == message.to


@pytest.mark.django_db
def test_the_same_mail_twice_is_one_file(folder):
    message = queue_mail()
    deliver_due()
    type(message).objects.update(state="queued", sent_at=None, next_attempt_at=message.created_at)
    a_while_later()
    assert deliver_due() == 1
    assert len(list(folder.iterdir())) == 1


def test_no_message_id_leads_out_of_the_folder(folder):
    mail = EmailMessage("s", "b", to=["a@example.org"], headers={"Message-ID": "<../../x@y>"})
    get_connection().send_messages([mail])
    assert [file.name for file in folder.iterdir()] == ["_.._x@y.eml"]


@pytest.mark.django_db
def test_a_folder_that_cannot_be_written_is_an_outage_of_one_try(folder):
    folder.write_text("a file stands in the way")
    message = queue_mail()
    deliver_due()
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("failed", 1)

    folder.unlink()
    a_while_later()
    deliver_due()
    message.refresh_from_db()
    assert message.state == "sent"
