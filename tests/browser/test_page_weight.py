"""A first visit is light: at most 100 kB on the wire in at most 6 requests, at most 20 kB of html."""

import pytest

from tests.programs.builders import make_offering, make_program

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

MOST_BYTES, MOST_REQUESTS, MOST_HTML = 100_000, 6, 20_000


def first_visit(browser, address):
    """Requests and bytes on the wire (headers and bodies) of one page in a fresh browser, and its html."""
    page = browser.new_context().new_page()
    requests = []
    page.on("requestfinished", lambda request: requests.append(request))
    page.goto(address, wait_until="networkidle")
    sizes = [request.sizes() for request in requests]
    total = sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)
    return len(requests), total, len(page.content().encode())


def test_the_first_visit_is_light(site, browser):
    make_program("tap", name="Teens and Policing", entry="nomination")
    for number in range(45, 49):
        make_offering(number=number)
    for path in ("/", "/programs/", "/programs/pip/", "/programs/pip/45/", "/programs/pip/45/register/", "/my/"):
        count, total, html = first_visit(browser, site + path)
        assert count <= MOST_REQUESTS and total <= MOST_BYTES and html <= MOST_HTML, (path, count, total, html)
