"""`make messages`: brings the catalogs in locale/ up to date with the files below, and compiles them.

Only what families read is translated so far. New strings come in empty; what is not used any more stays at the end of
the catalog ("#~"), in case it comes back. A test fails while a translation is missing (tests/tooling).
"""

import os
import sys
from pathlib import Path

import django
import polib

from deploy.strings import strings_of

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "torrance_pd.settings",
    "SECRET_KEY": "only-to-read-templates-0123456789-abcdefghijklmnopqrstuv",
    "FIELD_KEYS": "b25seSBmb3IgY2hlY2tzLCAwMTIzNDU2Nzg5YWJjZGU=",
    "SITE_URL": "http://127.0.0.1:8000",
}
LANGUAGES = ["es", "ja", "ko", "zh_Hans", "vi"]
TWO_FORMS = ["es"]

FILES = [
    # The frame of every page, forms, and what says that something went wrong.
    "templates/*.html",
    "templates/includes/*.html",
    "templates/uswds/**/*.html",
    "core/contact.py",
    "core/guards.py",
    # Students and guardians.
    "templates/consent/**/*.html",
    "templates/counselors/_sheet.html",
    "programs/enums/nominations.py",
    "programs/forms/families/*.py",
    "programs/forms/paper.py",
    "programs/views/families/*.py",
    "programs/services/nominations/*.py",
    # Mails to them, and what these share with the mails to residents.
    "templates/mail/base.html",
    "templates/mail/students/*.html",
    *(f"templates/mail/programs/_{part}.html" for part in ("change", "gone", "reason", "sessions", "when")),
    "programs/calendars.py",
]
# Of a module, these classes alone: the rest is about rooms that are English.
CLASSES = {"programs/enums/classes.py": ["ShirtSize"]}
# Django's own that pages or forms of ours say, and that one of its catalogs lacks or leaves in English.
FROM_DJANGO = ["Null characters are not allowed.", "Enter a complete value.", "AM", "PM"]


def files():
    """The files whose strings are translated."""
    return sorted({path for pattern in [*FILES, *CLASSES] for path in ROOT.glob(pattern)})


def catalog_of(language, folder=ROOT / "locale"):
    return folder / language / "LC_MESSAGES" / "django.po"


def wanted():
    """{(context, string): (its plural, the files in which it stands)}"""
    found = {}
    for path in files():
        place = path.relative_to(ROOT).as_posix()
        for each in strings_of(path, CLASSES.get(place)):
            _plural, places = found.setdefault((each.context, each.id), (each.plural, []))
            places.append(place)
    for string in FROM_DJANGO:
        found.setdefault(("", string), ("", ["Django"]))
    return found


def update(language, strings, folder=ROOT / "locale"):
    """Write the catalog of one language anew and compile it; what was translated stays so."""
    path = catalog_of(language, folder)
    old = {(entry.msgctxt or "", entry.msgid): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    new = polib.POFile(wrapwidth=110)
    new.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": language,
        "Plural-Forms": "nplurals=2; plural=(n != 1);" if language in TWO_FORMS else "nplurals=1; plural=0;",
    }
    for (context, string), (plural, places) in strings.items():
        entry = polib.POEntry(msgctxt=context or None, msgid=string, occurrences=[(place, "") for place in places])
        if plural:
            entry.msgid_plural, entry.msgstr_plural = plural, {form: "" for form in range(1 + (language in TWO_FORMS))}
        known = old.pop((context, string), None)
        if known and bool(known.msgid_plural) == bool(plural):
            entry.msgstr, entry.msgstr_plural, entry.tcomment = known.msgstr, known.msgstr_plural, known.tcomment
        new.append(entry)
    for entry in old.values():
        if entry.translated() or entry.obsolete:
            entry.obsolete, entry.occurrences = True, []
            new.append(entry)
    path.parent.mkdir(parents=True, exist_ok=True)
    new.save(str(path))
    new.save_as_mofile(str(path.with_suffix(".mo")))
    return new


def missing(catalog):
    """What is not translated, in the words of the original."""
    return [entry.msgid for entry in catalog if not entry.translated() and not entry.obsolete]


def main():
    # Templates are read, and nothing else: a fresh checkout has no settings of its own yet.
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    django.setup()
    strings = wanted()
    lacking = {language: missing(update(language, strings)) for language in LANGUAGES}
    for language, texts in lacking.items():
        print(f"{language}: {len(strings) - len(texts)} of {len(strings)} strings are translated.")
        print("".join(f"  missing: {text}\n" for text in texts), end="")
    return int(any(lacking.values()))


if __name__ == "__main__":
    sys.exit(main())
