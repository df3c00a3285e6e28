"""Accounts, roles and the lock on the door: Django's pages, with fields that can be read, labeled and hit."""

from axes.admin import AccessAttemptAdmin
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from core.admin import PortalAdmin
from staff.forms import AccountForm, RoleForm

# The settings switch these two logs off: their lists would always be empty.
admin.site.unregister([User, Group, AccessAttempt, AccessLog, AccessFailureLog])


@admin.register(User)
class AccountAdmin(PortalAdmin, UserAdmin):
    form = AccountForm
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Who it is", {"fields": ["first_name", "last_name", "email", "last_login", "date_joined"]}),
        ("What this person may do", {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
        ("Exceptions", {"fields": ["user_permissions"], "classes": ["collapse"]}),
    ]


@admin.register(Group)
class RoleAdmin(PortalAdmin, GroupAdmin):
    form = RoleForm
    filter_horizontal = []


@admin.register(AccessAttempt)
class FailedSignInAdmin(PortalAdmin, AccessAttemptAdmin):
    """Wrong passwords by name and address. To open the door again before its time, delete the row."""

    list_display = ["attempt_time", "username", "ip_address", "failures_since_start", "status", "user_agent"]
    list_filter = ["attempt_time"]
    date_hierarchy = None

    # Saved by hand, the row would lose the failures that were counted since the page was opened.
    def has_change_permission(self, request, obj=None):
        return False
