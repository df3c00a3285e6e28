"""What staff type about people: a class for them, a mended address, and the reasons for what they do."""

from django import forms
from django.db.models import Q
from django.utils import timezone

from core.contact import EmailField, LineField, NoteField, PhoneField
from programs.enums import ClassStatus, Entry
from programs.models import ClassOffering, Registration
from programs.services import roster, seats
from programs.services.errors import RegistrationError
from programs.services.line import FrontOfLine


def classes_to_enter(now):
    """Classes that people can be put into: neither cancelled nor over, nor for students. With seats, newest first."""
    not_over = Q(last_date=None) | Q(last_date__gte=timezone.localdate(now))
    offerings = ClassOffering.objects.exclude(status=ClassStatus.CANCELLED).with_dates().filter(not_over)
    open_to_all = offerings.exclude(program__entry=Entry.NOMINATION)
    return open_to_all.with_seats(now).select_related("program")


def class_with_seats(offering):
    """A class as staff choose it: how many seats are free, and how many wait."""
    draft = "draft, " if offering.status == ClassStatus.DRAFT else ""
    return f"{offering} ({draft}{offering.seats_left()} free, {offering.line_length} in line)"


class ClassChoiceField(forms.ModelChoiceField):
    """One class, with its free seats and its line beside it."""

    def label_from_instance(self, offering):
        return class_with_seats(offering)


class ChooseClassForm(forms.Form):
    """Which class a caller wants."""

    offering = ClassChoiceField(label="Class", queryset=ClassOffering.objects.none())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["offering"].queryset = classes_to_enter(timezone.now())


class ContactForm(forms.ModelForm):
    """What staff may mend on a registration; how it stands is changed by actions only."""

    email = EmailField(required=False, help_text=Registration._meta.get_field("email").help_text)
    phone = PhoneField(required=False)
    certificate_name = LineField(max_length=120, help_text="As it shall stand on the certificate.")
    accommodation = NoteField(max_length=500, required=False, help_text="Not used in selection.")

    class Meta:
        model = Registration
        fields = ["email", "phone", "certificate_name", "accommodation"]

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned["email"] and not cleaned["phone"]:
            self.add_error("phone", "Keep a phone number or a mail address: else nobody can reach this person.")
        if cleaned.get("email"):
            try:
                roster.refuse_address_of_another(self.instance, cleaned["email"])
            except RegistrationError as error:
                self.add_error("email", str(error))
        return cleaned


class PeopleForm(forms.Form):
    """What an action asks before it is done to these people. This one asks nothing but "sure?"."""

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = people

    def arguments(self):
        """What the verb is called with, beside the registration and who does it."""
        return self.cleaned_data


class DeclineForm(PeopleForm):
    reason = NoteField(
        max_length=300,
        help_text="It stands in the mail to each of them, in these words.",
        error_messages={"required": "Write the reason: it is mailed to the person."},
    )


class OverbookForm(PeopleForm):
    over_capacity_reason = LineField(
        label="Reason",
        max_length=300,
        help_text="Why there is one more than there are seats. It stays in the history; it is not mailed.",
        error_messages={"required": "Write the reason: it stays in the history."},
    )


class MoveForm(PeopleForm):
    to = ClassChoiceField(label="Class", queryset=ClassOffering.objects.none())
    ahead = forms.BooleanField(
        label="Ahead of its line",
        required=False,
        help_text="For people who are put off to the next class: a seat if one is free once its line has been offered "
        "what is free, else the front of its line, in the order below.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        sources = {person.offering_id for person in self.people}
        targets = classes_to_enter(timezone.now())
        self.fields["to"].queryset = targets.exclude(pk__in=sources) if len(sources) == 1 else targets

    def arguments(self):
        return {"to": self.cleaned_data["to"], "front": FrontOfLine() if self.cleaned_data["ahead"] else None}

    def outlook(self):
        """What would become of each person now. The verb decides anew, under the lock."""
        target, is_ahead = self.cleaned_data["to"], self.cleaned_data["ahead"]
        seats_left, waiting = _after_the_line(target)
        seats_left = seats_left if is_ahead or not waiting else 0
        number = 0 if is_ahead else waiting
        lines = []
        for person in self.people:
            if not person.is_live or person.is_overdue() or person.offering_id == target.pk:
                lines.append((person, "Stays: has ended, or is in this class already"))
            elif seats_left:
                seats_left -= 1
                lines.append((person, "Gets a seat"))
            else:
                number += 1
                lines.append((person, f"In line, number {number}{', ahead of the others' if is_ahead else ''}"))
        return lines


def _after_the_line(target):
    """Free seats and people in line, once the line has been offered what can be offered."""
    free, waiting = max(target.capacity - target.seats_taken, 0), target.line_length
    served = min(free, waiting) if seats.next_deadline(target, timezone.now()) else 0
    return free - served, waiting - served
