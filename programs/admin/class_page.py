"""What the pages of a class in the admin have in common. Each kind of page is a mixin in a module of its own."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from programs.enums import ClassStatus
from programs.models import ClassOffering
from programs.services.errors import RegistrationError

PEOPLE, EVENINGS, PAPER, THE_CLASS = "People", "Evenings", "Paper and files", "The class"
GROUPS = [PEOPLE, EVENINGS, PAPER, THE_CLASS]


@dataclass(frozen=True)
class Tool:
    """A link on the page of a class: what can be done with it."""

    group: str
    label: str
    url: str
    is_main: bool = False
    warns: bool = False


def tool(group, label, name, offering, **kwargs):
    """A tool whose page is admin:programs_classoffering_<name> of this class."""
    return Tool(group, label, reverse(f"admin:programs_classoffering_{name}", args=[offering.pk]), **kwargs)


class ClassPage:
    """For ClassOfferingAdmin and its mixins."""

    def class_tools(self, request, offering):
        """The links that this user may follow from the page of the class. A mixin adds its own to super()'s."""
        return []

    def grouped_tools(self, request, offering):
        """[(group, tools)] as the page of the class shows them."""
        tools = self.class_tools(request, offering)
        return [(group, mine) for group in GROUPS if (mine := [each for each in tools if each.group == group])]

    def class_urls(self, **views):
        """Pages of one class: `publish=self.publish` is <id>/publish/, named programs_classoffering_publish."""
        return [
            path(
                f"<int:offering_id>/{name.replace('_', '-')}/",
                self.admin_site.admin_view(view),
                name=f"programs_classoffering_{name}",
            )
            for name, view in views.items()
        ]

    def class_for(self, request, offering_id, *permissions):
        """The class, for a member of staff who has all these permissions. Others do not learn whether there is one."""
        if not request.user.has_perms(permissions):
            raise PermissionDenied
        return get_object_or_404(ClassOffering.objects.select_related("program"), pk=offering_id)

    def do_to_class(self, request, offering, done, verb, *args, back=None, **kwargs):
        """Call the verb, keep it in the class's history, and go back to the class (or to `back`).

        A verb says False when it was done already, for instance by the first of two clicks.
        """
        try:
            if verb(*args, **kwargs) is False:
                self.message_user(request, "It is so already: nothing was changed.", messages.INFO)
            else:
                self.log_change(request, offering, done)
                self.message_user(request, f"{offering}: {done}", messages.SUCCESS)
        except RegistrationError as error:
            self.message_user(request, str(error), messages.ERROR)
        return redirect(back or self.class_address(offering))

    @staticmethod
    def class_address(offering):
        return reverse("admin:programs_classoffering_change", args=[offering.pk])

    def show_class_page(self, request, template, title, offering, **context):
        """templates/admin/programs/classoffering/<template>, which extends admin/programs/page.html."""
        page = {
            **self.admin_site.each_context(request),
            "title": f"{title}: {offering}",
            "crumb": title,
            "opts": self.opts,
            "offering": offering,
            "is_draft": offering.status == ClassStatus.DRAFT,
            "is_cancelled": offering.status == ClassStatus.CANCELLED,
            **context,
        }
        return TemplateResponse(request, f"admin/programs/classoffering/{template}", page)
