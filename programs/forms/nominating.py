"""Up to ten students on one page. What is left empty is not there; what is begun must be whole."""

from django import forms
from django.utils import timezone

from core.contact import EmailField, NameField, NoteField, PhoneField, email_key
from core.enums import Language
from core.guards import GuardedForm
from core.widgets import date_input
from programs.enums.nominations import AgreedHow, Grade
from programs.forms.counselors import (
    NO_OTHER_GRADE,
    OF_ANOTHER_PERSON,
    RANKS,
    REASON_HINT,
    of_another,
    school_mail_problem,
)
from programs.services.nominations.nominating import MOST_AT_ONCE, ON_PAPER, SentBefore, Student

FIRST_ROWS = 3
MORE_ROWS = 3
NOT_YET = [(ON_PAPER, "Not yet: print an invitation on paper")]


class StudentForm(forms.Form):
    """One student. Without the parent's agreement nothing of it is kept but the language."""

    given_name = of_another(NameField(label="First name", max_length=80))
    family_name = of_another(NameField(label="Last name", max_length=80))
    grade = forms.TypedChoiceField(
        label="Grade",
        choices=[("", "- Select -"), *Grade.choices],
        coerce=int,
        error_messages={"invalid_choice": NO_OTHER_GRADE},
    )
    rank = forms.IntegerField(
        label="Rank", min_value=1, max_value=99, widget=forms.NumberInput(attrs=RANKS), help_text="1: first choice."
    )
    student_email = of_another(EmailField(label="Student's school mail", required=False))
    guardian_email = of_another(EmailField(label="Mail of the parent or guardian", required=False))
    guardian_phone = of_another(PhoneField(label="Phone of the parent or guardian", required=False))
    language = forms.ChoiceField(label="Language of the parent or guardian", choices=Language.choices)
    reason = NoteField(
        label="Why this student", max_length=300, help_text=REASON_HINT, widget=forms.Textarea(attrs={"rows": 2})
    )
    agreed_how = forms.ChoiceField(
        label="How the parent agreed that you send us this name",
        choices=[("", "- Select -"), *AgreedHow.choices, *NOT_YET],
    )
    agreed_on = forms.DateField(
        label="On which day",
        required=False,
        help_text="Empty only if not yet.",
        widget=date_input(**OF_ANOTHER_PERSON),
    )
    is_another = forms.BooleanField(label="This is another student with the same name", required=False)

    def __init__(self, *args, number, rank, school, **kwargs):
        initial = {"rank": rank, "language": Language.ENGLISH} | kwargs.pop("initial", {})
        super().__init__(
            *args, initial=initial, prefix=f"s{number}", empty_permitted=True, use_required_attribute=False, **kwargs
        )
        self.number, self.school = number, school
        self.fields["student_email"].help_text = f"It ends in {' or '.join(school.domains)}."
        self.asks_whether_another = bool(self["is_another"].value())

    def has_changed(self):
        """A rank and a language stand in every row: they alone are nobody."""
        return bool({*self.changed_data} - {"rank", "language"})

    def clean(self):
        answers = super().clean()
        if answers.get("agreed_how") == ON_PAPER:
            for name in [*self.errors]:
                if name != "language":
                    del self.errors[name]
            return answers
        self._check_agreement(answers)
        self._check_contacts(answers)
        return answers

    def _check_agreement(self, answers):
        day = answers.get("agreed_on")
        if "agreed_on" not in self.errors and not day:
            self.add_error("agreed_on", "Write the day on which the parent agreed.")
        elif day and day > timezone.localdate():
            self.add_error("agreed_on", "This day is still to come. Write the day on which the parent agreed.")

    def _check_contacts(self, answers):
        student, guardian = answers.get("student_email"), answers.get("guardian_email")
        problem = school_mail_problem(self.school, student)
        if problem:
            self.add_error("student_email", problem)
        if student and guardian and email_key(student) == email_key(guardian):
            self.add_error("guardian_email", "The student and the guardian need two different mail addresses.")
        if not {"student_email", "guardian_email", "guardian_phone"} & self.errors.keys() and not (
            student or guardian or answers.get("guardian_phone")
        ):
            self.add_error("guardian_email", "Write at least one way to reach the family: a mail or a phone number.")

    def student(self):
        """What services.nominating makes a nomination of."""
        answers = self.cleaned_data
        if answers["agreed_how"] == ON_PAPER:
            return Student(self.number, answers["language"], on_paper=True)
        phone = answers["guardian_phone"]
        return Student(number=self.number, **answers | {"guardian_phone": phone.as_e164 if phone else ""})

    def refuse(self, field, why):
        """Say next to the row what is wrong with it; a name that is there already can be somebody else's."""
        self.add_error(field, why)
        if field == "given_name":
            self.asks_whether_another = True


class NominateForm(GuardedForm):
    """The page: its key, and the rows. `typed`: what stood there when more rows were asked for, not judged yet.

    `last_rank`: of those whom the school has nominated already; the rows go on from there.
    """

    def __init__(self, data=None, *, school, count, last_rank=0, typed=None):
        super().__init__(data)
        self.count = min(max(count, 1), MOST_AT_ONCE)
        self.rows = [
            StudentForm(data, number=number, rank=last_rank + number, school=school, initial=_typed_in(typed, number))
            for number in range(1, self.count + 1)
        ]

    @property
    def takes_more(self):
        return self.count < MOST_AT_ONCE

    def clean(self):
        filled = self.filled()
        if not filled:
            raise forms.ValidationError("Write at least one student.")
        if not all(row.is_valid() for row in filled):
            raise forms.ValidationError("Nothing has been sent yet. Please correct what is marked.")

    def filled(self):
        return [row for row in self.rows if row.has_changed()]

    def students(self):
        return [row.student() for row in self.filled()]

    def refuse(self, error):
        """What the service found wrong."""
        self.add_error(None, str(error))
        if isinstance(error, SentBefore):
            self._renew_key()
        for number, (field, why) in getattr(error, "problems", {}).items():
            self.rows[number - 1].refuse(field, why)


def _typed_in(typed, number):
    """What stands in one row of a form that came in, by field."""
    if typed is None:
        return {}
    begin = f"s{number}-"
    return {name.removeprefix(begin): value for name, value in typed.items() if name.startswith(begin)}
