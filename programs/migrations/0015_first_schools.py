from django.db import migrations

# The high schools of the Torrance Unified School District.
SCHOOLS = ["Torrance High School", "North High School", "South High School", "West High School", "Shery High School"]


def write(apps, schema_editor):
    """The five schools, so that a semester can be planned; staff change them as rows."""
    schools = apps.get_model("programs", "School")
    for position, name in enumerate(SCHOOLS, start=1):
        schools.objects.get_or_create(name=name, defaults={"position": position})


class Migration(migrations.Migration):
    dependencies = [("programs", "0014_schools_nominations_families")]
    # Back: the schools go with their table.
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
