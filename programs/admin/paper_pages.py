"""The papers of a class, on one page: what each is for, and its PDF."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from core.encrypted import DecryptionError
from core.pdf import PdfError, pdf_response
from programs import paper
from programs.admin.class_page import PAPER, ClassPage, tool
from programs.models import Certificate
from programs.services.nominations.names import with_names

SEE_CLASS, SEE_PEOPLE = "programs.view_classoffering", "programs.view_registration"
SEE_PACKETS, SEE_NOTES = "programs.view_acceptancepacket", "programs.view_medical_notes"
SEE_CERTIFICATES = "programs.view_certificate"


class PaperPages(ClassPage):
    """For ClassOfferingAdmin: the page "Paper" and a PDF each."""

    def get_urls(self):
        pages = self.class_urls(
            paper=self.paper,
            sign_in_sheet=self.sign_in_sheet,
            name_badges=self.name_badges,
            emergency_list=self.emergency_list,
            emergency_list_with_notes=self.emergency_list_with_notes,
            consent_lights=self.consent_lights,
            certificates=self.certificates,
        )
        return [*pages, *super().get_urls()]

    def class_tools(self, request, offering):
        tools = super().class_tools(request, offering)
        if request.user.has_perm(SEE_PEOPLE):
            tools.append(tool(PAPER, "Paper: badges, lists, certificates", "paper", offering))
        return tools

    def paper(self, request, offering_id):
        offering = self.class_for(request, offering_id, SEE_CLASS, SEE_PEOPLE)
        sessions, today = list(offering.sessions.all()), timezone.localdate()
        can_see = {"packets": SEE_PACKETS, "notes": SEE_NOTES, "certificates": SEE_CERTIFICATES}
        return self.show_class_page(
            request,
            "paper.html",
            "Paper",
            offering,
            people=paper.confirmed(offering).count(),
            certificate_count=_valid_certificates(offering).count(),
            sessions=sessions,
            next_session=next((each for each in sessions if each.date >= today and not each.cancelled), None),
            may={name: request.user.has_perm(permission) for name, permission in can_see.items()},
        )

    def sign_in_sheet(self, request, offering_id):
        offering = self.class_for(request, offering_id, SEE_CLASS, SEE_PEOPLE)
        wanted = request.GET.get("session", "")
        session = next((session for session in offering.sessions.all() if str(session.pk) == wanted), None)
        if session is None:
            return self._back_to_paper(request, offering, "Choose one of the sessions of this class.")
        make = partial(paper.sign_in_sheet, session, request.user)
        return self._deliver(request, offering, f"sign-in-{session.date:%Y-%m-%d}", make)

    def name_badges(self, request, offering_id):
        offering = self.class_for(request, offering_id, SEE_CLASS, SEE_PEOPLE)
        return self._deliver(request, offering, "badges", paper.name_badges, offering, request.user)

    def emergency_list(self, request, offering_id):
        offering = self.class_for(request, offering_id, SEE_CLASS, SEE_PEOPLE, SEE_PACKETS)
        make = partial(paper.emergency_list, offering, reader=request.user)
        return self._deliver(request, offering, "emergency", make)

    def emergency_list_with_notes(self, request, offering_id):
        """By a button alone: that somebody read medical notes is kept in the history of the class."""
        offering = self.class_for(request, offering_id, SEE_CLASS, SEE_PEOPLE, SEE_PACKETS, SEE_NOTES)
        if request.method != "POST":
            return redirect(_paper_address(offering))
        make = partial(paper.emergency_list, offering, reader=request.user, notes_for=request.user)
        return self._deliver(request, offering, "emergency-medical", make)

    def consent_lights(self, request, offering_id):
        offering = self.class_for(request, offering_id, SEE_CLASS, SEE_PEOPLE, SEE_PACKETS)
        return self._deliver(request, offering, "consent", paper.consent_lights, offering)

    def certificates(self, request, offering_id):
        offering = self.class_for(request, offering_id, SEE_CLASS, SEE_CERTIFICATES)
        certificates = list(_valid_certificates(offering))
        with_names([certificate.registration for certificate in certificates], request.user)
        return self._deliver(request, offering, "certificates", paper.certificates_pdf, certificates)

    def _deliver(self, request, offering, name, make, *args):
        """The PDF as a file; or back to the page, which says why there is none."""
        try:
            content = make(*args)
        except PdfError as error:
            return self._back_to_paper(request, offering, str(error))
        except DecryptionError as error:
            return self._back_to_paper(request, offering, f"Please tell the administrator: {error}")
        return pdf_response(f"{name}-{offering.program.prefix}-{offering.number}.pdf", content)

    def _back_to_paper(self, request, offering, message):
        self.message_user(request, message, messages.ERROR)
        return redirect(_paper_address(offering))


def _paper_address(offering):
    return reverse("admin:programs_classoffering_paper", args=[offering.pk])


def _valid_certificates(offering):
    """Those that nothing has replaced, in the order of their numbers."""
    valid = Certificate.objects.filter(registration__offering=offering, replaced_at=None)
    return valid.select_related("registration").order_by("number")
