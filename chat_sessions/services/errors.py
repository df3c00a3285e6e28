"""Refusals."""


class ChatError(Exception):
    """A rule forbids it. The message is written for the person who asked: resident, moderator or host."""
