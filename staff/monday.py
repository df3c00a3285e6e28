"""The Monday page: the lines of every room, as one member of staff may see them."""

import logging
from dataclasses import dataclass, field

from django.apps import apps
from django.conf import settings
from django.utils.module_loading import import_string

from core.monday import Line

log = logging.getLogger(__name__)


@dataclass
class MondayPage:
    """What is to be done, the urgent first; what is good to know; and the rooms that could not answer."""

    to_do: list[Line] = field(default_factory=list)
    to_know: list[Line] = field(default_factory=list)
    silent_rooms: list[str] = field(default_factory=list)


def monday_page(user, now):
    """Ask every room. One that fails is logged and named, and takes nothing else with it."""
    page = MondayPage()
    for path in settings.MONDAY_LINES:
        try:
            lines = list(import_string(path)(user, now))
        except Exception:
            log.exception("The Monday page could not be completed by %s", path)
            page.silent_rooms.append(_room(path))
            continue
        page.to_do += [line for line in lines if line.count]
        page.to_know += [line for line in lines if line.count is None]
    page.to_do.sort(key=lambda line: not line.urgent)
    return page


def _room(path):
    label = path.partition(".")[0]
    return apps.get_app_config(label).verbose_name if apps.is_installed(label) else label
