"""The page "Semester" of a class for students."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from programs.admin.class_page import STUDENTS, ClassPage, tool
from programs.admin.students.semester_form import SemesterForm
from programs.enums import ClassStatus
from programs.models import Semester
from programs.services.errors import RegistrationError
from programs.services.nominations import semesters

VIEW = "programs.view_semester"
CHANGE = ["programs.add_semester", "programs.change_semester"]


def semester_of(offering):
    """The semester of a class; None while nobody has set one up."""
    return Semester.objects.select_related("offering__program").filter(offering=offering).first()


class SemesterPages(ClassPage):
    """For ClassOfferingAdmin: when schools nominate and families answer, and how many places each school has."""

    def get_urls(self):
        return [*self.class_urls(semester=self.semester), *super().get_urls()]

    def class_tools(self, request, offering):
        tools = super().class_tools(request, offering)
        if offering.program.is_for_students and request.user.has_perm(VIEW):
            is_new = semester_of(offering) is None
            tools.append(tool(STUDENTS, "Semester: dates and places", "semester", offering, is_main=is_new))
        return tools

    def student_class_for(self, request, offering_id, *permissions):
        """The class, if it is one for students."""
        offering = self.class_for(request, offering_id, *permissions)
        if not offering.program.is_for_students:
            raise Http404("Nobody nominates for this class.")
        return offering

    def semester(self, request, offering_id):
        """All of it on one page: deadlines, credit, places."""
        is_post = request.method == "POST"
        offering = self.student_class_for(request, offering_id, VIEW, *(CHANGE if is_post else []))
        form = SemesterForm(request.POST if is_post else None, offering=offering)
        if form.is_valid():
            try:
                semester = semesters.save_semester(offering, form.facts(), form.places())
            except RegistrationError as error:
                form.add_error(None, str(error))
            else:
                return self._saved(request, offering, semester)
        semester = semester_of(offering)
        return self.show_class_page(
            request,
            "semester.html",
            "Semester",
            offering,
            form=form,
            semester=semester,
            warnings=semesters.warnings(semester, timezone.now()) if semester and not is_post else [],
            may_change=request.user.has_perms(CHANGE) and offering.status != ClassStatus.CANCELLED,
        )

    def _saved(self, request, offering, semester):
        self.log_change(request, offering, "Semester saved: deadlines, credit and places.")
        self.message_user(request, f"{offering}: the semester is saved.", messages.SUCCESS)
        for warning in semesters.warnings(semester, timezone.now()):
            self.message_user(request, warning, messages.WARNING)
        return redirect(reverse("admin:programs_classoffering_change", args=[offering.pk]))
