"""The moderators' board and the Chief's page: what they show, what buttons do, and how they stay up to date."""

import pytest
from django.utils import timezone

from chat_sessions.admin.live_forms import RecordingField
from chat_sessions.models import Host, Question
from chat_sessions.services import live, merging, triage
from staff.roles import COORDINATOR, RECORDS
from tests.chat_sessions.asked import again, question_of, somebody, vote
from tests.chat_sessions.builders import client_of, live_session, place
from tests.chat_sessions.desk import page, said, signed_in, words
from tests.chat_sessions.hours import answer_live, closed, listed, queue_of, queued

pytestmark = pytest.mark.django_db

BY_SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def hour():
    return live_session()


def board(session, name="live"):
    return page("chatsession", session, name)


def press(session, verb, question, *, client=None, script=False, **sent):
    seen = question.queue_position or ""
    data = {"verb": verb, "question": question.pk, "seen": seen, **sent}
    return (client or client_of()).post(board(session), data, headers=BY_SCRIPT if script else {})


def names(cards):
    return [card.question.sign_up.name.lower() for card in cards]


def test_three_columns_the_most_wanted_first(hour):
    ana, ben, cleo = listed(hour, "ana", "ben", "cleo")
    queued(hour, "dan")
    vote(cleo, place(hour, "eve"))
    merging.merge(question_of("flo", session=hour), ben, by=somebody())
    merging.merge(question_of("gus", session=hour), ben, by=somebody())
    answer_live(ana)
    shown = client_of().get(board(hour)).context["board"]
    assert (names(shown.approved), names(shown.queue), names(shown.answered)) == (["ben", "cleo"], ["dan"], ["ana"])
    assert shown.approved[0].askers == 3


def test_buttons_queue_move_and_take_out(hour):
    ana, ben = listed(hour, "ana", "ben")
    press(hour, "queue", ana)
    press(hour, "queue", ben)
    assert queue_of(hour) == ["ana", "ben"]
    press(hour, "front", again(ben))
    assert queue_of(hour) == ["ben", "ana"]
    press(hour, "up", again(ana))
    press(hour, "down", again(ana))
    assert queue_of(hour) == ["ben", "ana"]
    press(hour, "unqueue", again(ben))
    assert queue_of(hour) == ["ana"]


def test_a_stale_click_is_told_in_plain_words_with_and_without_a_script(hour):
    ana, ben = queued(hour, "ana", "ben")
    live.move_to_front(ben, seen=2)
    response = press(hour, "down", ana)
    assert said(response) == f"Somebody moved the queue meanwhile: {ana} is number 2 now. Look again."
    answer = press(hour, "down", ana, script=True)
    assert "Somebody moved the queue meanwhile" in words(answer) and "<html" not in words(answer)
    assert queue_of(hour) == ["ben", "ana"]


@pytest.mark.parametrize(
    "sent", [{}, {"verb": "burn"}, {"verb": "up", "question": "9" * 30}, {"verb": "up", "question": "x"}]
)
def test_nonsense_moves_nothing(hour, sent):
    queued(hour, "ana")
    response = client_of().post(board(hour), sent)
    assert said(response) == "Choose a question and a button."


def test_a_question_of_another_session_is_not_touched(hour):
    (foreign,) = listed(live_session(), "ana")
    assert said(press(hour, "queue", foreign)) == "Choose a question and a button."
    assert again(foreign).state == "approved"


def test_a_script_gets_only_the_part_that_changes_and_nothing_while_it_has_not(hour):
    (ana,) = queued(hour, "ana")
    client = client_of()
    for name in ("live", "presenter"):
        seen = client.get(board(hour, name)).context["board"].digest
        assert client.get(board(hour, name) + f"?seen={seen}", headers=BY_SCRIPT).status_code == 204
        part = client.get(board(hour, name) + "?seen=old", headers=BY_SCRIPT)
        assert 'id="board"' in words(part) and "<html" not in words(part) and ana.text in words(part)
        assert "no-store" in part["Cache-Control"] and part["Vary"].count("HX-Request") == 1
    before = client.get(board(hour)).context["board"].digest
    vote(ana, place(hour, "ben"))
    assert client.get(board(hour)).context["board"].digest != before


def test_without_a_script_the_page_can_be_loaded_again_and_again_or_stand_still(hour):
    client = client_of()
    assert "Refresh" not in client.get(board(hour)).headers
    again_and_again = client.get(board(hour) + "?mode=reload")
    assert again_and_again["Refresh"] == "15" and "htmx" not in words(again_and_again)
    still = client.get(board(hour) + "?mode=still")
    assert "Refresh" not in still.headers and "hx-get" not in words(still)


def test_a_script_whose_session_has_ended_is_sent_to_the_sign_in_page(client, hour):
    answer = client.get(board(hour), headers=BY_SCRIPT)
    assert (answer.status_code, answer["HX-Refresh"]) == (204, "true")
    assert client.get(board(hour)).status_code == 302


def test_answered_live_proposes_the_host_and_the_minute(hour):
    hour.hosts.set([Host.objects.create(name="Sam Roe", title="Interim Chief")])
    (ana,) = queued(hour, "ana")
    form_page = f"{board(hour)}{ana.pk}/answered/"
    client = client_of()
    form = client.get(form_page).context["form"]
    assert form.initial["speaker"] == "Interim Chief Sam Roe"
    since_the_start = (timezone.now() - hour.starts_at).total_seconds()
    assert form.initial["seconds"] == pytest.approx(since_the_start, abs=60)
    sent = {"speaker": "Interim Chief Sam Roe", "note": "Yes.", "seconds": "1:02:30"}
    assert client.post(form_page, sent).status_code == 302
    answer = again(ana).answer
    assert (answer.speaker, answer.text, answer.recording_seconds) == ("Interim Chief Sam Roe", "Yes.", 3750)


def test_what_was_typed_stays_when_it_is_refused(hour):
    (ana,) = listed(hour, "ana")
    form_page = f"{board(hour)}{ana.pk}/answered/"
    client = client_of()
    wrong = client.post(form_page, {"speaker": "", "note": "Kept words.", "seconds": "half past"})
    assert "Kept words." in words(wrong) and "as the player shows it" in words(wrong)
    triage.redirect(ana, destination="city", by=somebody())
    late = client.post(form_page, {"speaker": "", "note": "Kept words.", "seconds": ""})
    assert "Kept words." in words(late) and "cannot be changed so any more" in words(late)


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [("12:30", 750), ("1:02:30", 3750), ("12", 720), (" 0:05 ", 5), ("", None), ("75:00", 4500)],
)
def test_a_moment_is_typed_as_a_player_shows_it(typed, seconds):
    assert RecordingField(required=False).clean(typed) == seconds


@pytest.mark.parametrize("typed", ["12:75", "a", "-1", "1:2:3:4", "１２:30", "999:00", "12:3o", "\x00"])
def test_other_moments_are_refused(typed):
    with pytest.raises(Exception, match="as the player shows it"):
        RecordingField(required=False).clean(typed)


def test_the_chief_sees_the_first_of_the_queue_and_the_next_two(hour):
    ana, _ben, _cleo, dan = queued(hour, "ana", "ben", "cleo", "dan")
    Question.objects.filter(pk=ana.pk).update(language="ko", translation="In English words", text="한국어 질문")
    merging.merge(question_of("eve", session=hour), ana, by=somebody())
    response = client_of().get(board(hour, "presenter"))
    assert "Asked by 2 people · in Korean" in words(response)
    assert "In English words" in words(response) and '<p class="presenter-original" lang="ko"' in words(response)
    assert names(response.context["board"].next) == ["ben", "cleo"]
    assert dan.reference not in words(response)


def test_the_chief_sees_a_name_only_if_its_owner_shows_it(hour):
    ana, ben = queued(hour, "ana", "ben")
    presenter = board(hour, "presenter")
    assert "Ana" not in words(client_of().get(presenter)) and "Ben" not in words(client_of().get(presenter))
    Question.objects.filter(pk__in=[ana.pk, ben.pk]).update(shows_name=True)
    seen = words(client_of().get(presenter))
    assert "Asked by 1 person: Ana" in seen and "Ben" not in seen


def test_an_empty_queue_and_a_closed_hour_are_said(hour):
    presenter = board(hour, "presenter")
    assert "No question at the moment." in words(client_of().get(presenter))
    closed(hour)
    assert "The hour is closed." in words(client_of().get(presenter))


def test_who_reads_presses_no_button(hour):
    (ana,) = queued(hour, "ana")
    reader = signed_in(RECORDS)
    assert "To the front" not in words(reader.get(board(hour)))
    assert press(hour, "unqueue", ana, client=reader).status_code == 403
    assert reader.get(f"{board(hour)}{ana.pk}/answered/").status_code == 403
    for name in ("live", "presenter"):
        assert signed_in(COORDINATOR).get(board(hour, name)).status_code == 403
    assert queue_of(hour) == ["ana"]
