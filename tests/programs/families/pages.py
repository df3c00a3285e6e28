"""What a family's browser does, without one: the links, the pages of the form, and what is typed into them."""

from django.test import Client
from django.urls import reverse

from programs.emails.students import party_token
from programs.enums.nominations import ConsentKind, NominationState, PartyRole
from programs.models import Nomination, Party
from tests.programs.students import BORN, make_nomination

EVERYTHING = [str(kind) for kind in ConsentKind if kind != ConsentKind.PARTICIPATION]


def family(state=NominationState.INVITED, **fields):
    """A nomination with its parties."""
    return make_nomination(state=state, **fields)


def student_of(nomination):
    return nomination.parties.get(role=PartyRole.STUDENT)


def guardian_of(nomination, role=PartyRole.GUARDIAN):
    return nomination.parties.get(role=role)


def now_of(row):
    """The nomination or the party as it stands now."""
    return (Nomination if isinstance(row, Nomination) else Party).objects.get(pk=row.pk)


def page(party, name="part", *more):
    return reverse(f"consent:{name}", args=[party.reference, *more])


def followed(party, *, says_guardian=True):
    """A browser that followed the party's link; a guardian says that they are one."""
    client = Client()
    assert client.get(reverse("consent:open", args=[party_token(party)])).status_code == 302
    if party.is_guardian and says_guardian:
        client.post(page(party, "who"), {"guardian": "yes"})
    return client


def student_form(**fields):
    """The student's page as a browser sends it; None leaves a field out."""
    posted = {
        "student_sent": "conduct:1",
        "preferred_name": "Mina",
        "date_of_birth": BORN.isoformat(),
        "phone": "310-555-0142",
        "shirt_size": "m",
        "why": "I would like to become a detective.",
        "conflicts": "",
        "accommodation": "",
        "way_home": "picked_up",
        "agrees_to_conduct": "on",
        "signature": "Minji Oh",
    }
    return given(posted | fields)


def guardian_form(**fields):
    posted = {
        "guardian_sent": "1",
        "name": "Hana Oh",
        "relation": "mother",
        "phone": "310-555-0143",
        "other_phone": "",
        "email": "oh@example.com",
        "emergency_name": "Grace Oh",
        "emergency_relation": "aunt",
        "emergency_phone": "310-555-0177",
        "pick_up_1_name": "Daniel Oh",
        "pick_up_1_phone": "310-555-0178",
        "health": "",
        "physician": "",
        "second_name": "",
        "second_email": "",
        "second_phone": "",
        "second_language": "en",
    }
    return given(posted | fields)


def consents_form(*yes, **fields):
    """Taking part, and yes to these kinds."""
    posted = {
        "consents_sent": " ".join(f"{kind}:1" for kind in ConsentKind),
        "participation": "yes",
        "consent_signature": "Hana Oh",
    }
    return given(posted | dict.fromkeys(yes, "on") | fields)


def given(posted):
    return {name: value for name, value in posted.items() if value is not None}


def send(client, party, form, go="send", **more):
    return client.post(page(party, "answer"), form | {"go": go}, **more)


def answer_all(nomination, *yes):
    """Both sides answer on their pages."""
    student, guardian = student_of(nomination), guardian_of(nomination)
    send(followed(student), student, student_form())
    send(followed(guardian), guardian, guardian_form() | consents_form(*yes))
    return now_of(nomination)
