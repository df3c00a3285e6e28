from django.contrib import admin

from chat_sessions.admin.answer_page import AnswerPage
from chat_sessions.admin.answer_pages import AnswerPages
from chat_sessions.admin.live_pages import LivePages
from chat_sessions.models import ChatSession
from core.admin import PortalAdmin


@admin.register(ChatSession)
class ChatSessionAdmin(LivePages, AnswerPages, AnswerPage, PortalAdmin):
    fields = ["title"]
