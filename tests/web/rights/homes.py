"""Requests, tours and checks of the world: Ana's home is looked at today; so is Ben's, in another beat."""

from django.urls import reverse
from django.utils import timezone

from core.models import EmailCode
from tests.vacation_checks.builders import approved, beat, make_check, make_tour
from tests.vacation_checks.canary import YOU
from tests.vacation_checks.desk.pages import seal
from tests.web.rights import secrets
from vacation_checks.emails import DRAFT_LINK, REQUEST_LINK
from vacation_checks.models import (
    AcknowledgementText,
    Alert,
    CheckRules,
    RequestDraft,
    ResultCode,
    Shift,
    StreetRange,
    VacationCheckRequest,
    ViewRecord,
)
from vacation_checks.services.drafts import ELIGIBLE

NAMES = ("requests:", "vacation:", "patrol:", "admin:vacation_checks_", "admin/vacation_checks/")


class Homes:
    def __init__(self):
        self.ana = approved(leaves=-1, **secrets.ANA)
        VacationCheckRequest.objects.filter(pk=self.ana.pk).update(**secrets.NOTES)
        self.ben = approved(leaves=-1, beat=beat("2"), **secrets.BEN)
        self.sealed = seal(approved(**secrets.SEALED))
        self.tour = make_tour("officer", officer_name=secrets.OFFICER)
        self.volunteers_tour = make_tour("volunteer")
        self.check = make_check(self.ana, self.tour, result="open", **secrets.CHECK)
        self.alert = Alert.objects.create(check_record=self.check, opened_at=timezone.now())
        self.draft = RequestDraft.objects.create(key="a-draft", answers={ELIGIBLE: True, "you": {"name": YOU["name"]}})
        seen = ViewRecord.objects.create(
            at=timezone.now(), user=self.tour.officer, what="home", request=self.ana, ip="203.0.113.9"
        )
        self.records = {
            "vacationcheckrequest": self.ana,
            "alert": self.alert,
            "beat": beat(),
            "housecheck": self.check,
            "resultcode": ResultCode.objects.first(),
            "shift": Shift.objects.first(),
            "streetrange": StreetRange.objects.create(street="SARTORI AVE", low=1, high=9999, beat=beat()),
            "tour": self.tour,
            "viewrecord": seen,
            "checkrules": CheckRules.objects.get(),
            "acknowledgementtext": AcknowledgementText.objects.first(),
        }
        EmailCode.objects.all().delete()

    def go_on_with_the_draft(self, client, token):
        """This browser followed the link that the draft's owner was mailed."""
        client.get(reverse("requests:resume", args=[self.tokens(token)["requests:resume"]]))
        client.post(reverse("requests:resume_open"))

    def tokens(self, token):
        """The links of mails; `token(purpose, subject)` makes one."""
        return {
            "requests:open": token(REQUEST_LINK, self.ana.pk),
            "requests:resume": token(DRAFT_LINK, self.draft.key),
        }

    def part(self, part):
        """What stands in an address of these pages."""
        return {
            "reference": self.ana.reference,
            "request_id": self.ana.pk,
            "check_id": self.check.pk,
            "alert_id": self.alert.pk,
            "tour_id": self.tour.pk,
            "sealed_key": self.sealed.pk,
            "step": "you",
        }[part]
