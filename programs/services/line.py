"""Where people stand in a line who do not join its end."""

from datetime import timedelta

# Those who are moved together stand within one such span before all others; whoever is put before them
# later begins a span of their own.
ROOM = timedelta(seconds=1)
STEP = timedelta(milliseconds=1)


class FrontOfLine:
    """The place of people who are moved together: before everybody else, in the order in which they come."""

    def __init__(self):
        self._last = None

    def place(self, locked, now):
        """Since when the next of them is said to have waited, in the line of a locked class."""
        line = dict(locked.registrations.in_line().values_list("pk", "queued_at"))
        if self._last in line:
            return line[self._last] + STEP
        return min(line.values(), default=now) - ROOM

    def joined_by(self, registration):
        """Whoever comes next stands behind this person."""
        self._last = registration.pk
