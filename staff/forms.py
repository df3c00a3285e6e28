"""What an administrator chooses for an account or a role."""

from itertools import groupby

from django import forms
from django.apps import apps
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, Permission, User

# A database's largest whole number has 19 digits.
MOST_DIGITS = 18


class CheckboxesByRoom(forms.CheckboxSelectMultiple):
    """Checkboxes in one fieldset a group: each says by its legend what it belongs to."""

    template_name = "staff/checkboxes_by_room.html"  # form fields look for templates in apps alone


class PermissionsByRoom(forms.models.ModelChoiceIterator):
    """Every permission, under the name of the room that it is about."""

    def __iter__(self):
        for label, permissions in groupby(self.queryset, key=lambda permission: permission.content_type.app_label):
            yield apps.get_app_config(label).verbose_name, [self.choice(permission) for permission in permissions]


class ChoicesField(forms.ModelMultipleChoiceField):
    """A number that no database can hold is no choice, as any other that is not there."""

    def clean(self, value):
        for key in value or []:
            if len(str(key)) > MOST_DIGITS:
                raise forms.ValidationError("Choose from the list.", code="invalid_choice")
        return super().clean(value)


class PermissionsField(ChoicesField):
    iterator = PermissionsByRoom
    widget = CheckboxesByRoom

    def __init__(self, **kwargs):
        ordered = Permission.objects.select_related("content_type").order_by(
            "content_type__app_label", "content_type__model", "codename"
        )
        # What is left of a room that is no longer installed gives nobody any right.
        rooms = [config.label for config in apps.get_app_configs()]
        super().__init__(ordered.filter(content_type__app_label__in=rooms), required=False, **kwargs)

    def label_from_instance(self, permission):
        return permission.name


class AccountForm(UserChangeForm):
    """What somebody may do comes from roles; single permissions are for the rare exception."""

    groups = ChoicesField(
        Group.objects.order_by("name"), required=False, label="Roles", widget=forms.CheckboxSelectMultiple
    )
    user_permissions = PermissionsField(label="Single permissions", help_text="Beside those of the roles.")

    class Meta(UserChangeForm.Meta):
        model = User
        fields = [
            "username", "password", "first_name", "last_name", "email", "is_active", "is_staff", "is_superuser",
            "groups", "user_permissions",
        ]  # fmt: skip


class RoleForm(forms.ModelForm):
    permissions = PermissionsField()

    class Meta:
        model = Group
        fields = ["name", "permissions"]
