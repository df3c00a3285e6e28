"""What was typed into a form, and how it is shown to whoever checks it."""

from datetime import date, time

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from phonenumber_field.phonenumber import PhoneNumber

# What is kept of a text that is too long: enough to stay too long.
_ROOM = 2
_DEFAULT_LENGTH = 100


def raw(form, name):
    """What was typed, as it can be kept and sent again; of a flood only so much that it stays refused."""
    value = form[name].data
    longest = getattr(form.fields[name], "max_length", None) or _DEFAULT_LENGTH
    return value[: _ROOM * longest] if isinstance(value, str) else value


def shown(form, name):
    """A valid answer in words."""
    value, choices = form.cleaned_data[name], getattr(form.fields[name], "choices", None)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, PhoneNumber):
        return value.as_national if value.country_code == 1 else value.as_international
    if isinstance(value, date):
        return date_format(value, "l, F j, Y")
    if isinstance(value, time):
        return time_format(value, "g:i a")
    return str(dict(choices)[value]) if value and choices else str(value or "")


def plain(value):
    """A valid answer as it is stored: texts, numbers, yes and no."""
    if isinstance(value, PhoneNumber):
        return value.as_e164
    if isinstance(value, list):
        return [{name: plain(each) for name, each in row.items()} for row in value]
    return value


def problems_of_field(field):
    """(id of the field, its label, what is wrong), for each thing that is wrong with it."""
    if not field.errors:
        return []
    # A group of options has no id of its own to jump to: its first option has.
    where = field.id_for_label or field[0].id_for_label
    return [(where, field.label, message) for message in field.errors]
