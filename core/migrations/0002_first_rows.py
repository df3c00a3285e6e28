from django.db import migrations


def fill(apps, schema_editor):
    """One row of facts that staff can edit; its defaults are the department's own."""
    apps.get_model("core", "DepartmentProfile").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    # The way back leaves the row: dropping the table takes it along.
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
