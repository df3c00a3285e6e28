"""How to get in, after all that can happen to a session: in no mail of any kind, and in no column in clear."""

from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as portal
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from chat_sessions import paper
from chat_sessions.models import ChatSession
from chat_sessions.services import callers, declining, merging, sessions, survey_upkeep, triage
from mailroom.models import Message
from tests.chat_sessions.asked import approved, proposed, question_of, somebody
from tests.chat_sessions.builders import WAY_IN, client_of, live_session, make_session, place
from tests.chat_sessions.desk import page
from tests.chat_sessions.hours import answer_live, closed, listed, reviewed, written
from tests.chat_sessions.test_way_in_stays_secret import OF_PLACES, every_mail, leaks, mails
from tests.core.canary import files, find, stored

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits")]

MAILS = portal.BASE_DIR / "templates" / "mail" / "chat_sessions"
# The others are written by every_mail and its last step, which a test beside this one takes.
BY_THE_CLOCK = {"line_closed"}


def kinds():
    """Every mail of the room, by the files of its templates."""
    return {file.stem for file in Path(MAILS).glob("[!_]*.html")}


def every_decision():
    """What moderators do, so that each of their mails is written; the session, its hour closed."""
    by, session = somebody(), live_session(number=90)
    kept, other = listed(session, "kai", "lea")
    merging.merge(question_of("max", session=session), kept, by=by)
    triage.redirect(question_of("nia", session=session), destination="records", by=by)
    triage.return_for_edit(question_of("oda", session=session), note="Leave out the name.", by=by)
    declining.confirm(proposed(question_of("pia", session=session)), by=somebody("second"))
    triage.queue(kept, by=by)
    answer_live(kept)
    session.sign_ups.update(joined_at=session.starts_at)
    session = closed(session)
    reviewed(written(other))
    noon = datetime.combine(session.date + timedelta(days=1), time(12), tzinfo=timezone.get_default_timezone())
    with time_machine.travel(noon, tick=True):
        survey_upkeep.ask_how_it_was()
    return session


def every_change():
    """A session that is moved, loses somebody, changes its door, and is cancelled."""
    by, session = somebody(), make_session(days=20, number=91)
    place(session, "quin")
    callers.remove(place(session, "rosa"), reason="Asked us by phone.", by=by)
    moved = {"date": session.date + timedelta(days=1), "start_time": session.start_time, "end_time": session.end_time}
    sessions.reschedule(session, **moved, reason="The Chief is away.")
    sessions.change_door(session, {"passcode": "canary-pass-99 new", "join_link": f"{session.join_link}&n=2"}, by=by)
    sessions.read_door(session, by=by)
    sessions.cancel(ChatSession.objects.get(pk=session.pk), reason="The Chief is ill.")


def test_no_mail_of_any_kind_and_no_column_tells_it():
    every_mail()
    every_decision()
    every_change()
    written_by_now = {mail.template.removeprefix("chat_sessions/") for mail in Message.objects.all()}
    assert kinds() - written_by_now == BY_THE_CLOCK
    assert BY_THE_CLOCK <= OF_PLACES
    assert leaks(mails()) == []
    assert find(stored(), WAY_IN) == []
    door = ChatSession.objects.get(number=91)
    assert all(secret in f"{door.join_link} {door.passcode} {door.dial_in}" for secret in WAY_IN)


@pytest.mark.django_db(transaction=True)
def test_nor_does_the_file_of_the_database():
    session = make_session(topic="Zzqtopic")
    sessions.change_door(session, {"passcode": "canary-pass-99 new"}, by=somebody())
    assert find(files(), WAY_IN) == []
    seen = find(files(), ["zzqtopic"])
    assert seen or not list(files())  # the control: what is not encrypted is seen there


def test_control_a_mail_whose_template_has_it_is_found(settings, tmp_path):
    planted = tmp_path / "mail" / "chat_sessions"
    planted.mkdir(parents=True)
    text = (MAILS / "confirmed.html").read_text().replace("{{ link }}", "{{ session.join_link }}")
    (planted / "confirmed.html").write_text(text)
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [engine | {"DIRS": [tmp_path, *engine["DIRS"]]}]
    place(make_session())
    assert leaks(mails()) == ["chat_sessions/confirmed"]
    assert find(stored(), WAY_IN) == ["canary-4711 in mailroom_message.html"]


def test_the_briefing_of_the_chief_does_not_tell_it():
    session = make_session()
    approved(session=session)
    sheet = render_to_string("pdf/chat_sessions/briefing.html", paper._context(session))
    assert "crossing guards" in sheet
    assert leaks([("the briefing", sheet)]) == []


def test_a_moderator_reads_it_only_by_a_button_and_that_is_kept():
    """The control of the pages of staff (tests/web/test_rights.py): where it is shown, it is found."""
    session, client = make_session(), client_of()
    door = page("chatsession", session, "door")
    for address in (door, page("chatsession", session), reverse("admin:chat_sessions_chatsession_changelist")):
        assert leaks([(address, client.get(address).content.decode())]) == []
    assert leaks([("shown", client.post(door, {"show": ""}).content.decode())]) == ["shown"]
    assert "read" in client.get(page("chatsession", session, "history")).content.decode()
