"""What moderators say when they decide about a question."""

from django import forms
from rapidfuzz import fuzz

from chat_sessions.enums import DeclineReason, Destination, Topic
from chat_sessions.models import Question
from chat_sessions.services.merging import KEEPING_STATES
from chat_sessions.words import state_words
from core.contact import LineField, NoteField
from core.enums import Language

LEAST, MOST = 10, 500
MOST_SHOWN = 90
READS = "The asker reads it, in these words. Do not name colleagues."


class QuestionForm(forms.Form):
    """Fields of one verb. `question`: what it is about."""

    def __init__(self, *args, question, **kwargs):
        super().__init__(*args, **kwargs)
        self.question = question


class SureForm(QuestionForm):
    """Nothing is asked but whether it is meant."""


class KeptField(forms.ModelChoiceField):
    """Another question of the session; what only some may read is not quoted."""

    def label_from_instance(self, question):
        words = "(about an own case or an officer)" if question.is_own_case else question.text
        words = words if len(words) <= MOST_SHOWN else f"{words[:MOST_SHOWN]}…"
        return f"{question}, {state_words(question)}: {words}"


class MergeForm(QuestionForm):
    kept = KeptField(
        Question.objects.none(),
        label="Ask it together with",
        empty_label="- choose -",
        help_text="The most alike first. Its words stand; votes and tally follow. There is no way back.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field, mine = self.fields["kept"], self.question
        field.queryset = mine.session.questions.from_known().filter(state__in=KEEPING_STATES).exclude(pk=mine.pk)
        alike = sorted(field.queryset, key=lambda other: -fuzz.token_set_ratio(mine.text, other.text))
        field.choices = [("", field.empty_label), *((each.pk, field.label_from_instance(each)) for each in alike)]


class RedirectForm(QuestionForm):
    destination = forms.ChoiceField(label="Pass it to", choices=Destination, widget=forms.RadioSelect)
    note = NoteField(required=False, max_length=500, help_text=READS)


class ReturnForm(QuestionForm):
    note = NoteField(label="What should be changed", max_length=500, help_text=READS)


class DeclineForm(QuestionForm):
    reason = forms.ChoiceField(label="Reason", choices=DeclineReason, widget=forms.RadioSelect)
    # The step says "Decline proposed." before it.
    note = NoteField(required=False, max_length=400, help_text=f"{READS} It is sent when a second person agrees.")


class RefuseForm(QuestionForm):
    # The step says "Not declined." before it.
    note = LineField(label="Why", required=False, max_length=400, help_text="For colleagues; kept in the history.")


class TranslateForm(QuestionForm):
    translation = NoteField(label="In English", required=False, max_length=2_000)
    translated_by = LineField(max_length=120, required=False, help_text="Who translated it, or with what.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(self.question, name) for name in self.fields} | self.initial

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("translation") and not cleaned.get("translated_by"):
            self.add_error("translated_by", "Say who translated it.")
        return cleaned


class CallersQuestionForm(forms.Form):
    """A question by phone."""

    text = NoteField(label="Question", min_length=LEAST, max_length=MOST, help_text="In the words of the caller.")
    language = forms.ChoiceField(choices=Language)
    topic = forms.ChoiceField(choices=Topic, initial=Topic.OTHER)
    place = forms.ModelChoiceField(
        None, label="Caller", required=False, empty_label="Somebody who is not signed up",
        help_text="Whoever is signed up hears what becomes of the question.",
    )  # fmt: skip
    wants_writing = forms.BooleanField(label="Wants a written answer", required=False)
    is_own_case = forms.BooleanField(label="About an own case or an officer", required=False)
    form_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args, session, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = session.sign_ups.live().order_by("name", "pk")
        self.fields["place"].label_from_instance = lambda place: f"{place.name} ({place})"
