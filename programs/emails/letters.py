"""Letters that staff write to a class."""

from django.conf import settings

from mailroom.services import queue
from programs.emails.sending import queue_about

LETTER_KEY = "programs.letter:"


def queue_letter(letter, registration, subject, body, language):
    """One person's letter: the text in `language`, inside the frame of the language that they asked for."""
    queue_about(
        "letter",
        registration,
        None,
        key=f"{LETTER_KEY}{letter.pk}:{registration.pk}",
        letter_subject=subject,
        letter_body=body,
        letter_language=language,
    )


def queue_letter_sample(registration, subject, body, language, *, to, key):
    """The same for a member of staff: without the person's reference and personal link, which are theirs alone."""
    offering = registration.offering
    class_link = f"{settings.SITE_URL}{offering.get_absolute_url()}"
    queue(
        template="programs/letter",
        to=to,
        language=language,
        dedupe_key=f"programs.letter-sample:{key}:{language}",
        context={
            "is_sample": True,
            "offering": offering,
            "program": offering.program,
            "link": class_link,
            "letter_subject": subject,
            "letter_body": body,
            "letter_language": language,
        },
    )
