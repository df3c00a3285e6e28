"""What the programs need on their first day; staff change all of it."""

from django.db import migrations

from programs.migrations.first_rows import agreements, families, letters

# The high schools of the Torrance Unified School District.
SCHOOLS = ["Torrance High School", "North High School", "South High School", "West High School", "Shery High School"]


def fill(apps, schema_editor):
    """Texts to agree to, letters to start from, and schools, so that a class and a semester can be planned."""

    def add(model, defaults, **key):
        apps.get_model("programs", model).objects.get_or_create(**key, defaults=defaults)

    for kind, text in agreements.TEXTS.items():
        add("AgreementText", {"text": text}, kind=kind, version=1)
    for name, languages in letters.LETTERS.items():
        texts = {language: {"subject": subject, "body": body} for language, (subject, body) in languages.items()}
        add("LetterTemplate", {"texts": texts}, name=name)
    for position, name in enumerate(SCHOOLS, start=1):
        add("School", {"position": position}, name=name)
    for kind, text in families.english.items():
        translations = {language: words[kind] for language, words in families.in_other_languages.items()}
        add("FamilyText", {"text": text, "translations": translations}, kind=kind, version=1)


class Migration(migrations.Migration):
    dependencies = [("programs", "0001_initial")]
    # The way back leaves the rows: dropping the tables takes them along.
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
