"""A class that meets this season, evening by evening, and one that graduated last season."""

from itertools import islice

from django.utils import timezone

from portal.demo.moments import DAY, HOUR, MINUTE, WEEK, as_of
from programs.enums import Mark, RegistrationState, ShirtSize, SurveyQuestion, SurveyWave
from programs.models import SurveyInvitation
from programs.services import (
    absences,
    attendance,
    graduation,
    letters,
    packets,
    registrations,
    sessions,
    survey_upkeep,
    surveys,
)
from programs.services.attendance import Marked
from programs.services.audience import Audience

BEFORE_CLASS = 30 * DAY
CANCELLED_EVENING = 3
CANCELLED_REASON = "The training room is closed for repairs that evening."
BRING_ID = {
    "en": {
        "subject": "Please bring your ID on {next_session}",
        "body": "Hello {given_name},\n\nWe tour the jail on {next_session}. Please bring a photo ID, and wear closed "
        "shoes.\n\nSee you there: {place}.",
    },
    "es": {
        "subject": "Traiga su identificación el {next_session}",
        "body": "Hola, {given_name}:\n\nEl {next_session} visitaremos la cárcel. Traiga una identificación con foto y "
        "zapatos cerrados.\n\nNos vemos en {place}.",
    },
}
# What is not "present": person (in the order of registration), evening, mark, note.
RUNNING_MARKS = {
    (1, 0): ("late", ""),
    (2, 1): ("absent", ""),
    (2, 2): ("absent", ""),
    (3, 0): ("absent", ""),
    (3, 1): ("absent", ""),
    (3, 2): ("absent", ""),
    (4, 1): ("excused", "Jury duty"),
    (5, 2): ("left_early", "Child care"),
    (6, 0): ("absent", ""),
    (6, 1): ("absent", ""),
    (6, 2): ("made_up", "Came to the Tuesday class"),
    (7, 3): ("absent", ""),
    (8, 4): ("absent", ""),
}
NOT_RECORDED = {(9, 4), (10, 4)}
SAID_TWICE = ["given_name", "family_name", "certificate_name", "phone", "language", "connections", "is_adult"]
COMMENTS = ["The K9 evening was the best.", "", "I would like a shorter course for people who work shifts.", ""]


def last_season(offering, people, coordinator):
    """Ten people, twelve evenings; eight graduate, one of them exempt, and say twice what they think of it."""
    seated = _seat(offering, people, 10, answered=10)
    held = offering.held_sessions
    for number, session in enumerate(held):
        absent = {seated[8].pk} if number < 4 else {seated[7].pk} if number in (2, 5, 6) else set()
        with as_of(session.ends_at):
            _mark(session, {person.pk: Mark.ABSENT if person.pk in absent else Mark.PRESENT for person in seated},
                  coordinator)  # fmt: skip
    with as_of(held[-1].starts_at - DAY):
        reason = "Hospital stay; made up all three evenings with the Tuesday class"
        absences.exempt(seated[7], reason=reason, by=coordinator)
    with as_of(held[-1].ends_at):
        chosen = [person.pk for person in seated if person is not seated[8]]
        graduation.graduate(offering, chosen, by=coordinator)
    _afterwards(offering, seated, coordinator)


def _afterwards(offering, seated, coordinator):
    """A misspelt name, three who stay in touch, and two surveys."""
    end = offering.held_sessions[-1].ends_at
    with as_of(end + DAY):
        misspelt = seated[1].certificates.get()
        whole = f"{misspelt.name} Jr."
        graduation.reissue(misspelt, name=whole, reason="The family name was incomplete", by=coordinator)
        for person in seated[:3]:
            person.refresh_from_db()
            graduation.set_alumni(person, wants=True)
    for wave, moment, answered in ((SurveyWave.END, end + 2 * DAY, 7), (SurveyWave.LATER, end + 187 * DAY, 5)):
        if moment.replace(hour=12) > timezone.now():
            continue
        with as_of(moment.replace(hour=12)):
            survey_upkeep.invite_graduates()
            asked = SurveyInvitation.objects.filter(registration__offering=offering, wave=wave).order_by("pk")
            for number, invitation in enumerate(asked[:answered]):
                surveys.answer(invitation, answers=_opinion(number, wave), comment=COMMENTS[number % len(COMMENTS)])


def _opinion(number, wave):
    later = wave == SurveyWave.LATER
    return {question: 5 - (number + place) % 3 // (1 if later else 2) for place, question in enumerate(SurveyQuestion)}


def this_season(offering, people, coordinator, now):
    """Twelve people in the middle of their class: every mark, a cancelled evening, somebody who cannot graduate."""
    seated = _seat(offering, people, 12, answered=9)
    _same_person_twice(offering, seated[0])
    evening = offering.held_sessions[CANCELLED_EVENING]
    with as_of(evening.starts_at - 5 * DAY):
        sessions.cancel_session(evening, reason=CANCELLED_REASON, add_one=True)
    held = [each for each in _anew(offering).held_sessions if each.ends_at < now]
    for number, session in enumerate(held):
        with as_of(session.ends_at):
            _mark(session, _running_marks(seated, number), coordinator)
    with as_of(held[-1].ends_at + HOUR):
        _write_letter(_anew(offering), coordinator)
    _after_a_call(seated[6], coordinator, now)


def _anew(offering):
    return type(offering).objects.select_related("program").get(pk=offering.pk)


def _seat(offering, people, number, *, answered):
    """People with confirmed seats, of whom so many have answered the questions before the first session."""
    begins = offering.begins_at
    seated = []
    for order, person in enumerate(islice(people, number)):
        moment = begins - BEFORE_CLASS + order * 4 * HOUR
        with as_of(moment):
            key = f"demo-{offering.pk}-{person.number}"
            held = registrations.register(offering=offering, answers=person.answers(), form_key=key)
        with as_of(moment + 20 * MINUTE):
            registrations.confirm(held)
        if order < answered:
            with as_of(moment + DAY):
                packets.save_packet(held, _packet(order, person))
        seated.append(held)
    return seated


def _packet(order, person):
    sizes = list(ShirtSize)
    notes = {2: "Asthma: carries an inhaler.", 5: "Sensitive to strobe lights."}.get(order, "")
    return {
        "emergency_name": f"Alex {person.family_name}",
        "emergency_relation": "Spouse" if order % 2 else "Sister",
        "emergency_phone": f"+131055502{order:02}",
        "shirt_size": sizes[order % 5],
        "medical_notes": notes,
        "photo_consent": order % 3 != 1,
        "signature": f"{person.given_name} {person.family_name}",
        "texts": packets.current_texts(),
    }


def _mark(session, marks, by):
    wanted = {key: Marked(*(mark if isinstance(mark, tuple) else (mark, ""))) for key, mark in marks.items()}
    attendance.record_marks(session, wanted, {}, by)


def _running_marks(seated, number):
    return {
        person.pk: RUNNING_MARKS.get((order, number), (Mark.PRESENT, ""))
        for order, person in enumerate(seated)
        if (order, number) not in NOT_RECORDED
    }


def _same_person_twice(offering, person):
    """Registered again from another mailbox: staff see both side by side, and join them."""
    with as_of(offering.begins_at - 2 * WEEK):
        again = {field: getattr(person, field) for field in SAID_TWICE} | {"email": "another.mailbox@example.com"}
        registrations.register(offering=offering, answers=again, form_key=f"again-{person.pk}")
    with as_of(offering.begins_at - 2 * WEEK + HOUR):
        registrations.confirm(offering.registrations.get(form_key=f"again-{person.pk}"))


def _write_letter(offering, coordinator):
    audience = Audience(states=(RegistrationState.CONFIRMED,))
    people = offering.registrations.filter(state=RegistrationState.CONFIRMED).values_list("pk", flat=True)
    letters.send_letter(offering, audience, BRING_ID, by=coordinator, form_key=f"demo-letter-{offering.pk}",
                        expected=list(people))  # fmt: skip


def _after_a_call(person, coordinator, now):
    """The coordinator spoke with somebody about the absences."""
    with as_of(now - DAY):
        for missed in person.attendance.filter(mark=Mark.ABSENT):
            absences.follow_up(missed, by=coordinator, note="Works late twice; will be there from now on.")
