"""A counselor nominates up to ten students at once: all of a page or nothing, within the places of the school."""

import pytest
from django.utils import timezone

from core.guards import new_form_key
from mailroom.models import Message
from programs.enums.nominations import NominationState, PartyRole
from programs.models import Nomination, PaperInvitation, Party, SchoolQuota
from programs.services.nominations import withdrawing
from tests.days import in_days, told
from tests.pages import words
from tests.programs.counselors.pages import another, page_of, send, signed_in, student
from tests.programs.students import make_counselor, make_nomination

pytestmark = pytest.mark.django_db

NAMES = ["ana", "ben", "cleo", "dan", "eva", "fay", "gus", "hal", "ida", "jon"]


def crowd(count):
    return [another(name, number) for number, name in enumerate(NAMES[:count], start=1)]


def states_of(quota):
    return sorted(quota.nominations.values_list("state", flat=True))


def test_a_nominee_is_kept_encrypted_and_the_family_is_asked_each_in_their_language(reyes, quota):
    page = words(send(signed_in(reyes), quota, student()))
    nomination = Nomination.objects.get()
    assert nomination.state == NominationState.INVITED and nomination.counselor == reyes
    assert nomination.full_name == "Minji Oh" and nomination.agreed_how == "phone"
    assert nomination.reference in page and "Minji Oh" in page
    parties = {party.role: party for party in nomination.parties.all()}
    assert parties[PartyRole.GUARDIAN].phone == "+13105550100"
    mails = {mail.to: mail for mail in Message.objects.filter(template="students/invited")}
    assert {address: mail.language for address, mail in mails.items()} == {
        "minji.oh@tusd.org": "en", "hana@example.com": "ko"
    }  # fmt: skip
    assert all(party.invited_at for party in parties.values())


def test_no_mail_tells_a_name_or_a_reason(reyes, quota):
    send(signed_in(reyes), quota, student())
    for mail in Message.objects.filter(template__startswith="students/"):
        for secret in ("Minji", "Oh<", "good questions"):
            assert secret not in f"{mail.subject} {mail.text} {mail.html} {mail.about} {mail.dedupe_key}"
    links = [mail.secrets[0] for mail in Message.objects.filter(template="students/invited")]
    assert len(set(links)) == 2


def test_places_then_alternates_by_rank_and_beyond_both_nothing_is_kept(reyes, quota):
    SchoolQuota.objects.filter(pk=quota.pk).update(places=2, alternates=1)
    client = signed_in(reyes)
    four = [another("ana", 4), another("ben", 3), another("cleo", 2), another("dan", 1)]
    answer = send(client, quota, *four, count=6)
    page = words(answer)
    assert states_of(quota) == [] and Party.objects.count() == 0
    assert page.count("Your school has no place and no alternate left for this student.") == 2  # summary and row
    assert "Student 1 – Your school has no place" in page
    assert 'value="ana.home@example.com"' in page and 'value="Cleo"' in page

    page = words(send(client, quota, *four[:3]))
    assert states_of(quota) == ["alternate", "invited", "invited"]
    assert Nomination.objects.get(state=NominationState.ALTERNATE).given_name == "Ana"
    assert "these students wait" in page
    assert not Message.objects.filter(to__startswith="ana", template="students/invited").exists()


def test_the_ninth_of_eight_becomes_an_alternate_and_the_page_says_so_before(reyes, quota):
    client = signed_in(reyes)
    send(client, quota, *crowd(8), count=8)
    page = words(client.get(f"/counselors/nominate/{quota.pk}/"))
    assert "All 8 places of your school are used. 3 alternates are free." in page
    send(client, quota, another("ida", 9))
    assert states_of(quota) == ["alternate"] + ["invited"] * 8


def test_a_double_submit_shows_the_first_result(reyes, quota):
    client, key = signed_in(reyes), new_form_key()
    rows = [student(), another("ben", agreed_how="paper")]
    first, second = (words(send(client, quota, *rows, key=key)) for _ in range(2))
    assert Nomination.objects.count() == 1 and PaperInvitation.objects.count() == 1
    assert Message.objects.filter(template="students/invited").count() == 2
    assert first == second and 'class="reference"' in first


@pytest.mark.parametrize("fields", [{"guardian_email": "hanna@example.com"}, {"language": "es"}])
def test_the_back_button_and_something_else_on_the_page_is_said_and_not_lost(reyes, quota, fields):
    client, key = signed_in(reyes), new_form_key()
    send(client, quota, student(), key=key)
    page = send(client, quota, student(**fields), another("ben"), key=key)
    assert "This page was sent before" in words(page) and 'value="Ben"' in words(page)
    assert Nomination.objects.count() == 1
    fresh = page.context["form"]["form_key"].value()
    assert fresh != key
    again = words(send(client, quota, student(**fields), another("ben"), key=fresh))
    assert "You have nominated this student already" in again
    send(client, quota, another("ben"), key=fresh)
    assert sorted(Nomination.objects.values_list("state", flat=True)) == ["invited", "invited"]


def refusals(client, quota, **fields):
    page = words(send(client, quota, student(**fields)))
    assert Nomination.objects.count() == 0 and "Nothing has been sent yet." in page
    assert 'value="Oh"' in page  # what was typed is kept
    return page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"grade": "10"}, "Only students of grade 11 or 12 can take part."),
        ({"given_name": " "}, "This field is required."),
        ({"student_email": "minji@gmail.com"}, "This is not a mail of the school (tusd.org)."),
        ({"student_email": "hana@tusd.org", "guardian_email": "Hana@TUSD.org"}, "two different mail addresses"),
        ({"student_email": "", "guardian_email": "", "guardian_phone": ""}, "at least one way to reach the family"),
        ({"guardian_phone": "12"}, "Enter a phone number with its area code"),
        ({"agreed_how": ""}, "This field is required."),
        ({"agreed_on": ""}, "Write the day on which the parent agreed."),
        ({"agreed_on": in_days(2)}, "This day is still to come."),
        ({"language": "xx"}, "Select a valid choice."),
        ({"rank": "0"}, "greater than or equal to 1"),
    ],
)
def test_a_row_is_refused_next_to_what_is_wrong(reyes, quota, fields, said):
    assert said in refusals(signed_in(reyes), quota, **told(fields))


@pytest.mark.parametrize("value", ["\x00", "x" * 300_000, "\u202eevil", "😀" * 500, "a\r\nBcc: x@example.com"])
def test_no_field_breaks_the_page(reyes, quota, value):
    client = signed_in(reyes)
    for name in ("given_name", "student_email", "guardian_phone", "reason", "rank", "agreed_on", "agreed_how"):
        assert send(client, quota, student(**{name: value})).status_code == 200
    assert client.post(f"/counselors/nominate/{quota.pk}/", {"rows": value}).status_code == 200


def test_the_same_student_twice_on_a_page_is_refused(reyes, quota):
    client = signed_in(reyes)
    rows = [student(), student(given_name=" MINJI ", student_email="", guardian_email="other@example.com", rank="2")]
    page = words(send(client, quota, *rows))
    assert "This is the same student as number 1 on this page." in page and Nomination.objects.count() == 0
    assert "This is another student with the same name" in page
    rows[1]["is_another"] = "on"
    send(client, quota, *rows)
    assert Nomination.objects.count() == 2


def test_a_student_nominated_by_oneself_or_by_a_colleague_is_refused_with_who_did(reyes, quota):
    client = signed_in(reyes)
    send(client, quota, student())
    reference = Nomination.objects.get().reference
    fields = {"student_email": "", "given_name": "ＭＩＮＪＩ"}
    assert f"You have nominated this student already ({reference})." in words(send(client, quota, student(**fields)))
    kim = signed_in(make_counselor("Mr. Kim"))
    assert f"nominated already, by Ms. Reyes ({reference})." in words(send(kim, quota, student(**fields)))
    assert Nomination.objects.count() == 1
    send(kim, quota, student(**fields, is_another="on"))
    assert Nomination.objects.count() == 2


def test_the_mail_of_another_nominee_is_refused_even_under_another_name(reyes, quota):
    client = signed_in(reyes)
    send(client, quota, student())
    page = words(send(client, quota, student(given_name="Min-ji", is_another="on")))
    assert "This is the mail address of another student" in page and Nomination.objects.count() == 1


def test_who_was_withdrawn_and_pupils_of_other_schools_are_no_doubles(reyes, south, quota, semester):
    other = make_nomination(semester, school="South High School")
    withdrawing.withdraw(make_nomination(semester), reason="Moved away.")
    page = words(send(signed_in(reyes), quota, student(student_email="")))
    assert "Invited" in page and other.reference not in page
    assert quota.nominations.live().count() == 1


def test_without_agreement_a_paper_invitation_and_nothing_about_the_student(reyes, quota):
    page = words(send(signed_in(reyes), quota, student(agreed_how="paper", grade="10", language="es")))
    invitation = PaperInvitation.objects.get()
    assert (invitation.language, invitation.counselor) == ("es", reyes)
    assert Nomination.objects.count() == 0 and Party.objects.count() == 0
    assert "/consent/" in page and invitation.code_hash not in page and "Minji" not in page


def test_an_invitation_on_paper_keeps_a_place_and_is_no_alternate(reyes, quota):
    SchoolQuota.objects.filter(pk=quota.pk).update(places=1)
    client = signed_in(reyes)
    send(client, quota, student(agreed_how="paper"))
    page = words(send(client, quota, student(agreed_how="paper")))
    assert "No place is left for a paper invitation" in page and PaperInvitation.objects.count() == 1
    send(client, quota, student())
    assert states_of(quota) == ["alternate"]


def test_closed_nominations_take_nothing_and_keep_what_was_typed(reyes, quota, semester):
    semester.nominations_close_at = timezone.now()
    semester.save()
    client = signed_in(reyes)
    assert "Nominations are closed." in words(client.get(f"/counselors/nominate/{quota.pk}/"))
    page = words(send(client, quota, student()))
    assert "Nominations are closed. Nothing was sent." in page and 'value="Minji"' in page


def test_more_rows_keep_what_was_typed_and_say_nothing_of_errors(reyes, quota):
    client = signed_in(reyes)
    url = f"/counselors/nominate/{quota.pk}/"
    assert words(client.get(url)).count("<legend") == 3
    assert words(client.get(f"{url}?rows=99")).count("<legend") == 10
    page = words(client.post(url, page_of(student(grade="10"), more="1")))
    assert page.count("<legend") == 6 and 'value="Minji"' in page and "There is a problem" not in page


def test_an_empty_page_is_refused(reyes, quota):
    assert "Write at least one student." in words(send(signed_in(reyes), quota))


def test_ranks_go_on_from_the_school_s_last_and_do_not_count_as_typed(reyes, quota, semester):
    make_nomination(semester, rank=4)
    client = signed_in(reyes)
    page = words(client.get(f"/counselors/nominate/{quota.pk}/"))
    assert 'name="s1-rank" value="5"' in page and 'name="s3-rank" value="7"' in page
    send(client, quota, another("ben", 5), {"rank": "6", "language": "vi"})
    assert Nomination.objects.latest("pk").rank == 5 and Nomination.objects.count() == 2


def test_whoever_has_no_mail_address_is_named_with_a_code_to_hand_out(reyes, quota):
    page = words(send(signed_in(reyes), quota, student(student_email=""), another("ben")))
    minji = Nomination.objects.get(rank=1)
    assert f'/counselors/nominee/{minji.reference}/code/student/">Code on paper for Minji Oh</a>' in page
    assert "of Minji" not in page and "for Ben" not in page
