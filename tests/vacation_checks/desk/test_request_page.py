"""A request on one page: all that was answered and that happened; never the word."""

import pytest

from tests.pages import words
from tests.vacation_checks.builders import approved, make_check, submitted, user
from tests.vacation_checks.desk.pages import LIST, change, desk, make_alert, others, page_of, said, seal, views
from vacation_checks.models import VacationCheckRequest
from vacation_checks.services import desk as deciding
from vacation_checks.services.checks import add_addendum

pytestmark = pytest.mark.django_db


def page(request):
    return words(desk().get(page_of(request)))


def test_everything_that_was_answered_can_be_read_and_called():
    request = submitted(
        details={"cross_street": "<b>Elm</b>", "contacts": [{"name": "Kenji", "phone": "+13105550111"}]}
    )
    shown = page(request)
    for answer in ("1234 SARTORI AVE", "Ana Mori", "ana@example.com", 'href="tel:+13105550111"', "(310) 555-0100"):
        assert answer in shown, answer
    assert "&lt;b&gt;Elm" in shown and "<b>Elm" not in shown


def test_the_word_is_said_to_be_set_and_never_shown():
    assert "pelican" not in page(submitted()) and "Verification word" in page(submitted())


def test_missing_answers_are_no_error():
    assert "Nobody is listed." in page(submitted(details={}))


def test_what_happened_with_officers_names_notes_and_addenda():
    home = approved(leaves=-1)
    make_check(home, result="open", narrative="Back door open.", action_taken="Closed it.")
    add_addendum(home.checks.get(), user(), reason="Typing error", text="It was the side door.")
    shown = page(home)
    for part in (
        "Back door open.",
        "by Officer",
        "Closed it.",
        "It was the side door.",
        "Typing error",
        "identity noted",
    ):
        assert part in shown, part


def test_other_requests_of_the_house_and_of_the_person_are_linked():
    request = submitted()
    neighbor = submitted(email="ex@example.com", phone="+13105550177")
    earlier = approved(leaves=-1, house="9 ELM AVE")
    shown = page(request)
    assert "Other live requests for this house" in shown and page_of(neighbor) in shown
    assert "Other requests of this person" in shown and page_of(earlier) in shown


def test_a_restricted_request_says_to_say_nothing():
    request = deciding.restrict(submitted(), True, by=user())
    assert "say nothing to callers" in page(request)
    assert "say nothing to callers" in words(desk().get(page_of(request, "back")))


def test_who_opened_it_is_on_record_and_can_be_read_there():
    request = submitted()
    page(request)
    assert "desk, Request" in page(request)
    assert views() == [("request", request.reference, "")] * 2


def test_only_what_can_be_done_is_offered():
    waiting, running = submitted(), approved(leaves=-1)
    assert page_of(waiting, "approve") in page(waiting) and page_of(waiting, "pause") not in page(waiting)
    assert page_of(running, "pause") in page(running) and page_of(running, "back") in page(running)
    assert page_of(running, "approve") not in page(running)


@pytest.mark.parametrize("kind", ["sealed", "unknown"])
def test_what_is_sealed_or_unknown_leads_back_to_the_list(kind):
    request = approved(leaves=-1)
    alert = make_alert(request)
    check = alert.check_record
    seal(request)
    if kind == "unknown":
        request.pk, check.pk, alert.pk = 999, 999, 999
    answer = desk().get(page_of(request))
    assert (answer.status_code, answer["Location"]) == (302, LIST)
    assert "sealed" in said(answer) and "SARTORI" not in said(answer)
    assert desk().get(page_of(request, "approve")).status_code == 404
    for row in (check, alert):
        assert desk().get(change(row)).status_code == 302
    assert views() == []


def test_nothing_is_edited_deleted_or_exported():
    request = submitted()
    client = desk()
    shown = client.get(page_of(request)).content.decode()
    assert 'name="_save"' not in shown and "delete" not in shown.lower()
    assert client.post(page_of(request, "delete"), {"post": "yes"}).status_code == 403
    client.post(LIST, {"action": "delete_selected", "_selected_action": request.pk, "post": "yes"})
    assert VacationCheckRequest.objects.filter(pk=request.pk).exists()


def test_nobody_else_opens_it_and_no_cache_keeps_it():
    request = submitted()
    answer = desk().get(page_of(request))
    assert "no-store" in answer["Cache-Control"] and "NOARCHIVE" in answer.content.decode()
    for client in others():
        assert client.get(page_of(request)).status_code == 403
