from django.db import migrations

from staff.permissions import apply_roles, remove_roles


class Migration(migrations.Migration):
    """The groups that staff belong to, each with what its people may do."""

    initial = True
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("core", "0001_initial"),
        ("mailroom", "0001_initial"),
        ("programs", "0001_initial"),
        ("vacation_checks", "0001_initial"),
        ("chat_sessions", "0001_initial"),
    ]
    operations = [migrations.RunPython(apply_roles, remove_roles)]
