from django.contrib.auth.management import create_permissions
from django.db import migrations

from staff.roles import PERMISSIONS


def create_roles(apps, schema_editor):
    """The groups that staff belong to, each with what its people may do."""
    # Permissions are rows that Django makes after all migrations; here they are needed now.
    for label in ("core", "mailroom", "programs"):
        config = apps.get_app_config(label)
        config.models_module = True  # create_permissions passes over apps that seem to have no models
        create_permissions(config, verbosity=0, apps=apps, using=schema_editor.connection.alias)
        config.models_module = None
    group_model, permission_model = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for role, names in PERMISSIONS.items():
        group, _ = group_model.objects.get_or_create(name=role)
        for name in names:
            label, codename = name.split(".")
            group.permissions.add(permission_model.objects.get(content_type__app_label=label, codename=codename))


def remove_roles(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=PERMISSIONS).delete()


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("core", "0002_department_profile"),
        ("mailroom", "0001_outbox"),
        ("programs", "0001_classes_and_registrations"),
    ]
    operations = [migrations.RunPython(create_roles, remove_roles)]
