"""A small HTTP client for this machine alone: one connection a request, as gunicorn's sync workers serve."""

import itertools
import socket
import threading
import time
from typing import NamedTuple
from urllib.parse import urlencode

HOST = "127.0.0.1"
TIMEOUT = 30
# Enough to keep every worker of a small machine busy, and few enough to leave it the processors.
AT_ONCE = 4


class Answer(NamedTuple):
    status: int
    headers: list
    body: bytes

    def header(self, name):
        """The values of a header, in order."""
        return [value for key, value in self.headers if key == name]


def get(port, path, cookies="", **headers):
    return send(port, written("GET", port, path, cookies=cookies, **headers))


def post(port, path, fields, cookies=""):
    body = urlencode(fields, doseq=True).encode()
    return send(port, written("POST", port, path, body=body, cookies=cookies))


def written(method, port, path, *, body=b"", cookies="", **headers):
    """A request as it goes over the wire."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}:{port}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if cookies:
        lines.append(f"Cookie: {cookies}")
    if method == "POST":
        lines += [
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
            f"Origin: http://{HOST}:{port}",
        ]
    return "\r\n".join([*lines, "", ""]).encode() + body


def send(port, request):
    """Send, and read until the server closes."""
    with socket.create_connection((HOST, port), timeout=TIMEOUT) as connection:
        connection.sendall(request)
        pieces = []
        while piece := connection.recv(65536):
            pieces.append(piece)
    head, _, body = b"".join(pieces).partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = [(name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines)]
    return Answer(int(first.split(" ", 2)[1]), headers, body)


class Load(NamedTuple):
    """How often something was done, in how many seconds."""

    count: int
    seconds: float

    @property
    def rate(self):
        return self.count / self.seconds


def load(action, *, seconds, at_most=100_000):
    """Do `action` again and again, four at a time, until the time or the number is over.

    The first error of any of them is raised: an answer that is an error must not count.
    """
    numbers = itertools.count()
    done, errors = [], []
    started = time.perf_counter()

    def work():
        try:
            while not errors and time.perf_counter() - started < seconds and next(numbers) < at_most:
                action()
                done.append(time.perf_counter())
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=work, daemon=True) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return Load(len(done), max(done) - started)
