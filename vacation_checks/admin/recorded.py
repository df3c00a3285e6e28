"""What every list and page about requests has in common: nothing is deleted or exported, and each look is on record."""

from django.template.response import TemplateResponse

from core.admin import LargeTableAdmin
from vacation_checks.enums import Viewed
from vacation_checks.services.access import record_view


class RecordedAdmin(LargeTableAdmin):
    """A list that is read, not written. `what_listed`, `what_opened`: enums.Viewed of the list and of one row."""

    what_listed = Viewed.LIST
    what_opened = Viewed.REQUEST
    list_title = ""
    actions = None
    view_on_site = False

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def request_of(self, obj):
        """The request that a row is about."""
        return obj.request

    def changelist_view(self, request, extra_context=None):
        title = self.list_title or str(self.opts.verbose_name_plural).capitalize()
        response = super().changelist_view(request, {"title": title, **(extra_context or {})})
        listed = getattr(response, "context_data", {}).get("cl")
        if listed is not None:
            self.note_listed(request, listed)
        return response

    def note_listed(self, request, listed):
        """The page is not rendered yet: only its rows are known."""
        words = f"{len(listed.result_list)} {self.opts.verbose_name_plural}"
        record_view(request, self.what_listed, note=words)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            record_view(request, self.what_opened, request=self.request_of(obj), note=str(self.opts.verbose_name))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def page(self, request, template, title, **context):
        """templates/admin/vacation_checks/<template>: a page of our own."""
        page = {**self.admin_site.each_context(request), "title": title, "opts": self.opts, **context}
        return TemplateResponse(request, f"admin/vacation_checks/{template}", page)
