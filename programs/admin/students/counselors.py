"""Counselors: invited, invited again, changed; said to have left, and come back."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from core.admin import PortalAdmin
from core.admin_pages import RowPages
from core.contact import EmailField, LineField, NameField
from programs.models import Counselor, School
from programs.services import counselors
from programs.services.counselors import CounselorError

CHANGE = "programs.change_counselor"
GROUP = "What to do"
DETAILS = ["name", "email", "students_from", "students_to"]


class CounselorForm(forms.ModelForm):
    """A counselor of one school. Whether the address may be one is decided in services."""

    name = NameField(max_length=120)
    email = EmailField(help_text="In one of the school's mail domains. The invitation goes there.")
    students_from = LineField(
        required=False, max_length=10, help_text=Counselor._meta.get_field("students_from").help_text
    )
    students_to = LineField(
        label="to", required=False, max_length=10, help_text=Counselor._meta.get_field("students_to").help_text
    )

    class Meta:
        model = Counselor
        fields = ["school", *DETAILS]

    def clean(self):
        answers = super().clean()
        school = answers.get("school") or (self.instance.school if self.instance.pk else None)
        if school and answers.get("email"):
            try:
                counselors.check_address(school, answers["email"], besides=self.instance)
            except CounselorError as error:
                self.add_error("email", ValidationError(str(error)))
        return answers


class StandingFilter(admin.SimpleListFilter):
    """Active, or left."""

    title = "standing"
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return [("active", "Active"), ("left", "Has left")]

    def queryset(self, request, queryset):
        if self.value() == "active":
            return queryset.active()
        return queryset.filter(left_at__isnull=False) if self.value() == "left" else queryset


@admin.register(Counselor)
class CounselorAdmin(RowPages, PortalAdmin):
    form = CounselorForm
    refusal = CounselorError
    page_folder = "admin/programs/counselor"
    row_argument = "counselor_id"
    tool_groups = [GROUP]
    change_form_template = "admin/programs/counselor/change_form.html"
    list_display = ["name", "school", "email", "students", "standing", "signed_in_at"]
    list_filter = ["school", StandingFilter]
    list_select_related = ["school"]
    search_fields = ["name", "email"]
    search_help_text = "Name or mail address"
    actions = None

    # Their nominations stay with the school: say that they left.
    def has_delete_permission(self, request, obj=None):
        return False

    def rows(self):
        return Counselor.objects.select_related("school")

    def get_fields(self, request, obj=None):
        return ["school", *DETAILS, *(["standing", "invited_at", "signed_in_at"] if obj else [])]

    def get_readonly_fields(self, request, obj=None):
        # A counselor who changes schools leaves here and is invited there: nominations stay.
        return ["school", "standing", "invited_at", "signed_in_at"] if obj else []

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "school":
            kwargs["queryset"] = School.objects.filter(is_active=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description="students")
    def students(self, counselor):
        return f"{counselor.students_from} - {counselor.students_to}" if counselor.students_from else ""

    @admin.display(description="standing")
    def standing(self, counselor):
        if counselor.left_at:
            return f"Left on {counselor.left_at:%B %-d, %Y}"
        return "Active" if counselor.signed_in_at else "Invited, has not signed in yet"

    def save_model(self, request, obj, form, change):
        """Adding is inviting; a new address is invited anew."""
        answers = {name: form.cleaned_data[name] for name in DETAILS}
        if change:
            counselors.change(obj, **answers)
            return
        made = counselors.invite(school=form.cleaned_data["school"], **answers)
        obj.pk, obj.invited_at = made.pk, made.invited_at

    def get_urls(self):
        pages = self.row_urls(invite_again=self.invite_again, leave=self.leave, come_back=self.come_back)
        return [*pages, *super().get_urls()]

    def row_tools(self, request, counselor):
        if not self.has_change_permission(request, counselor):
            return []
        if counselor.left_at:
            return [self.row_tool(GROUP, "Come back", "come_back", counselor, is_main=True)]
        return [
            self.row_tool(GROUP, "Invite again", "invite_again", counselor),
            self.row_tool(GROUP, "Has left", "leave", counselor, warns=True),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["tools"] = self.grouped_tools(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def invite_again(self, request, counselor_id):
        text = "A new link is mailed. The one before ends, and pages that are open now are signed out."
        return self._ask_and_do(
            request, counselor_id, counselors.invite_again, "Invite again", text, "Invited again: the link is mailed."
        )

    def leave(self, request, counselor_id):
        text = (
            "Sign-in ends at once, pages that are open now too. The nominations stay with the school: "
            "its other counselors go on with them."
        )
        return self._ask_and_do(request, counselor_id, counselors.leave, "Has left", text, "Has left.", warns=True)

    def come_back(self, request, counselor_id):
        text = "Active again, at the same school. A link is mailed."
        return self._ask_and_do(
            request, counselor_id, counselors.come_back, "Come back", text, "Is back: the link is mailed."
        )

    def _ask_and_do(self, request, pk, verb, title, text, done, warns=False):
        counselor = self.row_for(request, pk, CHANGE)
        if request.method == "POST":
            return self.do_to_row(request, counselor, done, verb, counselor)
        return self.show_row_page(request, "verb.html", title, counselor, text=text, button=title, warns=warns)
