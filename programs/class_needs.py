"""What waits for staff in one class: a line for each class on the Monday page, and the page that shows whom."""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date

from core.monday import Line
from programs import students
from programs.credit_needs import credit_lines
from programs.enums import ClassStatus, RegistrationState, Source
from programs.models import ClassOffering
from programs.people import phone_text
from programs.services import absences
from programs.services.nominations import absences as student_absences
from programs.services.nominations.families import MAY_CALL

# Answers are asked for when the seat is confirmed; now there is little time left to call.
ANSWERS_WANTED = timedelta(days=14)
# After that, nobody graduates any more because of a reminder.
STILL_GRADUATED = timedelta(days=60)


def class_need_lines(user, now):
    """Absences to follow up, questions not answered, people to graduate: as far as this user may see them."""
    return [line for permissions, lines in NEEDS if user.has_perms(permissions) for line in lines(now)]


def absence_lines(now):
    """Classes that are not over, with absences that nobody has spoken about."""
    for offering in absences.classes_to_follow_up(now):
        number = offering.to_follow_up
        words = "absence to follow up" if number == 1 else "absences to follow up"
        yield _line(f"{number} {words}", "attendance", offering, number, "?show=follow-up")


def family_lines(now):
    """Students who were absent, whose family has no mail address: somebody calls, the same evening."""
    for absence in student_absences.to_call(now):
        called = [(name, numbers) for name, _relation, numbers in students.to_call(absence.nomination) if numbers]
        name, numbers = called[0] if called else ("the officer in charge: no phone is known", [])
        phones = ", ".join(phone_text(number) for number in numbers)
        day = format_date(absence.session.date, "F j")
        text = f"Call about {absence.nomination.reference}, absent on {day}, no mail: {name} {phones}".strip()
        yield _line(text, "attendance", absence.session.offering, 1, "?show=follow-up", urgent=True)


def packet_lines(now):
    """Classes that begin soon or have begun, with people who have not answered "Before the first session"."""
    today = timezone.localdate(now)
    silent = Q(state=RegistrationState.CONFIRMED, packet=None) & ~Q(source=Source.NOMINATED)
    begun_soon = _published().filter(first_date__lte=today + ANSWERS_WANTED, last_date__gte=today)
    for offering in begun_soon.counting(silent=silent).filter(silent__gt=0):
        words = "person has" if offering.silent == 1 else "people have"
        text = f"{offering.silent} {words} not answered “Before the first session”"
        yield _line(text, "packets", offering, offering.silent)


def graduation_lines(now):
    """Classes that are over, with people of whom nobody has said whether they graduated."""
    today = timezone.localdate(now)
    undecided = Q(state=RegistrationState.CONFIRMED, outcome="")
    over = _published().filter(last_date__lt=today, last_date__gte=today - STILL_GRADUATED)
    for offering in over.counting(undecided=undecided).filter(undecided__gt=0):
        words = "person" if offering.undecided == 1 else "people"
        yield _line(f"{offering.undecided} {words} to graduate", "graduation", offering, offering.undecided)


def _published():
    classes = ClassOffering.objects.filter(status=ClassStatus.PUBLISHED).with_dates()
    return classes.select_related("program").order_by("first_date", "pk")


def _line(text, page, offering, count, query="", *, urgent=False):
    address = reverse(f"admin:programs_classoffering_{page}", args=[offering.pk])
    return Line(f"{text}: {offering.program.prefix} class {offering.number}", f"{address}{query}", count, urgent)


# What each page asks of its reader, and the lines that open it.
NEEDS = [
    (["programs.view_classoffering", "programs.view_registration", "programs.view_attendance"], absence_lines),
    (["programs.view_classoffering", "programs.view_registration", "programs.view_attendance", MAY_CALL], family_lines),
    (["programs.view_classoffering", "programs.view_acceptancepacket"], packet_lines),
    (["programs.view_classoffering", "programs.view_registration", "programs.add_certificate"], graduation_lines),
    (["programs.view_creditreport", "programs.view_students", "programs.add_creditreport"], credit_lines),
]
