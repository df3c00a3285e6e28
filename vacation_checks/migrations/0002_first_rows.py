"""What the room needs on its first day; staff change all of it."""

from datetime import time

from django.db import migrations

# code, label, what the resident reads, clear, alert, tells the resident
RESULTS = [
    ("clear", "All clear", "All was well.", True, False, False),
    ("front-only", "Clear, front only (gate or dog)", "All was well, as far as we could see from the front.", True, False, False),
    ("authorised", "Authorised person present", "Somebody from your list was there.", True, False, False),
    ("open", "Open or unlocked door or window", "A door or window was open.", False, True, True),
    ("damage", "Damage or forced entry", "We found damage.", False, True, True),
    ("unknown-person", "Unknown person present", "Somebody was there who is not on your list.", False, True, True),
    ("vehicle", "Suspicious or unexpected vehicle", "There was a vehicle that we did not expect.", False, True, True),
    ("hazard", "Water leak, utility or fire hazard", "We found a leak or another hazard.", False, True, True),
    ("mail", "Packages or mail piling up", "Packages or mail had piled up.", False, True, True),
    ("returned", "Residents have returned", "We found the home lived in.", False, True, True),
    ("no-access", "Could not reach the home", "We could not reach the home this time.", False, True, False),
    ("other", "Other", "We noticed something, and looked into it.", False, True, True),
]
SHIFTS = [("Day", time(7)), ("Evening", time(15)), ("Night", time(0))]
TEXT = (
    "I live in this home, and nobody stays in it overnight while I am away.\n\n"
    "Officers or volunteers look at the home when their other duties allow. Nobody promises how often, or that "
    "nothing happens. They do not collect mail, feed animals or water plants.\n\n"
    "I tell the department at once when I am back early, or when somebody else comes to the home.\n\n"
    "I release the City of Torrance, its officers and volunteers from liability for loss or damage, as far as the "
    "law allows. My answers are kept as a city record, encrypted, and are read by those who need them for this "
    "service."
)


def fill(apps, schema_editor):
    model = apps.get_model
    model("vacation_checks", "CheckRules").objects.get_or_create(pk=1)
    model("vacation_checks", "AcknowledgementText").objects.get_or_create(version=1, defaults={"text": TEXT})
    for name, begins_at in SHIFTS:
        model("vacation_checks", "Shift").objects.get_or_create(name=name, defaults={"begins_at": begins_at})
    for position, (code, label, words, is_clear, alert, tells) in enumerate(RESULTS, start=1):
        model("vacation_checks", "ResultCode").objects.get_or_create(
            code=code,
            defaults={
                "label": label,
                "resident_words": words,
                "is_clear": is_clear,
                "raises_alert": alert,
                "tells_resident": tells,
                "position": position * 10,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("vacation_checks", "0001_initial")]
    # The way back leaves the rows: dropping the tables takes them along.
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
