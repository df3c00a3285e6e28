"""What a template may refer to: our own static files. No network, no other file."""

import sys
import threading
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.volume import few

pytestmark = [pytest.mark.paper, pytest.mark.once]

CANARY = "canary-7K3M29QX"
REFERENCES = [
    '<img alt="x" src="{}">',
    '<link rel="stylesheet" href="{}">',
    '<link rel="attachment" href="{}">',
    '<a rel="attachment" href="{}">x</a>',
    '<style>@import url("{}");</style>',
    '<style>@font-face {{ font-family: x; src: url("{}") }} p {{ font-family: x }}</style>',
    '<p style="background: url({})">x</p>',
    '<object data="{}"></object>',
    '<embed src="{}">',
    '<base href="{0}"><img alt="x" src="{0}">',
    '<svg><title>x</title><image href="{0}"/><use href="{0}"/></svg>',
]


@pytest.fixture
def engine():
    from core import pdf_engine  # noqa: PLC0415  it needs the libraries that may be missing

    return pdf_engine


@pytest.fixture
def neighbour():
    """A web server on this machine: its address, and what was asked of it."""
    asked = []

    class Remembers(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(CANARY.encode())

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Remembers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/canary.svg", asked
    server.shutdown()
    thread.join()
    server.server_close()


WATCHERS = []


@cache
def watch_opened_files():
    """Python tells of every file that it opens. It cannot be asked to stop, so it is asked once."""

    def tell(event, args):
        for opened in WATCHERS if event == "open" else ():
            opened.append(str(args[0]))

    sys.addaudithook(tell)


@pytest.fixture
def canary(tmp_path):
    """The address of a file outside of the static files, and whether it has been opened."""
    file = tmp_path / "canary.svg"
    file.write_text(CANARY)
    watch_opened_files()
    opened = []
    WATCHERS.append(opened)
    yield file.as_uri(), lambda: str(file) in opened
    WATCHERS.remove(opened)


def page(reference, address):
    return f'<html lang="en"><title>x</title>{reference.format(address)}<p>Text</p>'


@pytest.mark.parametrize("reference", few(REFERENCES, 3))
def test_nothing_is_asked_of_a_web_server(engine, neighbour, reference):
    address, asked = neighbour
    engine.draw(page(reference, address))
    assert asked == []


def test_control_without_our_fetcher_the_web_server_is_asked(neighbour):
    from weasyprint import HTML  # noqa: PLC0415  it needs the libraries that may be missing

    address, asked = neighbour
    for reference in REFERENCES:
        before = len(asked)
        HTML(string=page(reference, address)).write_pdf()
        assert len(asked) > before or "embed" in reference, reference


@pytest.mark.parametrize("reference", few(REFERENCES, 3))
def test_no_other_file_of_the_machine_is_read(engine, canary, reference):
    address, was_opened = canary
    engine.draw(page(reference, address))
    assert not was_opened()


def test_control_without_our_fetcher_the_file_is_read(canary):
    from weasyprint import HTML  # noqa: PLC0415  it needs the libraries that may be missing

    address, was_opened = canary
    HTML(string=page(REFERENCES[0], address)).write_pdf()
    assert was_opened()


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "https://static.invalid/../manage.py",
        "https://static.invalid/css/../../manage.py",
        "https://static.invalid/%2e%2e/manage.py",
        "https://static.invalid//etc/passwd",
        "https://static.invalid/no-such-file.css",
        "https://static.invalid.example.com/css/pdf/fonts.css",
        "http://static.invalid/css/pdf/fonts.css",
        "data:text/css,p{color:red}",
        "css/pdf/fonts.css",
    ],
)
def test_an_address_elsewhere_is_refused(engine, address):
    with pytest.raises(Exception, match=r"may only refer|outside of the base path"):
        engine.OurStaticFiles().fetch(address)


def test_our_own_files_are_found(engine):
    response = engine.OurStaticFiles().fetch("https://static.invalid/css/pdf/fonts.css")
    assert response.content_type == "text/css"
    assert b"@font-face" in response.read()
