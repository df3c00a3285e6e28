"""Taking a seat over the pages: form, check-your-answers, and every kind of bad input."""

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from core.guards import GOOD_FOR
from mailroom.models import Message
from programs.models import Registration
from tests.pages import words
from tests.programs.builders import make_offering, make_program, seat, states
from tests.programs.pages import form_of, newest_code, newest_link, send
from tests.volume import spoiled

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.RATE_LIMITS_ON = False


def test_the_three_steps(client):
    offering = make_offering()
    page = client.get("/programs/pip/45/register/")
    assert page.status_code == 200 and "form_key" in page.content.decode()

    check = send(client, offering, step="check", will_miss=[offering.sessions.first().pk])
    assert "Check your answers" in words(check) and "ana@example.com" in words(check)
    assert not Registration.objects.exists()

    edit = send(client, offering, step="edit")
    assert 'value="ana@example.com"' in edit.content.decode()

    done = send(client, offering)
    ana = Registration.objects.get()
    assert done.headers["Location"] == ana.get_absolute_url()
    page = words(client.get(ana.get_absolute_url()))
    assert ana.reference in page and "We hold a seat for you until" in page and "No mail?" in page


def test_a_double_click_shows_the_first_receipt(client):
    offering = make_offering()
    fields = form_of() | {"step": "send"}
    url = reverse("programs:register", args=["pip", 45])
    first, second = client.post(url, fields), client.post(url, fields)
    assert first.headers["Location"] == second.headers["Location"]
    assert Registration.objects.count() == Message.objects.count() == 1
    assert states(offering) == {"ana": "held"}


def test_the_same_person_twice_is_told_where_to_look(client):
    offering = make_offering()
    send(client, offering)
    again = send(client, offering, given_name=" ANA ", email="ANA@example.com")
    assert again.status_code == 200 and "already has a place in this class" in words(again)


def test_a_form_that_was_open_for_a_day_keeps_the_answers_and_works_at_the_second_try(client):
    offering = make_offering()
    fields = form_of()
    with time_machine.travel(timezone.now() + GOOD_FOR * 2):
        url = reverse("programs:register", args=["pip", 45])
        stale = client.post(url, fields | {"step": "send"})
        assert "open for a long time" in words(stale) and 'value="ana@example.com"' in stale.content.decode()
        fresh = stale.context["form"]["form_key"].value()
        assert fresh != fields["form_key"]
        assert client.post(url, fields | {"step": "send", "form_key": fresh}).status_code == 302
    assert states(offering) == {"ana": "held"}


def test_the_class_closed_while_the_form_was_open(client):
    offering = make_offering()
    type(offering).objects.update(closes_at=timezone.now())
    answer = send(client, offering)
    assert answer.status_code == 200 and "is closed" in words(answer)
    assert 'value="ana@example.com"' in answer.content.decode()
    assert not Registration.objects.exists()


def test_the_last_seat_went_while_the_form_was_open_means_the_line_and_says_so(client):
    offering = make_offering(capacity=1)
    send(client, offering, step="check")
    seat(offering, "zoe")
    page = client.get(send(client, offering).headers["Location"])
    assert "You are number 1 in line" in words(page)


def test_an_organization_is_named_where_it_connects(client):
    offering = make_offering()
    answer = send(client, offering, connections=["live", "church"], step="check")
    assert "organization" in answer.context["form"].errors
    assert (
        send(client, offering, connections=["live", "church"], organization="Rotary", step="check")
        .context["form"]
        .is_valid()
    )
    assert send(client, offering, connections=["live", "property"], step="check").context["form"].is_valid()


@pytest.mark.parametrize("name", ["O", "李", "Nguyễn", "José María", "بشرى", "Ōta", "D'Angelo-O’Neil", "ก้อง"])
def test_names_of_every_script(client, name):
    offering = make_offering()
    send(client, offering, given_name=name, family_name=name, certificate_name="")
    assert Registration.objects.get().certificate_name == f"{name} {name}"


HOSTILE = {
    "NUL": "a\x00b",
    "control": "a\x1b[31mb",
    "long": "x" * 300_000,
    "emoji": "👩‍👩‍👧‍👦🎉",
    "right-to-left override": "a\u202egnp.exe",
    "header injection": "a\r\nBcc: everyone@example.com",
    "formula": '=HYPERLINK("http://example.com")',
    "markup": "<script>alert(1)</script>{{ 7|add:7 }}",
    "lone surrogate": "a\udcff",
    "blank": "\u200b \u3000",
    "sql": "'; DROP TABLE programs_registration; --",
}
FIELDS = ["given_name", "family_name", "certificate_name", "email", "phone", "connections", "organization",
          "will_miss", "first_time", "language", "accommodation", "heard_from", "is_adult", "can_attend", "form_key",
          "leave_empty", "step"]  # fmt: skip


def each_spoiled_form():
    cases = spoiled(FIELDS, HOSTILE, alone="emoji")
    ids = [f"{kind}-{next(iter(values)) if len(values) == 1 else 'all'}" for kind, values in cases]
    return pytest.mark.parametrize("values", [values for _kind, values in cases], ids=ids)


@each_spoiled_form()
def test_bad_input_is_answered_in_words_or_kept_as_text_and_loses_nothing(client, settings, values):
    client.raise_request_exception = False
    offering = make_offering()
    url = reverse("programs:register", args=["pip", 45])
    typed = {field: value.encode(errors="surrogatepass").decode(errors="replace") for field, value in values.items()}
    answer = client.post(url, form_of(organization="Rotary") | {"step": "send"} | typed)

    is_too_large = len("".join(typed.values())) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert answer.status_code in ({400} if is_too_large else {200, 302}), answer.status_code
    if answer.status_code == 200:
        page = answer.content.decode()
        assert "<script>alert" not in page
        if "email" not in values:
            assert 'value="ana@example.com"' in page
    for mail in Message.objects.all():
        assert "\n" not in mail.subject and "<script>" not in mail.html
        assert mail.to == Registration.objects.get().email
    assert len(states(offering)) <= 1


def test_malformed_bodies_are_no_server_error(client):
    client.raise_request_exception = False
    make_offering()
    url = reverse("programs:register", args=["pip", 45])
    bodies = [b"given_name=%ff%fe&step=send", b"\x00\x01\x02", b"a" * 2_000_000, b"&".join([b"a=1"] * 5000)]
    for body in bodies:
        answer = client.post(url, body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in {200, 400, 413}, answer.status_code
    multipart = client.post(url, b"--x\r\nbroken", content_type="multipart/form-data; boundary=x")
    assert multipart.status_code in {200, 400}


def test_a_bot_that_fills_the_hidden_field_registers_nobody(client):
    offering = make_offering()
    answer = send(client, offering, leave_empty="http://spam.example")
    assert answer.status_code == 200 and states(offering) == {}


def test_too_many_registrations_from_one_address_are_stopped(client, settings):
    settings.RATE_LIMITS_ON = True
    offering = make_offering(capacity=100)
    keys = [form_of(f"p{n}") for n in range(62)]
    with time_machine.travel(timezone.now() + timezone.timedelta(seconds=10), tick=True):
        url = reverse("programs:register", args=["pip", 45])
        statuses = [client.post(url, fields | {"step": "send"}).status_code for fields in keys]
    assert 429 in statuses
    assert len(states(offering)) == statuses.count(302) < 62


def test_control_without_limits_all_of_them_get_through(client):
    offering = make_offering(capacity=100)
    assert {send(client, offering, name=f"p{n}").status_code for n in range(62)} == {302}
    assert len(states(offering)) == 62


def test_confirming_by_the_code_on_the_page(client):
    offering = make_offering()
    send(client, offering)
    ana = Registration.objects.get()
    url = reverse("programs:confirm_with_code", args=[ana.reference])
    wrong = client.post(url, {"code": "000000" if newest_code(ana.email) != "000000" else "111111"})
    assert "This code is not right" in words(wrong)
    assert client.post(url, {"code": newest_code(ana.email)}, follow=True).status_code == 200
    assert states(offering) == {"ana": "confirmed"}


def test_whoever_registered_another_person_cannot_confirm_without_that_mail(client):
    offering = make_offering()
    send(client, offering)
    ana = Registration.objects.get()
    client.post(reverse("programs:confirm", args=[ana.reference]))
    assert states(offering) == {"ana": "held"}
    # The control: the same post after the mailed link.
    client.get(newest_link(ana.email, "/programs/open/"))
    client.post(reverse("programs:confirm", args=[ana.reference]))
    assert states(offering) == {"ana": "confirmed"}


def test_register_for_a_program_without_open_registration_is_refused(client):
    offering = make_offering(program=make_program("tap", entry="nomination"))
    assert send(client, offering).status_code == 302
    assert states(offering) == {}
