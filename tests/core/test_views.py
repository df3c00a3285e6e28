"""What goes wrong has a page of ours: what happened, what to do, whom to call."""

import logging
import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from core.models import DepartmentProfile

pytestmark = pytest.mark.urls("tests.core.error_urls")

PAGES = {
    "/suspect/": (400, "We could not read that request"),
    "/forbid/": (403, "You cannot open this page"),
    "/no/such/page/": (404, "We cannot find that page"),
    "/crash/": (500, "Something went wrong on our side"),
    "/away/": (503, "We will be back in a minute"),
}


@pytest.fixture(autouse=True)
def silence():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.fixture
def warm_cache(db):
    DepartmentProfile.current()


def heading(response):
    return re.search("<h1>(.*?)</h1>", response.content.decode())[1]


def assert_helps(response):
    before, main, _after = re.split("</?main", response.content.decode())
    assert 'href="tel:911"' in before
    assert "(310) 328-3456" in before, "the non-emergency number"
    assert "(310) 618-5688" in main, "whom to call instead"


@pytest.mark.parametrize("address", PAGES)
def test_each_error_has_its_status_its_words_and_a_phone_number(visitor, warm_cache, address):
    response = visitor.get(address)
    assert (response.status_code, heading(response)) == PAGES[address]
    assert_helps(response)


@pytest.mark.parametrize("address", PAGES)
def test_no_error_page_asks_the_database(visitor, warm_cache, address, django_assert_num_queries):
    with django_assert_num_queries(0):
        visitor.get(address)


@pytest.mark.parametrize("address", sorted(PAGES.keys() - {"/away/"}))
def test_error_pages_need_no_database_at_all(visitor, address):
    """Without the mark django_db, pytest-django refuses every connection."""
    cache.set(DepartmentProfile.cache_key(), DepartmentProfile())
    assert visitor.get(address).status_code == PAGES[address][0]


@pytest.mark.parametrize("address", PAGES)
def test_no_error_page_tells_what_broke(visitor, warm_cache, address):
    page = visitor.get(f"{address}?q=<script>alert(1)</script>").content.decode()
    for secret in ("Traceback", "RuntimeError", "ana@example.org", "OperationalError", "sqlite", "alert(1)"):
        assert secret not in page


@pytest.mark.parametrize("address", ["/crash/", "/away/"])
def test_no_cache_keeps_a_fault(visitor, warm_cache, address):
    assert visitor.get(address)["Cache-Control"] == "no-store"


def test_while_the_database_is_away_browsers_and_machines_are_told_to_come_back(visitor, warm_cache):
    assert visitor.get("/away/")["Retry-After"] == "60"


def test_control_another_fault_is_not_called_a_database_that_is_away(visitor, warm_cache):
    assert "Retry-After" not in visitor.get("/crash/")


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_breaks_within_a_page_is_a_503_too(visitor):
    try:
        response = visitor.get("/lost/")
        assert response.status_code == 503
        assert_helps(response)
    finally:
        connection.close()
    assert visitor.get("/programs/").status_code == 200, "and the next page is fine"


# --- Requests that are broken -----------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body, content_type",
    [
        (b"a=1&" * 300_000, "application/x-www-form-urlencoded"),
        (b"&".join(b"a%d=1" % number for number in range(2001)), "application/x-www-form-urlencoded"),
        (b"not multipart", "multipart/form-data; boundary=x"),
        (b"not multipart", "multipart/form-data"),
        (b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n', "multipart/form-data; boundary=x"),
        (b"a=%ff%fe&b=%00", "application/x-www-form-urlencoded"),
        (b"\xff\xfe\x00", "application/json"),
    ],
    ids=["too big", "too many fields", "no multipart", "no boundary", "cut short", "no utf-8", "not a form"],
)
@pytest.mark.parametrize("csrf", [False, True])
def test_a_broken_body_is_never_a_fault_of_ours(body, content_type, csrf):
    visitor = Client(raise_request_exception=False, enforce_csrf_checks=csrf)
    assert visitor.post("/form/", body, content_type=content_type).status_code < 500


@pytest.mark.django_db
@pytest.mark.parametrize("body", [b"a=1&" * 300_000, b"&".join(b"a%d=1" % number for number in range(2001))])
def test_a_flood_of_a_body_is_a_400_with_our_page(visitor, body):
    response = visitor.post("/form/", body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400
    assert_helps(response)


@pytest.mark.django_db
def test_a_foreign_host_name_is_a_400_with_our_page_and_no_link_to_it(visitor):
    response = visitor.get("/", HTTP_HOST="evil.example")
    assert response.status_code == 400
    assert_helps(response)
    assert b"evil.example" not in response.content


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/%00", "/%ff%fe", "/programs/%0d%0aSet-Cookie:x=1/", "/../../etc/passwd", "/" + "a" * 9000]
)
def test_an_odd_address_is_a_404(visitor, path):
    response = visitor.get(path)
    assert response.status_code == 404
    assert_helps(response)


# --- Forms from elsewhere ---------------------------------------------------------------------


@pytest.mark.parametrize("extra", [{}, {"HTTP_COOKIE": "csrf=" + "a" * 32}, {"HTTP_ORIGIN": "https://evil.example"}])
def test_a_form_without_our_token_is_refused_and_says_what_to_do(warm_cache, extra):
    response = Client(enforce_csrf_checks=True).post("/form/", {"csrfmiddlewaretoken": "b" * 32}, **extra)
    assert response.status_code == 403
    assert heading(response) == "Please send the form again"
    assert_helps(response)


def test_control_without_the_check_the_form_is_taken(warm_cache):
    assert Client(enforce_csrf_checks=False).post("/form/", {"a": "1"}).content == b"['a']"
