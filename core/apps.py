from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What every room shares: who the department is, when it is closed."""

    name = "core"
    verbose_name = "The department"
