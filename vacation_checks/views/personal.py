"""One request, for the person it belongs to: GET shows, POST acts.

Whoever has just sent it in this browser sees it; only the mailed link, the code or My requests prove the address, and
only then can anything be done with it. A request that is sealed shows nothing any more.
"""

from functools import wraps

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import limits
from core.access import OwnRecords, link_page
from core.contact import CodeForm, email_key
from core.links import open_token
from vacation_checks.answers import answers_of, phone
from vacation_checks.emails import REQUEST_LINK
from vacation_checks.enums import Decision, RequestState
from vacation_checks.forms.changes import AnswerForm
from vacation_checks.models import CheckRules, VacationCheckRequest
from vacation_checks.services import changes, endings, requests
from vacation_checks.services.errors import RequestError
from vacation_checks.standings import looks_at

OWN = OwnRecords("request", VacationCheckRequest.objects.all, lambda request: email_key(request.email))

# What happens next is told for each state; an end is an end.
PARTS = {
    RequestState.COMPLETED: "over",
    RequestState.ENDED_EARLY: "over",
    RequestState.CANCELLED: "stopped",
    RequestState.DECLINED: "stopped",
    RequestState.LAPSED: "stopped",
}
# Officers look at the home, will, or did: the resident reads when.
LOOKED_AT = {RequestState.ACTIVE, RequestState.AWAITING, RequestState.SUSPENDED}


@require_safe
@link_page
def open_request(request, token):
    """The link in a mail: exchanged for a short session and an address that says nothing."""
    opened = open_token(REQUEST_LINK, token)
    mine = VacationCheckRequest.objects.filter(pk=opened.subject).first() if opened.subject else None
    if opened.trouble or mine is None:
        return render(request, "link_trouble.html", {"trouble": opened.trouble}, status=410)
    OWN.open(request, mine, proved=True)
    return redirect(mine)


def own_request(view):
    """Decorator: like OWN.own; a sealed request is a plain page that says so."""

    @wraps(view)
    def wrapped(request, mine):
        if mine.sealed_at:
            context = {"mine": mine, "proved": OWN.has_proved(request, mine)}
            return render(request, "vacation_checks/sealed.html", context)
        return view(request, mine)

    return OWN.own(wrapped)


def proved_request(view):
    """Decorator: the same, and to have sent it in this browser is not enough."""

    @wraps(view)
    def wrapped(request, mine):
        if not OWN.has_proved(request, mine):
            messages.error(request, _("Please use the link in our mail, so that we know the address is yours."))
            return redirect(mine)
        return view(request, mine)

    return own_request(wrapped)


@require_safe
@own_request
def show(request, mine):
    return page(request, mine)


def page(request, mine, *, code_form=None, answer_form=None, status=200):
    """The page of a request, as it truly stands now."""
    now, rules = timezone.now(), CheckRules.current()
    state = mine.state_at(now, rules)
    proved = OWN.has_proved(request, mine)
    looks = looks_at(mine)
    context = {
        "mine": mine,
        "state": state,
        "part": f"vacation_checks/request/_{PARTS.get(state, state)}.html",
        "rules": rules,
        "proved": proved,
        "phone": phone(mine.phone),
        "ending": endings.way_to_end(mine, state, now),
        "can_extend": changes.can_extend(mine, state, now, rules),
        "can_change": changes.can_change(state),
        "looks": looks,
        "shows_looks": looks or state in LOOKED_AT,
        "was_known_only": mine.events.filter(to_state=RequestState.INFORMATION).exists() and not looks,
        "reason": mine.get_decision_display() if mine.decision != Decision.OTHER else "",
        # A slip in the mail address leads a stranger here: what was written is shown once it is confirmed; until then
        # only in the browser in which it was written.
        "shows_home": mine.confirmed_at or not proved,
        "answers": answers_of(mine),
        # That another one exists is only for whoever reads the mail of this address.
        "overlapping": VacationCheckRequest.objects.overlapping(mine) if proved and changes.can_change(state) else [],
        "code_form": code_form or CodeForm(),
        "answer_form": answer_form or AnswerForm(),
    }
    return render(request, "vacation_checks/request.html", context, status=status)


@require_POST
@proved_request
def confirm(request, mine):
    try:
        requests.confirm(mine)
    except RequestError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Thank you. Your request is with our desk."))
    return redirect(mine)


@require_http_methods(["GET", "POST"])
@own_request
def confirm_with_code(request, mine):
    if request.method == "GET":
        return redirect(mine)  # after a wrong code the page stood at this address
    if not limits.allow("code", limits.client_ip(request)):
        return limits.too_many(request, "code")
    if mine.state != RequestState.UNCONFIRMED:  # a second click; or it ended: the page says so
        return redirect(mine)
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            requests.confirm_with_code(mine, form.cleaned_data["code"])
        except RequestError as error:
            form.add_error("code", str(error))
        else:
            OWN.open(request, mine, proved=True)
            messages.success(request, _("Thank you. Your request is with our desk."))
            return redirect(mine)
    return page(request, mine, code_form=form)


@require_POST
@proved_request
def answer(request, mine):
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return page(request, mine, answer_form=form)
    try:
        requests.answer(mine, form.cleaned_data["answer"])
    except RequestError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Thank you. Your answer is with our desk."))
    return redirect(mine)
