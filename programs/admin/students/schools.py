"""The schools that take part, and where their counselors and students have their mail."""

import re

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, Q

from core.admin import PortalAdmin
from core.contact import LineField, NameField
from programs.models import School

_DOMAIN = re.compile(r"^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}\Z")


class SchoolForm(forms.ModelForm):
    """A school."""

    name = NameField(max_length=80)
    mail_domains = LineField(
        max_length=200, initial="tusd.org", help_text=School._meta.get_field("mail_domains").help_text
    )

    class Meta:
        model = School
        fields = ["name", "position", "mail_domains", "is_active"]

    def clean_mail_domains(self):
        domains = self.cleaned_data["mail_domains"].casefold().replace("@", " ").replace(",", " ").split()
        wrong = [domain for domain in domains if not _DOMAIN.match(domain)]
        if wrong or not domains:
            raise ValidationError(f"Write endings such as tusd.org, separated by spaces. Not: {', '.join(wrong)}")
        return " ".join(domains)


@admin.register(School)
class SchoolAdmin(PortalAdmin):
    form = SchoolForm
    list_display = ["name", "mail_domains", "is_active", "active_counselors"]
    fields = ["name", "position", "mail_domains", "is_active"]

    # Nominations stay with it: untick it instead.
    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        active = Count("counselors", filter=Q(counselors__left_at=None))
        return super().get_queryset(request).annotate(active=active)

    @admin.display(description="counselors")
    def active_counselors(self, school):
        return school.active
