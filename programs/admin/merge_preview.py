"""Two registrations beside each other, and what the kept one would have. The verb decides anew, under the lock."""

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.timezone import localtime

from programs.admin.roster import WORDS, phone_words, positions_in_line, standing
from programs.services.merging import better_standing, has_ended, missing_fields
from programs.services.packets import packet_of
from programs.services.unmerging import SEATED


def compared(offering, kept, merged):
    """[(what, of the kept one, of the other, as it would be)]"""
    now, positions = timezone.now(), positions_in_line(offering)
    filled = missing_fields(kept, merged)
    best = better_standing(kept, merged)

    def row(label, name, words=str):
        mine, theirs = getattr(kept, name), getattr(merged, name)
        return label, words(mine), words(theirs), words(filled.get(name, mine))

    return [
        ("Reference", kept.reference, merged.reference, kept.reference),
        ("Name", kept.full_name, merged.full_name, kept.full_name),
        (
            "State",
            standing(kept, now, positions.get(kept.pk)),
            standing(merged, now, positions.get(merged.pk)),
            WORDS[best.state],
        ),
        row("Mail", "email"),
        ("Phone", phone_words(kept), phone_words(merged), phone_words(merged if "phone" in filled else kept)),
        row("Organization", "organization"),
        row("Accommodation", "accommodation"),
        _missed(kept, merged),
        _attended(kept, merged),
        _answered(kept, merged),
        ("Certificates", *_how_many_certificates(kept, merged)),
        ("Since", _day(kept), _day(merged), _day(kept)),
    ]


def _day(registration):
    return format_date(localtime(registration.created_at), "M j, Y, g:i A")


def _missed(kept, merged):
    mine, theirs = (list(each.will_miss.order_by("date")) for each in (kept, merged))
    both = sorted({*mine, *theirs}, key=lambda session: session.date)
    return "Will miss", *(
        ", ".join(format_date(session.date, "M j") for session in some) for some in (mine, theirs, both)
    )


def _attended(kept, merged):
    mine, theirs = (set(each.attendance.values_list("session", flat=True)) for each in (kept, merged))
    return "Sessions with a mark", *(len(some) for some in (mine, theirs, mine | theirs))


def _answered(kept, merged):
    mine, theirs = (packet_of(each) is not None for each in (kept, merged))
    return "Answers before the first session", *("yes" if some else "no" for some in (mine, theirs, mine or theirs))


def _how_many_certificates(kept, merged):
    mine, theirs = kept.certificates.count(), merged.certificates.count()
    return mine, theirs, mine


def fate_of_seat(offering, kept, merged):
    """What becomes of seat and line, in a sentence."""
    has_seat = [each.state in SEATED and not each.is_overdue() for each in (kept, merged)]
    if all(has_seat):
        first = offering.registrations.in_line().exclude(pk__in=[kept.pk, merged.pk]).first()
        goes_to = f"It is offered to {first.full_name}, who is first in line." if first else "Nobody is in line for it."
        return f"Two seats are taken now. One becomes free. {goes_to}"
    if has_seat[1]:
        return "The seat passes to the registration that is kept. No seat becomes free."
    if has_seat[0]:
        ends = "" if has_ended(merged) else "The place in line ends; those behind move up."
        return f"The seat stays where it is. {ends}".strip()
    return "The earlier place in line is kept. No seat changes hands."
