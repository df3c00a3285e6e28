"""Mails to the families of enrolled students, and to counselors: dates, evenings, certificates. None names a minor."""

from core.languages import speak
from programs.emails.sending import calendar_files
from programs.emails.students import queue_to_counselor, queue_to_party


def absence_key(party, session):
    """Once for an evening, however often the mark changes; a session on another day is another evening."""
    return f"{absence_prefix(session)}{party.pk}"


def absence_prefix(session):
    return f"students.absence:{session.pk}:{session.date:%Y%m%d}:"


def correction_key(party, session):
    return f"students.absence-corrected:{session.pk}:{session.date:%Y%m%d}:{party.pk}"


def queue_absence(party, session, *, is_tonight):
    """Not recorded as present; `is_tonight`: the mail goes out on the evening itself."""
    queue_to_party("absence", party, key=absence_key(party, session), session=session, is_tonight=is_tonight)


def queue_absence_corrected(party, session):
    """What we wrote was wrong: the student was there."""
    queue_to_party("absence_corrected", party, key=correction_key(party, session), session=session)


def queue_session_reminder(party, session):
    """Once a session as it stands: a moved session is a new reminder."""
    key = f"students.reminder:{party.pk}:{session.pk}:{session.sequence}"
    queue_to_party("session_reminder", party, key=key, session=session)


def queue_dates_changed(party, offering, changes, key, *, reason):
    """Sessions were moved, cancelled or added, or the class meets elsewhere; with the calendar anew."""
    gone = [change.after for change in changes if change.is_cancelled]
    with speak(party.language, "students"):
        files = calendar_files(offering, gone)
    key = f"students.class-changed:{party.pk}:{offering.pk}:{key}"
    queue_to_party("class_changed", party, key=key, changes=changes, reason=reason, gone=gone, attachments=files)


def queue_class_cancelled(party, offering, *, gone):
    """The class will not take place."""
    with speak(party.language, "students"):
        files = calendar_files(None, gone)
    key = f"students.class-cancelled:{party.pk}:{offering.pk}"
    queue_to_party("class_cancelled", party, key=key, gone=gone, attachments=files)


def queue_student_graduated(party, certificate):
    """The certificate waits on the page that the link opens."""
    queue_to_party("graduated", party, key=f"students.graduated:{certificate.pk}:{party.pk}")


def queue_two_absences(counselor, nomination):
    """For the school, where the family lets it know: by reference, once."""
    queue_to_counselor(
        "two_absences",
        counselor,
        key=f"students.two-absences:{nomination.pk}:{counselor.pk}",
        about=nomination.reference,
        reference=nomination.reference,
        offering=nomination.semester.offering,
    )
