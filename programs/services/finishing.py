"""Who has finished a class: what graduation asks of a standing (see standings.py), once the class is over."""

from dataclasses import dataclass

from django.utils.dateformat import format as format_date

from programs.standings import NoMark

UNKNOWN = {NoMark.NOT_RECORDED, NoMark.COMING}


@dataclass(frozen=True)
class Finish:
    """Whether one person has finished the class, with the reasons in words that staff can say to that person."""

    may_graduate: bool
    reasons: list[str]
    is_unknown: bool = False


def finish(standing, *, is_unsigned=False):
    """What is not recorded is no absence; but with too many unknown sessions nobody can say yet.

    `is_unsigned`: a student who has not signed the conduct rules.
    """
    unknown = [entry for entry in standing.teaching if entry.status in UNKNOWN]
    is_open = standing.missed + len(unknown) > standing.allowed
    reasons = [_reason(standing, unknown if is_open else [])]
    if standing.is_exempt:
        reasons.append(f"Exempt from the absence rule: {standing.registration.exempt_reason}")
    if is_unsigned:
        reasons.append("The conduct rules are not signed.")
    may_graduate = standing.is_exempt or not (is_open or is_unsigned)
    return Finish(may_graduate, reasons, is_unknown=is_open and not may_graduate and not standing.is_over_limit)


def _reason(standing, unknown):
    if not standing.is_over_limit and unknown:
        return " ".join(_what_is_missing(unknown))
    if standing.missed:
        return standing.why_not or f"Missed {_sessions(standing.missed)}; {standing.allowed} may be missed."
    return f"Attended {standing.attended} of {_sessions(len(standing.teaching))}."


def _what_is_missing(unknown):
    blank = [entry.session for entry in unknown if not entry.is_coming]
    if blank:
        days = ", ".join(format_date(session.date, "M j") for session in blank)
        yield f"Not recorded yet: {_sessions(len(blank))} ({days})."
    if len(blank) < len(unknown):
        yield f"Still to come: {_sessions(len(unknown) - len(blank))}."


def _sessions(number):
    return f"{number} session{'' if number == 1 else 's'}"
