"""Undo puts both back as they were, as far as the seats of today allow; and never sells a seat twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mailroom.models import Message
from programs.models import Merge, Registration
from programs.services import classes, registrations, roster
from programs.services.errors import RegistrationError
from programs.services.unmerging import undo
from tests.programs.admin.helpers import staff
from tests.programs.builders import call_in, make_offering, seated, sign_up
from tests.programs.test_merging import fresh, join, states, twin

pytestmark = pytest.mark.django_db


def take_back(done):
    return undo(Merge.objects.get(pk=done.pk), by=staff())


def snapshot(*people):
    fields = [field.attname for field in Registration._meta.fields]
    return [
        {name: getattr(person, name) for name in fields}
        | {
            "will_miss": set(person.will_miss.values_list("pk", flat=True)),
            "attendance": set(person.attendance.values_list("pk", "mark")),
        }
        for person in fresh(*people)
    ]


def new_mails(since):
    return sorted(Message.objects.filter(pk__gt=since).values_list("to", "template"))


def newest_mail():
    return Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


@pytest.mark.parametrize("first_is_kept", [True, False])
@pytest.mark.parametrize("second", ["in line", "held", "declined", "seated"])
def test_both_are_as_they_were(first_is_kept, second):
    offering = make_offering(capacity=1 if second == "in line" else 2)
    ana = seated(offering, "ana", organization="", accommodation="Captions", phone="+81312345678")
    again = twin(offering, seated if second in ("declined", "seated") else sign_up, organization="Rotary")
    if second == "declined":
        roster.decline(again, by=staff(), reason="Twice.")
    first, last = offering.sessions.all()[:2]
    again.will_miss.add(first)
    again.attendance.create(session=last, mark="present", at=timezone.now())
    before = snapshot(ana, again)

    done = join(ana, again) if first_is_kept else join(again, ana)
    assert snapshot(ana, again) != before
    undone = take_back(done)

    assert snapshot(ana, again) == before
    assert undone.at_the_front == []
    done.refresh_from_db()
    assert (done.undone_by, done.undone_at is not None) == (staff(), True)
    for person in (ana, again):
        assert person.events.last().note.startswith("no longer joined with")


def test_a_caller_gives_the_borrowed_address_back():
    offering = make_offering()
    caller, online = call_in(offering, "ana", by=staff()), twin(offering, seated)
    done = join(caller, online)
    take_back(done)
    caller = fresh(caller)[0]
    assert (caller.email, caller.email_key, caller.email_confirmed_at) == ("", "", None)


def test_what_was_corrected_since_stays():
    offering = make_offering()
    caller, online = call_in(offering, "ana", by=staff()), twin(offering, seated)
    done = join(caller, online)
    roster.correct_contact(fresh(caller)[0], email="new@x.com", phone="+13105550199")
    take_back(done)
    caller = fresh(caller)[0]
    assert (caller.email, str(caller.phone)) == ("new@x.com", "(310) 555-0199")


def test_a_seat_that_is_gone_becomes_the_front_of_the_line():
    offering = make_offering(capacity=2)
    ana, again = seated(offering, "ana"), twin(offering, seated)
    ben, cleo = sign_up(offering, "ben"), sign_up(offering, "cleo")
    done = join(ana, again)
    registrations.accept_offer(fresh(ben)[0])
    since = newest_mail()

    undone = take_back(done)

    assert states(ana, again, ben, cleo) == ["confirmed", "waitlisted", "confirmed", "waitlisted"]
    assert [person.pk for person in undone.at_the_front] == [again.pk]
    assert [person.line_position() for person in fresh(again, cleo)] == [1, 2]
    assert new_mails(since) == [("ana@work.example", "programs/waitlisted")]


def test_the_seat_that_was_passed_on_goes_back_though_the_class_is_overbooked():
    offering = make_offering(capacity=1)
    seated(offering, "zoe")
    waiting = sign_up(offering, "ana")
    guest = twin(offering)
    roster.confirm(guest, by=staff(), over_capacity_reason="A guest of the Chief")
    done = join(waiting, guest)
    assert states(waiting, guest) == ["confirmed", "merged"]
    take_back(done)
    assert states(waiting, guest) == ["waitlisted", "confirmed"]


def test_time_that_ran_out_meanwhile_is_not_held_against_them():
    offering = make_offering(capacity=1)
    held = sign_up(offering, "ana")
    done = join(twin(offering), held)
    before = done.before
    before["merged"]["expires_at"] = (timezone.now() - timedelta(hours=1)).isoformat()
    Merge.objects.filter(pk=done.pk).update(before=before)
    take_back(done)
    assert states(held) == ["offered"], "the seat is free again, and this person is asked first"


def test_whoever_moved_on_since_stays_where_they_are():
    offering = make_offering(capacity=1)
    zoe = seated(offering, "zoe")
    ana, again = sign_up(offering, "ana"), twin(offering)
    done = join(again, ana)
    registrations.withdraw(zoe)
    registrations.accept_offer(fresh(again)[0])
    take_back(done)
    assert states(ana, again) == ["waitlisted", "confirmed"]


def test_undoing_twice_is_one_undoing():
    offering = make_offering()
    done = join(seated(offering, "ana"), twin(offering, seated))
    take_back(done)
    since, before = newest_mail(), snapshot(*Registration.objects.all())
    assert take_back(done).at_the_front == []
    assert new_mails(since) == []
    assert snapshot(*Registration.objects.all()) == before


def test_whoever_is_back_is_told_how_they_stand():
    offering = make_offering(capacity=1)
    ana = seated(offering, "ana")
    again = twin(offering)
    done = join(again, ana)
    since = newest_mail()
    take_back(done)
    assert new_mails(since) == [("ana@example.com", "programs/confirmed"), ("ana@work.example", "programs/waitlisted")]


def test_joined_again_after_an_undo():
    offering = make_offering()
    ana, again = seated(offering, "ana"), twin(offering, seated)
    take_back(join(ana, again))
    join(again, ana)
    assert states(ana, again) == ["merged", "confirmed"]


# --- refused ----------------------------------------------------------------------------------


def refused(done, words):
    before = snapshot(*Registration.objects.all())
    with pytest.raises(RegistrationError, match=words):
        take_back(done)
    assert snapshot(*Registration.objects.all()) == before
    done.refresh_from_db()
    assert done.undone_at is None


def test_the_later_one_of_a_chain_is_undone_first():
    offering = make_offering()
    ana, again, third = seated(offering, "ana"), twin(offering, seated), twin(offering, seated, email="c@x.com")
    first = join(again, ana)
    second = join(third, again)
    refused(first, "First undo")
    take_back(second)
    take_back(first)
    assert states(ana, again, third) == ["confirmed"] * 3


def test_refused_when_the_person_has_registered_anew():
    offering = make_offering()
    ana, again = seated(offering, "ana"), twin(offering, seated)
    done = join(ana, again)
    sign_up(offering, "ana2", form_key="anew", given_name="Ana", email="ana@work.example")
    refused(done, "is live too")


def test_refused_in_a_cancelled_class_and_after_a_move():
    offering, other = make_offering(), make_offering(number=46)
    ana, again = seated(offering, "ana"), twin(offering, seated)
    done = join(ana, again)
    roster.move(fresh(ana)[0], to=other, by=staff())
    refused(done, "is in another class")
    roster.move(fresh(ana)[0], to=offering, by=staff())
    classes.cancel_class(offering, reason="Flood.")
    refused(done, "is cancelled")


def test_refused_once_there_is_a_certificate():
    offering = make_offering()
    ana, again = seated(offering, "ana"), twin(offering, seated)
    done = join(ana, again)
    ana.certificates.create(
        number="PIP-45-001", code="X", name="Ana", program_name="PIP", class_number=45, class_title="x",
        graduated_on=timezone.localdate(), department_name="x", chief_title="x", issued_at=timezone.now(),
    )  # fmt: skip
    refused(done, "has a certificate since")
