"""What staff decide once, who hosts, and who wants to hear of sessions."""

from django.contrib import admin

from chat_sessions.models import ChatRules, Host, SessionInterest
from core.admin import LargeTableAdmin, PortalAdmin


@admin.register(ChatRules)
class ChatRulesAdmin(PortalAdmin):
    fieldsets = [
        ("A session", {"fields": ["start_time", "minutes", "join_minutes"]}),
        ("Sign-up and questions", {"fields": ["sign_up_days", "questions_close_at", "order_days"]}),
        ("Reminders", {"fields": ["first_reminder_days", "second_reminder_days", "last_reminder_minutes"]}),
        ("Afterwards", {"fields": ["answer_days", "least_shown"]}),
    ]

    # A migration made the one row that there is.
    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Host)
class HostAdmin(PortalAdmin):
    list_display = ["name", "title", "is_active"]
    fields = ["name", "title", "is_active"]

    # Past sessions keep the name: untick it instead.
    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnlyAdmin(LargeTableAdmin):
    """Looked at, never changed here."""

    actions = None
    view_on_site = False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(SessionInterest)
class SessionInterestAdmin(ReadOnlyAdmin):
    list_display = ["email", "language", "created_at", "confirmed_at"]
    list_filter = ["language"]
    search_fields = ["email"]
