from django.db import migrations

from staff.permissions import apply_roles


class Migration(migrations.Migration):
    """Attendance, packets, letters, certificates, imports and merges."""

    dependencies = [("staff", "0001_roles"), ("programs", "0010_merges")]
    operations = [migrations.RunPython(apply_roles, migrations.RunPython.noop)]
