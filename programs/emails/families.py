"""Mails to students and guardians about their answers. They name nobody, and tell nobody what another one said."""

from programs.emails.students import queue_to_party


def queue_answered(party, event, *, is_complete):
    """Thank you, and what happens next. `is_complete`: nothing is missing from anybody."""
    queue_to_party("answered", party, key=f"programs.answered:{event.pk}", is_complete=is_complete)


def queue_second(party):
    """The invitation of a second guardian, whom the first one named."""
    queue_to_party("second_guardian", party, key=f"programs.second:{party.pk}.{party.link_number}")


def queue_consents_changed(party, event):
    """A receipt: what counts now stands on their page, not in the mail."""
    queue_to_party("consents_changed", party, key=f"programs.consents:{event.pk}")


def queue_ended(party, *, is_own_word):
    """The student does not take part. `is_own_word`: the reader said so."""
    queue_to_party("ended", party, key=f"programs.family-ended:{party.pk}", is_own_word=is_own_word)
