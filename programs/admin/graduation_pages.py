"""Graduating a class: who can, what will happen, one button; afterwards certificates, and the list of alumni."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date

from core.keys import keys_from
from core.spreadsheets import csv_response, xlsx_response
from core.surveys import LEAST_ANSWERS
from programs.admin.attendance_pages import EXEMPT
from programs.admin.class_page import EVENINGS, ClassPage, tool
from programs.admin.roster import phone_words
from programs.models import Registration
from programs.people import by_family_name, listed, name_and_phone
from programs.services import graduation, surveys
from programs.services.errors import RegistrationError
from programs.services.nominations.names import named

READ = ["programs.view_classoffering", "programs.view_registration", "programs.view_certificate"]
GRADUATE = "programs.add_certificate"
SURVEY = ["programs.view_classoffering", "programs.view_surveyanswer"]
ALUMNI_HEADER = ["Family name", "Given name", "Mail", "Phone", "Language", "Class", "Asked to hear from us on"]


class GraduationPages(ClassPage):
    """For ClassOfferingAdmin."""

    def get_urls(self):
        pages = self.class_urls(
            graduation=self.graduation, survey=self.survey, alumni_csv=self.alumni_csv, alumni_xlsx=self.alumni_xlsx
        )
        return [*pages, *super().get_urls()]

    def class_tools(self, request, offering):
        tools = super().class_tools(request, offering)
        if request.user.has_perms(READ):
            tools.append(tool(EVENINGS, "Graduation", "graduation", offering))
        if request.user.has_perms(SURVEY):
            tools.append(tool(EVENINGS, "Survey", "survey", offering))
        return tools

    def graduation(self, request, offering_id):
        """GET: who can graduate. POST: what would happen; with `apply`, it happens."""
        offering = self.class_for(request, offering_id, *READ)
        if request.method != "POST":
            return self._list_page(request, offering)
        if not request.user.has_perm(GRADUATE):
            raise PermissionDenied
        chosen = set(keys_from(request.POST.getlist("person")))
        try:
            if "apply" in request.POST:
                return self._graduate(request, offering, chosen)
            if "change" not in request.POST:
                outlook = graduation.outlook(offering, chosen)
                graduates, incomplete = (named(each, request.user) for each in (outlook.graduates, outlook.incomplete))
                outlook = graduation.Graduation(graduates, incomplete)
                title = "Graduation: what will happen"
                return self.show_class_page(
                    request, "graduation_preview.html", title, offering, outlook=outlook, chosen=chosen
                )
        except RegistrationError as error:
            self.message_user(request, str(error), messages.ERROR)
        return self._list_page(request, offering, chosen)

    def _graduate(self, request, offering, chosen):
        done = graduation.graduate(offering, chosen, by=request.user)
        if done.graduates or done.incomplete:
            self.log_change(request, offering, str(done))
            self.message_user(request, f"{offering}: {done}", messages.SUCCESS)
        else:
            self.message_user(request, "They have graduated already; nothing was changed.", messages.INFO)
        people = [each.registration for each in done.graduates]
        to_call = [name_and_phone(each) for each in people if not each.email and not each.is_student]
        if to_call:
            self.message_user(request, f"No mail address, please tell them: {listed(to_call)}.", messages.WARNING)
        return redirect(reverse("admin:programs_classoffering_graduation", args=[offering.pk]))

    def _list_page(self, request, offering, chosen=None):
        people = named(graduation.eligible(offering), request.user)
        waiting = [each for each in people if not each.has_graduated]
        if chosen is None:
            chosen = {each.registration.pk for each in waiting if each.may_graduate}
        return self.show_class_page(
            request,
            "graduation.html",
            "Graduation",
            offering,
            graduates=[each for each in people if each.has_graduated],
            waiting=waiting,
            chosen=chosen,
            problem=graduation.why_not_now(offering),
            may_graduate=request.user.has_perm(GRADUATE),
            may_exempt=request.user.has_perms(EXEMPT),
            may_mend=request.user.has_perm("programs.change_certificate"),
        )

    def survey(self, request, offering_id):
        offering = self.class_for(request, offering_id, *SURVEY)
        waves, questions = surveys.results(offering)
        return self.show_class_page(
            request, "survey.html", "Survey", offering, waves=waves, questions=questions, least=LEAST_ANSWERS
        )

    def alumni_csv(self, request, offering_id):
        offering, rows = self._alumni(request, offering_id)
        return csv_response(_name_of_file(offering), ALUMNI_HEADER, rows)

    def alumni_xlsx(self, request, offering_id):
        offering, rows = self._alumni(request, offering_id)
        return xlsx_response(_name_of_file(offering), ALUMNI_HEADER, rows, title=f"Alumni of {offering}")

    def _alumni(self, request, offering_id):
        """Those who asked for it: of this class or, with ?classes=all, of the whole program."""
        offering = self.class_for(request, offering_id, *READ)
        alumni = Registration.objects.alumni().select_related("offering__program")
        if request.GET.get("classes") == "all":
            alumni = alumni.filter(offering__program=offering.program)
        else:
            alumni = alumni.filter(offering=offering)
        return offering, [_cells(person) for person in sorted(alumni, key=by_family_name)]


def _cells(person):
    return [
        person.family_name,
        person.given_name,
        person.email,
        phone_words(person),
        person.get_language_display(),
        str(person.offering),
        format_date(timezone.localtime(person.alumni_since), "Y-m-d"),
    ]


def _name_of_file(offering):
    return f"alumni-{offering.program.prefix}-{offering.number}"
