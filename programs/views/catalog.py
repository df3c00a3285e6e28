"""What is on: for anyone, without a session or a cookie."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.pages import same_for_everyone
from programs.calendars import class_calendar
from programs.catalog import (
    CLASSES_SHOWN,
    COMING,
    coming_classes,
    describe,
    in_order_of_interest,
    public_classes,
    with_graduates,
)
from programs.models import Program


def get_class(program_slug, number, now):
    """One public class with its seats as of `now` (None: seats not counted), or 404."""
    return get_object_or_404(public_classes(now), program__slug=program_slug, number=number)


@require_safe
@same_for_everyone
def program_list(request):
    context = {"programs": Program.objects.all(), "classes": coming_classes(timezone.now())}
    return render(request, "programs/program_list.html", context)


@require_safe
@same_for_everyone
def program(request, program_slug):
    now = timezone.now()
    program = with_graduates([get_object_or_404(Program, slug=program_slug)])[0]
    entries = [describe(offering, now) for offering in public_classes(now).filter(program=program)[:CLASSES_SHOWN]]
    return render(
        request,
        "programs/program.html",
        {
            "program": program,
            "coming": in_order_of_interest(entry for entry in entries if entry["phase"] in COMING),
            "past": [entry for entry in entries if entry["phase"] not in COMING],
        },
    )


@require_safe
@same_for_everyone
def class_page(request, program_slug, number):
    now = timezone.now()
    return render(request, "programs/class.html", describe(get_class(program_slug, number, now), now))


@require_safe
def class_calendar_file(request, program_slug, number):
    """All sessions for the resident's own calendar; a subscription to this address follows changes."""
    offering = get_class(program_slug, number, timezone.now())
    response = HttpResponse(class_calendar(offering), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{program_slug}-class-{number}.ics"'
    return response
