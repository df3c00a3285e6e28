"""Which registrations are not joined, and what the person reads of those that were."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from mailroom.models import Message
from programs.models import Registration
from programs.records import records_for
from programs.services import classes, registrations, roster, seats
from programs.services.errors import RegistrationError
from tests.programs.admin.helpers import staff
from tests.programs.builders import make_offering, seated, sign_up
from tests.programs.pages import link_to
from tests.programs.test_merging import fresh, join, mails, states, twin

pytestmark = pytest.mark.django_db


def refused(kept, merged, words):
    before = states(kept, merged)
    with pytest.raises(RegistrationError, match=words):
        join(kept, merged)
    assert states(kept, merged) == before
    assert not mails().exists()


def test_refused_with_itself_and_in_different_classes():
    ana, again = seated(make_offering(), "ana"), twin(make_offering(number=46), seated)
    refused(ana, ana, "two different")
    refused(ana, again, "different classes")


def test_refused_where_both_have_ended_or_the_class_is_cancelled():
    offering = make_offering()
    ana, again = seated(offering, "ana"), twin(offering, seated)
    classes.cancel_class(offering, reason="Flood.")
    refused(ana, again, "is cancelled")
    for person in (ana, again):
        registrations.withdraw(person)
    refused(ana, again, "Both registrations have ended")


def test_refused_what_is_joined_already():
    offering = make_offering()
    ana, again, third = seated(offering, "ana"), twin(offering, seated), twin(offering, seated, email="c@x.com")
    join(ana, again)
    Message.objects.all().delete()
    refused(third, again, "joined with another registration already")
    refused(again, third, "joined with another registration already")


def test_refused_what_has_a_certificate_but_not_the_other_way_round():
    offering = make_offering()
    ana, again = seated(offering, "ana"), twin(offering, seated)
    again.certificates.create(
        number="PIP-45-001", code="X", name="Ana", program_name="PIP", class_number=45, class_title="x",
        graduated_on=timezone.localdate(), department_name="x", chief_title="x", issued_at=timezone.now(),
    )  # fmt: skip
    refused(ana, again, "has a certificate")
    join(again, ana)
    assert states(again, ana) == ["confirmed", "merged"]


def test_refused_where_a_third_one_has_the_same_name_and_address():
    offering = make_offering()
    ended = sign_up(offering, "ana")
    registrations.withdraw(ended)
    sign_up(offering, "ana", form_key="again")
    other = twin(offering)
    refused(ended, other, "is live too")


# --- what the person sees -------------------------------------------------------------------


def test_the_page_of_the_joined_one_leads_to_the_other(client):
    offering = make_offering()
    ana, again = seated(offering, "ana"), twin(offering, seated)
    join(ana, again)
    page = client.get(link_to(again), follow=True).content.decode()
    assert "We joined it with your other registration for this class" in page
    assert "My requests" in page
    assert "Register again" not in page and "Give up the seat" not in page


def test_a_line_that_closes_is_told_as_such_though_a_hold_ran_out_long_ago():
    offering = make_offering(capacity=1)
    lapsed = sign_up(offering, "ana")
    Registration.objects.filter(pk=lapsed.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    seated(offering, "zoe")
    waiting = twin(offering)
    join(lapsed, waiting)
    assert states(lapsed, waiting) == ["waitlisted", "merged"]
    for session in offering.sessions.all():
        offering.sessions.filter(pk=session.pk).update(date=session.date - timedelta(days=100))
    with transaction.atomic():
        seats.settle(seats.lock(offering))
    assert mails("line_closed").get().about == lapsed.reference


def test_my_requests_and_mail_again_know_the_state():
    offering = make_offering()
    ana, again = seated(offering, "ana"), twin(offering, seated, email="ana@example.com", given_name="Anna")
    join(ana, again)
    standings = {record.reference: (record.standing, record.is_live) for record in records_for("ana@example.com")}
    assert standings[ana.reference] == ("Your seat is confirmed.", True)
    assert standings[again.reference] == ("We joined it with your other registration for this class.", False)
    roster.resend(fresh(again)[0], by=staff())
    mail = mails().get(about=again.reference)
    assert "This one is joined with the other, and has ended." in " ".join(mail.text.split())
    assert "Your seat" not in mail.text and not mail.attachments
