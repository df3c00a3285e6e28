"""The briefing sheet of a session, as a file."""

from django.contrib import messages
from django.shortcuts import redirect

from chat_sessions import paper
from chat_sessions.admin.hour_page import SEE_QUESTIONS, SEE_SESSION, HourPage
from chat_sessions.admin.session_page import QUESTIONS
from chat_sessions.enums import SessionStatus
from core.pdf import PdfError, pdf_response


class PaperPages(HourPage):
    """For ChatSessionAdmin."""

    def get_urls(self):
        return [*self.row_urls(briefing=self.briefing), *super().get_urls()]

    def row_tools(self, request, session):
        tools = super().row_tools(request, session)
        if request.user.has_perms([SEE_SESSION, SEE_QUESTIONS]) and session.status == SessionStatus.PUBLISHED:
            tools.append(self.row_tool(QUESTIONS, "Briefing sheet (PDF)", "briefing", session))
        return tools

    def briefing(self, request, session_id):
        """The PDF; or back to the session, which says why there is none."""
        session = self.row_for(request, session_id, SEE_SESSION, SEE_QUESTIONS)
        try:
            content = paper.briefing(session)
        except PdfError as error:
            self.message_user(request, str(error), messages.ERROR)
            return redirect(self.row_address(session))
        return pdf_response(f"briefing-{session.date:%Y-%m-%d}.pdf", content)
