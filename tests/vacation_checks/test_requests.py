"""From the form to the desk."""

import pytest
from django.utils import timezone

from mailroom.models import Message
from tests.vacation_checks.builders import approved, beat, make_check, make_request, submitted
from vacation_checks.enums import RequestState
from vacation_checks.models import HouseCheck, VacationCheckRequest
from vacation_checks.services.requests import submit

pytestmark = pytest.mark.django_db


def test_a_request_waits_for_its_address_then_for_the_desk_then_for_the_day():
    assert make_request().state == RequestState.UNCONFIRMED
    assert submitted().state == RequestState.SUBMITTED
    assert approved().state == RequestState.SCHEDULED
    assert approved(leaves=-1).state == RequestState.ACTIVE


def test_the_same_form_sent_twice_is_one_request():
    first = make_request()
    again = submit(fields={}, form_key=first.form_key)
    assert (again.pk, VacationCheckRequest.objects.count(), Message.objects.count()) == (first.pk, 1, 1)


def test_mails_have_no_name_address_or_day():
    approved()
    for message in Message.objects.all():
        said = f"{message.subject} {message.html}"
        for word in ("Mori", "SARTORI", "vacation", "away", str(timezone.localdate().year + 0) + "-"):
            assert word.lower() not in said.lower(), word


def test_a_home_is_found_by_its_address_and_the_list_knows_the_last_check():
    home = approved(leaves=-1)
    check = make_check(home)
    assert VacationCheckRequest.objects.filter(house_index="1234 SARTORI AVE").get() == home
    assert VacationCheckRequest.objects.of("ana@example.com").get() == home
    listed = VacationCheckRequest.objects.on_the_list(timezone.localdate()).with_last_check().get()
    assert (listed.last_check_at, listed.has_alert, listed.beat) == (check.checked_at, False, beat())


def test_a_check_is_never_changed():
    check = make_check(approved(leaves=-1))
    with pytest.raises(TypeError):
        check.save()
    with pytest.raises(TypeError):
        check.delete()
    assert HouseCheck.objects.count() == 1
