"""Mails about the questions before the first session."""

from programs.emails.sending import queue_about


def packet_reminder_key(registration):
    """What the one reminder of a person in a class is told apart by."""
    return f"programs.packet-reminder:{registration.offering_id}:{registration.pk}"


def queue_packet_reminder(registration):
    """The first session is near, and this person has not answered."""
    queue_about("packet_reminder", registration, None, key=packet_reminder_key(registration))
