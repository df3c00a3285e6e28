"""What a counselor sees first."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.access import personal_page


@require_safe
@personal_page
def home(request):
    """Sign in, or the own school's nominees."""
    return render(request, "counselors/home.html")
