from django.apps import AppConfig


class ChatSessionsConfig(AppConfig):
    """CHAT with the Chief: sessions, sign-ups, questions and answers."""

    name = "chat_sessions"
    verbose_name = "CHAT with the Chief"
