"""Writing to a class in the admin: compose, look, send; and what was sent."""

import pytest

from mailroom.models import Message
from programs.models import Letter, LetterTemplate
from programs.services import classes, registrations
from tests.programs.admin.helpers import class_page, class_url, coordinator, said, staff
from tests.programs.builders import call_in, make_offering, seated, sign_up
from tests.volume import pairs

pytestmark = pytest.mark.django_db


def typed(**changes):
    fields = {"states": ["confirmed"], "only": "everyone", "session": "", "subject_en": "News: {class}",
              "body_en": "Dear {given_name},\r\n\r\nwe meet in {place}."}  # fmt: skip
    return fields | changes


def post(offering, button, client=None, **changes):
    return (client or coordinator()).post(class_url(offering, "letter"), typed(**{button: "1"}, **changes))


def hidden(response):
    """What the preview carries along, as the browser would send it."""
    context = response.context
    fields = {field.html_name: field.value() for field in context["form"] if field.value()}
    return fields | {"expected": context["expected"], "form_key": context["form_key"]}


def preview_and_send(offering, client=None, **changes):
    client = client or coordinator()
    data = hidden(post(offering, "look", client, **changes))
    return client, data, client.post(class_url(offering, "letter"), {**data, "send": "1"})


def mails():
    return Message.objects.filter(template="programs/letter")


def test_look_shows_who_and_what_and_stores_nothing():
    offering = make_offering(location="Room <2>")
    seated(offering, "ana"), seated(offering, "ben", language="ja")
    call_in(offering, "maria", by=staff())
    response = post(offering, "look")
    page = response.content.decode()
    assert "2 people would get this letter" in page
    assert "Rivera, Ben (ben@example.com)" in page
    assert "Maria Rivera, (310) 555-0100" in page
    assert "News: Partners in Policing, Spring 2027" in page
    assert "we meet in Room &lt;2&gt;." in page
    assert "1 asked for 日本語" in page
    assert 'value="Send to 2 people"' in page
    assert not Letter.objects.exists() and not mails().exists()


def test_what_the_page_shows_is_what_is_sent():
    offering = make_offering()
    seated(offering, "ana"), sign_up(offering, "ben")
    _client, _data, response = preview_and_send(offering)
    assert response.url == class_page(offering)
    assert "“News: Partners in Policing, Spring 2027” is on its way to 1 person." in said(response)
    assert Letter.objects.get().sent_by == staff("program coordinator")
    mail = mails().get()
    assert mail.to == "ana@example.com"
    assert "Dear Ana," in mail.text


def test_send_pressed_twice_is_one_letter_and_no_error():
    offering = make_offering()
    seated(offering, "ana")
    client, data, _response = preview_and_send(offering)
    seated(offering, "ben")
    response = client.post(class_url(offering, "letter"), {**data, "send": "1"})
    assert response.url == class_page(offering)
    assert (Letter.objects.count(), mails().count()) == (1, 1)


def test_send_without_a_preview_sends_nothing():
    offering = make_offering()
    seated(offering, "ana")
    for data in ({}, {"form_key": "x"}, {"form_key": "x" * 100, "expected": "\x00,-1,٣,1e3," + "9" * 40}):
        assert post(offering, "send", **data).status_code == 200
    assert not mails().exists()


def test_when_people_came_and_went_the_preview_is_shown_again():
    offering = make_offering()
    ana = seated(offering, "ana")
    client = coordinator()
    data = hidden(post(offering, "look", client))
    registrations.withdraw(ana)
    seated(offering, "ben")
    response = client.post(class_url(offering, "letter"), {**data, "send": "1"})
    page = response.content.decode()
    assert "Nothing is sent." in page
    assert "New since you looked: Ben Rivera" in page
    assert "No longer among them: Ana Rivera" in page
    assert not mails().exists()
    client.post(class_url(offering, "letter"), {**hidden(response), "send": "1"})
    assert mails().get().to == "ben@example.com"


def test_a_sample_goes_to_ones_own_address_and_the_preview_stays():
    offering = make_offering()
    seated(offering, "ana")
    client = coordinator()
    user = staff("program coordinator")
    data = hidden(post(offering, "look", client))
    response = client.post(class_url(offering, "letter"), {**data, "sample": "1"})
    assert "Your account has no mail address" in response.content.decode()
    user.email = "me@example.com"
    user.save()
    for _ in range(2):
        response = client.post(class_url(offering, "letter"), {**data, "sample": "1"})
    assert "1 sample sent to me@example.com, to nobody else." in response.content.decode()
    assert 'value="Send to 1 person"' in response.content.decode()
    assert [mail.to for mail in mails()] == ["me@example.com"]
    assert not Letter.objects.exists()


def test_change_brings_back_what_was_typed():
    offering = make_offering()
    page = post(offering, "change", subject_ko="안녕", body_ko="글").content.decode()
    assert 'value="News: {class}"' in page
    assert "In 한국어: written" in page
    assert "Please correct" not in page


def test_a_template_letter_takes_the_place_of_the_text_not_of_the_people():
    offering = make_offering()
    template = LetterTemplate.objects.get(name="What to bring")
    response = post(offering, "fill", start_from=template.pk, states=["waitlisted"], only="not_answered")
    form = response.context["form"]
    assert form["states"].value() == ["waitlisted"]
    assert form["only"].value() == "not_answered"
    assert form["subject_en"].value() == "What to bring: {class}"
    assert form["body_ja"].value() == template.texts["ja"]["body"]
    assert not form.errors


@pytest.mark.parametrize("start_from", ["", "0", "x", "9" * 30, "\x00", "٣"])
def test_no_such_template_letter(start_from):
    page = post(make_offering(), "fill", start_from=start_from, session="x").content.decode()
    assert 'value="News: {class}"' in page


def test_the_same_letter_again_is_remarked_upon():
    offering = make_offering()
    seated(offering, "ana")
    client, _data, _response = preview_and_send(offering)
    assert "The newest letter to this class says the same." in post(offering, "look", client).content.decode()
    other = post(offering, "look", client, body_en="Something else.").content.decode()
    assert "says the same" not in other


# What is typed, the field that is wrong then, and what is said there.
SLIPS = [
    ({"subject_en": ""}, "subject_en", "required"),
    ({"body_en": " \n "}, "body_en", "required"),
    ({"subject_en": "a\nb"}, "subject_en", "one line"),
    ({"subject_en": "x" * 121}, "subject_en", "at most 120"),
    ({"subject_en": "Dear {given_name}"}, "subject_en", "not here"),
    ({"body_en": "Dear {name}"}, "body_en", "{name} is not known"),
    ({"body_en": "Dear {given_name"}, "body_en", "stands alone"),
    ({"body_en": "x\x00"}, "body_en", "Null characters"),
    ({"body_en": "x\u202ey"}, "body_en", "hidden character"),
    ({"body_en": "x" * 6001}, "body_en", "at most 6000"),
    ({"subject_es": "Hola"}, "body_es", "both the subject and the letter"),
    ({"body_zh-hans": "您好"}, "subject_zh-hans", "both the subject and the letter"),
    ({"subject_vi": "x", "body_vi": "{oops}"}, "body_vi", "{oops} is not known"),
    ({"states": []}, "states", "Choose at least one"),
    ({"states": ["merged"]}, "states", "valid choice"),
    ({"only": "was_absent"}, "session", "Choose the session"),
    ({"only": "nobody"}, "only", "valid choice"),
    ({"session": "999999"}, "session", "valid choice"),
    ({"session": "\x00"}, "session", "Null characters"),
]


@pytest.mark.parametrize(("slip", "button"), pairs(SLIPS, ["look", "send", "sample"]))
def test_a_slip_is_named_beside_its_field_and_nothing_is_lost(slip, button):
    changes, field, words = slip
    offering = make_offering()
    seated(offering, "ana")
    response = post(offering, button, **changes)
    assert words in str(response.context["form"].errors[field])
    assert response.status_code == 200
    assert not mails().exists()


def test_a_slip_in_a_folded_language_is_unfolded():
    page = post(make_offering(), "look", subject_es="Hola").content.decode()
    assert page.count('<details class="module translation" open>') == 1


def test_a_session_that_there_is_not_cannot_be_written_about():
    offering = make_offering(sessions=0)
    errors = post(offering, "look", body_en="On {next_session}, {first_session}").context["form"].errors
    assert "no session ahead" in str(errors["body_en"])
    assert "no sessions yet" in str(errors["body_en"])


def test_who_was_absent_at_a_session():
    offering = make_offering()
    session = offering.sessions.first()
    seated(offering, "ana"), seated(offering, "ben").will_miss.add(session)
    page = post(offering, "look", only="will_miss", session=session.pk).content.decode()
    assert "1 person would get this letter" in page
    assert f"who told us that they will miss this session ({session})" in page


def test_in_a_cancelled_class_one_can_still_write():
    offering = make_offering()
    seated(offering, "ana")
    classes.cancel_class(offering, reason="Flood.")
    preview_and_send(offering, body_en="We are sorry.")
    assert mails().count() == 1
