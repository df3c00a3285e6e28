"""A new session, from the rules or like an earlier one; what follows from its day is shown before it is saved."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from chat_sessions.admin.needs_page import order_by
from chat_sessions.admin.session_forms import PlanForm
from chat_sessions.admin.session_page import THE_SESSION, SessionPage
from chat_sessions.models import ChatSession
from chat_sessions.services import sessions
from chat_sessions.services.errors import ChatError
from core.admin_pages import Tool
from core.keys import key_from
from core.services import closed_days

WEEKS_LATER = 4


class PlanPages(SessionPage):
    """For ChatSessionAdmin: "add" plans a session (?like=<session>: as that one). Nothing is stored on the way."""

    def row_tools(self, request, session):
        tools = super().row_tools(request, session)
        if self.has_add_permission(request):
            address = f"{reverse(self.page_name('add'))}?like={session.pk}"
            tools.append(Tool(THE_SESSION, "Plan another like this one", address))
        return tools

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        like = ChatSession.objects.filter(pk=key_from(request.GET.get("like", ""))).first()
        form = PlanForm(request.POST or None, initial={"number": sessions.next_number(), **_usual(like)})
        planned = None
        if form.is_valid():
            planned = form.put_on(sessions.proposal(form.cleaned_data["date"], like))
            if "apply" in request.POST and (saved := self._save(request, form, planned)):
                return saved
        title = f"Plan a session like {like}" if like else "Plan a session"
        page = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "form": form,
            "planned": planned,
            **(_outlook(planned) if planned else {}),
        }
        return TemplateResponse(request, f"{self.page_folder}/plan.html", page)

    def _save(self, request, form, planned):
        try:
            sessions.create(planned, hosts=form.cleaned_data["hosts"])
        except ChatError as error:
            form.add_error("number", str(error))
            return None
        self.log_addition(request, planned, "Planned.")
        self.message_user(request, f"{planned} is a draft: add the link, then publish it.")
        return redirect(self.row_address(planned))


def _usual(like):
    usual = PlanForm.as_usual(like)
    if like:
        usual["date"] = max(like.date + timedelta(weeks=WEEKS_LATER), timezone.localdate())
    return usual


def _outlook(planned):
    """What follows from the day."""
    same_day = ChatSession.objects.filter(date=planned.date)
    return {
        "closed": closed_days(planned.date, planned.date).get(planned.date, ""),
        "same_day": [str(each) for each in same_day],
        "order_by": order_by(planned),
    }
