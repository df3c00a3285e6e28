"""Every page of the admin, found by itself: a new one is walked without being named here.

The demo fills the tables; bench.rows makes a row of what it leaves empty. What cannot be
guessed stands here: the ids that an address may ask for (ids).
"""

import sqlite3
from contextlib import closing

from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.urls import URLPattern, reverse

from bench.rows import pks, plain_row
from chat_sessions.models import Question
from core.services import fill_coming_closure_days
from portal.demo import start
from programs.enums import RegistrationState
from programs.models import ClassOffering, ClassSession, Registration
from tests.browser import chat_pages, desk_rows, student_rows
from tests.databases import one_at_a_time
from vacation_checks.models import VacationCheckRequest

# Addresses that are no pages: what a script asks for, and the door itself.
NO_PAGES = {"autocomplete", "jsi18n", "view_on_site", "logout", "login", None}
# It meets this season: with people, answers, marks, a letter and a cancelled evening.
FULLEST_CLASS = 46


class Unknown(Exception):
    """The walk needs to be told something: the message says what, and where."""


def fill(folder):
    """The demo, and a row of everything that the admin shows; the administrator's session key.

    Made once in a run of the tests, since it takes a quarter of a minute, and kept in the run's folder; later tests,
    those of other processes too, get a copy.
    """
    copy, key = folder / "admin_pages.sqlite3", folder / "admin_pages.session"
    connection.ensure_connection()
    with one_at_a_time():
        if not key.exists():
            session = _fill()
            with closing(sqlite3.connect(copy)) as file:
                connection.connection.backup(file)
            key.write_text(session)
        else:
            with closing(sqlite3.connect(copy)) as file:
                file.backup(connection.connection)
    return key.read_text()


def _fill():
    pks.cache_clear()
    fill_coming_closure_days()
    start.prepare()
    desk_rows.fill()
    chat_pages.fill()
    student_rows.fill()
    for model in admin.site._registry:
        if not model.objects.exists():
            plain_row(model, 1).save()
    client = Client()
    client.force_login(User.objects.get(username="admin"), backend="django.contrib.auth.backends.ModelBackend")
    return client.session.session_key


def _people():
    """Those with a seat in the fullest class."""
    confirmed = Registration.objects.filter(offering__program__slug="pip", offering__number=FULLEST_CLASS)
    return confirmed.filter(state=RegistrationState.CONFIRMED).order_by("pk")


def _person():
    return _people().first()


def ids():
    """What an address may ask for after its own row, by the name of the argument."""
    offering = row_shown(ClassOffering)
    return {
        "session_id": ClassSession.objects.filter(offering=offering).first().pk,
        "registration_id": _person().pk,
        "kind": "graduates",
        "ending": "csv",
        "question_id": row_shown(Question).pk,
        "sealed_key": desk_rows.sealed().pk,
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
    """What to put into the address; more than once for the list of each app, and where students are."""
    if name == "app_list":
        return [{"app_label": label} for label in sorted({model._meta.app_label for model in admin.site._registry})]
    first = next(iter(arguments), "")
    if model and first.endswith("id"):  # its own row
        known = known | {first: row_shown(model).pk}
    choices = student_rows.known_for(name, known)
    missing = [argument for argument in arguments if argument not in choices[0]]
    if missing:
        raise Unknown(f"What is {missing[0]} in the address of {name}? Say it in ids() of {__file__}.")
    return [{argument: each[argument] for argument in arguments} for each in choices]


def row_shown(model):
    """Of classes, people and requests: those with the fullest pages."""
    if model is ClassOffering:
        return model.objects.get(program__slug="pip", number=FULLEST_CLASS)
    if model is Registration:
        return _person()
    if model is VacationCheckRequest:
        return desk_rows.fullest()
    if model is Group:
        return model.objects.get(name="program coordinator")
    return (chat_pages.rows_shown() | student_rows.rows_shown()).get(model) or model.objects.first()


def patterns():
    """(name, arguments, model) of every address in the admin."""
    for pattern in admin.site.get_urls():
        if isinstance(pattern, URLPattern):
            yield pattern.name, pattern.pattern.converters or pattern.pattern.regex.groupindex, None
    for model, model_admin in admin.site._registry.items():
        for pattern in model_admin.get_urls():
            yield pattern.name, pattern.pattern.converters, model
