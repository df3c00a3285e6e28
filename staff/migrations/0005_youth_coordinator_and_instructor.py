from django.db import migrations

from staff.permissions import apply_roles


class Migration(migrations.Migration):
    """Who runs the classes for teens, and who teaches them."""

    dependencies = [
        ("staff", "0004_moderators"),
        ("programs", "0014_schools_nominations_families"),
    ]
    operations = [migrations.RunPython(apply_roles, migrations.RunPython.noop)]
