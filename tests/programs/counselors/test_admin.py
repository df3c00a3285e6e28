"""The coordinator's side: schools, and counselors who are invited, leave and come back."""

import pytest
from django.urls import reverse

from mailroom.models import Message
from programs.models import Counselor, School
from programs.services import counselors
from tests.pages import words
from tests.programs.counselors.pages import newest_mail
from tests.programs.students import client_of, coordinator, instructor, make_counselor, make_school

pytestmark = pytest.mark.django_db
ADD = reverse("admin:programs_counselor_add")


@pytest.fixture
def client(db):
    return client_of(coordinator())


def address(counselor, page="change"):
    return reverse(f"admin:programs_counselor_{page}", args=[counselor.pk])


def form_of(**fields):
    return {"school": make_school().pk, "name": "Ms. Reyes", "email": "reyes@tusd.org"} | fields


def test_adding_is_inviting(client):
    answer = client.post(ADD, form_of(students_from="A", students_to="F"))
    counselor = Counselor.objects.get()
    assert answer.status_code == 302 and counselor.invited_at and counselor.students_to == "F"
    assert newest_mail("counselor_invited").to == "reyes@tusd.org"


@pytest.mark.parametrize("email", ["reyes@gmail.com", "reyes@tusd.org.example.com", "reyes", "", "\x00@tusd.org"])
def test_an_address_outside_the_list_is_refused_next_to_the_field(client, email):
    page = words(client.post(ADD, form_of(email=email)))
    assert "Please correct the error below" in page and 'id="id_email_error"' in page
    assert Counselor.objects.count() == 0 and Message.objects.count() == 0


def test_an_address_that_is_here_already_is_refused(client):
    make_counselor()
    assert "is already here: Ms. Reyes, North High School" in words(client.post(ADD, form_of(email="REYES@tusd.org")))


def test_change_leave_come_back_and_invite_again(client):
    counselor = counselors.invite(school=make_school(), name="Ms. Reyes", email="reyes@tusd.org")
    page = words(client.get(address(counselor)))
    assert "Has left" in page and "Invite again" in page and "Delete" not in page
    client.post(address(counselor), {"name": "Ms. Reyes-Cho", "email": "reyes@tusd.org"})
    assert Counselor.objects.get().name == "Ms. Reyes-Cho"
    assert Message.objects.count() == 1

    client.post(address(counselor, "invite_again"))
    assert Message.objects.count() == 2
    client.post(address(counselor, "leave"))
    assert Counselor.objects.get().left_at
    assert "Come back" in words(client.get(address(counselor)))
    client.post(address(counselor, "come_back"))
    assert Counselor.objects.get().left_at is None and Message.objects.count() == 3


def test_a_new_address_is_checked_and_invited(client):
    counselor = counselors.invite(school=make_school(), name="Ms. Reyes", email="reyes@tusd.org")
    refused = words(client.post(address(counselor), {"name": "Ms. Reyes", "email": "reyes@gmail.com"}))
    assert "must end in tusd.org" in refused
    client.post(address(counselor), {"name": "Ms. Reyes", "email": "ana@tusd.org"})
    assert newest_mail("counselor_invited").to == "ana@tusd.org"


def test_the_verbs_are_asked_first_and_only_for_who_may(client):
    counselor = make_counselor()
    for page in ("invite_again", "leave", "come_back"):
        assert client.get(address(counselor, page)).status_code == 200
        for other in (client_of(instructor()), client_of(coordinator("pip", "program coordinator"))):
            assert other.post(address(counselor, page)).status_code == 403
    assert Counselor.objects.get().left_at is None


def test_lists(client):
    make_counselor()
    assert "Ms. Reyes" in words(client.get(reverse("admin:programs_counselor_changelist")))
    assert "North High School" in words(client.get(reverse("admin:programs_school_changelist")))


def test_a_school_s_domains_are_written_one_way(client):
    url = reverse("admin:programs_school_add")
    client.post(
        url, {"name": "East High", "position": "9", "mail_domains": "@TUSD.org, east.example", "is_active": "on"}
    )
    assert School.objects.get(name="East High").domains == ["tusd.org", "east.example"]
    for wrong in ("tusd", "x@tusd .org", "tu sd..org", "-"):
        assert "separated by spaces" in words(client.post(url, {"name": "X", "position": "9", "mail_domains": wrong}))
