"""What a counselor sees of a nominee of the own school, and can do about it."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mailroom.models import Message
from programs.enums.nominations import NominationState, PartyRole
from programs.models import NominationEvent, PaperInvitation, Party, SchoolQuota
from programs.services.nominations import inviting, promoting, withdrawing
from programs.services.nominations.paper_codes import hash_of
from programs.services.nominations.states import NominationError
from tests.pages import words
from tests.programs.counselors.pages import link_in, newest_mail, signed_in
from tests.programs.students import add_party, make_nomination

pytestmark = pytest.mark.django_db
S = NominationState


def url(nomination, page=""):
    return f"/counselors/nominee/{nomination.reference}/{page}"


def reread(row):
    return type(row).objects.get(pk=row.pk)


def mailed(template):
    return sorted(Message.objects.filter(template=f"students/{template}").values_list("to", flat=True))


def test_home_shows_the_semester_the_places_and_who_is_awaited(reyes, quota, semester):
    make_nomination(semester)
    make_nomination(semester, state=S.STUDENT_DONE, family="kim", given_name="Jae", family_name="Kim", rank=2)
    make_nomination(semester, state=S.ALTERNATE, family="lee", given_name="Ann", family_name="Lee", rank=3)
    other = make_nomination(semester, school="South High School", family="x", given_name="Zoe", family_name="Xu")
    page = words(signed_in(reyes).get("/counselors/"))
    assert "2 of 8 used" in page and "1 of 3 used" in page
    for said in ("Minji Oh", "the student and the guardian", "Jae Kim", "The student has answered", "a free place"):
        assert said in page
    assert other.reference not in page and "Zoe" not in page


def test_home_asks_no_more_for_forty_nominees_than_for_three(reyes, quota):
    states, client = [S.INVITED, S.STUDENT_DONE, S.ENROLLED], signed_in(reyes)
    for number, state in enumerate(states):
        make_nomination(state=state, family=f"first{number}", counselor=reyes)
    client.get("/counselors/")
    with CaptureQueriesContext(connection) as few:
        client.get("/counselors/")
    for number in range(37):
        make_nomination(state=states[number % 3], family=f"more{number}", counselor=reyes)
    with CaptureQueriesContext(connection) as many:
        page = client.get("/counselors/").content.decode()
    assert page.count("/counselors/nominee/") == 40
    assert len(many) == len(few)


def test_the_family_s_words_are_nowhere_on_the_counselors_pages(reyes, semester):
    nomination = make_nomination(semester, state=S.ENROLLED)
    guardian = nomination.parties.get(role=PartyRole.GUARDIAN)
    guardian.health, guardian.has_allergy = "peanuts", True
    guardian.save()
    client = signed_in(reyes)
    for address in ("/counselors/", url(nomination), url(nomination, "link/guardian/")):
        page = words(client.get(address))
        for secret in ("peanuts", "Mina", "detective", "2010", "Grace", "Daniel", "oh@example.com", "Hana"):
            assert secret not in page, (address, secret)


def test_details_can_be_corrected_until_the_family_has_answered(reyes, semester):
    nomination = make_nomination(semester, reason="Curious.")
    client = signed_in(reyes)
    fixed = {"given_name": "Min-ji", "family_name": "Oh", "grade": "12", "rank": "2", "reason": "Curious."}
    assert client.post(url(nomination, "details/"), fixed).status_code == 302
    now = reread(nomination)
    assert (now.given_name, now.grade, now.rank) == ("Min-ji", 12, 2)
    note = NominationEvent.objects.latest("pk")
    assert note.counselor == reyes and note.note == "Corrected: given name, grade, rank."
    assert "Only students of grade 11 or 12" in words(client.post(url(nomination, "details/"), fixed | {"grade": "9"}))

    answered = make_nomination(semester, state=S.GUARDIAN_DONE, family="kim")
    assert "The family has answered" in words(client.post(url(answered, "details/"), fixed))
    assert reread(answered).given_name == "Minji"


def test_a_link_aimed_anew_ends_the_old_one_and_its_code_on_paper(reyes, semester):
    nomination = make_nomination(semester)
    guardian = nomination.parties.get(role=PartyRole.GUARDIAN)
    inviting.code_for_party(guardian)
    aimed = {"email": "right@example.com", "phone": "310-555-0111", "language": "es"}
    assert signed_in(reyes).post(url(nomination, "link/guardian/"), aimed).status_code == 302
    now = reread(guardian)
    assert (now.email, now.phone, now.language) == ("right@example.com", "+13105550111", "es")
    assert (now.link_number, now.code_hash) == (2, "") and now.invited_at
    mail = newest_mail("invited", "right@example.com")
    assert mail.language == "es"
    assert Client().get(link_in(mail, "/consent/open/")).status_code == 302
    assert list(Party.objects.filter(email_index="right@example.com")) == [now]


@pytest.mark.parametrize(
    ("role", "fields", "said"),
    [
        ("guardian", {"email": "OH.student@tusd.org"}, "two different mail addresses"),
        ("guardian", {"phone": "310-555-0100"}, "two different phone numbers"),
        ("student", {"email": "minji@gmail.com"}, "not a mail of the school"),
        ("student", {"email": "oh@tusd.org.evil.example"}, "not a mail of the school"),
    ],
)
def test_a_link_is_not_aimed_where_student_and_guardian_meet(reyes, semester, role, fields, said):
    nomination = make_nomination(semester)
    student = nomination.parties.get(role=PartyRole.STUDENT)
    student.phone = "+13105550100"
    student.save()
    data = {"email": "", "phone": "", "language": "en"} | fields
    assert said in words(signed_in(reyes).post(url(nomination, f"link/{role}/"), data))
    assert not Party.objects.filter(link_number=2).exists()


def test_two_guardians_may_share_a_phone(semester):
    nomination = make_nomination(semester)
    add_party(nomination, PartyRole.SECOND, "second@example.com", phone="+13105550100")
    guardian = nomination.parties.get(role=PartyRole.GUARDIAN)
    inviting.aim_anew(guardian, email="oh@example.com", phone="+13105550100", language="en")
    assert reread(guardian).phone == "+13105550100"


def test_a_counselor_does_not_aim_the_link_of_who_has_answered_but_staff_do(reyes, semester):
    nomination = make_nomination(semester, state=S.GUARDIAN_DONE)
    data = {"email": "mine@example.com", "phone": "", "language": "en"}
    page = words(signed_in(reyes).post(url(nomination, "link/guardian/"), data))
    assert "This person has answered." in page and mailed("invited") == []
    assert signed_in(reyes).post(url(nomination, "code/guardian/")).status_code == 302
    guardian = nomination.parties.get(role=PartyRole.GUARDIAN)
    assert guardian.code_hash == ""
    inviting.aim_anew(guardian, email="moved@example.com", language="en")
    # Who has answered gets the link, and is not asked once more.
    assert (mailed("invited"), mailed("link_again")) == ([], ["moved@example.com"])
    assert "Please answer" not in Message.objects.get(to="moved@example.com").text


def test_what_a_family_wrote_on_paper_is_not_shown_to_the_counselor(reyes, quota, semester):
    nomination = make_nomination(semester)
    now = timezone.now()
    PaperInvitation.objects.create(
        quota=quota, counselor=reyes, code_hash="x", created_at=now, expires_at=now, nomination=nomination
    )
    client = signed_in(reyes)
    for address in (url(nomination), url(nomination, "link/guardian/")):
        assert "oh@example.com" not in words(client.get(address))


def test_a_code_for_a_guardian_without_mail_is_shown_once(reyes, semester):
    nomination = make_nomination(semester)
    guardian = nomination.parties.get(role=PartyRole.GUARDIAN)
    Party.objects.filter(pk=guardian.pk).update(email="", email_index="", invited_at=None, language="vi")
    client = signed_in(reyes)
    assert "the guardian (no mail address)" in words(client.get("/counselors/"))
    page = words(client.post(url(nomination, "code/guardian/")))
    code = re.search(r'class="reference">([^<]+)<', page)[1]
    assert reread(guardian).code_hash == hash_of(code) and "Minji" not in page
    assert code not in words(client.get(url(nomination)))
    client.post(url(nomination, "code/guardian/"))
    assert reread(guardian).code_hash != hash_of(code)


def test_withdrawn_in_neutral_words_with_the_reason_for_the_coordinator_alone(reyes, semester):
    nomination = make_nomination(semester)
    signed_in(reyes).post(url(nomination, "withdraw/"), {"reason": "Moved to Gardena."})
    now = reread(nomination)
    assert now.state == S.WITHDRAWN and now.closing_note == "Moved to Gardena."
    assert mailed("withdrawn") == ["oh.student@tusd.org", "oh@example.com"]
    for mail in Message.objects.filter(template="students/withdrawn"):
        assert "Gardena" not in mail.text and "Minji" not in mail.text and now.reference in mail.text
    assert not NominationEvent.objects.filter(note__contains="Gardena").exists()


def test_who_was_never_asked_is_not_told(reyes, semester):
    alternate = make_nomination(semester, state=S.ALTERNATE)
    alternate.parties.update(invited_at=None)
    withdrawing.withdraw(alternate, reason="Changed my mind.", counselor=reyes)
    assert mailed("withdrawn") == []


def test_an_enrolled_student_is_not_withdrawn_here(reyes, semester):
    nomination = make_nomination(semester, state=S.ENROLLED)
    page = words(signed_in(reyes).post(url(nomination, "withdraw/"), {"reason": "No."}))
    assert "cannot be withdrawn any more" in page and reread(nomination).state == S.ENROLLED


def test_replace_withdraws_and_the_first_alternate_moves_up(reyes, quota, semester):
    SchoolQuota.objects.filter(pk=quota.pk).update(places=1)
    nominee = make_nomination(semester)
    later = make_nomination(semester, state=S.ALTERNATE, family="late", rank=3)
    first = make_nomination(semester, state=S.ALTERNATE, family="first", rank=2)
    signed_in(reyes).post(url(nominee, "withdraw/"), {"reason": "Moved.", "replace": "1"})
    assert [reread(each).state for each in (nominee, first, later)] == [S.WITHDRAWN, S.INVITED, S.ALTERNATE]
    assert mailed("invited") == ["first.student@tusd.org", "first@example.com"]


def test_replace_without_an_alternate_changes_nothing(reyes, semester):
    nominee = make_nomination(semester)
    with pytest.raises(NominationError):
        withdrawing.replace(nominee, reason="Moved.", counselor=reyes)
    assert reread(nominee).state == S.INVITED and mailed("withdrawn") == []


def test_an_alternate_moves_up_only_into_a_free_place_of_the_school(reyes, quota, semester):
    SchoolQuota.objects.filter(pk=quota.pk).update(places=1)
    nominee, alternate = make_nomination(semester), make_nomination(semester, state=S.ALTERNATE, family="lee")
    client = signed_in(reyes)
    assert "No place of the school is free." in words(client.post(url(alternate, "promote/"), follow=True))
    withdrawing.withdraw(nominee, reason="Moved.")
    assert "Move up, and ask the family" in words(client.get(url(alternate)))
    client.post(url(alternate, "promote/"))
    assert reread(alternate).state == S.INVITED
    with pytest.raises(NominationError):
        promoting.promote(alternate)


def test_nobody_moves_up_after_the_families_deadline(reyes, semester):
    alternate = make_nomination(semester, state=S.ALTERNATE)
    semester.families_answer_by = timezone.now()
    semester.save()
    with pytest.raises(NominationError):
        promoting.promote(alternate, counselor=reyes)


def test_home_asks_no_more_for_more_nominees(reyes, semester, django_assert_max_num_queries):
    client = signed_in(reyes)
    for number in range(8):
        make_nomination(semester, family=f"f{number}")
    with django_assert_max_num_queries(16):
        client.get("/counselors/")
