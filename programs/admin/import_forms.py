"""What staff choose for an import: the file, and where its rows go."""

from django import forms
from django.utils import timezone

from core.tables import MOST_BYTES, TableError, refuse_other_files
from programs.admin.people_forms import ClassChoiceField, classes_to_enter
from programs.enums import Entry, ImportKind
from programs.models import ClassOffering, Program

NAME_LENGTH = 200


class FileForm(forms.Form):
    """A file, refused at once if a glance is enough."""

    file = forms.FileField(
        label="File",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"empty": "The file is empty.", "required": "Choose a file."},
    )

    def __init__(self, *args, most_rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[
            "file"
        ].help_text = (
            f"An Excel workbook (.xlsx) or CSV, at most 2 MB and {most_rows:,} rows. Only its first sheet is read."
        )

    def clean_file(self):
        file = self.cleaned_data["file"]
        # One byte more than is allowed is enough to see that it is too large.
        content = file.read(MOST_BYTES + 1)
        try:
            refuse_other_files(content, size=file.size)
        except TableError as error:
            raise forms.ValidationError(str(error)) from error
        self.content = content
        return file

    @property
    def filename(self):
        name = "".join(letter for letter in self.cleaned_data["file"].name if letter.isprintable())
        return name[-NAME_LENGTH:] or "file"

    def target(self):
        """The program and the class that the rows go to."""
        raise NotImplementedError


class GraduatesFileForm(FileForm):
    program = forms.ModelChoiceField(
        queryset=Program.objects.filter(entry=Entry.OPEN),
        empty_label="- Select -",
        help_text="Former students are not imported by name: only their number stands with their program.",
    )

    field_order = ["program", "file"]

    def target(self):
        return self.cleaned_data["program"], None


class PaperFileForm(FileForm):
    offering = ClassChoiceField(label="Class", queryset=ClassOffering.objects.none(), empty_label="- Select -")

    field_order = ["offering", "file"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["offering"].queryset = classes_to_enter(timezone.now())

    def target(self):
        offering = self.cleaned_data["offering"]
        return offering.program, offering


FILE_FORMS = {ImportKind.GRADUATES: GraduatesFileForm, ImportKind.REGISTRATIONS: PaperFileForm}
