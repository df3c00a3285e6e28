"""Registrations: found among all of them, read whole, and mended where staff may."""

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.html import format_html

from core.admin import LargeTableAdmin
from core.keys import key_from
from core.monday import needs_filter
from mailroom.models import Message
from programs.admin.acting import ActingPages
from programs.admin.actions import allowed_actions
from programs.admin.callers import CallerPages
from programs.admin.people_forms import ContactForm
from programs.admin.roster import search_people, standing
from programs.enums import Outcome, RegistrationState
from programs.forms.registrations import session_label
from programs.models import ClassOffering, Registration
from programs.monday import NEEDS
from programs.services import roster
from programs.services.certificates import valid_one
from programs.services.errors import RegistrationError


class ClassFilter(admin.SimpleListFilter):
    """The newest classes; older ones are reached from their own page."""

    title = "class"
    parameter_name = "class"
    MOST = 40

    def lookups(self, request, model_admin):
        newest = ClassOffering.objects.select_related("program").order_by("-pk")[: self.MOST]
        return [(str(offering.pk), str(offering)) for offering in newest]

    def queryset(self, request, queryset):
        return queryset.filter(offering=key_from(self.value()) or 0) if self.value() else queryset


@admin.register(Registration)
class RegistrationAdmin(ActingPages, CallerPages, LargeTableAdmin):
    form = ContactForm
    list_display = ["reference", "name", "class_number", "how_it_stands", "since", "phone", "email"]
    list_filter = [needs_filter(NEEDS), "state", ClassFilter, "source", "language"]
    list_select_related = ["offering__program"]
    sortable_by = ["reference", "since"]
    show_facets = admin.ShowFacets.NEVER  # they would count the whole table
    search_fields = ["reference", "given_name", "family_name", "email", "phone"]
    search_help_text = "Reference, name, mail address or phone number"
    fieldsets = [
        (
            "How it stands",
            {
                "fields": [
                    "reference", "class_link", "standing_now", "created_at", "source", "email_confirmed_at",
                    "closing_note", "outcome_now",
                ]
            },
        ),
        (
            "Contact",
            {
                "fields": ["email", "phone", "certificate_name", "accommodation"],
                "description": "Mend what was mistyped. After a new mail address, choose “Mail again” below.",
            },
        ),
        (
            "Answers",
            {
                "fields": [
                    "given_name", "family_name", "language", "connected_by", "organization", "is_adult", "can_attend",
                    "sessions_missed", "first_time", "heard_from",
                ]
            },
        ),
    ]  # fmt: skip
    change_form_template = "admin/programs/registration/change_form.html"

    view_on_site = False  # the resident's own page opens by the mailed link only

    # A registration ends by an action and stays as what happened.
    def has_delete_permission(self, request, obj=None):
        return False

    # Of a student, name and contact stand with the family, encrypted: nothing is typed in here.
    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and obj.is_student)

    def get_readonly_fields(self, request, obj=None):
        shown = [name for _, options in self.fieldsets for name in options["fields"]]
        return [name for name in shown if name not in ContactForm.Meta.fields]

    def get_search_results(self, request, queryset, search_term):
        return search_people(queryset, search_term), False

    @admin.display(description="name")
    def name(self, registration):
        return f"{registration.family_name}, {registration.given_name}"

    @admin.display(description="state")
    def how_it_stands(self, registration):
        return standing(registration, timezone.now())

    @admin.display(description="state")
    def standing_now(self, registration):
        waits = registration.state == RegistrationState.WAITLISTED
        return standing(registration, timezone.now(), registration.line_position() if waits else None)

    @admin.display(description="class")
    def class_number(self, registration):
        return f"{registration.offering.program.prefix} {registration.offering.number}"

    @admin.display(description="since", ordering="created_at")
    def since(self, registration):
        return format_date(timezone.localtime(registration.created_at), "M j, Y")

    @admin.display(description="class")
    def class_link(self, registration):
        url = reverse("admin:programs_classoffering_change", args=[registration.offering_id])
        return format_html('<a href="{}">{}</a>', url, registration.offering)

    @admin.display(description="graduation")
    def outcome_now(self, registration):
        certificate = valid_one(registration) if registration.outcome == Outcome.GRADUATED else None
        if certificate is None:
            return registration.get_outcome_display() or "-"
        url = reverse("admin:programs_certificate_change", args=[certificate.pk])
        return format_html('Graduated, certificate <a href="{}">{}</a>', url, certificate.number)

    @admin.display(description="connections to Torrance")
    def connected_by(self, registration):
        return "; ".join(registration.connection_labels)

    @admin.display(description="sessions that they will miss")
    def sessions_missed(self, registration):
        return "; ".join(session_label(session) for session in registration.will_miss.all()) or "none"

    def change_view(self, request, object_id, form_url="", extra_context=None):
        try:
            return super().change_view(request, object_id, form_url, extra_context)
        except RegistrationError as error:  # the class or the person changed in this very moment
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(request.path)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["show_save_and_add_another"] = False
        context["roster_actions"] = [] if obj.is_student else allowed_actions(request.user)
        context["events"] = obj.events.select_related("by")
        if request.user.has_perm("mailroom.view_message"):
            context["mails"] = Message.objects.filter(about=obj.reference).defer("html", "attachments")
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        """Each field by itself: the state may have moved on since the page was opened."""
        data, changed = form.cleaned_data, set(form.changed_data)
        if changed & {"email", "phone"}:
            roster.correct_contact(Registration.objects.get(pk=obj.pk), email=data["email"], phone=data["phone"])
        plain = sorted(changed & {"certificate_name", "accommodation"})
        if plain:
            obj.save(update_fields=plain)
