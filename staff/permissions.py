"""Brings the groups in the database to what roles.py says. Called by migrations, with their own models."""

from django.contrib.auth.management import create_permissions

from staff.roles import PERMISSIONS


def apply_roles(apps, schema_editor):
    """The groups that staff belong to, each with what its people may do.

    What a permission is about may come with a later migration: whoever makes it applies the table again.
    """
    # Permissions are rows that Django makes after all migrations; here they are needed now.
    for label in {"core", "mailroom", "programs", "vacation_checks", "chat_sessions"} & apps.app_configs.keys():
        config = apps.get_app_config(label)
        before = getattr(config, "models_module", None)  # the apps of a migration have none
        config.models_module = True  # create_permissions passes over apps that seem to have no models
        create_permissions(config, verbosity=0, apps=apps, using=schema_editor.connection.alias)
        config.models_module = before
    group_model, permission_model = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in permission_model.objects.select_related("content_type")
    }
    for role, names in PERMISSIONS.items():
        group, _ = group_model.objects.get_or_create(name=role)
        group.permissions.add(*[known[name] for name in names if name in known])


def remove_roles(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=PERMISSIONS).delete()
