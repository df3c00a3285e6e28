"""The texts that participants sign, version by version."""

from django.contrib import admin

from core.admin import VersionedTextAdmin, VersionedTextForm
from programs.enums import AgreementKind
from programs.models import AgreementText
from programs.services import packets


class AgreementForm(VersionedTextForm):
    """A new version of one text."""

    class Meta:
        model = AgreementText
        fields = ["kind", "text"]


@admin.register(AgreementText)
class AgreementTextAdmin(VersionedTextAdmin):
    form = AgreementForm
    list_display = ["__str__", "kind", "created_at", "created_by"]
    list_filter = ["kind"]
    fields = ["kind", "text"]

    def newest(self, request):
        """?kind=conduct begins with the text as it is now."""
        kind = request.GET.get("kind")
        return packets.current_texts().get(kind) if kind in AgreementKind.values else None

    def publish(self, obj, by):
        return packets.publish_text(kind=obj.kind, text=obj.text, by=by)
