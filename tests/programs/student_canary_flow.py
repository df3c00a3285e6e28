"""Two students with a secret in every field, from the nomination to the credit: by the pages that people use."""

from datetime import timedelta

import time_machine
from django.urls import reverse

from mailroom.delivery import deliver_due
from programs.enums import Mark
from programs.enums.nominations import ConsentKind, NominationState, PartyRole, ReopenReason
from programs.models import Counselor, CreditReport, Nomination, Registration, Semester
from programs.services import graduation
from programs.services.nominations import absence_upkeep, credits, sign_outs
from tests.pages import words
from tests.programs.counselors.pages import page_of, signed_in, student
from tests.programs.credits import NORTH, marks
from tests.programs.families.pages import (
    EVERYTHING,
    consents_form,
    followed,
    guardian_form,
    page,
    send,
    student_form,
)
from tests.programs.student_canary import CONSENTS, GUARDIAN, NOMINEE, OTHER, SCHOOL, STUDENT
from tests.programs.student_evenings import mark
from tests.programs.students import client_of, coordinator, make_counselor, make_nomination, make_school, make_semester


def ok(response, status=302):
    """The page did what it was asked to; a 200 would be the form with an error."""
    assert response.status_code == status, words(response)[-3000:]
    return response


def live_through_all():
    """The semester at its end, and everything that was said about its students on the way."""
    semester = make_semester()
    make_counselor("Ms. Reyes", make_school(NORTH))
    nominate(semester)
    mine, other = chosen()
    families_answer(mine)
    one_is_withdrawn(other)
    the_coordinator_decides(mine)
    the_first_evening(mine)
    graduate(semester)
    credit(semester)
    consents_are_taken_back(mine)
    with over(semester):
        deliver_due()
    return mine


def chosen():
    """As they stand now: the first choice and the second."""
    return list(Nomination.objects.with_families().order_by("pk"))


def nominate(semester):
    """First with a fault in it, then without."""
    teacher, quota = signed_in(Counselor.objects.get(name="Ms. Reyes")), semester.quotas.get(school__name=NORTH)
    address = reverse("counselors:nominate", args=[quota.pk])
    rows = [student(**NOMINEE), student(**OTHER, rank="2")]
    ok(teacher.post(address, page_of(rows[0] | {"grade": "10"}, rows[1])), 200)
    assert (
        "Whoever has a mail address has got a link" in ok(teacher.post(address, page_of(*rows)), 200).content.decode()
    )
    for nomination in chosen():
        ok(teacher.get(reverse("counselors:nominee", args=[nomination.reference])), 200)


def families_answer(nomination):
    """The student, the guardian, the second guardian: each by the own link, each with a fault first."""
    own, guardian = nomination.party(PartyRole.STUDENT), nomination.party(PartyRole.GUARDIAN)
    browser = followed(own)
    ok(send(browser, own, student_form(**STUDENT | {"signature": ""})), 200)
    ok(send(browser, own, student_form(**STUDENT)))
    browser = followed(guardian)
    answers = guardian_form(**GUARDIAN) | consents_form(*EVERYTHING, **CONSENTS)
    ok(send(browser, guardian, answers | {"relation": ""}), 200)
    ok(send(browser, guardian, answers))
    ok(browser.get(page(guardian)), 200)
    second = chosen()[0].party(PartyRole.SECOND)
    own_answers = {name: GUARDIAN[name] for name in ("other_phone", "health", "physician")}
    form = guardian_form(
        **own_answers, name=GUARDIAN["second_name"], phone=GUARDIAN["second_phone"], email=str(second.email)
    )
    ok(send(followed(second), second, form | consents_form(*EVERYTHING, **CONSENTS)))


def one_is_withdrawn(nomination):
    teacher = signed_in(Counselor.objects.get(name="Ms. Reyes"))
    address = reverse("counselors:withdraw", args=[nomination.reference])
    ok(teacher.post(address, {"reason": SCHOOL["withdrawn"]}))


def the_coordinator_decides(nomination):
    """Reads all that was answered, accepts, publishes the roster; one more is removed, with a reason."""
    staff, offering = client_of(coordinator()), nomination.semester.offering
    removed = make_nomination(nomination.semester, state=NominationState.READY, school=NORTH, family="third")
    ok(staff.get(_nominee("change", nomination)), 200)
    assert GUARDIAN["health"] in ok(staff.post(_nominee("health", nomination)), 200).content.decode()
    ok(staff.post(_nominee("do", removed, "remove"), {"reason": SCHOOL["removed"]}))
    ok(staff.post(_nominee("do", nomination, "accept")))
    ok(staff.get(reverse("admin:programs_classoffering_nominees", args=[offering.pk])), 200)
    ok(staff.post(reverse("admin:programs_classoffering_publish_roster", args=[offering.pk])))
    assert chosen()[0].state == NominationState.ENROLLED


def _nominee(name, nomination, *more):
    return reverse(f"admin:programs_nomination_{name}", args=[nomination.pk, *more])


def the_first_evening(nomination):
    """The student comes, and goes home with an adult; the next time nobody comes."""
    nomination = chosen()[0]
    offering = nomination.semester.offering
    first, second = offering.held_sessions[:2]
    with time_machine.travel(first.starts_at + timedelta(minutes=10), tick=False):
        mark(nomination, 1, Mark.PRESENT)
        staff = client_of(coordinator())
        for name in ("evening", "door", "sign_out"):
            ok(staff.get(reverse(f"admin:programs_classoffering_{name}", args=[offering.pk, first.pk])), 200)
    with time_machine.travel(first.ends_at, tick=False):
        sign_outs.sign_out(first, nomination.registration, GUARDIAN["pick_up_1_name"], by=coordinator())
    with time_machine.travel(second.starts_at + timedelta(minutes=30), tick=False):
        mark(nomination, 2, Mark.ABSENT)
    with time_machine.travel(second.starts_at + timedelta(minutes=100), tick=False):
        absence_upkeep.tell_of_absences()
        absence_upkeep.tell_counselors_of_absences()


def over(semester):
    offering = Semester.objects.get(pk=semester.pk).offering
    return time_machine.travel(offering.ends_at + timedelta(hours=20), tick=False)


def graduate(semester):
    marks(chosen()[0], Mark.PRESENT)
    with over(semester):
        offering = Semester.objects.get(pk=semester.pk).offering
        people = set(offering.registrations.values_list("pk", flat=True))
        graduation.graduate(offering, people, by=coordinator())


def credit(semester):
    """Made, read, taken along, posted, and opened again."""
    with over(semester):
        staff, quota = client_of(coordinator()), semester.quotas.get(school__name=NORTH)
        address = {
            name: reverse(f"admin:programs_classoffering_{name}", args=[semester.offering_id])
            for name in ("credits", "credits_csv", "credits_open")
        }
        which = {"school": quota.pk}
        ok(staff.post(address["credits"], which))
        assert NOMINEE["given_name"] in ok(staff.get(address["credits"]), 200).content.decode()
        assert NOMINEE["given_name"] in ok(staff.post(address["credits_csv"], which), 200).content.decode("utf-8-sig")
        report, teacher = CreditReport.objects.get(), signed_in(Counselor.objects.get(name="Ms. Reyes"))
        shown = ok(teacher.get(report.get_absolute_url()), 200)
        ok(teacher.post(f"{report.get_absolute_url()}csv/"), 200)
        ok(teacher.post(report.get_absolute_url(), {"version": shown.context["version"]}))
        ok(staff.post(address["credits_open"], which | {"apply": "1", "reason": ReopenReason.DETAILS}))
        credits.make_report(quota, by=coordinator())


def consents_are_taken_back(nomination):
    guardian = chosen()[0].party(PartyRole.GUARDIAN)
    ok(followed(guardian).post(page(guardian, "take_back", ConsentKind.PHOTOS)))


def general_pages():
    """What staff who may not know the students look at: lists, searches, papers, exports, the Monday page."""
    person = Registration.objects.get()
    of_class = ["change", "csv", "xlsx", "packets", "attendance", "graduation", "survey", "alumni_csv", "paper",
                "name_badges", "history", "letters"]  # fmt: skip
    pages = [reverse(f"admin:programs_classoffering_{name}", args=[person.offering_id]) for name in of_class]
    pages += [
        reverse("admin:programs_registration_change", args=[person.pk]),
        reverse("admin:programs_registration_history", args=[person.pk]),
        reverse("admin:programs_registration_changelist"),
        reverse("admin:programs_certificate_changelist"),
        reverse("admin:mailroom_message_changelist"),
        reverse("admin:programs_classoffering_changelist"),
        reverse("admin:index"),
    ]
    return pages
