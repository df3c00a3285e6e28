"""What students and guardians read and agree to, version by version, in six languages."""

from django import forms
from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.template.defaultfilters import linebreaks_filter
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from core.admin import VersionedTextAdmin, VersionedTextForm
from core.contact import NoteField
from core.enums import Language
from programs.enums.nominations import FamilyTextKind
from programs.models import FamilyText
from programs.services.nominations.family_texts import TRANSLATED, newest_text, publish_family_text


def field_of(language):
    return f"text_{language.value.replace('-', '_')}"


def _translation(language):
    area = forms.Textarea(attrs={"rows": 10, "cols": 80, "lang": language.value})
    text = "Empty: families who read this language are shown the English text."
    return NoteField(label=language.label, required=False, max_length=20_000, widget=area, help_text=text)


class FamilyTextForm(VersionedTextForm):
    """A new version of one text, in English and in the languages that there is a translation for."""

    text_es = _translation(Language.SPANISH)
    text_ja = _translation(Language.JAPANESE)
    text_ko = _translation(Language.KOREAN)
    text_zh_hans = _translation(Language.CHINESE)
    text_vi = _translation(Language.VIETNAMESE)

    class Meta:
        model = FamilyText
        fields = ["kind", "text"]
        labels = {"kind": "What it is about"}

    def translations(self):
        return {language.value: self.cleaned_data[field_of(language)] for language in TRANSLATED}


class WhichVersions(admin.SimpleListFilter):
    """The newest of each, unless somebody looks for what was signed before."""

    title = "version"
    parameter_name = "versions"

    def lookups(self, request, model_admin):
        return [("all", "All versions")]

    def choices(self, changelist):
        newest, everything = super().choices(changelist)
        yield newest | {"display": "The newest"}
        yield everything

    def queryset(self, request, queryset):
        return queryset if self.value() == "all" else queryset.filter(is_newest=True)


@admin.register(FamilyText)
class FamilyTextAdmin(VersionedTextAdmin):
    form = FamilyTextForm
    list_display = ["__str__", "languages", "asked_now", "created_at"]
    list_filter = [WhichVersions, "kind"]
    fields = ["kind", "text", *map(field_of, TRANSLATED)]

    def get_queryset(self, request):
        newer = FamilyText.objects.filter(kind=OuterRef("kind"), version__gt=OuterRef("version"))
        return super().get_queryset(request).annotate(is_newest=~Exists(newer))

    def get_fields(self, request, obj=None):
        return ["kind", "version", "text", "translated", "created_at", "created_by"] if obj else self.fields

    def get_readonly_fields(self, request, obj=None):
        return ["translated"] if obj else []

    def newest(self, request):
        """?kind=conduct begins with the text as it is now, in all its languages."""
        kind = request.GET.get("kind")
        return newest_text(kind) if kind in FamilyTextKind.values else None

    def get_changeform_initial_data(self, request):
        newest = self.newest(request)
        if newest is None:
            return {}
        translated = {field_of(language): newest.translations.get(language.value, "") for language in TRANSLATED}
        return {"kind": newest.kind, "text": newest.text, **translated}

    def save_model(self, request, obj, form, change):
        saved = publish_family_text(kind=obj.kind, text=obj.text, translations=form.translations(), by=request.user)
        obj.pk, obj.version = saved.pk, saved.version

    @admin.display(description="languages")
    def languages(self, text):
        missing = [language.label for language in TRANSLATED if not text.translations.get(language.value)]
        return f"English is shown for {', '.join(missing)}" if missing else "All six"

    @admin.display(description="families are asked")
    def asked_now(self, text):
        if not text.is_newest:
            return "A newer version"
        address = f"{reverse('admin:programs_familytext_add')}?kind={text.kind}"
        words = 'This one. <a href="{}" aria-label="Write a new version: {}">Write a new version</a>'
        return format_html(words, address, text.get_kind_display())

    @admin.display(description="other languages")
    def translated(self, text):
        parts = [(language.label, *_shown(text, language)) for language in TRANSLATED]
        return format_html_join("", '<p><strong>{}</strong></p><div lang="{}">{}</div>', parts)


def _shown(text, language):
    """(the language that families of this language are shown, the words)."""
    written = text.translations.get(language.value)
    if not written:
        return Language.ENGLISH.value, linebreaks_filter("No translation: English is shown.")
    return language.value, linebreaks_filter(written)
