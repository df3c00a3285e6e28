"""Ask again, with the answers of an earlier request: for whoever has proved that it is theirs.

Also of a sealed one: its answers go back to the person who gave them, and to nobody else.
"""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import limits
from vacation_checks.enums import RequestState
from vacation_checks.services import drafts
from vacation_checks.views.own_draft import open_draft
from vacation_checks.views.personal import OWN


@require_POST
@limits.posts_per_ip("request")
@OWN.own
def again(request, earlier):
    """To have sent it from this browser is not enough: the address must be proved. But for one that was mistyped."""
    proved = OWN.has_proved(request, earlier)
    if proved and earlier.confirmed_at:
        open_draft(request, drafts.start_again(earlier))
        text = _("Your answers of last time are copied. The dates, and what you allow, are asked anew.")
    elif not proved and earlier.state == RequestState.UNCONFIRMED:
        open_draft(request, drafts.correct_address(earlier))
        text = _("Your answers are copied. Your mail address, the dates and what you allow are asked anew.")
    else:
        messages.error(request, _("Please use the link in our mail, so that we know the address is yours."))
        return redirect(earlier)
    messages.info(request, text)
    return redirect("vacation:eligibility")
