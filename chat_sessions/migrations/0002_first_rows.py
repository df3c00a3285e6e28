from django.db import migrations


def fill(apps, schema_editor):
    """The one row of rules that there is."""
    apps.get_model("chat_sessions", "ChatRules").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("chat_sessions", "0001_initial")]
    # The way back leaves the row: dropping the table takes it along.
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
