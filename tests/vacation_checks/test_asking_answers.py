"""What is refused at each step, and what is not: beside the field, with what was typed."""

import pytest
from django.utils import timezone

from tests.days import in_days, told
from tests.vacation_checks.asking import (
    CONTACT,
    NAMES,
    VEHICLE,
    VISITOR,
    answers,
    begun,
    day,
    draft,
    errors,
    known_streets,
    page,
    post,
    rows,
)
from tests.vacation_checks.builders import submitted
from tests.volume import pairs
from vacation_checks.enums import Jurisdiction
from vacation_checks.forms.steps import BY_NAME, fields_from, walk
from vacation_checks.models import AcknowledgementText, CheckRules, StreetRange

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.RATE_LIMITS_ON = False


def refused(step, **changed):
    """What a step says of these answers; {} if it goes on."""
    response = post(begun(until=step), step, **told(changed))
    return errors(response) if response.status_code == 200 else {}


@pytest.mark.parametrize(
    ("step", "changed", "field", "words"),
    [
        ("you", {"name": ""}, "id_name", "required"),
        ("you", {"name": "see www.example.com"}, "id_name", "web addresses"),
        ("you", {"relation": "landlord"}, "id_relation_0", "Select a valid choice"),
        ("you", {"phone": "12"}, "id_phone", "area code"),
        ("home", {"house": "PO Box 12"}, "id_house", "only look at a home"),
        ("home", {"house": "Sartori Ave"}, "id_house", "house number"),
        ("home", {"zip_code": "9050"}, "id_zip_code", "five digits"),
        ("home", {"zip_code": "90502"}, "id_zip_code", "Los Angeles County Sheriff"),
        ("home", {"residence": "condo"}, "id_unit", "Which one is yours"),
        ("home", {"unit": "-"}, "id_unit", "as it stands on the door"),
        ("dates", {"leaves_on": in_days(0)}, "id_leaves_on", "too soon"),
        ("dates", {"leaves_on": "2026-13-45"}, "id_leaves_on", "valid date"),
        ("dates", {"leaves_on": "9999-12-30", "returns_on": "9999-12-31"}, "id_leaves_on", "year ahead"),
        ("dates", {"returns_on": in_days(19)}, "id_returns_on", "after the departure"),
        ("dates", {"returns_on": in_days(21)}, "id_returns_on", "3 nights"),
        ("dates", {"returns_on": in_days(20 + 91)}, "id_returns_on", "90 nights. Please call (310) 618-5688"),
        ("dates", {"returns_at": "25:00"}, "id_returns_at", "valid time"),
        ("property", {"alarm": "monitored"}, "id_alarm_company", "name of the company"),
        ("property", {"animals": "inside"}, "id_animals_note", "which animals"),
        ("property", {"lights": "  "}, "id_lights", "required"),
        ("consents", {"verification_word": "4711"}, "id_verification_word", "looks like a code"),
        ("consents", {"verification_word": "abc"}, "id_verification_word", "at least 4"),
        ("consents", {"acknowledges": None}, "id_acknowledges", "read the text"),
        ("consents", {"signature": ""}, "id_signature", "required"),
        ("consents", {"text_shown": "0"}, "", "has changed"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(step, changed, field, words):
    found = refused(step, **changed)
    assert words in found[field], found


@pytest.mark.parametrize(
    ("step", "changed"),
    [
        ("you", {"name": "森 あな"}),
        ("you", {"name": "Zoë 🌴 Ōta"}),
        ("you", {"phone": "+44 20 7946 0958"}),
        ("home", {"house": "1234 sartori ave apt b", "residence": "apartment"}),
        ("home", {"city": "Redondo Beach"}),
        ("home", {"zip_code": "９０５０１-1234"}),
        ("dates", {"leaves_on": in_days(20), "returns_on": in_days(20 + 90)}),
        ("consents", {"verification_word": "ペリカン"}),
    ],
)
def test_what_is_unusual_is_taken(step, changed):
    assert refused(step, **changed) == {}


ODD = ["a\x00b", "x" * 900_000, "\u202eabc", "\ud800".encode("utf-8", "replace").decode()]


@pytest.mark.parametrize(("step", "typed"), pairs(NAMES, ODD))
def test_whatever_is_typed_is_answered(step, typed):
    client = begun(until=step)
    names = answers(step)
    posted = dict.fromkeys(names, typed[: 900_000 // len(names)])
    response = client.post(page(step), posted | {"go": "next"})
    assert response.status_code == 200
    assert response.context["problems"]
    assert len(str(draft().answers)) < 20_000
    assert client.get(f"{page(step)}?look").status_code == 200


def test_a_misspelt_street_is_asked_about_once(client):
    client = begun(until="home")
    asked = post(client, "home", house="1234 Satori Av")
    assert "Choose one" in errors(asked)["id_suggestion_0"]
    hidden = asked.context["asked"]["asked_about"].value()
    assert "1234 SARTORI AVE" in asked.content.decode()
    again = {"house": "1234 Satori Av", "asked_about": hidden}
    assert post(client, "home", suggestion="SARTORI AVE", **again)["Location"] == page("dates")
    assert walk(draft().answers, until="dates").cleaned["home"]["house"] == "1234 SARTORI AVE"
    for keeps in ("keep", ""):
        assert post(client, "home", suggestion=keeps, **again)["Location"] == page("dates")
        kept = walk(draft().answers, until="dates").cleaned["home"]
        assert (kept["house"], kept["finding"].jurisdiction) == ("1234 SATORI AVE", Jurisdiction.CHECK)


def test_what_the_table_does_not_know_goes_on_and_what_is_outside_does_not():
    known_streets()
    StreetRange.objects.create(street="NORMANDIE AVE", low=1, high=99999, in_city=False)
    client = begun(until="home")
    assert "not in the city" in errors(post(client, "home", house="20000 Normandie Ave", zip_code="90501"))["id_house"]
    unknown = client.post(page("home"), answers("home", house="1 Xylophone Ct", zip_code="90503"), follow=True)
    assert "Our desk looks first" in unknown.content.decode()


def test_apartments_are_refused_where_the_department_takes_none():
    begun(until="home")
    rules = CheckRules.current()
    rules.takes_apartments = False
    rules.save()
    assert "apartments" in refused("home", residence="apartment", unit="3")["id_residence_0"]


def test_a_contact_is_somebody_else_and_somebody():
    own = {**CONTACT, "phone": "+1 (310) 555-0100"}
    for phone in ("+1 (310) 555-0100", "+819012345678"):
        found = refused("people", **rows("contacts", CONTACT, {**own, "phone": phone}))
        assert list(found) == ["id_contacts-1-phone"]
        assert "your own number" in found["id_contacts-1-phone"]
    none = refused("people", **rows("contacts", dict.fromkeys(CONTACT, "")))
    assert set(none) == {"id_contacts-0-name", "id_contacts-0-relation", "id_contacts-0-phone"}
    assert refused("people", **{"contacts-TOTAL_FORMS": "0"}) == {"": "Write down at least one person who can come."}


def test_empty_rows_are_ignored_and_half_rows_are_not():
    empty = dict.fromkeys(VISITOR, " ") | {"purpose": ""}
    assert refused("people", **rows("visitors", empty, VISITOR, empty)) == {}
    assert set(refused("people", **rows("visitors", VISITOR, {**empty, "vehicle": "van"}))) == {
        "id_visitors-1-name", "id_visitors-1-purpose", "id_visitors-1-days",
    }  # fmt: skip


def test_twelve_vehicles_come_back_with_what_was_typed():
    response = post(begun(until="property"), "property", **rows("vehicles", *[VEHICLE] * 12))
    assert errors(response)[""].startswith("This list takes 10. You wrote 12")
    assert response.content.decode().count("gray Honda Civic") == 12
    assert len(draft().answers["property"]["vehicles"]) == 12
    assert refused("property", **rows("vehicles", *[VEHICLE] * 10)) == {}


@pytest.mark.parametrize("total", ["999999999999", "-1", "x", ""])
def test_a_spoilt_count_of_rows_is_answered(total):
    assert post(begun(until="property"), "property", **{"vehicles-TOTAL_FORMS": total}).status_code in {200, 302}


def test_one_row_more_one_row_less():
    client = begun(until="people")
    response = post(client, "people", go="add-contacts")
    assert response["Location"] == f"{page('people')}#contacts-1"
    assert len(client.get(page("people")).context["asked"].rows["contacts"].forms) == 2
    both = rows("contacts", CONTACT, {**CONTACT, "name": "Second"})
    assert post(client, "people", go="remove-contacts-0", **both)["Location"] == f"{page('people')}#contacts-0"
    assert [row["name"] for row in draft().answers["people"]["contacts"]] == ["Second"]
    for strange in ("add-", "remove-nothing-1", "add-name", "remove-contacts-x"):
        assert post(client, "people", go=strange).status_code == 302


def test_the_word_is_kept_and_never_shown():
    client = begun(until="consents")
    response = post(client, "consents", signature="")
    assert "You have set a word" in response.content.decode()
    pages = [response, client.get(page("consents")), post(client, "consents", verification_word="", signature="")]
    assert post(client, "consents", verification_word="")["Location"].endswith("/check/")
    pages.append(client.get("/vacation-check/request/check/"))
    assert not [each for each in pages if "pelican" in each.content.decode()]
    assert walk(draft().answers).cleaned["consents"]["verification_word"] == "pelican"


def test_a_newer_text_must_be_read_before_sending():
    client = begun()
    AcknowledgementText.objects.create(version=2, text="Another text.")
    looked = client.get("/vacation-check/request/check/", follow=True)
    assert "has changed" in errors(looked)[""]
    assert "Another text." in looked.content.decode()
    assert not looked.context["asked"]["acknowledges"].value()


def own_dates(asker, *, yearly_days):
    """The dates form for a visitor who has proved the address `asker`."""
    rules = CheckRules.current()
    rules.yearly_days = yearly_days
    rules.save()
    form = BY_NAME["dates"].form(answers("dates"), earlier={"you": {"email": "Ana@example.com"}}, asker=asker)
    form.is_valid()
    return form


def test_other_requests_are_told_of_only_to_whoever_proved_the_address():
    overlapping = submitted(leaves=18, nights=4)
    for stranger in ("", "eve@example.com"):
        assert own_dates(stranger, yearly_days=400).notes() == []
        assert not own_dates(stranger, yearly_days=10).errors
    assert overlapping.reference in own_dates("ana@example.com", yearly_days=400).notes()[0]
    assert not own_dates("ana@example.com", yearly_days=11).errors
    assert "more than 10 days" in own_dates("ana@example.com", yearly_days=10).errors["returns_on"][0]


def test_staff_ask_for_a_caller_with_the_same_forms():
    known_streets()
    today = timezone.localdate().isoformat()
    kept = {step: BY_NAME[step].form(answers(step)).typed() for step in NAMES}
    kept["you"]["email"] = ""
    kept["dates"]["leaves_on"] = today
    kept["dates"]["returns_on"] = day(120)
    assert walk(kept).unfinished == "you"
    done = walk(kept, by_desk=True)
    assert done.unfinished is None
    fields = fields_from(done.cleaned)
    assert (fields["email"], fields["leaves_on"].isoformat(), fields["beat"]) == ("", today, None)
    kept["dates"] |= {"leaves_on": day(-9), "returns_on": day(-1)}
    assert walk(kept, by_desk=True).unfinished == "dates"
