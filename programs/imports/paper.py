"""Registrations that came on paper: one row a person, into one class, by the rules of a caller."""

from collections import Counter
from datetime import date

from django import forms
from django.utils import timezone

from core.contact import email_key, person_key
from core.enums import Language
from core.models import DepartmentProfile
from core.seats.places import LIVE_STATES
from programs.enums import ClassPhase, Connection, Fate, RegistrationState
from programs.forms.registrations import CallerForm
from programs.imports.columns import Column, problem
from programs.imports.graduates import DATE_FORMATS
from programs.imports.kind import Kind, e164
from programs.services import roster, seats
from programs.services.errors import RegistrationError

# A class and its line, and more; each of them is mailed in the one transaction.
MOST_PAPERS = 200
ENGLISH_NAMES = {
    "english": Language.ENGLISH, "spanish": Language.SPANISH, "japanese": Language.JAPANESE, "korean": Language.KOREAN,
    "chinese": Language.CHINESE, "vietnamese": Language.VIETNAMESE,
}  # fmt: skip
LANGUAGES = ENGLISH_NAMES | {str(label).casefold(): value for value, label in Language.choices}
CONNECTIONS = {str(label).casefold(): value for value, label in Connection.choices}
YES_AND_NO = dict.fromkeys(("yes", "y", "x", "true", "1"), "yes") | dict.fromkeys(("no", "n", "false", "0"), "no")
CHECKBOXES = ("is_adult", "can_attend")


class PaperForm(CallerForm):
    """What a caller says, and the day on which the paper came in."""

    received = forms.DateField(input_formats=DATE_FORMATS, required=False)

    def __init__(self, texts, **kwargs):
        super().__init__(_as_typed(texts), **kwargs)
        self.texts = texts

    def clean(self):
        cleaned = super().clean()
        for field in CHECKBOXES:
            word = self.texts.get(field, "")
            if word and word.casefold() not in YES_AND_NO:
                self.add_error(field, f"“{word[:40]}” is neither yes nor no.")
        return cleaned


class PaperRegistrations(Kind):
    """Into a class: each row gets a seat while one is free, else the end of the line, and is mailed as a caller is."""

    most_rows = MOST_PAPERS
    columns = [
        Column("given_name", "Given name", ("First name", "Given", "Forename"), True, "Example"),
        Column("family_name", "Family name", ("Last name", "Surname", "Family"), True, "Delete-this-row"),
        Column("certificate_name", "Certificate name", ("Name on certificate", "Certificate")),
        Column("phone", "Phone", ("Phone number", "Telephone", "Mobile", "Cell"), True, "310-555-0100"),
        Column("email", "Mail", ("Email", "E-mail", "Email address", "Mail address"), example="example@example.org"),
        Column("is_adult", "18 or older", ("Adult", "18+", "Over 18"), example="yes",
               takes="We take yes or no. Yes is needed for a class for adults."),
        Column(
            "connections", "Connections", ("Connection", "Connection to Torrance"), True, "live; work",
            f"We take {', '.join(Connection.values)}, several with ; between them.",
        ),
        Column("organization", "Organization", ("Organisation", "School, employer, church or group"),
               example="Example Bakery"),
        Column("first_time", "First time", ("First time in this program",), True, "yes", "We take yes or no."),
        Column("can_attend", "Can attend", ("Can come to the sessions",), example="yes", takes="We take yes or no."),
        Column("language", "Language", ("Preferred language",), example="English",
               takes="We take English, Spanish, Japanese, Korean, Chinese, Vietnamese."),
        Column("accommodation", "Accommodation", ("Accommodations", "Needs")),
        Column("received", "Received", ("Received date", "Date received", "Received on"), example="2026-11-02",
               takes="Dates look like 2026-11-02, 11/2/2026 (month first) or November 2, 2026."),
    ]  # fmt: skip

    def __init__(self, run):
        super().__init__(run)
        self.department = DepartmentProfile.current()

    def form(self, texts):
        return PaperForm(texts, offering=self.run.offering, department=self.department)

    def values(self, cleaned):
        kept = {name: value for name, value in cleaned.items() if name not in {"form_key", "will_miss"}}
        received = cleaned["received"].isoformat() if cleaned["received"] else ""
        return kept | {"phone": e164(cleaned["phone"]), "received": received}

    def look(self, rows):
        offering = self.run.offering
        now = timezone.now()
        self._sort(rows)
        known, before, seen = _people_of(offering), 0, []
        counted = seats.count(offering, now)
        free, waiting = (0 if counted.waiting else counted.free), counted.waiting
        for row in rows:
            fate, is_ended = _standing(row["values"], known, seen)
            before += is_ended
            if fate == Fate.NEW:
                fate = Fate.SEAT if free else Fate.LINE
                free, waiting = max(free - 1, 0), waiting + (not free)
            row["fate"] = fate
        phase = offering.phase(now)
        is_shut = phase in {ClassPhase.CANCELLED, ClassPhase.FINISHED}
        problems = [problem(None, "", f"{offering}: {phase.label.lower()}.")] if is_shut else []
        if offering.program.is_for_students:
            problems = [problem(None, "", f"{offering}: schools nominate its students; nobody is entered.")]
        return problems, _outcome(rows) | {"notes": self._notes(rows, before)}

    @staticmethod
    def _sort(rows):
        """In the order in which the papers came in; those without a day after them, as they stand in the file."""
        rows.sort(key=lambda row: (row["values"]["received"] or date.max.isoformat(), row["row"]))

    @staticmethod
    def _notes(rows, before):
        notes = []
        without = sum(row["fate"] in (Fate.SEAT, Fate.LINE) and not row["values"]["email"] for row in rows)
        if without:
            notes.append(f"{without} of the new ones without a mail address: call them. The roster shows who.")
        if before:
            notes.append(
                f"{before} of those already there had a place and ended it. They are not entered again: "
                "register them as callers if they want to come back."
            )
        return notes

    def bring_in(self, rows):
        run = self.run
        offering = seats.lock(run.offering)
        known, seen = _people_of(offering), []
        for row in rows:
            row["fate"], _is_ended = _standing(row["values"], known, seen)
            if row["fate"] != Fate.NEW:
                continue
            answers = {name: value for name, value in row["values"].items() if name != "received"}
            try:
                registration = roster.register_caller(
                    offering=offering, answers=answers, by=run.created_by, form_key=f"import-{run.pk}-{row['row']}"
                )
            except RegistrationError as error:
                error.problems = [problem(row["row"], "", str(error))]
                raise
            row["fate"] = Fate.SEAT if registration.state == RegistrationState.CONFIRMED else Fate.LINE
        return _outcome(rows)


def _as_typed(texts):
    """Words of a file as the form's choices; what is no such word stays, and the form says so."""
    data = dict(texts)
    for field in CHECKBOXES:
        data[field] = YES_AND_NO.get(texts.get(field, "").casefold()) == "yes"
    first_time = texts.get("first_time", "")
    data["first_time"] = YES_AND_NO.get(first_time.casefold(), first_time)
    data["language"] = LANGUAGES.get(texts.get("language", "").casefold(), texts.get("language") or Language.ENGLISH)
    data["connections"] = _connections(texts.get("connections", ""))
    return data


def _connections(text):
    found = []
    for part in text.split(";"):
        # The label of one of them has commas in it.
        pieces = [part] if part.strip().casefold() in CONNECTIONS else part.split(",")
        found += [CONNECTIONS.get(piece.strip().casefold(), piece.strip().casefold()) for piece in pieces]
    return [piece for piece in found if piece]


def _people_of(offering):
    """Everyone who ever registered in the class: (name, mail, phone, whether the place has ended)."""
    rows = offering.registrations.values_list("name_key", "email_key", "phone", "state")
    return [(name, email, e164(phone), state not in LIVE_STATES) for name, email, phone, state in rows]


def _standing(values, known, seen):
    """Whether this person is new, there (and if so, ended), or twice in the file."""
    person = (person_key(values["given_name"], values["family_name"]), email_key(values["email"]), values["phone"])
    endings = [is_ended for *other, is_ended in known if _is_same(person, other)]
    if endings:
        return Fate.THERE, all(endings)
    if any(_is_same(person, other) for other in seen):
        return Fate.TWICE, False
    seen.append(person)
    return Fate.NEW, False


def _is_same(person, other):
    """The same name and, where both have mail, the same address; else the same phone."""
    name, email, phone = person
    other_name, other_email, other_phone = other
    if name != other_name:
        return False
    return email == other_email if email and other_email else phone == other_phone


def _outcome(rows):
    counted = Counter(row["fate"] for row in rows)
    return {str(fate): counted[fate] for fate in (Fate.SEAT, Fate.LINE, Fate.THERE, Fate.TWICE)}
