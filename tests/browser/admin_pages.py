"""Every page of the admin, found by itself: a new one is walked without being named here.

Only what cannot be guessed stands here: a row of a model that the demo does not fill (ROWS),
and what an address wants to know beside the ids of classes and the like (ids).
"""

from axes.models import AccessAttempt
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone

from core.models import DepartmentProfile
from core.services import fill_coming_closure_days
from portal.demo import start
from programs.enums import Mark, RegistrationState
from programs.models import Attendance, ClassOffering, ClassSession, Registration
from staff.permissions import apply_roles
from tests.programs.packets import answer

# Model and a function that makes a row of it, where the demo has none. (Other tests may have
# emptied what migrations filled.)
ROWS = {
    AccessAttempt: lambda: AccessAttempt.objects.create(
        username="ana", ip_address="127.0.0.1", user_agent="x" * 200, failures_since_start=3, get_data="", post_data=""
    ),
    DepartmentProfile: lambda: DepartmentProfile().save(),
}
# Addresses that are no pages: what a script asks for, and the door itself.
NO_PAGES = {"autocomplete", "jsi18n", "view_on_site", "logout", "login", None}
OPEN_CLASS = 45


class Unknown(Exception):
    """The walk needs to be told something: the message says what, and where."""


def fill():
    """The demo, and a row of everything that the admin shows; the administrator's session key."""
    apply_roles(apps, _Editor)
    fill_coming_closure_days()
    start.prepare()
    _live_on()
    for model in admin.site._registry:
        if not model.objects.exists():
            row_of(model)
    client = Client()
    client.force_login(User.objects.get(username="admin"), backend="django.contrib.auth.backends.ModelBackend")
    return client.session.session_key


def _live_on():
    """What comes after the weeks of the demo: answers before the first session, and a first evening."""
    answer(_person(), medical_notes="Asthma.")
    session = ClassSession.objects.filter(offering=_person().offering).first()
    for person, mark in zip(_people(), Mark.values, strict=False):
        Attendance.objects.create(registration=person, session=session, mark=mark, at=timezone.now())


def _people():
    """Those with a seat in the open class."""
    confirmed = Registration.objects.filter(offering__program__slug="pip", offering__number=OPEN_CLASS)
    return confirmed.filter(state=RegistrationState.CONFIRMED).order_by("pk")


def _person():
    return _people().first()


class _Editor:
    """As much of a schema editor as apply_roles asks for."""

    class connection:
        alias = "default"


def row_of(model):
    if model not in ROWS:
        raise Unknown(f"The demo has no {model._meta.label}: make one in ROWS of {__file__}.")
    return ROWS[model]()


def ids():
    """What an address may ask for, by the name of its argument."""
    offering = ClassOffering.objects.get(program__slug="pip", number=OPEN_CLASS)
    return {
        "offering_id": offering.pk,
        "class_id": offering.pk,
        "session_id": ClassSession.objects.filter(offering=offering).first().pk,
        "registration_id": _person().pk,
        "message_id": apps.get_model("mailroom.Message").objects.first().pk,
        "id": User.objects.first().pk,  # of Django's page for somebody else's password
    }


def addresses():
    """The address of every page, with the name that a failure shows."""
    known, found = ids(), {}
    for name, arguments, model in patterns():
        if name in NO_PAGES:
            continue
        for chosen in arguments_for(name, arguments, model, known):
            found[reverse(f"admin:{name}", kwargs=chosen)] = name
    return found


def arguments_for(name, arguments, model, known):
    """What to put into the address; more than once for the list of each app."""
    if name == "app_list":
        return [{"app_label": label} for label in sorted({model._meta.app_label for model in admin.site._registry})]
    if model:
        known = known | {"object_id": row_shown(model).pk}
    missing = [argument for argument in arguments if argument not in known]
    if missing:
        raise Unknown(f"What is {missing[0]} in the address of {name}? Say it in ids() of {__file__}.")
    return [{argument: known[argument] for argument in arguments}]


def row_shown(model):
    """For classes and people: of the class that is open, the fullest page there is."""
    if model is ClassOffering:
        return model.objects.get(program__slug="pip", number=OPEN_CLASS)
    if model is Group:
        return model.objects.get(name="program coordinator")
    return model.objects.first()


def patterns():
    """(name, arguments, model) of every address in the admin."""
    for pattern in admin.site.get_urls():
        if isinstance(pattern, URLPattern):
            yield pattern.name, pattern.pattern.converters or pattern.pattern.regex.groupindex, None
    for model, model_admin in admin.site._registry.items():
        for pattern in model_admin.get_urls():
            yield pattern.name, pattern.pattern.converters, model
