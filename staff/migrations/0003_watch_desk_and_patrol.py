from django.db import migrations

from staff.permissions import apply_roles


class Migration(migrations.Migration):
    """The watch desk, officers, volunteers, and sealed requests."""

    dependencies = [
        ("staff", "0002_roles_for_the_whole_class"),
        ("vacation_checks", "0002_first_rules"),
    ]
    operations = [migrations.RunPython(apply_roles, migrations.RunPython.noop)]
