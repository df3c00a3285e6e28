"""The board of a class for students: who is nominated, who is missing what; accepted, and put on the roster."""

from collections import defaultdict

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from core import audit
from core.access import mark_personal
from core.keys import keys_from
from programs import nomination_board
from programs.admin.class_page import STUDENTS, tool
from programs.admin.students.semester_pages import SemesterPages, semester_of
from programs.enums import ClassStatus
from programs.enums.nominations import SemesterPhase
from programs.models import Nomination
from programs.people import listed
from programs.services.errors import RegistrationError
from programs.services.nominations import selecting, semesters

VIEW = "programs.view_nomination"
CHANGE = "programs.change_nomination"
NAMES = "programs.view_students"
# Nobody gets a seat any more.
OVER = {SemesterPhase.CANCELLED, SemesterPhase.COMPLETED, SemesterPhase.REPORTED}


class BoardPages(SemesterPages):
    """For ClassOfferingAdmin: the board of nominees, and the roster."""

    def get_urls(self):
        pages = self.class_urls(nominees=self.nominees, publish_roster=self.publish_roster)
        return [*pages, *super().get_urls()]

    def class_tools(self, request, offering):
        tools = super().class_tools(request, offering)
        if not offering.program.is_for_students or not request.user.has_perm(VIEW) or not semester_of(offering):
            return tools
        tools.append(tool(STUDENTS, "Nominees: the board", "nominees", offering, is_main=True))
        if request.user.has_perm(CHANGE) and offering.status == ClassStatus.PUBLISHED:
            tools.append(tool(STUDENTS, "Publish the roster", "publish_roster", offering))
        return tools

    def semester_for(self, request, offering_id, *permissions):
        """The semester of a class for students."""
        offering = self.student_class_for(request, offering_id, *permissions)
        semester = semester_of(offering)
        if semester is None:
            raise Http404("This class has no semester yet.")
        return semester

    def nominees(self, request, offering_id):
        """Per school: places, nominees, who is missing what. POST accepts those who are chosen."""
        if request.method == "POST":
            return self._accept(request, self.semester_for(request, offering_id, VIEW, CHANGE))
        semester, now = self.semester_for(request, offering_id, VIEW), timezone.now()
        show = request.GET.get("show", "")
        show = show if show in nomination_board.FILTERS else ""
        schools, phase = nomination_board.board(semester, now), semester.phase(now)
        lines = [line for school in schools for line in school.lines]
        sees_names = request.user.has_perm(NAMES)
        if sees_names:
            audit.record(request.user, semester.offering, "Looked at the board of nominees.")
        page = self.show_class_page(
            request,
            "nominees.html",
            "Nominees",
            semester.offering,
            semester=semester,
            phase=phase,
            schools=nomination_board.narrow(schools, show),
            show=show,
            filters=nomination_board.filter_links(lines, show),
            warnings=semesters.warnings(semester, now),
            sees_names=sees_names,
            may_accept=request.user.has_perm(CHANGE) and phase not in OVER,
            places_left=selecting.places_left(semester.offering, now),
        )
        return mark_personal(page)

    def _accept(self, request, semester):
        chosen = keys_from(request.POST.getlist("nominee"))
        nominations = Nomination.objects.of_semester(semester).filter(pk__in=chosen).with_families()
        done, refused = [], defaultdict(list)
        for nomination in nominations.order_by("rank", "pk"):
            try:
                selecting.accept(nomination, by=request.user)
            except RegistrationError as error:
                refused[str(error)].append(nomination.reference)
            else:
                done.append(nomination.reference)
        if done:
            self.log_change(request, semester.offering, f"Accepted: {listed(done)}.")
            self.message_user(request, f"Accepted: {listed(done)}.", messages.SUCCESS)
        for why, references in refused.items():
            self.message_user(request, f"Not accepted: {listed(references)}. {why}", messages.ERROR)
        if not chosen:
            self.message_user(request, "Choose at least one nominee first.", messages.WARNING)
        return redirect(_board_address(semester.offering))

    def publish_roster(self, request, offering_id):
        """First who gets a seat and who would be left out, then the button."""
        semester = self.semester_for(request, offering_id, VIEW, CHANGE)
        offering = semester.offering
        if request.method == "POST":
            return self.do_to_class(
                request,
                offering,
                "The roster is published. Families and counselors are told by mail.",
                selecting.publish_roster,
                semester,
                by=request.user,
                back=_board_address(offering),
            )
        sees_names = request.user.has_perm(NAMES)
        if sees_names:
            audit.record(request.user, offering, "Looked at who would be on the roster.")
        page = self.show_class_page(
            request,
            "publish_roster.html",
            "Publish the roster",
            offering,
            semester=semester,
            outlook=selecting.outlook(semester, timezone.now()),
            sees_names=sees_names,
        )
        return mark_personal(page)


def _board_address(offering):
    return reverse("admin:programs_classoffering_nominees", args=[offering.pk])
