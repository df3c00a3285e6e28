"""Every message with its state; staff can send one again, or to a corrected address."""

from pathlib import Path

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template import engines
from django.template.response import TemplateResponse
from django.urls import path, reverse

from core.admin import LargeTableAdmin
from core.monday import needs_filter
from mailroom import services
from mailroom.forms import FixAddressForm
from mailroom.models import Message
from mailroom.monday import NEEDS
from mailroom.readers import may_read, readable


class TemplateFilter(admin.SimpleListFilter):
    """The kinds of mail there are: read from the templates, as asking 100,000 messages is slow."""

    title = "template"
    parameter_name = "template"

    def lookups(self, request, model_admin):
        folders = [Path(folder) / "mail" for folder in engines["django"].engine.dirs]
        names = {
            file.relative_to(folder).with_suffix("").as_posix()
            for folder in folders
            for file in folder.glob("*/*.html")
        }
        return [(name, name) for name in sorted(names) if may_read(request.user, name)]

    def queryset(self, request, queryset):
        return queryset.filter(template=self.value()) if self.value() else queryset


@admin.register(Message)
class MessageAdmin(LargeTableAdmin):
    list_display = ["__str__", "about", "to", "masked", "state", "attempts", "created_at", "sent_at"]
    list_display_links = ["__str__"]
    list_filter = [needs_filter(NEEDS), "state", TemplateFilter]
    search_fields = ["about", "to", "subject"]
    search_help_text = "Reference, address or words of the subject"
    # What is read, never changed by hand. The HTML and the raw text may hold a link or a code: not shown.
    fields = [
        "to", "about", "masked", "body", "attached", "state", "attempts", "next_attempt_at", "last_error",
        "language", "template", "message_id", "created_at", "queued_at", "sent_at",
    ]  # fmt: skip
    actions = ["send_again"]
    change_form_template = "admin/mailroom/message/change_form.html"

    # Messages come from services.queue only, and stay as what was said to whom.
    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    # A page with a Save button would write back the state that it showed, while the worker sends.
    def has_change_permission(self, request, obj=None):
        return False

    def has_send_permission(self, request):
        return request.user.has_perm("mailroom.change_message")

    def get_readonly_fields(self, request, obj=None):
        return self.fields

    def get_queryset(self, request):
        # The list shows many: it leaves the bulky parts where they are.
        return readable(super().get_queryset(request), request.user).defer("html", "attachments")

    def get_urls(self):
        fix = self.admin_site.admin_view(self.fix_address)
        return [path("<int:message_id>/fix-address/", fix, name="mailroom_message_fix_address"), *super().get_urls()]

    @admin.display(description="subject", ordering="subject")
    def masked(self, message):
        return message.masked_subject()

    @admin.display(description="body")
    def body(self, message):
        return message.masked_text()

    @admin.display(description="attachments")
    def attached(self, message):
        return ", ".join(attachment["filename"] for attachment in message.attachments) or "none"

    @admin.action(description="Send again", permissions=["send"])
    def send_again(self, request, queryset):
        sent = 0
        for message in queryset:
            try:
                services.resend(message, by=request.user)
            except services.MessageError as error:
                self.message_user(request, f"{message}: {error}", messages.WARNING)
            else:
                sent += 1
        self.message_user(request, f"{sent} in line to be sent again.", messages.SUCCESS if sent else messages.WARNING)

    def fix_address(self, request, message_id):
        """A page of its own: the one thing about a message that staff may change is where it goes."""
        if not self.has_send_permission(request):
            raise PermissionDenied
        message = get_object_or_404(readable(Message.objects.all(), request.user), pk=message_id)
        form = FixAddressForm(request.POST or None, initial={"to": message.to})
        if form.is_valid():
            try:
                services.fix_address_and_resend(message, to=form.cleaned_data["to"], by=request.user)
            except services.MessageError as error:
                form.add_error(None, str(error))
            else:
                self.message_user(request, "The address is corrected, and the message is in line to be sent.")
                return redirect(reverse("admin:mailroom_message_change", args=[message.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": "Fix address and send again",
            "opts": self.opts,
            "message": message,
            "form": form,
        }
        return TemplateResponse(request, "admin/mailroom/message/fix_address.html", context)
