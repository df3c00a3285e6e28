"""A request entered for a caller, with or without a mail address."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters

from vacation_checks.admin.verb_pages import page_of
from vacation_checks.forms.caller import CallerRequest
from vacation_checks.services.requests import submit

ADD = "vacation_checks.add_vacationcheckrequest"
LISTS = ("add-", "remove-")


class CallerPages:
    """For VacationCheckRequestAdmin: "add" is the form that residents fill in online, on one page."""

    def has_add_permission(self, request):
        return request.user.has_perm(ADD)

    @method_decorator(sensitive_post_parameters())
    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return self._caller_page(request, CallerRequest())
        asked, button = CallerRequest(request.POST), request.POST.get("go", "")
        if button.startswith(LISTS):
            return self._caller_page(request, asked.with_row(button))
        if not asked.is_valid():
            return self._caller_page(request, asked)
        made = submit(fields=asked.fields(), form_key=asked.form_key, by=request.user)
        self.message_user(request, f"{made} is with the desk. Tell the caller this reference.", messages.SUCCESS)
        return redirect(page_of(made))

    def _caller_page(self, request, asked):
        return self.page(request, "caller.html", "Enter a request for a caller", asked=asked, crumb="For a caller")
