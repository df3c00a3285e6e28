from django.db import migrations

from core.references import new_block


def fill(apps, schema_editor):
    """Every registration from before gets a code that nobody else in its class has."""
    registration_model = apps.get_model("programs", "Registration")
    taken = {}
    for registration in registration_model.objects.filter(badge_code="").only("pk", "offering_id").iterator():
        codes = taken.setdefault(registration.offering_id, set())
        code = new_block()
        while code in codes:
            code = new_block()
        codes.add(code)
        registration_model.objects.filter(pk=registration.pk).update(badge_code=code)


class Migration(migrations.Migration):
    dependencies = [("programs", "0002_badges_and_outcomes")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
