"""Tests with transactions empty every table: what the migrations put there on the first day, once more."""

from importlib import import_module

from django.apps import apps
from django.contrib.auth.models import Group

from staff.roles import PERMISSIONS


def fill():
    """Roles (without their permissions), rules, result codes, shifts and the text to sign."""
    import_module("vacation_checks.migrations.0002_first_rules").fill(apps, None)
    for name in PERMISSIONS:
        Group.objects.get_or_create(name=name)
