from django.apps import AppConfig


class VacationChecksConfig(AppConfig):
    """Requests to have a home looked at, and the officers' rounds."""

    name = "vacation_checks"
    verbose_name = "Vacation Security Check"
