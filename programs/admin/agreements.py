"""The texts that participants sign, version by version."""

from django import forms
from django.contrib import admin

from core.admin import PortalAdmin
from core.contact import NoteField
from programs.enums import AgreementKind
from programs.models import AgreementText
from programs.services import packets


class AgreementForm(forms.ModelForm):
    """A new version of one text."""

    text = NoteField(
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 20, "cols": 80}),
        help_text="An empty line begins a new paragraph. It is the newest version from the moment you save it: "
        "whoever has not signed yet is asked this one. Who has signed stays with the version they signed.",
    )

    class Meta:
        model = AgreementText
        fields = ["kind", "text"]


@admin.register(AgreementText)
class AgreementTextAdmin(PortalAdmin):
    """Old versions are looked at, new ones added. What somebody signed is neither changed nor deleted."""

    form = AgreementForm
    list_display = ["__str__", "kind", "created_at", "created_by"]
    list_filter = ["kind"]
    list_select_related = ["created_by"]
    fields = ["kind", "text"]

    def get_fields(self, request, obj=None):
        return ["kind", "version", "text", "created_at", "created_by"] if obj else self.fields

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_changeform_initial_data(self, request):
        """?kind=conduct begins with the text as it is now."""
        kind = request.GET.get("kind")
        newest = packets.current_texts().get(kind) if kind in AgreementKind.values else None
        return {"kind": kind, "text": newest.text} if newest else {}

    def save_model(self, request, obj, form, change):
        saved = packets.publish_text(kind=obj.kind, text=obj.text, by=request.user)
        obj.pk, obj.version = saved.pk, saved.version
