"""What a first visit sends over the wire, as Chromium asks for it; and how long the pages' HTML is."""

from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from bench import client
from bench.report import Row, at_most
from deploy import browser

PAGES = {
    "home page": "/",
    "class list": "/programs/",
    "class page": "/programs/pip/45/",
    "registration form": "/programs/pip/45/register/",
}
BYTES_BAR = 100_000
REQUESTS_BAR = 6
HTML_BAR = 20_000
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run"]  # fmt: skip


def rows(server):
    yield from _visits(server)
    for name, path in PAGES.items():
        length = len(client.get(server.port, path).body)
        yield Row(f"{name}, html", _kilobytes(length), "", None, *at_most(length, HTML_BAR, _kilobytes(HTML_BAR)))


def _visits(server):
    program = browser.find()
    if not program:
        yield Row("first visit", "not measured: no Chromium", "", None)
        return
    bar = f"{_kilobytes(BYTES_BAR)}, {REQUESTS_BAR} requests"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        for name, path in PAGES.items():
            sizes = visit(chromium, server.port, path)
            total, count = sum(sizes.values()), len(sizes)
            share = max(total / BYTES_BAR, count / REQUESTS_BAR)
            yield Row(
                f"{name}, first visit", f"{_kilobytes(total)}, {count} requests", "", None, *at_most(share, 1, bar)
            )
        chromium.close()


def visit(chromium, port, path):
    """Bytes on the wire, headers included, of every request of a browser that was never here before."""
    context = chromium.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    addresses, sizes = {}, {}
    session.on(
        "Network.responseReceived", lambda event: addresses.update({event["requestId"]: event["response"]["url"]})
    )
    session.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    session.send("Network.enable")
    page.goto(f"http://{client.HOST}:{port}{path}", wait_until="networkidle")
    icon = page.evaluate("document.querySelector('link[rel=icon]')?.href")
    context.close()
    found = {addresses[request]: size for request, size in sizes.items() if addresses[request].startswith("http")}
    if icon and icon not in found:  # a browser without a window has no tab to show the icon in
        found[icon] = len(_on_the_wire(port, urlsplit(icon).path))
    return found


def _on_the_wire(port, path):
    answer = client.get(port, path, Accept_Encoding="gzip, deflate, br")
    head = "".join(f"{name}: {value}\r\n" for name, value in answer.headers)
    return head.encode() + answer.body


def _kilobytes(length):
    return f"{length / 1000:.1f} kB"
