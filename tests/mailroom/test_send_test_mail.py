"""manage.py send_test_mail"""

import pytest
from django.core.management import CommandError, call_command

from mailroom.delivery import deliver_due
from mailroom.models import Message


@pytest.mark.django_db(transaction=True)
def test_every_test_message_is_a_new_one(mailoutbox, capsys):
    call_command("send_test_mail", "operator@example.org")
    call_command("send_test_mail", "operator@example.org")
    deliver_due()
    assert [mail.to for mail in mailoutbox] == [["operator@example.org"]] * 2
    assert f"message {Message.objects.first().pk}" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_typing_mistake_is_said_at_once():
    with pytest.raises(CommandError, match="not a mail address"):
        call_command("send_test_mail", "operator")
    assert not Message.objects.exists()
