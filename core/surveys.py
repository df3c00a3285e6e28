"""Surveys without a way back to who answered: a scale from 1 to 5, and answers that nobody can tell apart by age."""

import secrets

from crispy_forms.layout import Field
from django import forms
from django.utils.translation import gettext_lazy as _

# Nobody sees results of fewer people.
LEAST_ANSWERS = 5
SCALE = [("1", _("1 (no)")), ("2", "2"), ("3", "3"), ("4", "4"), ("5", _("5 (yes)"))]


class ScaleForm(forms.Form):
    """Questions from 1 to 5; a survey names them in `questions` (choices), and adds fields of its own."""

    questions = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own_fields = list(self.fields)
        for value, words in self.questions.choices:
            self.fields[value] = forms.TypedChoiceField(
                label=words,
                choices=SCALE,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose a number from 1 to 5.")},
            )
        self.order_fields([*self.questions.values, *own_fields])

    def scales(self):
        """The questions, for a layout."""
        return [Field(value, wrapper_class="scale") for value in self.questions.values]

    def answers(self):
        """{question: 1 to 5}"""
        return {question: self.cleaned_data[question] for question in self.questions.values}


def store_among_the_others(said, others):
    """Write an answer and all `others` of its survey anew, in random order and under random keys.

    Keys that count up, or a row's place in the table, would tell who answered first; and the
    days on the invitations would then tell who that was. Whatever they belong to is locked.
    """
    everyone = [*others, said]
    others.delete()
    secrets.SystemRandom().shuffle(everyone)
    for each in everyone:
        each.pk = secrets.randbelow(2**63 - 1) + 1
    type(said).objects.bulk_create(everyone)


def means(rows, questions):
    """{question: mean} of the answers, or None when too few have answered."""
    if len(rows) < LEAST_ANSWERS:
        return None
    return {question: sum(row.answers[question] for row in rows) / len(rows) for question in questions}
