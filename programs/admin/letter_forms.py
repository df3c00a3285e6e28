"""What staff type to write a letter: to whom, and the texts in up to six languages."""

from django import forms

from core.contact import LineField, NoteField
from core.enums import Language
from programs.enums import RegistrationState
from programs.forms.registrations import session_label
from programs.models import ClassSession, LetterTemplate
from programs.services.audience import OF_A_SESSION, STATE_WORDS, Audience, Only
from programs.services.letter_texts import IN_SUBJECTS, PLACEHOLDERS, placeholders_in, problem_in

SUBJECT_LENGTH, BODY_LENGTH = 120, 6000
# Closed to begin with: most letters are written in one or two languages.
TRANSLATIONS = [language for language in Language if language != Language.ENGLISH]


def _text_fields():
    """subject_en, body_en, subject_es, ...: English must be there, the others may."""
    fields = {}
    for language in Language:
        required = language == Language.ENGLISH
        name = "" if required else f" ({language.label})"
        lang = {"lang": str(language)}
        fields[f"subject_{language}"] = LineField(
            label=f"Subject{name}", max_length=SUBJECT_LENGTH, required=required, widget=forms.TextInput(attrs=lang)
        )
        fields[f"body_{language}"] = NoteField(
            label=f"Letter{name}",
            max_length=BODY_LENGTH,
            required=required,
            widget=forms.Textarea(attrs={"rows": 10, **lang}),
            help_text="An empty line begins a new paragraph." if required else "",
        )
    return fields


class _TextRules:
    """Both parts of a language or none; and no brace that would stand in the mail as it is."""

    def clean(self):
        cleaned = super().clean()
        for language in Language:
            subject, body = f"subject_{language}", f"body_{language}"
            for one, other in ((subject, body), (body, subject)):
                if cleaned.get(one) and not cleaned.get(other) and other not in self.errors:
                    self.add_error(other, f"{language.label}: write both the subject and the letter, or neither.")
            self._check_braces(subject, IN_SUBJECTS)
            self._check_braces(body, set(PLACEHOLDERS))
        return cleaned

    def _check_braces(self, name, allowed):
        problem = problem_in(self.cleaned_data.get(name, ""), allowed)
        if problem:
            self.add_error(name, problem)

    def texts(self):
        """{language: {subject, body}} of the languages that were written."""
        return {
            str(language): {
                "subject": self.cleaned_data[f"subject_{language}"],
                "body": self.cleaned_data[f"body_{language}"].replace("\r\n", "\n"),
            }
            for language in Language
            if self.cleaned_data.get(f"body_{language}")
        }

    # Parts of the form, as admin/includes/_form.html draws them.

    def english(self):
        return self._part(f"subject_{Language.ENGLISH}", f"body_{Language.ENGLISH}")

    def translations(self):
        """Each other language with its two fields, whether they are written, and whether something is wrong there."""
        for language in TRANSLATIONS:
            part = self._part(f"subject_{language}", f"body_{language}")
            fields = part["visible_fields"]
            yield language, part, any(field.value() for field in fields), any(field.errors for field in fields)

    def _part(self, *names):
        return {"visible_fields": [self[name] for name in names]}


def as_initial(texts):
    """Texts as a form shows them."""
    return {f"{part}_{language}": text[part] for language, text in texts.items() for part in ("subject", "body")}


LetterTextsForm = type("LetterTextsForm", (_TextRules, forms.Form), _text_fields())


class LetterForm(LetterTextsForm):
    """A letter to some of the people of a class."""

    states = forms.MultipleChoiceField(
        label="To whom",
        choices=STATE_WORDS.items(),
        initial=[RegistrationState.CONFIRMED],
        widget=forms.CheckboxSelectMultiple,
        help_text="People whose place has ended get it only if you choose so.",
        error_messages={"required": "Choose at least one."},
    )
    only = forms.ChoiceField(label="Of them", choices=Only, initial=Only.EVERYONE)
    session = forms.ModelChoiceField(
        label="Session",
        queryset=ClassSession.objects.none(),
        required=False,
        empty_label="- no session -",
        help_text="For who will miss it, or was absent.",
    )

    def __init__(self, *args, offering, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.offering = offering
        self.now = now
        self.fields["session"].queryset = offering.sessions.all()
        self.fields["session"].label_from_instance = session_label

    def whom(self):
        return self._part("states", "only", "session")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("only") in OF_A_SESSION and not cleaned.get("session") and "session" not in self.errors:
            self.add_error("session", "Choose the session.")
        for name in self.fields:
            if name.startswith(("subject_", "body_")):
                self._check_sessions(name)
        return cleaned

    def _check_sessions(self, name):
        wanted = placeholders_in(self.cleaned_data.get(name, ""))
        held = self.offering.held_sessions
        if "first_session" in wanted and not held:
            self.add_error(name, "This class has no sessions yet: leave out {first_session}.")
        if "next_session" in wanted and not any(session.starts_at > self.now for session in held):
            self.add_error(name, "This class has no session ahead: leave out {next_session}.")

    def audience(self):
        data = self.cleaned_data
        session = data["session"] if data["only"] in OF_A_SESSION else None
        return Audience(tuple(data["states"]), data["only"], session)


class LetterTemplateForm(LetterTextsForm, forms.ModelForm):
    """A letter to start from."""

    name = LineField(max_length=80, help_text="How you find it again. It is not mailed.")

    class Meta:
        model = LetterTemplate
        fields = ["name"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial |= as_initial(self.instance.texts)

    def save(self, commit=True):
        self.instance.texts = self.texts()
        return super().save(commit)
