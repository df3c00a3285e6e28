"""Fields for a day, a time and a moment, as browsers have them: one input, one label, no script."""

from django import forms


def date_input(**attrs):
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", **attrs})


def time_input(**attrs):
    return forms.TimeInput(format="%H:%M", attrs={"type": "time", **attrs})


def moment_input(**attrs):
    return forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local", **attrs})
