"""A request on one page: everything that was answered, what happened, who looked, and the verbs."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from mailroom.models import Message
from vacation_checks.admin import badges
from vacation_checks.admin.answers import address, sections
from vacation_checks.admin.verb_pages import NAME
from vacation_checks.admin.verbs import offered
from vacation_checks.admin.words import STATES
from vacation_checks.enums import LIVE_STATES, RUNNING_STATES, RequestState, Viewed
from vacation_checks.models import CheckRules, VacationCheckRequest
from vacation_checks.services.access import record_view

MOST_VIEWS = 30
MOST_OTHERS = 20


class RequestPage:
    """For VacationCheckRequestAdmin: Django's page of a row, without a form."""

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked = self.get_object(request, object_id)
        if asked is None:
            self.message_user(request, "There is no such request, or it is sealed.", messages.WARNING)
            return redirect(reverse(f"admin:{NAME}_changelist"))
        record_view(request, Viewed.REQUEST, request=asked)
        return self.page(request, "request.html", str(asked), **self._answers(asked), **self._around(request, asked))

    def _answers(self, asked):
        now, rules = timezone.now(), CheckRules.current()
        state = asked.state_at(now, rules)
        return {
            "asked": asked,
            "original": asked,
            "state": STATES[state],
            "address": address(asked),
            "badges": badges.of_now(asked),
            "sections": sections(asked, timezone.localdate(now)),
            "verbs": offered(asked, state),
            "takes_the_word": state in RUNNING_STATES,
            "needs_identity": state in LIVE_STATES and not asked.identity,
            "is_declined": state == RequestState.DECLINED,
        }

    def _around(self, request, asked):
        around = {
            "events": [(event, STATES.get(event.from_state, ""), STATES[event.to_state]) for event in events_of(asked)],
            "checks": checks_of(asked),
            "views": asked.views.select_related("user")[:MOST_VIEWS],
            "same_house": VacationCheckRequest.objects.same_house(asked)[:MOST_OTHERS],
            "same_person": same_person(asked)[:MOST_OTHERS],
            "may_change": self.has_change_permission(request),
            "state_words": STATES,
        }
        if request.user.has_perm("mailroom.view_message"):
            around["mails"] = Message.objects.filter(about=asked.reference).defer("html", "attachments")
        return around


def events_of(asked):
    return asked.events.select_related("by")


def checks_of(asked):
    """Every look at the home, the newest first, with what was added and how its alert ended."""
    return asked.checks.select_related("result", "alert__closed_by").prefetch_related("addenda")


def same_person(asked):
    """What the same mail address or phone number asked for beside this."""
    same = Q(phone_index=asked.phone)
    if asked.email:
        same |= Q(email_index=asked.email)
    return VacationCheckRequest.objects.unsealed().filter(same).exclude(pk=asked.pk).order_by("-leaves_on")
