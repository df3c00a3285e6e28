"""The season builder: from a few facts to every date of a class, shown before anything is saved."""

from datetime import timedelta

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from core.keys import key_from
from programs.admin.class_page import THE_CLASS, ClassPage, Tool
from programs.admin.season_form import SeasonForm
from programs.enums import ClassStatus
from programs.models import ClassOffering
from programs.services import classes, seasons

# The same plan within this time is a second click.
A_MOMENT = timedelta(minutes=10)


def like_address(offering):
    return f"{reverse('admin:programs_classoffering_add')}?like={offering.pk}"


class SeasonPages(ClassPage):
    """For ClassOfferingAdmin: "add" plans a season (?like=<class>: as that one). Nothing is stored on the way."""

    def class_tools(self, request, offering):
        tools = super().class_tools(request, offering)
        if self.has_add_permission(request):
            tools.append(Tool(THE_CLASS, "Plan the next season like this one", like_address(offering)))
        return tools

    def get_list_display(self, request):
        first, *others = super().get_list_display(request)
        return [first, "plan_like", *others] if self.has_add_permission(request) else [first, *others]

    @admin.display(description="next season")
    def plan_like(self, offering):
        words = '<a href="{}" aria-label="Plan the next season like {}">Plan</a>'
        return format_html(words, like_address(offering), offering)

    @staticmethod
    def _model_of(request):
        chosen = key_from(request.GET.get("like", ""))
        return ClassOffering.objects.select_related("program").prefetch_related("sessions").filter(pk=chosen).first()

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            model = self._model_of(request)
            return self._season_page(
                request, "season.html", SeasonForm(initial=seasons.like(model) if model else None), model=model
            )
        if "create" in request.POST and (twin := self._just_created(request.POST)):
            self.message_user(request, f"{twin} is there already: it was created once.", messages.INFO)
            return self._to_class(twin)
        form = SeasonForm(request.POST)
        if "change" in request.POST or not form.is_valid():
            return self._season_page(request, "season.html", form)
        if "create" in request.POST:
            return self._create(request, form)
        return self._preview(request, form)

    def _preview(self, request, form):
        # The number that is shown is the number that will be created, also after a double click.
        data = request.POST.copy()
        data["number"] = form.cleaned_data["number"]
        clashes = form.clashes()
        context = {
            "hidden_fields": SeasonForm(data),
            "season": form.instance,
            "sessions": [(session, clashes.get(session.date)) for session in form.sessions],
            "skipped": form.plan.skipped.items(),
            "warnings": form.warnings(),
        }
        return self._season_page(request, "season_preview.html", form, **context)

    def _create(self, request, form):
        data = form.cleaned_data
        try:
            offering = classes.create_season(
                offering=form.instance,
                dates=form.plan.dates,
                start_time=data["start_time"],
                end_time=data["end_time"],
                with_graduation=data["with_graduation"],
                topics=form.topic_list,
                hands_on=[number for number in form.hands_on_numbers if number <= data["session_count"]],
            )
        except IntegrityError:  # somebody took the number in this very moment
            form.add_error("number", "This program has a class with this number by now.")
            return self._season_page(request, "season.html", form)
        self.log_addition(request, offering, f"Planned as a season of {len(form.plan.dates)} dates.")
        self.message_user(
            request, f"{offering} is created as a draft. Publish it when residents may see it.", messages.SUCCESS
        )
        if offering.program.is_for_students and request.user.has_perm("programs.view_semester"):
            return redirect(reverse("admin:programs_classoffering_semester", args=[offering.pk]))
        return self._to_class(offering)

    @staticmethod
    def _just_created(data):
        """The class that this very form made a moment ago, if its button was pressed twice."""
        twin = ClassOffering.objects.filter(
            program=key_from(data.get("program", "")),
            number=key_from(data.get("number", "")),
            status=ClassStatus.DRAFT,
            created_at__gt=timezone.now() - A_MOMENT,
        ).first()
        # Compared here: what was typed can hold characters that no database takes.
        return twin if twin and twin.title == data.get("title", "").strip() else None

    @staticmethod
    def _to_class(offering):
        return redirect(reverse("admin:programs_classoffering_change", args=[offering.pk]))

    def _season_page(self, request, template, form, **context):
        page = {
            **self.admin_site.each_context(request),
            "title": "Plan a season",
            "opts": self.opts,
            "form": form,
            **context,
        }
        return TemplateResponse(request, f"admin/programs/classoffering/{template}", page)
