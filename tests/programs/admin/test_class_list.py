"""The list of classes reads sessions as plain values: every phase must be the one that the class itself says."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from programs.enums import ClassStatus
from programs.models import ClassOffering
from tests.programs.admin.helpers import coordinator
from tests.programs.builders import make_offering

pytestmark = pytest.mark.django_db
LIST = reverse("admin:programs_classoffering_changelist")


def weeks(number):
    return timezone.localdate() + timedelta(weeks=number)


def test_every_phase():
    make_offering(number=1, status=ClassStatus.DRAFT)
    make_offering(number=2, opens_at=None)
    make_offering(number=3)
    make_offering(number=4, closes_at=timezone.now() - timedelta(minutes=1))
    make_offering(number=5, first_date=weeks(-6))
    make_offering(number=6, first_date=weeks(-20))
    make_offering(number=7, sessions=0)
    # Its last evenings are cancelled: it is over.
    over = make_offering(number=8, first_date=weeks(-6))
    over.sessions.filter(date__gt=timezone.localdate() - timedelta(days=1)).update(cancelled=True)

    shown = {offering.number: offering.phase() for offering in coordinator().get(LIST).context["cl"].result_list}

    assert shown == {offering.number: offering.phase() for offering in ClassOffering.objects.all()}
    assert shown == {
        1: "draft", 2: "announced", 3: "open", 4: "closed", 5: "running", 6: "finished", 7: "announced", 8: "finished",
    }  # fmt: skip


def test_the_newest_stands_first():
    for number in (47, 45, 46):
        make_offering(number=number)
    assert [offering.number for offering in coordinator().get(LIST).context["cl"].result_list] == [46, 45, 47]
