"""`make run`: a working portal on this machine, from a fresh checkout or a used one.

Prepares what is missing (keys, tables, demo content, static files), then keeps the web
server and the worker running until Ctrl-C. Nothing that was entered before is lost.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import first_start
import packages
import static_files
from honcho.environ import parse_procfile
from honcho.manager import Manager
from honcho.printer import Printer

ROOT = Path(__file__).resolve().parent.parent


def main():
    os.chdir(ROOT)
    port = chosen_port()
    refuse_taken_port(port)
    # By name: passkeys refuse a bare IP address. 127.0.0.1 answers too.
    site = f"http://localhost:{port}"
    added = first_start.complete(site)
    if added:
        say(f"Wrote {', '.join(added)} to .env")
    os.environ["SITE_URL"] = site
    # The mail of the demo content alone would push the addresses off the screen.
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    # The Procfile says "python": it means the one that runs this.
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

    install_packages()
    say("Preparing the database ...")
    manage("migrate", "--verbosity=0")
    manage("demo_content")
    say("Preparing the static files ...")
    problem = static_files.collect(os.environ)
    if problem:
        sys.exit(f"{problem}\nStopped: the static files could not be collected.")
    return serve(port)


def chosen_port():
    text = os.environ.get("PORT", "8000")
    if not text.isdecimal() or not 0 < int(text) < 65536:
        sys.exit(f"PORT is wrong: {text!r} is not a number from 1 to 65535.")
    return int(text)


def refuse_taken_port(port):
    """Say so now, in one line, and not after a minute of preparation."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            sys.exit(f"Port {port} cannot be used ({error.strerror}): try `make run PORT={port % 60000 + 1000}`.")


def install_packages():
    """What papers need. Without it all but the papers works, so that nothing stops here."""
    missing = packages.missing_for_papers()
    if missing:
        packages.install(missing)
        missing = packages.missing_for_papers()
    if missing:
        say(f"Not working here, everything else does: {packages.in_words(missing)}.")


def manage(*arguments):
    """One administrative command. It has said itself why it failed."""
    code = subprocess.run([sys.executable, "manage.py", *arguments], check=False).returncode
    if code:
        sys.exit(f"Stopped: `manage.py {arguments[0]}` failed.")


class SteadyPrinter(Printer):
    """Goes on when the terminal is gone: somebody must still stop the processes."""

    def write(self, message):
        with contextlib.suppress(OSError):
            super().write(message)


class SteadyManager(Manager):
    """Also stops in order when told to before everything has started."""

    def terminate(self):
        if self._all_started():
            super().terminate()
        else:
            threading.Timer(0.1, self.terminate).start()


def serve(port):
    """Run the Procfile until a signal, or until one of its processes ends."""
    manager = SteadyManager(SteadyPrinter())
    processes = parse_procfile(Path("Procfile").read_text(encoding="utf-8")).processes
    for name, command in processes.items():
        manager.add_process(name, command)
    # A closed terminal window must not leave the processes behind.
    signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    # Not before the processes are forked: a thread and a fork do not go well together.
    herald = threading.Timer(0.5, announce, args=(port,))
    herald.daemon = True
    herald.start()
    manager.loop()
    # Ctrl-C is the way to stop it: no reason for make to report an error.
    return 0 if manager.returncode == 130 else manager.returncode


def announce(port):
    """Print the addresses as soon as somebody answers there."""
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    site = os.environ["SITE_URL"]
    say(f"\n  The portal:        {site}/\n  The staff side:    {site}/admin/\n  The patrol side:   {site}/patrol/")
    say(f"  The demo mailbox:  {site}/demo-mailbox/\n\n  Ctrl-C stops it.\n")


def say(line):
    print(line, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("Stopped.")
