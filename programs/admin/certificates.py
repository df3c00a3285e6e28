"""Certificates as staff find them: by number, code or name; and the two ways to mend one."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from core.admin import LargeTableAdmin
from core.contact import LineField, NameField
from core.pdf import PdfError, pdf_response
from programs.models import Certificate
from programs.paper import certificates_pdf
from programs.services import graduation
from programs.services.certificates import normalise_code
from programs.services.errors import RegistrationError
from programs.services.nominations.names import with_names

WHY = "It stays in the history; the person does not read it."


class ReissueForm(forms.Form):
    """Another name on the same certificate."""

    name = NameField(
        label="Name on the certificate", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    reason = LineField(max_length=300, help_text=WHY, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class UndoForm(forms.Form):
    """Why a graduation is taken back."""

    reason = LineField(max_length=300, help_text=WHY, widget=forms.TextInput(attrs={"autocomplete": "off"}))


@admin.register(Certificate)
class CertificateAdmin(LargeTableAdmin):
    list_display = ["number", "name", "program_name", "class_of", "graduated_on", "state", "code"]
    list_filter = ["program_name"]
    sortable_by = ["number", "graduated_on"]
    ordering = ["-pk"]  # the newest first, without sorting all that there are
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["number", "name", "code"]
    search_help_text = "Number, name, or the code on the paper"
    fields = [
        "number", "code", "state", "name", "program_name", "class_of", "graduated_on", "department_name",
        "chief_title", "chief_name", "person", "issued_at", "issuer", "replaced_at", "replaced_reason",
    ]  # fmt: skip
    change_form_template = "admin/programs/certificate/change_form.html"

    # Issued by graduation, and frozen: only replaced by a newer one, or withdrawn.
    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        return self.fields

    def get_queryset(self, request):
        newer = Certificate.objects.filter(number=OuterRef("number"), replaced_at=None)
        # Not Exists: PostgreSQL would read every certificate there is for it, where a page shows fifty.
        return super().get_queryset(request).annotate(newer=Subquery(newer.values("pk")[:1]))

    def get_search_results(self, request, queryset, search_term):
        code = normalise_code(search_term)
        if code:
            return queryset.filter(code=code), False
        return super().get_search_results(request, queryset, search_term.replace("\x00", ""))

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:certificate_id>/certificate.pdf", view(self.pdf), name="programs_certificate_pdf"),
            path("<int:certificate_id>/reissue/", view(self.reissue), name="programs_certificate_reissue"),
            path("<int:certificate_id>/undo/", view(self.undo), name="programs_certificate_undo"),
            *super().get_urls(),
        ]

    @admin.display(description="class")
    def class_of(self, certificate):
        return f"Class {certificate.class_number}, {certificate.class_title}"

    @admin.display(description="state")
    def state(self, certificate):
        if certificate.replaced_at is None:
            return "Valid"
        return "Replaced by a newer one" if certificate.newer else "Withdrawn"

    @admin.display(description="issued by")
    def issuer(self, certificate):
        return str(certificate.issued_by or "-")  # without Django's link: coordinators may not open accounts

    @admin.display(description="registration")
    def person(self, certificate):
        url = reverse("admin:programs_registration_change", args=[certificate.registration_id])
        return format_html('<a href="{}">{}</a>', url, certificate.registration)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["is_valid"] = obj.replaced_at is None
        context["may_mend"] = obj.replaced_at is None and request.user.has_perm("programs.change_certificate")
        return super().render_change_form(request, context, add, change, form_url, obj)

    def pdf(self, request, certificate_id):
        """One certificate, as long as it is valid."""
        if not request.user.has_perm("programs.view_certificate"):
            raise PermissionDenied
        certificate = get_object_or_404(Certificate.objects.select_related("registration"), pk=certificate_id)
        try:
            if certificate.replaced_at:
                raise PdfError(f"{certificate}: this one is not valid any more.")
            with_names([certificate.registration], request.user)
            content = certificates_pdf([certificate])
        except PdfError as error:
            self.message_user(request, str(error), messages.ERROR)
            return redirect(reverse("admin:programs_certificate_change", args=[certificate.pk]))
        return pdf_response(f"certificate-{certificate.number}.pdf", content)

    def reissue(self, request, certificate_id):
        """The same number, another name, a new code."""
        certificate = self._to_mend(request, certificate_id)
        form = ReissueForm(request.POST or None, initial={"name": certificate.registration.certificate_name})
        if form.is_valid():
            done = f"{certificate.number} is issued anew. Give the new one to its owner: the old code is not valid."
            return self._mend(request, certificate, done, graduation.reissue, certificate, **form.cleaned_data)
        return self._page(request, "reissue.html", "Issue anew", certificate, form)

    def undo(self, request, certificate_id):
        """The person has not graduated after all."""
        certificate = self._to_mend(request, certificate_id)
        form = UndoForm(request.POST or None)
        if form.is_valid():
            done = f"The graduation of {certificate.registration.recorded_name} is undone. Please tell this person."
            return self._mend(
                request, certificate, done, graduation.undo_graduation, certificate.registration, **form.cleaned_data
            )
        return self._page(request, "undo.html", "Undo the graduation", certificate, form)

    @staticmethod
    def _to_mend(request, certificate_id):
        if not request.user.has_perms(["programs.view_certificate", "programs.change_certificate"]):
            raise PermissionDenied
        certificates = Certificate.objects.select_related("registration__offering__program")
        return get_object_or_404(certificates, pk=certificate_id)

    def _mend(self, request, certificate, done, verb, *args, **answers):
        try:
            verb(*args, by=request.user, **answers)
        except RegistrationError as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            self.message_user(request, done, messages.SUCCESS)
        return redirect(reverse("admin:programs_classoffering_graduation", args=[certificate.registration.offering_id]))

    def _page(self, request, template, title, certificate, form):
        context = {
            **self.admin_site.each_context(request),
            "title": f"{title}: {certificate}",
            "crumb": title,
            "opts": self.opts,
            "certificate": certificate,
            "form": form,
        }
        return TemplateResponse(request, f"admin/programs/certificate/{template}", context)
