"""The letters that were sent, as they were sent; and the template letters that staff start from."""

from django.contrib import admin

from core.admin import LargeTableAdmin, PortalAdmin
from core.enums import Language
from mailroom.enums import MessageState
from programs.admin.letter_forms import TRANSLATIONS, LetterTemplateForm
from programs.models import Letter, LetterTemplate
from programs.services.letter_texts import PLACEHOLDERS
from programs.services.letters import with_delivery


@admin.register(Letter)
class LetterAdmin(LargeTableAdmin):
    """Who wrote what to whom. Read only: it stays as what was said."""

    list_display = ["__str__", "offering", "audience", "sent_at", "sent_by"]
    list_select_related = ["offering__program", "sent_by"]
    list_filter = ["offering__program"]
    sortable_by = ["sent_at"]
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["texts", "audience"]
    search_help_text = "Words of the letter"
    fields = ["offering", "audience", "sent_at", "sent_by"]
    change_form_template = "admin/programs/letter/change_form.html"

    # Letters are written on the page of a class, and stay as what was said to whom.
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["texts"] = [(each, obj.texts[each]) for each in Language if each in obj.texts]
        context["may_see_mail"] = request.user.has_perm("mailroom.view_message")
        if request.user.has_perm("programs.view_registration"):
            people = with_delivery(obj.recipients.select_related("registration"))
            people = people.order_by("registration__family_name", "registration__given_name", "pk")
            context["recipients"] = [
                (
                    person,
                    Language(person.language).label,
                    MessageState(person.mail_state) if person.mail_state else None,
                )
                for person in people
            ]
        return super().render_change_form(request, context, add, change, form_url, obj)


@admin.register(LetterTemplate)
class LetterTemplateAdmin(PortalAdmin):
    form = LetterTemplateForm
    list_display = ["name", "subject", "languages"]
    search_fields = ["name"]
    search_help_text = "Name"
    fieldsets = [
        (None, {"fields": ["name"]}),
        (
            "English",
            {
                "fields": [f"subject_{Language.ENGLISH}", f"body_{Language.ENGLISH}"],
                "description": "Filled in for each person: "
                + "; ".join(f"{{{name}}}, {words}" for name, words in PLACEHOLDERS.items())
                + ".",
            },
        ),
        *[
            (language.label, {"fields": [f"subject_{language}", f"body_{language}"], "classes": ["collapse"]})
            for language in TRANSLATIONS
        ],
    ]

    @admin.display(description="subject")
    def subject(self, template):
        return template.texts[Language.ENGLISH]["subject"]

    @admin.display(description="written in")
    def languages(self, template):
        return ", ".join(language.label for language in Language if language in template.texts)
