"""How people get into a class: by registering, or through their school alone. One rule for every verb.

A student's seat hangs on a nomination and on what the family has agreed to, so it is given, taken and ended by
services/nominations and by nothing else.
"""

from django.utils.translation import gettext as _

from programs.services.errors import RegistrationError

# Not translated: staff read it.
STUDENTS_SEAT = "this is a student's seat. Withdraw or remove the student on the page of the nomination."


def refuse_registering(offering):
    """Nobody registers for a class for students, whoever types it in."""
    if offering.program.is_for_students:
        raise RegistrationError(
            _("Students come into this class through their school: a counselor nominates them. Nobody can register.")
        )


def refuse_for_student(registration):
    """What is done to other people's seats is not done to a student's."""
    if registration.is_student:
        raise RegistrationError(f"{registration}: {STUDENTS_SEAT}")
