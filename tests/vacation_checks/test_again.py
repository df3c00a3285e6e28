"""Ask again next year: the answers of last time come back to the person who gave them, and to nobody else."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.pages import words
from tests.vacation_checks import asking, own_pages
from tests.vacation_checks.builders import submitted
from vacation_checks.models import RequestDraft, VacationCheckRequest
from vacation_checks.services import endings

pytestmark = pytest.mark.django_db
ELIGIBILITY = reverse("vacation:eligibility")


@pytest.fixture
def earlier(settings):
    settings.RATE_LIMITS_ON = False
    asking.known_streets()
    return endings.cancel(submitted())


def again_of(request):
    return reverse("vacation:again", args=[request.reference])


def seal(request):
    VacationCheckRequest.objects.filter(pk=request.pk).update(sealed_at=timezone.now())


def test_the_end_of_a_request_has_a_button_that_copies_all_but_dates_and_consents(earlier):
    client = own_pages.opened(earlier)
    assert again_of(earlier) in own_pages.page_of(earlier, client)
    client.post(again_of(earlier))
    copied = asking.draft().answers
    assert copied["you"]["name"] == "Ana Mori"
    assert "dates" not in copied and "consents" not in copied
    assert copied["home"]["house"] == "1234 SARTORI AVE"


def test_a_year_later_the_request_is_sealed_and_its_owner_still_need_not_type_it_all(earlier):
    seal(earlier)
    client = own_pages.proved("ana@example.com")
    page = words(client.get(ELIGIBILITY))
    assert again_of(earlier) in page
    assert "SARTORI" not in page
    client.post(again_of(earlier))
    assert asking.draft().answers["people"]["contacts"][0]["name"] == "Kenji Mori"


@pytest.mark.parametrize("visitor", [Client, lambda: own_pages.proved("ben@example.com")])
def test_nobody_else_learns_that_somebody_asked_before(earlier, visitor):
    client = visitor()
    assert "/again/" not in words(client.get(ELIGIBILITY))
    assert client.post(again_of(earlier))["Location"] == reverse("portal:my")
    assert not RequestDraft.objects.exists()


def test_to_have_sent_it_from_this_browser_is_not_enough(earlier):
    client = own_pages.just_sent(earlier)
    assert "/again/" not in own_pages.page_of(earlier, client)
    client.post(again_of(earlier))
    assert not RequestDraft.objects.exists()


def test_what_somebody_else_typed_with_this_address_is_neither_offered_nor_shown(settings):
    settings.RATE_LIMITS_ON = False
    from_a_stranger = asking.begun(you={"email": "ana@example.com"})
    asking.send(from_a_stranger)
    theirs = VacationCheckRequest.objects.get(email_index="ana@example.com", confirmed_at=None)
    ana = own_pages.proved("ana@example.com")
    assert "/again/" not in words(ana.get(ELIGIBILITY))
    month = f"{theirs.leaves_on:%B}"
    assert month not in words(ana.get(reverse("portal:my")))
    assert ana.get(own_pages.address("dates", theirs))["Location"] == theirs.get_absolute_url()
    for state in ("unconfirmed", "cancelled", "sealed"):
        if state == "cancelled":
            endings.cancel(theirs)
        if state == "sealed":
            seal(theirs)
        page = own_pages.page_of(theirs, ana)
        assert "/again/" not in page and "SARTORI" not in page and f"{month} {theirs.leaves_on.day}" not in page, state
        ana.post(again_of(theirs))
    assert RequestDraft.objects.count() == 1, "the stranger's own, which was sent"


def test_a_slip_in_the_mail_address_does_not_cost_all_that_was_typed(settings):
    settings.RATE_LIMITS_ON = False
    client = asking.begun(you={"email": "ana@exmaple.com"})
    asking.send(client)
    sent = VacationCheckRequest.objects.get()
    page = own_pages.page_of(sent, client)
    assert again_of(sent) in page and "1234 SARTORI AVE" in page
    client.post(again_of(sent))
    asking.tick_boxes(client)
    copied = asking.draft().answers
    assert (copied["you"]["name"], copied["home"]["house"]) == ("Ana Mori", "1234 SARTORI AVE")
    assert "email" not in copied["you"] and "gate_entry" not in copied["home"]
    assert client.get(reverse("vacation:go_on"))["Location"] == asking.page("you"), "the address is asked first"
