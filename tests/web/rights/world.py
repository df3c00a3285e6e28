"""One of each record, the people who have to do with them, and what they ask."""

import re
from copy import deepcopy
from datetime import timedelta

from axes.models import AccessAttempt
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.links import make_token
from core.models import ClosureDay, DepartmentProfile
from mailroom import demo_mailbox
from mailroom.delivery import deliver_due
from mailroom.models import Message
from portal.services import MY_REQUESTS
from programs.emails import ABSENCE_LINK, INTEREST_LINK, REGISTRATION_LINK, SURVEY_LINK
from programs.models import AgreementText, Certificate, ClassInterest, LetterTemplate, Registration
from programs.services import check_in, interest, letters
from programs.services.audience import Audience
from staff.roles import COORDINATOR, MODERATOR, RECORDS
from tests.core.files import csv_file
from tests.programs.admin.helpers import signed_in, staff
from tests.programs.builders import make_offering, seated, sign_up
from tests.programs.graduates import ended_class, graduate_all, person
from tests.programs.imports.helpers import GRADUATE, graduate, start
from tests.programs.packets import answer
from tests.vacation_checks.builders import client_of
from tests.web.rights import chat, homes, students
from tests.web.rights.secrets import shown_to
from vacation_checks.emails import REQUEST_LINK

VISITORS = ("anonymous", "owner", "other")
STAFF = ("no role", "records", "coordinator", "watch desk", "moderator", "administrator")
PATROL = ("officer", "volunteer")
# The columns of most tables. Those of Teens and Policing have columns of their own: see rows.py.
COLUMNS = (*VISITORS, *STAFF, *PATROL)
YOUTH = ("youth coordinator", "instructor")
SCHOOL_AND_FAMILY = ("counselor", "other counselor", "student", "guardian")
ROLES = (*COLUMNS, *YOUTH, *SCHOOL_AND_FAMILY)

FORM = "application/x-www-form-urlencoded"
WRITES = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)', re.IGNORECASE)


class World:
    """Ana has a seat, answers, and a certificate of an earlier class; so has Ben. All addresses lead to Ana's."""

    def __init__(self):
        self.by = staff(COORDINATOR)
        self.offering = make_offering()
        self.session = self.offering.sessions.first()
        self.ana, self.ben = seated(self.offering, "ana"), seated(self.offering, "ben")
        self.twin = sign_up(self.offering, "ana2", given_name="Ana", email="ana@work.example")
        answer(self.ana, medical_notes="epilepsy")
        self.ended = ended_class(("ana", "ben"), number=44, days_ago=3)
        graduate_all(self.ended, self.by)
        self.graduate = person(self.ended, "ana")
        self.invitation = self.graduate.survey_invitations.create(wave="end", invited_at=timezone.now())
        interest.ask_to_be_told(program=self.offering.program, email="ana@example.com", language="en")
        self.wish = ClassInterest.objects.get()
        self.homes, self.chat, self.students = homes.Homes(), chat.Chat(), students.Students()
        self.records = {
            **self._records_of_staff(),
            **self.homes.records,
            **self.chat.records,
            **self.students.records,
        }
        deliver_due()
        self.mail = next(mail.name for mail in demo_mailbox.latest("") if demo_mailbox.find(mail.name).attachments())
        self.clients = self._clients()

    def _records_of_staff(self):
        texts = {"en": {"subject": "A new room", "body": "Room 2."}}
        letter = letters.send_letter(
            self.offering,
            Audience(("confirmed",)),
            texts,
            by=self.by,
            form_key="k",
            expected={self.ana.pk, self.ben.pk},
        )
        attempt = AccessAttempt.objects.create(username="x", ip_address="203.0.113.9", failures_since_start=1)
        return {
            "agreementtext": AgreementText.objects.first(),
            "accessattempt": attempt,
            "certificate": Certificate.objects.get(registration=self.graduate),
            "classinterest": self.wish,
            "classoffering": self.offering,
            "closureday": ClosureDay.objects.create(date="2031-01-02", name="A day"),
            "departmentprofile": DepartmentProfile.current(),
            "group": Group.objects.get(name=RECORDS),
            "importrun": start(csv_file([GRADUATE, graduate()])),
            "letter": letter,
            "lettertemplate": LetterTemplate.objects.create(name="A letter", texts=texts),
            "message": Message.objects.filter(about=self.ana.reference).first(),
            "program": self.offering.program,
            "registration": self.ana,
            "user": staff(RECORDS),
        }

    def _clients(self):
        owner, other = Client(), Client()
        self._follow(owner, self.homes.ana, self.ana, self.graduate)
        self._follow(other, self.homes.ben, self.ben, person(self.ended, "ben"))
        owner.get(reverse("programs:own_survey", args=[self.graduate.reference]))
        owner.get(reverse("programs:open_interest", args=[_token(INTEREST_LINK, self.wish.pk)]))
        self.homes.go_on_with_the_draft(owner, _token)
        self.chat.follow(owner, self.chat.ana, _token)
        self.chat.follow(other, self.chat.ben, _token)
        self.chat.confirm_the_wish(owner, _token)
        administrator = staff(None, "administrator")
        administrator.is_superuser = True
        administrator.save()
        at_the_top = Client()
        at_the_top.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
        clients = [
            Client(), owner, other, signed_in(None), signed_in(RECORDS), signed_in(COORDINATOR), client_of("desk"),
            signed_in(MODERATOR), at_the_top, client_of("officer"), client_of("volunteer"),
        ]  # fmt: skip
        return dict(zip(COLUMNS, clients, strict=True)) | self.students.clients(_token)

    @staticmethod
    def _follow(client, home, *registrations):
        """The personal links out of the mails."""
        client.get(reverse("requests:open", args=[_token(REQUEST_LINK, home.pk)]))
        for registration in registrations:
            client.get(reverse("programs:open_registration", args=[_token(REGISTRATION_LINK, registration.pk)]))

    def part(self, name, part):
        """What stands in the address of this name for `<part>`."""
        if part == "token":
            return self._tokens()[name]
        if part in {"object_id", "id"}:
            return self._record_of(name).pk
        if name.startswith(homes.NAMES):
            return self.homes.part(part)
        if name.startswith(chat.NAMES):
            return self.chat.part(name, part)
        if students.is_about(name):
            return self.students.part(name, part)
        if part == "reference":
            is_later = name.rpartition(":")[2] in {"alumni", "certificate_pdf", "own_survey"}
            return (self.graduate if is_later else self.ana).reference
        return {
            "program_slug": self.offering.program.slug,
            "number": 0 if name.startswith("demo_mailbox:") else self.offering.number,
            "name": self.mail,
            "code": self.records["certificate"].code,
            "offering_id": (self.ended if name.endswith("_certificates") else self.offering).pk,
            "session_id": self.session.pk,
            "registration_id": self.ana.pk,
            "certificate_id": self.records["certificate"].pk,
            "message_id": self.records["message"].pk,
            "run_id": self.records["importrun"].pk,
            "kind": "graduates",
            "ending": "csv",
            "app_label": "programs",
            "url": "no-such-page",
            "content_type_id": ContentType.objects.get_for_model(Registration).pk,
        }[part]

    def _tokens(self):
        return {
            "portal:my_link": _token(MY_REQUESTS, "1"),
            "programs:open_registration": _token(REGISTRATION_LINK, self.ana.pk),
            "programs:open_packet": _token(REGISTRATION_LINK, self.ana.pk),
            "programs:open_absence": _token(ABSENCE_LINK, f"{self.ana.pk}:{self.session.pk}"),
            "programs:open_interest": _token(INTEREST_LINK, self.wish.pk),
            "programs:open_survey": _token(SURVEY_LINK, self.invitation.pk),
            "programs:check_in": check_in.check_in_token(self.session),
            **self.homes.tokens(_token),
            **self.chat.tokens(_token),
            **self.students.tokens(_token),
        }

    def _record_of(self, name):
        """The record whose model the name or the route of an admin page speaks of."""
        words = re.split(r"[^a-z]+", name)
        return next((self.records[word] for word in words if word in self.records), self.ana)

    def query(self, name):
        """What a page wants to know besides its address."""
        return {
            "admin:programs_classoffering_sign_in_sheet": f"?session={self.session.pk}",
            "admin:programs_classoffering_merge": f"?first={self.ana.pk}&second={self.twin.pk}",
            "admin:programs_registration_add": f"?offering={self.offering.pk}",
            "admin:autocomplete": "?app_label=programs&model_name=letter&field_name=offering&term=a",
        }.get(name, "")

    def ask(self, role, method, address, data=""):
        """The answer in a word, the table of each statement that wrote, secrets that it shows to this role.

        Afterwards nothing has happened.
        """
        client = self.clients[role]
        client.raise_request_exception = False
        cookies, written = deepcopy(client.cookies), []

        def note(execute, sql, params, many, context):
            if found := WRITES.match(sql):
                written.append(found[1])
            return execute(sql, params, many, context)

        with transaction.atomic(), connection.execute_wrapper(note):
            response = client.generic(method, address, data, content_type=FORM)
            transaction.set_rollback(True)
        client.cookies = cookies
        return in_a_word(response), written, shown_to(role, response)


def _token(purpose, subject):
    return make_token(purpose, subject, timezone.now() + timedelta(days=1))


def in_a_word(response):
    """The status; where it leads to the admin's sign-in, to My requests, or to the counselors' first page, that."""
    goal = response.headers.get("Location", "").partition("?")[0]
    return {"/admin/login/": "sign-in", "/my/": "my", "/counselors/": "school"}.get(goal, str(response.status_code))
