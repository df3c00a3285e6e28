from django.db import migrations

from staff.permissions import apply_roles


class Migration(migrations.Migration):
    """The CHAT moderator."""

    dependencies = [
        ("staff", "0003_watch_desk_and_patrol"),
        ("chat_sessions", "0002_first_rules"),
    ]
    operations = [migrations.RunPython(apply_roles, migrations.RunPython.noop)]
