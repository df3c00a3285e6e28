"""The page of one nominee: what the family said, what happened, and what the coordinator does."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.urls import reverse

from core.encrypted import DecryptionError
from programs.enums.nominations import FlagKind, NominationState, PartyRole
from programs.models import Nomination
from programs.services.nominations import coordinating
from tests.pages import words
from tests.programs.admin.helpers import said
from tests.programs.students import client_of, coordinator, instructor, make_nomination, make_semester

pytestmark = pytest.mark.django_db
S = NominationState
LIST = reverse("admin:programs_nomination_changelist")
HEALTH = "canary-3c: peanuts, and an inhaler"


def page_of(nomination):
    return reverse("admin:programs_nomination_change", args=[nomination.pk])


def step_of(nomination, name):
    return reverse("admin:programs_nomination_do", args=[nomination.pk, name])


def health_of(nomination):
    return reverse("admin:programs_nomination_health", args=[nomination.pk])


def with_health(nomination):
    guardian = nomination.party(PartyRole.GUARDIAN)
    guardian.health, guardian.has_allergy = HEALTH, True
    guardian.save()
    return nomination


def clerk(*names):
    user = instructor("clerk")
    user.user_permissions.add(*Permission.objects.filter(codename__in=["view_nomination", *names]))
    return user


def do(nomination, name, user=None, **typed):
    return client_of(user or coordinator()).post(step_of(nomination, name), typed)


def state_of(nomination):
    return Nomination.objects.get(pk=nomination.pk).state


def test_what_the_family_answered_is_there_and_health_is_not():
    nomination = with_health(make_nomination(state=S.READY))
    response = client_of(coordinator()).get(page_of(nomination))
    page = words(response)
    for told in ("Minji Oh", "Mina", "become a detective", "Hana Oh", "Grace Oh", "Daniel Oh", "oh@example.com"):
        assert told in page
    assert "Consent: Hands-on evenings" in page
    assert HEALTH not in page
    assert response["Cache-Control"].startswith("no-store, private")
    assert "Minji" not in str(response.context["title"])


def test_without_the_right_to_names_it_is_a_reference_and_a_history():
    nomination = make_nomination(state=S.READY)
    page = words(client_of(clerk()).get(page_of(nomination)))
    for secret in ("Minji", "Mina", "Hana", "oh@example.com", "oh.student@tusd.org"):
        assert secret not in page
    assert nomination.reference in page
    assert client_of(instructor("other")).get(page_of(nomination)).status_code == 403


def test_a_look_at_a_nominee_is_kept_without_names():
    nomination = make_nomination()
    client_of(coordinator()).get(page_of(nomination))
    line = LogEntry.objects.get()
    assert (line.object_repr, line.user) == (nomination.reference, coordinator())


def test_health_is_asked_for_by_a_button_shown_once_and_written_down():
    nomination = with_health(make_nomination(state=S.READY))
    client = client_of(coordinator())
    assert HEALTH not in words(client.get(health_of(nomination)))
    assert not LogEntry.objects.exists()
    assert HEALTH in words(client.post(health_of(nomination)))
    assert LogEntry.objects.get().get_change_message() == "Read what the family says about health."


def test_health_needs_its_own_permission():
    nomination = with_health(make_nomination(state=S.READY))
    for user in (clerk("view_students"), instructor("other")):
        assert client_of(user).post(health_of(nomination)).status_code == 403


def test_health_that_cannot_be_opened_is_said_and_is_no_error(monkeypatch):
    nomination = with_health(make_nomination(state=S.READY))

    def wrong_key(*_args, **_kwargs):
        raise DecryptionError("wrong key")

    monkeypatch.setattr(coordinating, "read_health", wrong_key)
    response = client_of(coordinator()).post(health_of(nomination))
    assert response.status_code == 200
    assert "wrong key" in words(response)


def test_accept_and_take_back_by_buttons_that_ask_first():
    nomination = make_nomination(state=S.READY)
    assert client_of(coordinator()).get(step_of(nomination, "accept")).status_code == 200
    assert state_of(nomination) == S.READY
    do(nomination, "accept")
    assert state_of(nomination) == S.ACCEPTED
    do(nomination, "take-back")
    assert state_of(nomination) == S.READY


def test_an_alternate_moves_up_when_a_place_is_free_and_is_told_when_none_is():
    semester = make_semester(places=1)
    alternate = make_nomination(semester, state=S.ALTERNATE, family="kim")
    first = make_nomination(semester)
    assert "No place of the school is free" in words(do(alternate, "promote"))
    do(first, "withdraw")
    do(alternate, "promote")
    assert state_of(alternate) == S.INVITED


def test_a_flag_is_settled_with_a_reason():
    nomination = make_nomination(state=S.READY, flag=FlagKind.MIXED_UP)
    assert do(nomination, "settle", ruling="checked").context["form"].errors.keys() == {"reason"}
    assert do(nomination, "settle", ruling="agreed", reason="x").context["form"].errors.keys() == {"ruling"}
    assert do(nomination, "settle", ruling="checked", reason="Spoke with both on Monday.").status_code == 302
    assert Nomination.objects.get().flag == ""
    assert "Spoke with both" in words(client_of(coordinator()).get(page_of(nomination)))


def test_another_school_and_why_not():
    semester = make_semester()
    nomination = make_nomination(semester)
    south = semester.quotas.get(school__name="South High School")
    other = make_semester(number=13, schools=["West High School"]).quotas.get()
    assert "quota" in do(nomination, "school", quota=other.pk).context["form"].errors
    assert do(nomination, "school", quota=south.pk).status_code == 302
    assert Nomination.objects.get().quota == south


def test_removed_only_with_a_reason_which_stands_in_no_history():
    nomination = make_nomination(state=S.ENROLLED)
    assert "reason" in do(nomination, "remove", reason=" ").context["form"].errors
    assert "reason" in do(nomination, "remove", reason="a\x00b").context["form"].errors
    do(nomination, "remove", reason="canary-77 was rude")
    assert state_of(nomination) == S.REMOVED
    assert not LogEntry.objects.filter(change_message__contains="canary").exists()


def test_the_link_again_and_only_of_this_family():
    nomination, other = make_nomination(), make_nomination(family="kim")
    mine, theirs = nomination.party(PartyRole.STUDENT), other.party(PartyRole.STUDENT)
    assert "party" in do(nomination, "link", party=theirs.pk).context["form"].errors
    assert do(nomination, "link", party=mine.pk).status_code == 302


def test_an_address_is_mended_and_what_stays_empty_stays():
    nomination = make_nomination()
    guardian = nomination.party(PartyRole.GUARDIAN)
    assert do(nomination, "aim", party=guardian.pk).context["form"].non_field_errors()
    assert "email" in do(nomination, "aim", party=guardian.pk, email="hana@").context["form"].errors
    same = do(nomination, "aim", party=guardian.pk, email="oh.student@tusd.org")
    assert "two different mail addresses" in words(same)
    assert do(nomination, "aim", party=guardian.pk, email="hana@example.com").status_code == 302
    before = guardian.link_number
    guardian.refresh_from_db()
    assert (str(guardian.email), guardian.link_number, guardian.language) == ("hana@example.com", before + 1, "en")


def test_what_makes_no_sense_now_or_is_unknown_or_not_allowed_is_not_done():
    nomination = make_nomination()
    assert "cannot be done now" in said(do(nomination, "accept"))
    assert do(nomination, "nothing").status_code == 404
    assert do(nomination, "remove", user=clerk("view_students"), reason="x").status_code == 403
    assert state_of(nomination) == S.INVITED


@pytest.mark.parametrize("typed", ["TAP", "minji", "Oh", "\x00", "x" * 5000, "%"])
def test_search_knows_references_alone(typed):
    make_nomination()
    response = client_of(coordinator()).get(LIST, {"q": typed})
    assert response.status_code in (200, 302)
    assert response.status_code == 302 or not response.context["cl"].result_list


@pytest.mark.parametrize("reader", [coordinator, clerk])
def test_a_reference_is_found_however_it_is_typed_and_the_list_names_nobody(reader):
    nomination = make_nomination()
    typed = nomination.reference.lower().replace("-", " ")
    page = words(client_of(reader()).get(LIST, {"q": typed}))
    assert nomination.reference in page
    assert "Minji" not in page


def test_nothing_is_added_or_deleted():
    nomination = make_nomination()
    client = client_of(coordinator())
    for page in ("nomination", "semester"):
        assert client.get(reverse(f"admin:programs_{page}_add")).status_code == 403
    assert (
        client.post(reverse("admin:programs_nomination_delete", args=[nomination.pk]), {"post": "yes"}).status_code
        == 403
    )
    assert client.post(page_of(nomination), {"state": "enrolled"}).status_code in (200, 405)
    assert state_of(nomination) == S.INVITED


def test_the_list_of_semesters_leads_to_their_pages():
    semester = make_semester()
    page = words(client_of(coordinator()).get(reverse("admin:programs_semester_changelist")))
    assert reverse("admin:programs_classoffering_nominees", args=[semester.offering_id]) in page
