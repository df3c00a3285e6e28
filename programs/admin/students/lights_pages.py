"""The lights of one evening: for instructors, who hold a phone and see nothing else of the admin."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import path
from django.utils import timezone

from core import audit
from core.access import mark_personal
from programs import lights
from programs.admin.class_page import STUDENTS, ClassPage, Tool
from programs.monday_lights import lights_address, next_evening

LIGHTS = "programs.view_consent_lights"
# So long after a class an instructor may still look back.
AFTERWARDS = timedelta(days=1)


class LightsPages(ClassPage):
    """For ClassOfferingAdmin: who may take part in what this evening."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.lights)
        address = "<int:offering_id>/lights/<int:session_id>/"
        return [path(address, page, name="programs_classoffering_lights"), *super().get_urls()]

    def class_tools(self, request, offering):
        tools = super().class_tools(request, offering)
        evening = next_evening(offering, timezone.now())
        if offering.program.is_for_students and request.user.has_perm(LIGHTS) and evening:
            tools.append(Tool(STUDENTS, "Consent lights", lights_address(evening)))
        return tools

    def lights(self, request, offering_id, session_id):
        """Names, lights, the allergy mark and the way home. Each look is one line in the history of the class."""
        offering = self.class_for(request, offering_id, LIGHTS)
        session = next((each for each in offering.sessions.all() if each.pk == session_id), None)
        if session is None or not offering.program.is_for_students:
            raise Http404("There are no lights for this evening.")
        session.offering = offering
        is_over = offering.ends_at and timezone.now() > offering.ends_at + AFTERWARDS
        if is_over and not request.user.has_perm("programs.view_students"):
            raise PermissionDenied
        rows = lights.lights_of(session)
        audit.record(request.user, offering, f"Looked at the consent lights of {session}.")
        page = self.show_class_page(
            request,
            "lights.html",
            "Consent lights",
            offering,
            session=session,
            evenings=[(each, lights_address(each)) for each in offering.held_sessions],
            rows=rows,
            totals=lights.totals(rows),
        )
        return mark_personal(page)
