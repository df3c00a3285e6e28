"""Two registrations of one person become one: the better standing, nothing lost, no seat too many."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.encrypted import DecryptionError
from mailroom.models import Message
from programs.models import Merge, Registration
from programs.services import classes, roster
from programs.services.merging import merge
from programs.services.packets import packet_of
from programs.services.unmerging import undo
from tests.programs.admin.helpers import staff
from tests.programs.builders import call_in, make_offering, seated, sign_up
from tests.programs.packets import CANARY, answer

pytestmark = pytest.mark.django_db

SECOND = {"given_name": "Ana", "email": "ana@work.example"}


def twin(offering, register=sign_up, **fields):
    """The same Ana once more, by another address."""
    fields = SECOND | fields
    return register(offering, "ana2", form_key=fields["email"], **fields)


def fresh(*people):
    return [Registration.objects.get(pk=person.pk) for person in people]


def states(*people):
    return [person.state for person in fresh(*people)]


def join(kept, merged):
    kept, merged = fresh(kept, merged)
    return merge(kept, merged, by=staff())


def mails(template="merged"):
    return Message.objects.filter(template=f"programs/{template}")


@pytest.mark.parametrize("keeps_the_seat", [True, False])
def test_a_seat_and_a_place_in_line_both_ways_round(keeps_the_seat):
    offering = make_offering(capacity=1)
    sitting, waiting = seated(offering, "ana"), twin(offering)
    next_one = sign_up(offering, "ben")
    kept, merged = (sitting, waiting) if keeps_the_seat else (waiting, sitting)

    join(kept, merged)

    assert states(kept, merged, next_one) == ["confirmed", "merged", "waitlisted"]
    assert next_one.line_position() == 1
    assert not mails("offered").exists(), "no seat became free"
    mail = mails().get()
    assert (mail.to, mail.about) == (kept.email, kept.reference)
    assert "Your seat is confirmed." in mail.text
    assert mail.attachments[0]["filename"] == "class.ics"


def test_two_seats_become_one_and_the_line_gets_the_other():
    offering = make_offering(capacity=2)
    ana, again = seated(offering, "ana"), twin(offering, seated)
    ben, cleo = sign_up(offering, "ben"), sign_up(offering, "cleo")

    join(ana, again)

    assert states(ana, again, ben, cleo) == ["confirmed", "merged", "offered", "waitlisted"]
    assert mails("offered").get().to == "ben@example.com"
    assert mails().count() == 1


def test_of_two_places_in_line_the_earlier_one():
    offering = make_offering(capacity=1)
    seated(offering, "zoe")
    first = sign_up(offering, "ana")
    ben = sign_up(offering, "ben")
    later = twin(offering)

    join(later, first)

    later, ben = fresh(later, ben)
    assert (later.line_position(), ben.line_position()) == (1, 2)
    assert later.queued_at == first.queued_at
    assert "You are number 1 in line." in mails().get().text


@pytest.mark.parametrize("offered_is_kept", [True, False])
def test_an_offer_is_better_than_a_hold(offered_is_kept):
    offering = make_offering(capacity=1)
    held, offered = sign_up(offering, "ana"), twin(offering)
    ben = sign_up(offering, "ben")
    classes.change_capacity(offering, 2)
    offered.refresh_from_db()
    assert states(held, offered, ben) == ["held", "offered", "waitlisted"]
    kept, merged = (offered, held) if offered_is_kept else (held, offered)

    join(kept, merged)

    assert states(kept, merged, ben) == ["offered", "merged", "offered"]
    assert fresh(kept)[0].expires_at == offered.expires_at


def test_of_two_holds_the_longer_one():
    offering = make_offering()
    one, other = sign_up(offering, "ana"), twin(offering)
    later = timezone.now() + timedelta(hours=40)
    Registration.objects.filter(pk=other.pk).update(expires_at=later)
    join(one, other)
    assert fresh(one)[0].expires_at == later


@pytest.mark.parametrize("lives", ["kept", "merged"])
def test_a_live_one_and_an_ended_one(lives):
    offering = make_offering()
    one, other = seated(offering, "ana"), twin(offering, seated)
    roster.decline(other if lives == "kept" else one, by=staff(), reason="Twice.")
    join(one, other)
    one, other = fresh(one, other)
    assert (one.state, one.closing_note, other.state) == ("confirmed", "", "merged")


def test_a_hold_that_ran_out_is_no_standing():
    offering = make_offering(capacity=1)
    held = sign_up(offering, "ana")
    waiting = twin(offering)
    Registration.objects.filter(pk=held.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    join(waiting, held)
    assert states(waiting, held) == ["offered", "merged"]


def test_what_is_empty_is_filled_in_and_what_is_there_stays():
    offering = make_offering()
    caller = call_in(offering, "ana", by=staff(), organization="Rotary", phone="+13105550101")
    online = twin(offering, seated, organization="Kiwanis", accommodation="Captions", phone="+81312345678")
    join(caller, online)
    kept = fresh(caller)[0]
    assert (kept.email, kept.email_key) == ("ana@work.example", "ana@work.example")
    assert kept.email_confirmed_at == fresh(online)[0].email_confirmed_at is not None
    assert (kept.organization, kept.accommodation, str(kept.phone)) == ("Rotary", "Captions", "(310) 555-0101")


def test_the_proof_of_another_address_is_not_taken_over():
    offering = make_offering()
    held, proved = sign_up(offering, "ana"), twin(offering, seated)
    join(held, proved)
    assert fresh(held)[0].email_confirmed_at is None


def test_absences_and_attendance_are_joined_and_ones_own_mark_wins():
    offering = make_offering()
    ana, again = seated(offering, "ana"), twin(offering, seated)
    first, second, third = offering.sessions.all()[:3]
    ana.will_miss.add(first)
    again.will_miss.add(first, second)
    for person, session, mark in ((ana, first, "late"), (again, first, "absent"), (again, third, "present")):
        person.attendance.create(session=session, mark=mark, at=timezone.now())
    join(ana, again)
    assert set(ana.will_miss.all()) == {first, second}
    assert dict(ana.attendance.values_list("session", "mark")) == {first.pk: "late", third.pk: "present"}
    assert dict(again.attendance.values_list("session", "mark")) == {first.pk: "absent"}


@pytest.mark.parametrize("own", [True, False])
def test_answers_go_along_unless_there_are_own_ones_and_nobody_opens_the_notes(own, settings):
    offering = make_offering()
    ana, again = seated(offering, "ana"), twin(offering, seated)
    answer(again, medical_notes=CANARY, shirt_size="s")
    if own:
        answer(ana, medical_notes=CANARY, shirt_size="l")
    settings.FIELD_KEYS = [b"Another key of thirty-two bytes."]
    done = join(ana, again)
    assert packet_of(ana).shirt_size == ("l" if own else "s")
    assert bool(packet_of(again)) is own
    undo(done, by=staff())
    assert packet_of(again).shirt_size == "s"
    with pytest.raises(DecryptionError):  # control: the key is gone
        fresh(again)[0].packet.medical_notes  # noqa: B018


def test_each_step_is_on_record_with_who_did_it():
    offering = make_offering()
    ana, again = seated(offering, "ana"), twin(offering, seated)
    done = join(ana, again)
    assert [(ana.events.last().note, ana.events.last().by)] == [(f"joined with {again.reference}", staff())]
    assert again.events.last().to_state == "merged"
    assert fresh(again)[0].closing_note == f"joined with {ana.reference}"
    assert done.before["merged"]["email"] == "ana@work.example"
    assert (done.kept, done.merged, done.by) == (ana, again, staff())


def test_a_double_click_joins_once():
    offering = make_offering()
    ana, again = seated(offering, "ana"), twin(offering, seated)
    assert join(ana, again) == join(ana, again)
    assert (Merge.objects.count(), mails().count()) == (1, 1)


def test_nobody_is_mailed_who_has_no_address():
    offering = make_offering()
    one = call_in(offering, "ana", by=staff(), phone="+13105550101")
    other = call_in(offering, "ana", by=staff(), phone="+13105550102")
    join(one, other)
    assert not Message.objects.exists()
