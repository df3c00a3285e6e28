"""Refusals."""


class RegistrationError(Exception):
    """A rule forbids it. The message is written for the person who asked, resident or staff."""
