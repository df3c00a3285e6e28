"""Who is still missing at the door, and who is in."""

from django.utils.http import urlencode

from programs.enums import ATTENDED_MARKS, RegistrationState
from programs.people import by_family_name
from programs.services.nominations.names import with_names


class Door:
    """The people of one evening as staff at the door see them; a search narrows both lists."""

    def __init__(self, session, text, reader=None):
        # What is typed to find a student is a name: it must not stand in an address.
        self.is_private = session.offering.program.is_for_students
        self.text = text.replace("\x00", "").strip()[:100]
        rows = {row.registration_id: row for row in session.attendance.all()}
        people = session.offering.registrations.filter(state=RegistrationState.CONFIRMED)
        self.everybody = sorted(with_names(people, reader), key=by_family_name)
        for person in self.everybody:
            person.noted = rows.get(person.pk)
        self.total = len(self.everybody)
        self.here = sum(bool(person.noted) and person.noted.mark in ATTENDED_MARKS for person in self.everybody)
        self.waiting = sum(not person.noted for person in self.everybody)
        self.found = [person for person in self.everybody if self._matches(person)]

    def _matches(self, person):
        searched = f"{person.full_name} {person.family_name} {person.badge_code}".casefold()
        return all(word in searched for word in self.text.casefold().split())

    @property
    def to_come(self):
        return [person for person in self.found if not person.noted]

    @property
    def noted(self):
        return [person for person in self.found if person.noted]

    def person(self, key):
        return next((person for person in self.everybody if str(person.pk) == key), None)

    def place_after(self, person):
        """Where the finger was: the next who is still to come; the search ends when nobody is left in it."""
        left = [each for each in self.to_come if each is not person]
        query = f"?{urlencode({'q': self.text})}" if self.text and left and not self.is_private else ""
        if person is None or (self.text and not left):
            return "#door"
        following = [each for each in left if by_family_name(each) > by_family_name(person)] or left
        return f"{query}#person-{following[0].pk}" if following else "#door"
