"""Refusals."""


class RequestError(Exception):
    """A rule forbids it. The message is written for the person who asked: resident, desk or officer."""


class DatesError(RequestError):
    """These dates cannot be. `problems`: {field: message}, to stand beside the fields."""

    def __init__(self, problems):
        self.problems = problems
        super().__init__(" ".join(problems.values()))
