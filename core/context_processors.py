"""What every page knows."""

from core.models import DepartmentProfile


def department(request):
    """Who we are and our phones: on every page, errors included."""
    return {"department": DepartmentProfile.current()}
