"""The pages between choosing people and doing something to them."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from core.keys import keys_from
from programs.admin.actions import ACTIONS, MOST_PEOPLE, run
from programs.models import Registration
from programs.people import name_and_phone
from programs.services.errors import RegistrationError


def changelist_action(action):
    """The action as Django's list of registrations wants it."""

    def start(model_admin, request, queryset):
        chosen = list(queryset.values_list("pk", flat=True)[: MOST_PEOPLE + 1])
        return model_admin.act_on(request, action, chosen, back=request.get_full_path())

    start.__name__ = action.name
    permission = "overbook" if action.name == "overbook" else "change"
    return admin.action(start, description=action.label, permissions=[permission])


def asking_page(request, page, action, people, form, back):
    """What the action wants to know, whom it is about and, if it can tell, what would become of each of them."""
    has_outlook = hasattr(form, "outlook")
    context = {
        "action": action,
        "people": people,
        "form": form,
        "back": back,
        "has_outlook": has_outlook,
        "outlook": form.outlook() if has_outlook and form.is_valid() else None,
        "mailed": sum(bool(person.email) for person in people),
        "to_call": [name_and_phone(person) for person in people if not person.email],
    }
    return TemplateResponse(request, "admin/programs/registration/act.html", page | context)


class ActingPages:
    """For RegistrationAdmin: one address that takes what to do, and to whom."""

    actions = [changelist_action(action) for action in ACTIONS.values()]

    def has_overbook_permission(self, request):
        return self.has_change_permission(request) and request.user.has_perm("programs.overbook_registration")

    def get_urls(self):
        act = self.admin_site.admin_view(self.act)
        return [path("act/", act, name="programs_registration_act"), *super().get_urls()]

    def act(self, request):
        """What the page of a class, the page of a person and the pages in between post to."""
        back = self._way_back(request)
        if not self.has_change_permission(request):
            raise PermissionDenied
        action = ACTIONS.get(request.POST.get("action", ""))
        if action is None:
            self.message_user(request, "Choose what to do, then press Go.", messages.WARNING)
            return redirect(back)
        chosen = keys_from(request.POST.getlist("_selected_action"))
        return self.act_on(request, action, chosen, back=back)

    def act_on(self, request, action, chosen, *, back):
        """Ask what the action wants to know, if anything; then do it and go back."""
        if not (self.has_change_permission(request) and request.user.has_perm(action.permission)):
            raise PermissionDenied
        problem = self._problem_with(chosen)
        if problem:
            self.message_user(request, problem, messages.WARNING)
            return redirect(back)
        # The longest registered first: where seats are few, they go in this order.
        people = list(
            Registration.objects.filter(pk__in=chosen).select_related("offering__program").order_by("created_at", "pk")
        )
        if action.page:
            return self._to_page(request, action, people, back)
        if action.form is None:
            run(request, action, people, {})
            return redirect(back)
        is_answered = "apply" in request.POST or "outlook" in request.POST
        form = action.form(request.POST if is_answered else None, people=people)
        if "apply" in request.POST and form.is_valid():
            run(request, action, people, form.arguments())
            return redirect(back)
        return self._ask(request, action, people, form, back)

    def _to_page(self, request, action, people, back):
        try:
            return redirect(action.page(people))
        except RegistrationError as error:
            self.message_user(request, str(error), messages.WARNING)
            return redirect(back)

    @staticmethod
    def _problem_with(chosen):
        if not chosen:
            return "Choose at least one person first."
        return f"Choose at most {MOST_PEOPLE} people at once." if len(chosen) > MOST_PEOPLE else ""

    def _ask(self, request, action, people, form, back):
        page = {**self.admin_site.each_context(request), "title": action.label, "opts": self.opts}
        return asking_page(request, page, action, people, form, back)

    @staticmethod
    def _way_back(request):
        """Where the people were chosen: a page of the room's admin, else the list of registrations."""
        fallback = reverse("admin:programs_registration_changelist")
        back = request.POST.get("back", "")
        home = reverse("admin:app_list", args=["programs"])
        return back if back.startswith(home) and url_has_allowed_host_and_scheme(back, allowed_hosts=None) else fallback
