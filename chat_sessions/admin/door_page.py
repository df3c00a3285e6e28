"""How to get in: changed in one place, shown only to who asks, and each reading is kept."""

from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from chat_sessions.admin.session_forms import DoorForm
from chat_sessions.admin.session_page import CHANGE, THE_SESSION, SessionPage
from chat_sessions.services import sessions
from core.access import mark_personal


class DoorPages(SessionPage):
    """For ChatSessionAdmin."""

    def get_urls(self):
        return [*self.row_urls(door=self.door), *super().get_urls()]

    def row_tools(self, request, session):
        tools = super().row_tools(request, session)
        if self.has_change_permission(request, session):
            tools.append(self.row_tool(THE_SESSION, "How to get in", "door", session))
        return tools

    @method_decorator(sensitive_post_parameters())
    @method_decorator(sensitive_variables("form", "shown"))
    def door(self, request, session_id):
        """GET: what is set, not what it says. POST: it is shown (and that is kept), or changed."""
        session = self.row_for(request, session_id, CHANGE)
        shown = sessions.read_door(session, by=request.user) if "show" in request.POST else None
        form = DoorForm(request.POST if "apply" in request.POST else None)
        if form.is_valid():
            if sessions.change_door(session, form.changes(), by=request.user):
                self.message_user(request, "Changed. Everybody meets the new one from now on.")
            else:
                self.message_user(request, "Nothing was typed: everything stays as it is.")
            return redirect(self.row_address(session))
        known = sessions.known_of_door(session)
        labelled = [(sessions.DOOR[name], text) for name, text in shown.items()] if shown else None
        page = self.show_session_page(
            request, "door.html", "How to get in", session, form=form, known=known, shown=labelled
        )
        return mark_personal(page)
