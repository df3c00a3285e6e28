"""The semester of a class as the coordinator types it: deadlines, credit, and the places of each school."""

from dataclasses import dataclass

from django import forms
from django.db.models import Q
from django.forms.boundfield import BoundField
from django.utils import timezone

from core.contact import LineField
from core.widgets import moment_input
from programs.models import School, SchoolQuota, Semester
from programs.services.nominations import semesters

MOST_PLACES = 200


@dataclass(frozen=True)
class SchoolRow:
    """One school in the table of places."""

    school: School
    places: BoundField
    alternates: BoundField


class SemesterForm(forms.ModelForm):
    """Every school that takes part has places from the start; none only if somebody types 0."""

    course_title = LineField(
        max_length=80, initial="Teens and Policing", help_text="As it stands on the credit report."
    )

    class Meta:
        model = Semester
        fields = ["nominations_open_at", "nominations_close_at", "families_answer_by", "course_title", "credits"]
        widgets = {name: moment_input() for name in semesters.DEADLINES}
        labels = {
            "nominations_open_at": "Nominations open (Pacific time)",
            "nominations_close_at": "Nominations close",
            "families_answer_by": "Families answer by",
        }

    def __init__(self, *args, offering, **kwargs):
        semester = Semester.objects.filter(offering=offering).first()
        if semester is None:
            kwargs["initial"] = semesters.proposed(offering, timezone.now())
        super().__init__(*args, instance=semester, **kwargs)
        self.offering = offering
        quotas = {quota.school_id: quota for quota in semester.quotas.all()} if semester else {}
        self.schools = list(School.objects.filter(Q(is_active=True) | Q(pk__in=quotas)))
        for school in self.schools:
            quota = quotas.get(school.pk) or SchoolQuota()
            self.fields[f"places_{school.pk}"] = _number(f"Places of {school}", quota.places)
            self.fields[f"alternates_{school.pk}"] = _number(f"Alternates of {school}", quota.alternates)

    def facts_fields(self):
        return [self[name] for name in self.Meta.fields]

    def rows(self):
        return [SchoolRow(each, self[f"places_{each.pk}"], self[f"alternates_{each.pk}"]) for each in self.schools]

    def clean(self):
        cleaned = super().clean()
        for name, why in semesters.problems(cleaned, self.offering).items():
            self.add_error(name, why)
        if slip := semesters.slip_of_the_deadline(cleaned, self.offering, timezone.now()):
            self.add_error("families_answer_by", slip)
        return cleaned

    def facts(self):
        return {name: self.cleaned_data[name] for name in semesters.FACTS}

    def places(self):
        data = self.cleaned_data
        return {each.pk: (data[f"places_{each.pk}"], data[f"alternates_{each.pk}"]) for each in self.schools}


def _number(label, initial):
    return forms.IntegerField(
        label=label,
        initial=initial,
        min_value=0,
        max_value=MOST_PLACES,
        widget=forms.NumberInput(attrs={"aria-label": label, "class": "short-number"}),
    )
