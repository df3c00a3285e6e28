"""Two coordinators graduate a class at once, and a graduate presses "send" twice at once."""

import pytest
from django.contrib.auth.models import User

from mailroom.models import Message
from programs.models import Certificate, ClassOffering, SurveyAnswer, SurveyInvitation
from programs.services import graduation, surveys
from tests.programs.graduates import ended_class, person
from tests.races import at_once, goes_wrong, without_locks
from tests.volume import rounds

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

PEOPLE, PRESSES = 12, 8
ROUNDS = rounds(2, 3)


def everybody_presses(number):
    """Whether each has one certificate and one mail, and the numbers neither a gap nor a double."""
    Message.objects.all().delete()
    by = User.objects.get_or_create(username="coordinator")[0]
    offering = ended_class([f"p{n:02}" for n in range(PEOPLE)], number=number)
    people = set(offering.registrations.values_list("pk", flat=True))

    def press(which):
        # Half of them leave one person out, as if they had seen another list.
        chosen = people if which % 2 else people - {min(people)}
        graduation.graduate(ClassOffering.objects.get(pk=offering.pk), chosen, by=by)

    at_once(press, range(PRESSES))
    issued = Certificate.objects.filter(registration__offering=offering).order_by("number")
    wanted = [f"PIP-{number}-{place:03}" for place in range(1, PEOPLE + 1)]
    mails = Message.objects.filter(template="programs/graduated").count()
    return list(issued.values_list("number", flat=True)) == wanted and mails == PEOPLE


def test_each_person_has_one_certificate_and_numbers_have_neither_gap_nor_double():
    assert all(everybody_presses(number) for number in range(1, ROUNDS + 1))


def test_control_without_the_lock_they_stumble_over_each_other(monkeypatch):
    without_locks(monkeypatch)
    assert goes_wrong(everybody_presses)


def test_a_survey_sent_many_times_at_once_is_stored_once():
    offering = ended_class(("ana",))
    invitation = SurveyInvitation.objects.create(
        registration=person(offering, "ana"), wave="end", invited_at=offering.created_at
    )

    def send(_):
        mine = SurveyInvitation.objects.select_related("registration__offering").get(pk=invitation.pk)
        return surveys.answer(mine, answers={"trust": 3}, comment="")

    assert sum(at_once(send, range(PRESSES))) == 1
    assert SurveyAnswer.objects.count() == 1


def test_answers_of_many_at_once_are_all_kept():
    """Each answer writes the others anew: none of them may be lost on the way."""
    offering = ended_class([f"p{n:02}" for n in range(PRESSES)])
    for registration in offering.registrations.all():
        SurveyInvitation.objects.create(registration=registration, wave="end", invited_at=offering.created_at)

    def send(invitation):
        surveys.answer(invitation, answers={"trust": 3}, comment=f"comment {invitation.pk}")

    invitations = list(SurveyInvitation.objects.select_related("registration__offering"))
    at_once(send, invitations)
    wanted_comments = sorted(f"comment {invitation.pk}" for invitation in invitations)
    assert sorted(SurveyAnswer.objects.values_list("comment", flat=True)) == wanted_comments
