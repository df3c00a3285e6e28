"""What graduates see and do on their own page, and what everyone reads of their number."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chat_sessions.catalog import next_session
from core.contact import email_key
from core.models import DepartmentProfile
from mailroom.models import Message
from programs.catalog import with_graduates
from programs.enums import Mark
from programs.models import Certificate, Program, Registration
from programs.records import records_for
from tests.pages import words
from tests.programs.builders import make_offering, make_program, seated
from tests.programs.graduates import ended_class, graduate_all, mark_all, person
from tests.programs.pages import opened

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.RATE_LIMITS_ON = False


@pytest.fixture
def staff(django_user_model):
    return django_user_model.objects.create_user("coordinator", is_staff=True)


@pytest.fixture
def offering(staff):
    offering = ended_class(("ana", "ben"))
    mark_all(offering, Mark.ABSENT, name="ben", sessions=4)
    graduate_all(offering, staff)
    return offering


def page_of(registration, client=None):
    response = (client or opened(registration)).get(registration.get_absolute_url())
    assert response.status_code == 200
    return words(response)


def test_graduates_read_number_name_and_code(offering):
    ana = person(offering, "ana")
    certificate = Certificate.objects.get()
    text = page_of(ana)
    for fact in ("You graduated", "PIP-45-001", "Ana Rivera", certificate.code, "Stay in touch"):
        assert fact in text
    assert "Give up the seat" not in text
    assert records_for(email_key(ana.email))[0].standing == "You graduated."


def test_a_graduate_that_was_read_from_a_file_has_no_certificate_and_no_error(offering):
    Certificate.objects.all().delete()
    ana = person(offering, "ana")
    client = opened(ana)
    text = page_of(ana, client)
    assert "You are on our list of graduates." in text and "Stay in touch" in text and "Your certificate" not in text
    url = reverse("programs:certificate_pdf", args=[ana.reference])
    assert client.get(url).headers["Location"] == ana.get_absolute_url()


def test_who_has_not_completed_reads_so_and_is_not_asked_anything(offering):
    ben = person(offering, "ben")
    text = page_of(ben)
    assert "The class is over" in text and "By our record you have not completed it" in text
    assert "certificate has the number" not in text and "Stay in touch" not in text
    assert records_for(email_key(ben.email))[0].standing == "The class is over."


def test_a_graduate_asks_to_hear_from_us_and_takes_it_back(offering):
    ana = person(offering, "ana")
    client, url = opened(ana), reverse("programs:alumni", args=[ana.reference])
    assert client.get(url).status_code == 405
    for _ in range(2):
        assert client.post(url, {"wants": "yes"}).headers["Location"] == ana.get_absolute_url()
    assert person(offering, "ana").alumni_since
    assert "Do not write to me any more" in page_of(ana, client)
    client.post(url, {"wants": "nonsense"})
    assert person(offering, "ana").alumni_since is None


def test_nobody_asks_for_somebody_else(offering):
    ana, ben = person(offering, "ana"), person(offering, "ben")
    for client in (Client(), opened(ben)):
        answer = client.post(reverse("programs:alumni", args=[ana.reference]), {"wants": "yes"})
        assert answer.headers["Location"] == "/my/"
    opened(ben).post(reverse("programs:alumni", args=[ben.reference]), {"wants": "yes"})
    assert not Registration.objects.exclude(alumni_since=None).exists()


def graduates():
    """As it will be read within a minute."""
    cache.clear()
    (program,) = with_graduates(Program.objects.filter(slug="pip"))
    return program.graduates


def test_the_running_count_goes_on_from_before_the_portal(staff):
    program = make_program(classes_before=44, graduates_before=1000)
    assert graduates() == 1000
    graduate_all(ended_class(program=program), staff)
    assert graduates() == 1003
    # A past class that was read from a file: its graduates are in the 1,000 already.
    graduate_all(ended_class(("dan", "emil"), program=program, number=44), staff)
    make_program("tap", name="Teens and Policing", graduates_before=7)
    assert graduates() == 1003
    for path in ("/", "/programs/pip/"):
        assert "1,003 community members have graduated" in " ".join(Client().get(path).content.decode().split())


def test_a_program_without_graduates_does_not_boast():
    make_offering(program=make_program(graduates_before=0))
    assert b"graduated" not in Client().get("/programs/pip/").content


@pytest.mark.parametrize("path", ["/", "/programs/pip/"])
def test_the_count_costs_one_query_a_minute(staff, path, django_assert_num_queries):
    for number in (45, 46, 47):
        graduate_all(ended_class(number=number), staff)
    DepartmentProfile.current()
    next_session(timezone.now())  # kept for half a minute, like the profile
    with django_assert_num_queries(4):
        assert Client().get(path).status_code == 200
    with django_assert_num_queries(3):
        assert Client().get(path).status_code == 200


def test_the_mail_congratulates_and_asks_nothing_by_itself(offering):
    mail = Message.objects.get(template="programs/graduated")
    text = " ".join(mail.text.split())
    assert mail.to == "ana@example.com"
    for fact in (
        "Congratulations: you graduated",
        "PIP-45-001",
        "Name on it: Ana Rivera",
        "Stay in touch",
        "(310) 618",
    ):
        assert fact in text
    assert "Ana" not in mail.subject
    assert Certificate.objects.get().code not in mail.text and mail.html.count('class="button"') == 1


def test_who_has_no_mail_address_graduates_all_the_same(staff):
    offering = ended_class(("ana",))
    Registration.objects.update(email="")
    graduate_all(offering, staff)
    assert Certificate.objects.count() == 1
    assert not Message.objects.filter(template="programs/graduated").exists()


def test_a_seat_in_a_coming_class_shows_nothing_of_it():
    assert "graduated" not in page_of(seated(make_offering()))
