from django.db import migrations

from programs.migrations.first_family_texts import english, in_other_languages


def write(apps, schema_editor):
    """A first version of each text in six languages, so that families can be asked; the City's own is version 2."""
    texts = apps.get_model("programs", "FamilyText")
    for kind, text in english.items():
        translations = {language: words[kind] for language, words in in_other_languages.items()}
        texts.objects.get_or_create(kind=kind, version=1, defaults={"text": text, "translations": translations})


def remove(apps, schema_editor):
    """What was signed must stay: this fails where somebody has signed."""
    apps.get_model("programs", "FamilyText").objects.filter(version=1).delete()


class Migration(migrations.Migration):
    dependencies = [("programs", "0015_first_schools")]
    operations = [migrations.RunPython(write, remove)]
