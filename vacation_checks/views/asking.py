"""Asking for house checks: eligibility, the steps, check-your-answers, and send."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from core import limits
from core.access import personal_page, proved_email
from core.contact import email_key
from core.pages import same_for_everyone
from vacation_checks.forms.eligibility import EligibilityForm
from vacation_checks.forms.steps import BY_NAME, STEPS, fields_from, walk
from vacation_checks.models import CheckRules, VacationCheckRequest
from vacation_checks.services import drafts
from vacation_checks.services.dates import earliest_departure
from vacation_checks.services.errors import RequestError
from vacation_checks.views.own_draft import LOOK, find_draft, next_page, open_draft, own_draft, to_receipt, to_step

NAMES = [step.name for step in STEPS]
TITLES = [*[step.title for step in STEPS], _("Check and send")]


@require_safe
@same_for_everyone
def about(request):
    rules = CheckRules.current()
    context = {"rules": rules, "first_day": earliest_departure(timezone.now(), rules)}
    return render(request, "vacation_checks/about.html", context)


@require_http_methods(["GET", "POST"])
@limits.posts_per_ip("request")
@personal_page
def eligibility(request):
    """Four boxes before the long form. A draft that was copied from an earlier request waits for them, too."""
    draft = find_draft(request)
    open_one = draft if draft and not draft.sent else None
    begun = bool(open_one) and drafts.ELIGIBLE in open_one.answers
    form = EligibilityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if open_one is None or begun:
            open_one = drafts.begin({drafts.ELIGIBLE: True})
            open_draft(request, open_one)
        else:
            open_one = drafts.save_step(open_one, drafts.ELIGIBLE, True)
        return next_page(request, open_one)
    asker = proved_email(request)
    earlier = VacationCheckRequest.objects.last_of(asker) if asker and open_one is None else None
    context = {"form": form, "begun": begun, "asker": asker, "earlier": earlier}
    return render(request, "vacation_checks/eligibility.html", context)


@require_safe
@own_draft
def go_on(request, draft):
    """Where the open draft was left."""
    return next_page(request, draft)


@require_http_methods(["GET", "POST"])
@limits.posts_per_ip("request-step")
@own_draft
def step(request, draft, step):
    if step not in BY_NAME:
        raise Http404
    asker = proved_email(request) or ""
    before = walk(draft.answers, until=step, asker=asker)
    about = {"earlier": before.cleaned, "asker": asker}
    kept = draft.answers.get(step)
    if request.method == "POST":
        form = BY_NAME[step].form(request.POST, initial=kept, **about)
        return _posted(request, draft, step, form, before)
    if before.unfinished:
        return to_step(before.unfinished, look=True)
    if kept and LOOK in request.GET:
        form = BY_NAME[step].form(BY_NAME[step].form.as_sent(kept), **about)
        form.is_valid()
    else:
        form = BY_NAME[step].form(initial=kept, **about)
    return _page(request, step, form)


def _posted(request, draft, step, form, before):
    """Whatever was typed is kept first, right or wrong; then the button decides."""
    button, changing = request.POST.get("go", ""), "change" in request.GET
    is_valid = form.is_valid()
    typed = form.typed(button)
    drafts.save_step(draft, step, typed)
    verb, _sep, changed = button.partition("-")
    if verb in {"add", "remove"}:
        answer = to_step(step, changing=changing)
        answer["Location"] += _place(typed, changed.partition("-")[0])
        return answer
    if button == "save":
        return redirect("vacation:save")
    if button == "back":
        return redirect("vacation:check") if changing else _one_back(step)
    if before.unfinished:
        return to_step(before.unfinished, look=True)
    if not is_valid:
        return _page(request, step, form)
    for note in form.notes():
        messages.info(request, note)
    return _one_on(step, changing)


def _place(typed, name):
    """Where on the page the newest row of this list stands."""
    rows = typed.get(name)
    return f"#{name}-{max(len(rows) - 1, 0)}" if isinstance(rows, list) else ""


def _one_back(step):
    number = NAMES.index(step)
    return to_step(NAMES[number - 1]) if number else redirect("vacation:eligibility")


def _one_on(step, changing):
    number = NAMES.index(step) + 1
    return redirect("vacation:check") if changing or number == len(NAMES) else to_step(NAMES[number])


def _page(request, step, form):
    context = {
        "step": BY_NAME[step],
        "asked": form,
        "problems": form.problems(),
        "steps": TITLES,
        "number": NAMES.index(step) + 1,
        "changing": "change" in request.GET,
    }
    return render(request, "vacation_checks/step.html", context)


@require_http_methods(["GET", "POST"])
@own_draft
def check(request, draft):
    """All answers, judged once more: a day may have come too near since."""
    done = walk(draft.answers, asker=proved_email(request) or "")
    if done.unfinished:
        return to_step(done.unfinished, look=True)
    if request.method == "POST":
        return _send(request, draft, done.cleaned)
    parts = [(BY_NAME[name], form.answers(), form.notes()) for name, form in done.forms.items()]
    context = {"parts": parts, "seen": drafts.seen(draft), "steps": TITLES, "number": len(TITLES)}
    return render(request, "vacation_checks/check.html", context)


def _send(request, draft, cleaned):
    if not limits.allow("request", limits.client_ip(request)):
        return limits.too_many(request, "request")
    if not limits.allow("mail-to", email_key(cleaned["you"]["email"])):
        return limits.too_many(request, "mail-to")
    try:
        if request.POST.get("seen") != drafts.seen(draft):
            raise RequestError(drafts.CHANGED)
        made = drafts.send(draft, fields_from(cleaned))
    except RequestError as error:
        messages.error(request, str(error))
        return redirect("vacation:check")
    return to_receipt(request, made)
