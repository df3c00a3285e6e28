from django.db import migrations

from staff.permissions import apply_roles, remove_roles


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("core", "0002_department_profile"),
        ("mailroom", "0001_outbox"),
        ("programs", "0001_classes_and_registrations"),
    ]
    operations = [migrations.RunPython(apply_roles, remove_roles)]
