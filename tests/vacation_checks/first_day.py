"""The rows that migrations made: a test with real connections empties every table."""

from importlib import import_module

from django.apps import apps
from django.contrib.auth.models import Group, Permission

from staff.roles import PERMISSIONS

_rules = import_module("vacation_checks.migrations.0002_first_rules")


def first_day():
    """Rules, texts, result codes, and the roles with their permissions."""
    _rules.fill(apps, None)
    known = {f"{row.content_type.app_label}.{row.codename}": row for row in Permission.objects.select_related()}
    for role, names in PERMISSIONS.items():
        Group.objects.get_or_create(name=role)[0].permissions.set(known[name] for name in names)
