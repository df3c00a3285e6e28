"""What the pages of a session in the admin have in common. Each kind of page is a mixin in a module of its own."""

from chat_sessions.models import ChatSession
from chat_sessions.services.errors import ChatError
from core.admin_pages import RowPages

QUESTIONS, PEOPLE, THE_SESSION = "Questions", "People", "The session"
GROUPS = [QUESTIONS, PEOPLE, THE_SESSION]

# Not has_change_permission: a second click on Cancel finds a cancelled session, which is no error.
VIEW, CHANGE = "chat_sessions.view_chatsession", "chat_sessions.change_chatsession"


class SessionPage(RowPages):
    """For ChatSessionAdmin and its mixins."""

    tool_groups = GROUPS
    refusal = ChatError
    page_folder = "admin/chat_sessions/chatsession"
    row_argument = "session_id"

    def rows(self):
        return ChatSession.objects.all()

    def show_session_page(self, request, template, title, session, **context):
        """templates/admin/chat_sessions/chatsession/<template>, which extends admin/page.html."""
        return self.show_row_page(request, template, title, session, session=session, **context)
