"""The programs' own texts, and who wants to hear of the next class."""

from django.contrib import admin

from core.admin import LargeTableAdmin, PortalAdmin
from programs.models import ClassInterest, Program


@admin.register(Program)
class ProgramAdmin(PortalAdmin):
    list_display = ["name", "slug", "prefix", "entry", "classes_before", "graduates_before", "position"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "prefix", "entry", "position"]}),
        ("What residents read", {"fields": ["summary", "description", "who_may_come", "at_graduation"]}),
        ("Before this portal", {"fields": ["classes_before", "graduates_before"]}),
    ]

    # Classes and references hang on a program: it is changed, not deleted.
    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        # Addresses and references that people have on paper begin with these.
        return ["slug", "prefix"] if obj else []


@admin.register(ClassInterest)
class ClassInterestAdmin(LargeTableAdmin):
    list_display = ["email", "program", "language", "created_at", "confirmed_at", "told_about"]
    list_filter = ["program", "language"]
    list_select_related = ["program", "told_about__program"]
    ordering = ["-pk"]
    sortable_by = ["created_at"]
    show_facets = admin.ShowFacets.NEVER  # they would count the whole table
    search_fields = ["email"]
    search_help_text = "Mail address"
    fields = ["email", "program", "language", "created_at", "confirmed_at", "told_about"]

    # The owner of the address switches a wish on and off; staff only look.
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
