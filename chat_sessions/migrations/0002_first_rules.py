"""The one row of rules that there is."""

from django.db import migrations


def fill(apps, schema_editor):
    apps.get_model("chat_sessions", "ChatRules").objects.get_or_create(pk=1)


def empty(apps, schema_editor):
    apps.get_model("chat_sessions", "ChatRules").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("chat_sessions", "0001_sessions_questions_answers")]
    operations = [migrations.RunPython(fill, empty)]
