"""The credits of a class for teens: what each school would be told, its report, whether the school has posted it."""

from collections import defaultdict

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from core.access import mark_personal
from core.audit import record
from core.pdf import PdfError
from mailroom.models import Message
from programs import credit_files
from programs.admin.class_page import STUDENTS, ClassPage, tool
from programs.emails import student_credits
from programs.enums import Entry
from programs.enums.nominations import Completion, ReopenReason
from programs.models import Semester
from programs.services.nominations import credit_posting, credits
from programs.services.nominations.states import NominationError

READ = ["programs.view_classoffering", "programs.view_creditreport", "programs.view_students"]
MAKE = "programs.add_creditreport"


class ReopenForm(forms.Form):
    """Why a report that the school has posted is opened again."""

    reason = forms.ChoiceField(
        choices=[("", "Choose a reason"), *ReopenReason.choices],
        help_text="The school's counselors read it in the mail that tells them.",
        error_messages={"required": "Choose a reason: the counselors are told."},
    )


class CreditPages(ClassPage):
    """For ClassOfferingAdmin."""

    def get_urls(self):
        pages = self.class_urls(
            credits=self.credits, credits_open=self.credits_open, credits_pdf=self.credits_pdf,
            credits_csv=self.credits_csv,
        )  # fmt: skip
        return [*pages, *super().get_urls()]

    def class_tools(self, request, offering):
        tools = super().class_tools(request, offering)
        if offering.program.entry == Entry.NOMINATION and request.user.has_perms([*READ, MAKE]):
            tools.append(tool(STUDENTS, "Credits for the schools", "credits", offering))
        return tools

    def credits(self, request, offering_id):
        """GET: what each school would be told, and its report. POST: make the report of one school, or of all."""
        semester = self._credit_semester(request, offering_id)
        if request.method != "POST":
            return self._credit_page(request, semester)
        try:
            if request.POST.get("school") == "all":
                made = credits.make_reports(semester, by=request.user)
            else:
                made = [credits.make_report(self._credit_quota(request, semester), by=request.user)]
            done = ", ".join(report.quota.school.name for report in made)
            self.message_user(request, f"The report is ready: {done}.", messages.SUCCESS)
        except NominationError as error:
            self.message_user(request, str(error), messages.ERROR)
        return redirect(_address(semester))

    def credits_open(self, request, offering_id):
        """A report that was posted: asked for the reason, then opened again."""
        semester = self._credit_semester(request, offering_id)
        if request.method != "POST":
            return redirect(_address(semester))
        report = self._credit_report(request, semester)
        form = ReopenForm(request.POST if "apply" in request.POST else None)
        if form.is_valid():
            if credit_posting.open_again(report, by=request.user, reason=form.cleaned_data["reason"]):
                self.message_user(request, f"{report}: open again. The school's counselors are told by mail.")
            else:
                self.message_user(request, "It is open already: nothing was changed.", messages.INFO)
            return redirect(_address(semester))
        return self.show_class_page(
            request, "credits_open.html", "Open a credit report again", semester.offering, form=form, report=report
        )

    def credits_pdf(self, request, offering_id):
        return self._credit_file(request, offering_id, "PDF", credit_files.pdf_file)

    def credits_csv(self, request, offering_id):
        return self._credit_file(request, offering_id, "CSV", credit_files.csv_file)

    def _credit_file(self, request, offering_id, kind, make):
        """The report as a file, by a button alone: that somebody took it is kept in its history."""
        semester = self._credit_semester(request, offering_id)
        if request.method != "POST":
            return redirect(_address(semester))
        report = self._credit_report(request, semester)
        try:
            response = make(report)
        except PdfError as error:
            self.message_user(request, str(error), messages.ERROR)
            return redirect(_address(semester))
        record(request.user, report, f"Downloaded as {kind}.")
        return response

    def _credit_semester(self, request, offering_id):
        offering = self.class_for(request, offering_id, *READ, MAKE)
        semester = Semester.objects.filter(offering=offering).first()
        if semester is None:
            raise Http404
        semester.offering = offering
        return semester

    def _credit_quota(self, request, semester):
        """The school that the button belongs to."""
        wanted = request.POST.get("school", "")
        quotas = semester.quotas.select_related("school", "report")
        quota = next((quota for quota in quotas if str(quota.pk) == wanted), None)
        if quota is None:
            raise Http404
        quota.semester = semester
        return quota

    def _credit_report(self, request, semester):
        quota = self._credit_quota(request, semester)
        if getattr(quota, "report", None) is None:
            raise Http404
        quota.report.quota = quota
        return quota.report

    def _credit_page(self, request, semester):
        record(request.user, semester.offering, "Read the names of students: credits for the schools.")
        problem = credits.why_not_now(semester)
        response = self.show_class_page(
            request, "credits.html", "Credits for the schools", semester.offering,
            semester=semester, schools=_schools(semester), problem=problem,
        )  # fmt: skip
        return mark_personal(response)


def _address(semester):
    return reverse("admin:programs_classoffering_credits", args=[semester.offering_id])


def _schools(semester):
    """What the page shows of each school."""
    quotas = list(semester.quotas.select_related("school", "report__acknowledged_by", "report__made_by"))
    counselors = [quota.school.counselors.active() for quota in quotas]
    found, mails = credits.previews(semester, *quotas), _mails(quotas)
    return [
        {
            "quota": quota,
            "preview": found[quota.pk],
            "lines": [line | {"result": Completion(line["completion"]).label} for line in found[quota.pk].lines],
            "report": getattr(quota, "report", None),
            "mails": mails[quota.pk],
            "has_changed": hasattr(quota, "report") and quota.report.lines != found[quota.pk].content,
            "counselors": list(active),
        }
        for quota, active in zip(quotas, counselors, strict=True)
    ]


def _mails(quotas):
    """{quota key: the mails about its report, the newest first}"""
    by_name = {student_credits.about(quota.report): quota.pk for quota in quotas if hasattr(quota, "report")}
    found = defaultdict(list)
    for mail in Message.objects.filter(about__in=by_name).defer("html", "attachments"):
        found[by_name[mail.about]].append(mail)
    return found
