"""Pages of our own about one row, beside Django's form: what can be done with it, asked first, then done by a verb."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse


@dataclass(frozen=True)
class Tool:
    """A link on the page of a row: what can be done with it."""

    group: str
    label: str
    url: str
    is_main: bool = False
    warns: bool = False


class RowPages:
    """For a ModelAdmin. Each kind of page is a mixin in a module of its own."""

    tool_groups = []
    # The exception by which a verb refuses: its message is written for staff.
    refusal = ()
    # Of templates/: where the pages are.
    page_folder = ""
    # How pages call the number of the row in their address.
    row_argument = "row_id"

    def row_tools(self, request, row):
        """The links that this user may follow from the page of the row. A mixin adds its own to super()'s."""
        return []

    def grouped_tools(self, request, row):
        """[(group, tools)] as the page of the row shows them."""
        tools = self.row_tools(request, row)
        return [
            (group, mine) for group in self.tool_groups if (mine := [each for each in tools if each.group == group])
        ]

    def row_tool(self, group, label, name, row, **kwargs):
        """A tool whose page is admin:<app>_<model>_<name> of this row."""
        return Tool(group, label, reverse(self.page_name(name), args=[row.pk]), **kwargs)

    def page_name(self, name):
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}"

    def row_urls(self, **views):
        """Pages of one row: `publish=self.publish` is <id>/publish/, named <app>_<model>_publish."""
        return [
            path(
                f"<int:{self.row_argument}>/{name.replace('_', '-')}/",
                self.admin_site.admin_view(view),
                name=self.page_name(name).removeprefix("admin:"),
            )
            for name, view in views.items()
        ]

    def rows(self):
        """Where a page finds its row."""
        return self.model._default_manager.all()

    def row_for(self, request, pk, *permissions):
        """The row, for a member of staff who has all these permissions. Others do not learn whether there is one."""
        if not request.user.has_perms(permissions):
            raise PermissionDenied
        return get_object_or_404(self.rows(), pk=pk)

    def do_to_row(self, request, row, done, verb, *args, back=None, **kwargs):
        """Call the verb, keep it in the row's history, and go back to the row (or to `back`).

        A verb says False when it was done already, for instance by the first of two clicks.
        """
        try:
            if verb(*args, **kwargs) is False:
                self.message_user(request, "It is so already: nothing was changed.", messages.INFO)
            else:
                self.log_change(request, row, done)
                self.message_user(request, f"{row}: {done}", messages.SUCCESS)
        except self.refusal as error:
            self.message_user(request, str(error), messages.ERROR)
        return redirect(back or self.row_address(row))

    def row_address(self, row):
        return reverse(self.page_name("change"), args=[row.pk])

    def show_row_page(self, request, template, title, row, **context):
        """<page_folder>/<template>, which extends admin/page.html."""
        page = {
            **self.admin_site.each_context(request),
            "title": f"{title}: {row}",
            "crumb": title,
            "opts": self.opts,
            "parent": row,
            "parent_url": self.row_address(row),
            **context,
        }
        return TemplateResponse(request, f"{self.page_folder}/{template}", page)
