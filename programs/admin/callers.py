"""Registering a person who calls, with or without a mail address."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from core.keys import key_from
from core.models import DepartmentProfile
from programs.admin.people_forms import ChooseClassForm
from programs.admin.roster import phone_words, positions_in_line, standing
from programs.forms.registrations import CallerForm
from programs.models import ClassOffering
from programs.services import roster
from programs.services.errors import RegistrationError


class CallerPages:
    """For RegistrationAdmin: "add" is the caller's form; first the class, then the person."""

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        chosen = key_from(request.GET.get("offering", ""))
        offering = ClassOffering.objects.select_related("program").filter(pk=chosen).first()
        if offering is None:
            form = ChooseClassForm()
            return self._caller_page(request, "choose_class.html", "Register a caller: which class?", form)
        form = CallerForm(request.POST or None, offering=offering, department=DepartmentProfile.current())
        if form.is_valid():
            answers = dict(form.cleaned_data)
            form_key = answers.pop("form_key") or None
            try:
                registration = roster.register_caller(
                    offering=offering, answers=answers, by=request.user, form_key=form_key
                )
            except RegistrationError as error:
                form.add_error(None, str(error))
            else:
                self._tell_caller(request, registration)
                return redirect(reverse("admin:programs_classoffering_change", args=[offering.pk]))
        return self._caller_page(request, "caller.html", f"Register a caller: {offering}", form, offering=offering)

    def _caller_page(self, request, template, title, form, **context):
        page = {**self.admin_site.each_context(request), "title": title, "opts": self.opts, "form": form, **context}
        return TemplateResponse(request, f"admin/programs/registration/{template}", page)

    def _tell_caller(self, request, registration):
        position = positions_in_line(registration.offering).get(registration.pk)
        words = standing(registration, timezone.now(), position)
        said = f"{registration.full_name}, {registration.reference}: {words}."
        self.message_user(request, said, messages.SUCCESS)
        if not registration.email:
            self.message_user(
                request, f"No mail address: tell this person now ({phone_words(registration)}).", messages.WARNING
            )
