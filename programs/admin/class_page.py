"""What the pages of a class in the admin have in common. Each kind of page is a mixin in a module of its own."""

from django.urls import reverse

from core.admin_pages import RowPages, Tool
from programs.enums import ClassStatus
from programs.models import ClassOffering
from programs.services.errors import RegistrationError

STUDENTS, PEOPLE, EVENINGS, PAPER, THE_CLASS = "Students", "People", "Evenings", "Paper and files", "The class"
GROUPS = [STUDENTS, PEOPLE, EVENINGS, PAPER, THE_CLASS]


def tool(group, label, name, offering, **kwargs):
    """A tool whose page is admin:programs_classoffering_<name> of this class."""
    return Tool(group, label, reverse(f"admin:programs_classoffering_{name}", args=[offering.pk]), **kwargs)


class ClassPage(RowPages):
    """For ClassOfferingAdmin and its mixins."""

    tool_groups = GROUPS
    refusal = RegistrationError
    page_folder = "admin/programs/classoffering"
    row_argument = "offering_id"

    def class_tools(self, request, offering):
        """The links that this user may follow from the page of the class. A mixin adds its own to super()'s."""
        return []

    def row_tools(self, request, offering):
        return self.class_tools(request, offering)

    def class_urls(self, **views):
        """Pages of one class: `publish=self.publish` is <id>/publish/, named programs_classoffering_publish."""
        return self.row_urls(**views)

    def rows(self):
        return ClassOffering.objects.select_related("program")

    def class_for(self, request, offering_id, *permissions):
        """The class, for a member of staff who has all these permissions. Others do not learn whether there is one."""
        return self.row_for(request, offering_id, *permissions)

    def do_to_class(self, request, offering, done, verb, *args, back=None, **kwargs):
        """Call the verb, keep it in the class's history, and go back to the class (or to `back`)."""
        return self.do_to_row(request, offering, done, verb, *args, back=back, **kwargs)

    def class_address(self, offering):
        return self.row_address(offering)

    def show_class_page(self, request, template, title, offering, **context):
        """templates/admin/programs/classoffering/<template>, which extends admin/programs/page.html."""
        about = {
            "offering": offering,
            "is_draft": offering.status == ClassStatus.DRAFT,
            "is_cancelled": offering.status == ClassStatus.CANCELLED,
        }
        return self.show_row_page(request, template, title, offering, **about | context)
