"""Registrations: found, read, mended; and callers entered."""

import pytest
from django.urls import reverse

from mailroom.models import Message
from programs.admin.people_forms import ContactForm
from programs.models import Registration
from programs.services import registrations, roster
from tests.programs.admin.helpers import LIST, class_page, coordinator, said, staff
from tests.programs.builders import make_offering, make_program, seated, sign_up, states

pytestmark = pytest.mark.django_db

ADD = reverse("admin:programs_registration_add")


def page_of(registration):
    return reverse("admin:programs_registration_change", args=[registration.pk])


# --- found ---------------------------------------------------------------------------------


def found(query, client=None):
    response = (client or coordinator()).get(reverse(LIST), {"q": query})
    assert response.status_code == 200
    return sorted(registration.given_name for registration in response.context["cl"].result_list)


def test_a_reference_is_found_however_it_was_typed():
    offering = make_offering()
    ana = sign_up(offering, "ana")
    sign_up(offering, "ben")
    for typed in (ana.reference, ana.reference.lower(), ana.reference.replace("-", ""), f" {ana.reference} "):
        assert found(typed) == ["Ana"]


def test_name_mail_and_phone_are_found():
    offering = make_offering()
    sign_up(offering, "ana", family_name="García Márquez", phone="+13105550111")
    sign_up(offering, "margaret", family_name="Phan")  # twelve letters: they could be a reference
    for query in ("garcía ana", "ana@example", "310-555-0111", "(310) 555 0111"):
        assert found(query) == ["Ana"]
    assert found("margaret phan") == ["Margaret"]
    assert found("nobody") == []


@pytest.mark.parametrize("query", ["\x00", "a\x00b", "%", "'", '"', "x" * 5000, "🙂", "\u202e"])
def test_odd_searches_are_answered(query):
    assert coordinator().get(reverse(LIST), {"q": query}).status_code in {200, 302}


@pytest.mark.parametrize("query", ["class=abc", "class=%00", "state__exact=%00", "p=99999", f"class={'9' * 30}"])
def test_odd_filters_are_answered(query):
    assert coordinator().get(f"{reverse(LIST)}?{query}").status_code in {200, 302}


@pytest.mark.parametrize(
    ("model", "query"),
    [("classoffering", "status__exact=%00"), ("classinterest", "language__exact=%00"), ("program", "slug=%00")],
)
def test_odd_filters_of_the_other_lists(model, query):
    url = reverse(f"admin:programs_{model}_changelist")
    assert coordinator().get(f"{url}?{query}").status_code == 302


def test_the_class_filter():
    sign_up(make_offering(number=44), "ana")
    offering = make_offering(number=45)
    sign_up(offering, "ben")
    response = coordinator().get(reverse(LIST), {"class": offering.pk})
    assert [row.given_name for row in response.context["cl"].result_list] == ["Ben"]


# --- read ----------------------------------------------------------------------------------


def test_answers_history_and_mail_stand_on_one_page():
    offering = make_offering()
    session = offering.sessions.first()
    ana = seated(offering, "ana", organization="Rotary", connections=["civic"], will_miss=[session])
    roster.resend(ana, by=staff("program coordinator"))
    page = coordinator().get(page_of(ana)).content.decode()
    for words in ("Rotary", "civic or business group", "Topic 1", "mailed again", "program-coordinator"):
        assert words in page
    assert f"?about={ana.reference}" in page
    assert page.count("/admin/mailroom/message/") >= 3  # the list of all, and each of the mails


def test_no_code_of_a_mail_is_shown():
    ana = sign_up(make_offering(), "ana")
    secrets = [secret for message in Message.objects.all() for secret in message.secrets]
    page = coordinator().get(page_of(ana)).content.decode()
    assert secrets
    assert not any(secret in page for secret in secrets)


# --- mended --------------------------------------------------------------------------------


def mend(registration, **changes):
    fields = {
        "email": registration.email,
        "phone": str(registration.phone),
        "certificate_name": registration.certificate_name,
        "accommodation": registration.accommodation,
    }
    return coordinator().post(page_of(registration), fields | changes)


def test_contact_is_mended_and_nothing_else():
    ana = sign_up(make_offering(), "ana")
    response = mend(
        ana, email="Ana.Rivera@example.com", phone="310-555-0199", certificate_name="Ana R.", state="confirmed",
        given_name="Eve", reference="PIP-2222-2222",
    )  # fmt: skip
    assert response.status_code == 302
    before, reference = ana.given_name, ana.reference
    ana.refresh_from_db()
    assert (ana.email, ana.email_key) == ("Ana.Rivera@example.com", "ana.rivera@example.com")
    assert (str(ana.phone), ana.certificate_name) == ("(310) 555-0199", "Ana R.")
    assert (ana.state, ana.given_name, ana.reference) == ("held", before, reference)


def test_a_mend_does_not_undo_a_state_that_changes_in_that_very_moment(monkeypatch):
    ana = sign_up(make_offering(), "ana")
    # The resident confirms after this page's registration was read and before it is saved.
    monkeypatch.setattr(ContactForm, "clean", lambda form: registrations.confirm(ana) and None)
    mend(ana, certificate_name="Ana R.", email="new@example.com")
    ana.refresh_from_db()
    assert (ana.state, ana.certificate_name, ana.email) == ("confirmed", "Ana R.", "new@example.com")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"email": "no address"}, "valid email"),
        ({"phone": "12"}, "area code"),
        ({"email": "", "phone": ""}, "nobody can reach"),
        ({"certificate_name": ""}, "required"),
        ({"certificate_name": "a\nb"}, "one line"),
        ({"certificate_name": "a\x00b"}, "Null characters"),
        ({"accommodation": "x" * 501}, "at most 500"),
    ],
)
def test_a_slip_is_refused(changes, words):
    ana = sign_up(make_offering(), "ana")
    response = mend(ana, **changes)
    assert response.status_code == 200
    assert words in response.content.decode()


def test_the_address_of_the_same_person_again_is_refused():
    offering = make_offering()
    sign_up(offering, "ana")
    twin = sign_up(offering, "ana", email="other@example.com", form_key="second")
    assert "already has a place in this class" in mend(twin, email="ana@example.com").content.decode()


def test_a_registration_is_never_deleted():
    ana = sign_up(make_offering(), "ana")
    url = reverse("admin:programs_registration_delete", args=[ana.pk])
    assert coordinator().post(url, {"post": "yes"}).status_code == 403
    assert states(ana.offering) == {"ana": "held"}


# --- callers ---------------------------------------------------------------------------------


def caller(**changes):
    answers = {
        "given_name": "Maria", "family_name": "Delgado", "email": "", "phone": "310-555-0177", "connections": ["live"],
        "first_time": "yes", "language": "en", "is_adult": "on", "can_attend": "on", "form_key": "one-call",
    }  # fmt: skip
    return {name: value for name, value in (answers | changes).items() if value is not None}


def enter(offering, **changes):
    return coordinator().post(f"{ADD}?offering={offering.pk}", caller(**changes))


def test_a_caller_without_mail_gets_a_seat_and_is_to_be_told():
    offering = make_offering()
    response = enter(offering)
    assert response.url == class_page(offering)
    maria = Registration.objects.get()
    assert (maria.state, maria.source, maria.email) == ("confirmed", "staff", "")
    assert maria.events.get().by == staff("program coordinator")
    assert "Seat confirmed" in said(response)
    assert "(310) 555-0177" in said(response)
    assert not Message.objects.exists()


def test_a_caller_with_mail_is_mailed_and_a_full_class_means_the_line():
    offering = make_offering(capacity=1)
    sign_up(offering, "ana")
    response = enter(offering, email="maria@example.com")
    assert "In line, number 1" in said(response)
    assert Message.objects.filter(template="programs/waitlisted", to="maria@example.com").exists()


def test_a_double_click_registers_once():
    offering = make_offering()
    enter(offering), enter(offering)
    assert Registration.objects.count() == 1


def test_the_same_caller_again_is_refused_with_what_was_typed():
    offering = make_offering()
    enter(offering)
    response = enter(offering, form_key="another-call")
    assert "already has a place in this class" in response.content.decode()
    assert "Delgado" in response.content.decode()
    assert Registration.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"given_name": ""}, "given_name"),
        ({"phone": ""}, "phone"),
        ({"connections": None}, "connections"),
        ({"connections": ["work"]}, "organization"),
        ({"is_adult": None}, "is_adult"),
        ({"family_name": "a\x00b"}, "family_name"),
        ({"will_miss": ["999"]}, "will_miss"),
    ],
)
def test_a_slip_of_the_caller_form(changes, field):
    assert field in enter(make_offering(), **changes).context["form"].errors
    assert not Registration.objects.exists()


def test_nobody_is_entered_in_a_class_that_schools_nominate_for():
    teens = make_program("tap", entry="nomination")
    page = enter(make_offering(program=teens), is_adult=None)
    assert "a counselor nominates them" in page.content.decode()
    assert not Registration.objects.exists()


def test_first_the_class_is_chosen():
    offering = make_offering()
    for url in (ADD, f"{ADD}?offering=999", f"{ADD}?offering=x", f"{ADD}?offering={'9' * 30}"):
        page = coordinator().get(url).content.decode()
        assert "which class?" in page
        assert str(offering) in page
    page = coordinator().get(f"{ADD}?offering={offering.pk}").content.decode()
    assert "Register a caller: PIP class 45" in page
