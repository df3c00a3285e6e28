"""Faults that somebody might make, each planted in a copy of the project: `make test` must turn red there.

    python -m deploy.planted [number ...]

A check that cannot fail protects nobody. The command is run as everybody runs it, but for the tests that have nothing
to do with the fault: `make test PYTEST_ARGS=...`. It counts only if one of these tests fails, by name.
"""

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

ROOT = Path(__file__).resolve().parent.parent
FAILED = re.compile(r"^(?:FAILED|ERROR) (tests/\S+?)(?:\[| - |$)", re.MULTILINE)


@dataclass(frozen=True)
class Fault:
    """What somebody did: in `path`, `new` stands in place of `old`. `tests` must find it."""

    name: str
    path: str
    old: str
    new: str
    tests: str


FAULTS = [
    Fault(
        "a lock is off",
        "programs/services/seats.py",
        'classes.select_for_update(of=("self",)).get(',
        "classes.get(",
        "tests/programs/test_races.py tests/programs/test_move_races.py",
    ),
    Fault(
        "a page asks for no permission",
        "programs/admin/class_page.py",
        "return self.row_for(request, offering_id, *permissions)",
        "return self.row_for(request, offering_id)",
        "tests/web/test_rights.py",
    ),
    Fault(
        "a name is not escaped",
        "templates/mail/programs/_registration_rows.html",
        "{{ registration.full_name }}",
        "{{ registration.full_name|safe }}",
        "tests/programs/mails/test_all.py",
    ),
    Fault(
        "a list asks the database for each row",
        "programs/admin/classes.py",
        '.with_seats(timezone.now()).select_related("program")',
        ".with_seats(timezone.now())",
        "tests/programs/admin/test_class_list.py tests/programs/admin/test_queries.py",
    ),
    Fault(
        "a sentence is not translated",
        "templates/consent/part.html",
        '{% translate "You can tell us at any time, here or by phone. You need no reason." %}',
        "You can tell us at any time, here or by phone. You need no reason.",
        "tests/programs/families/test_languages.py tests/tooling/test_messages.py",
    ),
    Fault(
        "a header is gone",
        "core/middleware.py",
        '    "Permissions-Policy": PERMISSIONS_POLICY,\n',
        "",
        "tests/core/test_middleware.py tests/core/test_views.py",
    ),
    Fault(
        "an email goes out twice",
        "mailroom/services.py",
        "    existing = Message.objects.filter(dedupe_key=dedupe_key).first()\n",
        "    existing = None\n    dedupe_key = f'{dedupe_key}:{Message.objects.count()}'\n",
        "tests/mailroom/test_services.py",
    ),
    Fault(
        "what is secret is logged",
        "core/encrypted.py",
        "        key = {key_id(key): key for key in settings.FIELD_KEYS}.get(used_id)\n",
        "        key = {key_id(key): key for key in settings.FIELD_KEYS}.get(used_id)\n"
        "        sealed = base64.b64decode(body)\n"
        "        clear = AESGCM(key).decrypt(sealed[:NONCE_LENGTH], sealed[NONCE_LENGTH:], self._place())\n"
        "        __import__('logging').getLogger(__name__).debug('read: %s', clear.decode())\n",
        "tests/vacation_checks/test_canary.py",
    ),
    Fault(
        "a wrong time zone",
        "programs/models/catalog.py",
        "tzinfo=timezone.get_default_timezone()",
        "tzinfo=__import__('datetime').timezone.utc",
        "tests/programs/test_sessions.py tests/programs/test_dates.py tests/programs/test_classes.py",
    ),
    Fault(
        "a field has lost its label",
        "templates/uswds/field.html",
        ' for="{{ field.id_for_label }}">{{ field.label }}',
        ">{{ field.label }}",
        "tests/browser/test_accessibility.py",
    ),
]


def main(numbers: list[str]) -> int:
    """Plant all faults, or those with these numbers; return 1 if one of them is not found."""
    chosen = [FAULTS[int(number) - 1] for number in numbers] or FAULTS
    missed = []
    for number, fault in enumerate(chosen, 1):
        found = found_by(fault)
        print(f"[{number}/{len(chosen)}] {fault.name}: {found or 'NOT FOUND'}", flush=True)
        missed += [] if found else [fault.name]
    print("Each is found." if not missed else f"Not found: {', '.join(missed)}.", flush=True)
    return 1 if missed else 0


def found_by(fault: Fault) -> str:
    """The test that turned red in a copy with the fault, or nothing."""
    with tempfile.TemporaryDirectory(prefix="planted-") as folder:
        copy_to(Path(folder))
        plant(fault, Path(folder) / fault.path)
        command = [sys.executable, "deploy/check.py", "test", *fault.tests.split()]
        done = subprocess.run(command, cwd=folder, env=os.environ, capture_output=True, text=True, check=False)
    failed = FAILED.search(done.stdout)
    return failed[1] if done.returncode and failed else ""


def copy_to(folder: Path) -> None:
    """The project as it stands here, without what git ignores."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            copyfile(ROOT / name, folder / name)


def plant(fault: Fault, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if fault.old not in text:
        raise SystemExit(f"{fault.name}: {fault.path} has changed; say in deploy/planted.py what to plant now.")
    path.write_text(text.replace(fault.old, fault.new), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
