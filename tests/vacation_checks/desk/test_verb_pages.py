"""Each thing that the desk can do, through its page; what residents will read is shown before it is sent."""

from datetime import timedelta

import pytest

from mailroom.models import Message
from tests.pages import words
from tests.vacation_checks.builders import approved, beat, submitted, user
from tests.vacation_checks.desk.pages import desk, others, page_of, said, views
from vacation_checks.admin.verbs import VERBS
from vacation_checks.enums import RequestState
from vacation_checks.models import CheckRules, VacationCheckRequest
from vacation_checks.services import changes
from vacation_checks.services import desk as deciding

pytestmark = pytest.mark.django_db


def send(request, verb, client=None, **data):
    answer = (client or desk()).post(page_of(request, verb), {"apply": "1", **data})
    request.refresh_from_db()
    return answer


def dates_of(request, **after):
    """The dates as a form sends them, the return moved."""
    returns_on = request.returns_on + timedelta(**after)
    return {
        "leaves_on": request.leaves_on.isoformat(),
        "leaves_at": "09:00",
        "returns_on": returns_on.isoformat(),
        "returns_at": "18:00",
    }


def wishing():
    home = approved(leaves=2)
    dates = {name: getattr(home, name) for name in changes.FIELDS}
    return changes.change_dates(home, **dates | {"returns_on": home.returns_on + timedelta(days=4)})


def paused():
    return deciding.suspend(approved(leaves=-1), "Tented.", by=user())


def restricted():
    return deciding.restrict(submitted(), True, by=user())


def test_a_decision_says_which_home_and_which_dates_it_is_about():
    request = wishing()
    page = words(desk().get(page_of(request, "wish")))
    for part in ("1234 SARTORI AVE", "Leaves", f"{request.returns_on:%b} {request.returns_on.day}", "Wishes to return",
                 f"{request.wished_returns_on:%b} {request.wished_returns_on.day}"):  # fmt: skip
        assert part in page, part


@pytest.mark.parametrize(
    ("verb", "make", "data", "fact"),
    [
        ("approve", submitted, {"identity": "call_back"}, ("state", RequestState.SCHEDULED)),
        ("ask", submitted, {"question": "Which gate?"}, ("state", RequestState.ASKED)),
        ("information", submitted, {"explanation": "Too long."}, ("state", RequestState.INFORMATION)),
        ("decline", submitted, {"reason": "outside"}, ("state", RequestState.DECLINED)),
        ("wish", wishing, {"accept": "yes"}, ("has_wish", False)),
        ("wish", wishing, {"accept": "no", "explanation": "No car."}, ("desk_note", "No car.")),
        ("identity", submitted, {"identity": "id_seen"}, ("identity", "id_seen")),
        ("restrict", submitted, {"note": "court order"}, ("is_restricted", True)),
        ("unrestrict", restricted, {}, ("is_restricted", False)),
        ("pause", lambda: approved(leaves=-1), {"reason": "Tented."}, ("state", RequestState.SUSPENDED)),
        ("resume", paused, {}, ("state", RequestState.ACTIVE)),
        ("back-known", lambda: approved(leaves=-1), {}, ("ended_by", "desk")),
        ("cancel", lambda: approved(leaves=3), {}, ("state", RequestState.CANCELLED)),
    ],
)
def test_each_verb(verb, make, data, fact):
    request = make()
    assert desk().get(page_of(request, verb)).status_code == 200
    done = send(request, verb, **data)
    assert (done.status_code, done["Location"]) == (302, page_of(request)), words(done)
    assert VERBS[verb].done in said(done)
    assert getattr(request, fact[0]) == fact[1]


def test_the_beat_is_one_that_is_patrolled():
    request, other, old = submitted(), beat("2"), beat("3")
    old.is_active = False
    old.save()
    assert send(request, "beat", beat=old.pk).status_code == 200
    send(request, "beat", beat=other.pk)
    assert request.beat == other


def test_the_desk_changes_dates_for_a_caller():
    request = approved(leaves=2)
    before = request.returns_on
    send(request, "dates", **dates_of(request, days=5))
    assert (request.returns_on - before).days == 5 and not request.has_wish
    refused = send(request, "dates", **dates_of(request, days=-40))
    assert refused.status_code == 200 and "errornote" in words(refused)


@pytest.mark.parametrize(
    ("verb", "data", "read"),
    [
        ("ask", {"question": "Which <gate>?"}, "Which &lt;gate&gt;?"),
        ("decline", {"reason": "too_late", "explanation": "Call us."}, "There is too little time before you leave."),
        ("information", {"explanation": ""}, "No words of yours"),
    ],
)
def test_what_the_resident_reads_is_shown_before_it_is_sent(verb, data, read):
    request, client = submitted(language="ja"), desk()
    before = Message.objects.count()
    preview = client.post(page_of(request, verb), data)
    shown = words(preview)
    assert read in shown and "日本語" in shown and 'name="apply"' in shown and 'name="change"' in shown
    request.refresh_from_db()
    assert (request.state, Message.objects.count()) == (RequestState.SUBMITTED, before)
    again = client.post(page_of(request, verb), {**data, "change": "1"})
    assert 'name="apply"' not in words(again) and 'name="show"' in words(again)


@pytest.mark.parametrize(("accept", "chosen"), [("yes", "Take the other dates"), ("no", "Keep the dates as they are")])
def test_before_a_wish_is_decided_the_desk_reads_what_it_has_chosen(accept, chosen):
    page = words(desk().post(page_of(wishing(), "wish"), {"accept": accept, "explanation": "As you asked."}))
    assert f"You have chosen: {chosen}." in page and 'name="apply"' in page and "Nights wished" in page


@pytest.mark.parametrize(
    ("verb", "data"),
    [
        ("ask", {"question": ""}),
        ("ask", {"question": "x" * 1001}),
        ("ask", {"question": "a\x00b"}),
        ("decline", {"reason": "nonsense"}),
        ("decline", {"reason": "other", "explanation": " "}),
        ("approve", {"identity": ""}),
        ("approve", {}),
        ("identity", {"identity": "gut feeling"}),
        ("beat", {"beat": "9" * 30}),
        ("dates", {"leaves_on": "0000-99-99"}),
    ],
)
def test_crooked_answers_are_refused_in_words(verb, data):
    request = submitted(language="en")
    refused = send(request, verb, **data)
    assert refused.status_code == 200
    assert "Please correct the error" in words(refused) and "Error: " in words(refused)
    assert request.state == RequestState.SUBMITTED


def test_a_second_click_is_told_that_it_is_done():
    request = submitted()
    send(request, "decline", reason="outside")
    again = send(request, "decline", reason="outside")
    assert again.status_code == 200 and "not waiting for a decision" in words(again)


def test_without_a_mail_address_the_desk_is_told_to_call():
    told = said(send(submitted(email=""), "decline", reason="outside"))
    # What is told travels in a cookie: no number, no name.
    assert "No mail address: call this person now" in told and "555" not in told


def test_every_page_of_a_verb_is_a_look_at_the_request():
    request = submitted()
    desk().get(page_of(request, "decline"))
    assert views() == [("request", request.reference, "decline")]


@pytest.mark.parametrize("verb", [*VERBS, "back"])
def test_nobody_else_does_anything(verb):
    request = submitted()
    for client in others():
        for pk in (request.pk, 999):
            request.pk = pk
            assert client.get(page_of(request, verb)).status_code == 403
            assert client.post(page_of(request, verb), {"apply": "1"}).status_code == 403
    assert VacationCheckRequest.objects.get().events.count() == 2


def sends(client, request, verb, **data):
    """What the browser of this desk will send from the page that it has open now."""
    form = client.get(page_of(request, verb)).context["form"]
    return {"apply": "1", "seen": form["seen"].value(), **data}


def test_a_wish_that_was_changed_while_the_desk_read_it_is_read_again_before_it_is_taken():
    request, client = wishing(), desk()
    sent = sends(client, request, "wish", accept="yes")
    dates = {name: getattr(request, f"wished_{name}") for name in changes.FIELDS}
    changes.change_dates(request, **dates | {"returns_on": request.returns_on + timedelta(days=200)})
    told = client.post(page_of(request, "wish"), sent)
    assert "has changed since you opened this page" in words(told)
    request.refresh_from_db()
    assert request.has_wish and request.nights == 7
    client.post(page_of(request, "wish"), sent | {"seen": told.context["form"]["seen"].value()})
    request.refresh_from_db()
    assert (request.has_wish, request.nights) == (False, 207)


@pytest.mark.parametrize("verb", ["approve", "decline", "cancel", "ask"])
def test_no_decision_is_taken_on_dates_that_nobody_of_the_desk_has_read(verb):
    request, client = submitted(), desk()
    sent = sends(client, request, verb, identity="call_back", reason="outside", question="Which gate?")
    dates = changes.dates_of(request)
    changes.change_dates(request, **dates | {"returns_on": request.returns_on + timedelta(days=100)})
    told = client.post(page_of(request, verb), sent)
    assert told.status_code == 200 and "has changed since you opened this page" in words(told)
    request.refresh_from_db()
    assert request.state == RequestState.SUBMITTED


def test_what_the_resident_does_in_the_very_moment_of_the_press_stops_it_too(monkeypatch):
    """Behind the form's own look at the request, in front of the lock."""
    request, client = wishing(), desk()
    sent = sends(client, request, "wish", accept="yes")
    monkeypatch.setattr("vacation_checks.admin.verb_forms.is_as_seen", lambda request, fingerprint: True)
    changes.change_dates(request, **changes.dates_of(request))  # the wish is taken back
    assert "has changed since you opened this page" in words(client.post(page_of(request, "wish"), sent))


def test_a_wish_says_what_its_dates_would_mean_before_it_is_taken():
    CheckRules.objects.update(yearly_days=12)
    request, client = wishing(), desk()
    assert "longer than" not in words(client.get(page_of(request, "wish")))
    for days, warning in ((40, "longer than 30 nights"), (100, "longer than 90 nights: for information only")):
        later = request.returns_on + timedelta(days=days)
        changes.change_dates(request, **changes.dates_of(request) | {"returns_on": later})
        page = words(client.get(page_of(request, "wish")))
        assert "with the dates that they wish" in page and warning in page and "over 12 days" in page, warning
        assert "longer than" not in words(client.get(page_of(request))), "what is in effect is not that long"


def test_an_approval_says_what_stands_out_too():
    request = submitted(nights=40, house="1 ELM AVE")
    submitted(house="1 ELM AVE", email="other@example.com", phone="+13105550199")
    page = words(desk().get(page_of(request, "approve")))
    assert "longer than 30 nights" in page and "same address as another" in page
