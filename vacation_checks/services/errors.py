"""Refusals."""


class RequestError(Exception):
    """A rule forbids it. The message is written for the person who asked: resident, desk or officer."""
