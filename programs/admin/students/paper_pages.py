"""Answers that staff enter from paper or on the phone: the questions of the family's own pages."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse

from core import audit
from core.admin_pages import Tool
from programs.admin.students.nominee_pages import CHANGE, NAMES, VIEW, NomineePages
from programs.admin.students.nominee_steps import FAMILY
from programs.enums.nominations import FamilyTextKind, PartyRole
from programs.forms.families.walk import SEND, Walk
from programs.services.errors import RegistrationError
from programs.services.nominations import answering, asking, deciding, refusing

CALLED = {
    PartyRole.STUDENT: "student",
    PartyRole.GUARDIAN: "guardian",
    PartyRole.SECOND: "second guardian",
}


class PaperPages(NomineePages):
    """For NominationAdmin: one page for each party that can answer now."""

    def get_urls(self):
        paper = self.admin_site.admin_view(self.paper)
        return [path("<int:row_id>/paper/<slug:role>/", paper, name="programs_nomination_paper"), *super().get_urls()]

    def row_tools(self, request, nomination):
        tools = super().row_tools(request, nomination)
        if not request.user.has_perms((CHANGE, NAMES)):
            return tools
        open_now = [party for party in nomination.parties.all() if asking.can_answer(party)]
        papers = [Tool(FAMILY, f"Enter the {CALLED[party.role]}'s paper", _address(party)) for party in open_now]
        return [*tools, *papers]

    def paper(self, request, row_id, role):
        """The questions and the consents on one page. A no on paper is asked about once more."""
        nomination = self.row_for(request, row_id, VIEW, CHANGE, NAMES)
        party = nomination.party(role)
        if party is None:
            raise Http404("Nobody of this role is asked.")
        texts = deciding.current_texts()
        if not asking.can_answer(party) or not texts.keys() >= set(FamilyTextKind):
            text = f"{nomination}: answers are not taken now. The deadline is on the page of the semester."
            self.message_user(request, text, messages.WARNING)
            return redirect(self.row_address(nomination))
        if request.method != "POST":
            audit.record(request.user, nomination, f"Opened the {CALLED[role]}'s answers to enter a paper.")
        walk = _walk(request, party, texts)
        if "no" in request.POST or walk.is_refusal():
            return self._no(request, nomination, walk)
        if walk.data is not None and walk.page_for(SEND) == SEND and self._kept(request, nomination, walk):
            return redirect(self.row_address(nomination))
        return self._show(request, "paper.html", walk)

    def _show(self, request, template, walk):
        context = {
            "party": walk.party,
            "called": CALLED[walk.party.role],
            "asked": [(form, [walk.texts[kind] for kind in form.SIGNED]) for form in walk.forms.values()],
            "form": next((form for form in walk.forms.values() if form.errors), None),
        }
        title = f"The {CALLED[walk.party.role]}'s paper"
        return self.show_nominee(request, template, title, walk.party.nomination, **context)

    def _kept(self, request, nomination, walk):
        verb = answering.answer_guardian if walk.party.is_guardian else answering.answer_student
        return self._entered(request, nomination, walk, verb, "answers", **walk.details(), consents=walk.consents())

    def _no(self, request, nomination, walk):
        """GET has shown the paper; the first POST with a no asks, the second one does it."""
        verb = refusing.refuse if walk.party.is_guardian else refusing.decline
        if "sure" in request.POST and self._entered(request, nomination, walk, verb, "no"):
            return redirect(self.row_address(nomination))
        return self._show(request, "paper_no.html", walk)

    def _entered(self, request, nomination, walk, verb, what, **told):
        """Call the verb in the name of staff; False, and said why, where a rule forbids it."""
        try:
            verb(walk.party, **told, by=request.user)
        except RegistrationError as error:
            self.message_user(request, str(error), messages.ERROR)
            return False
        done = f"Entered the {CALLED[walk.party.role]}'s {what} from paper."
        self.log_change(request, nomination, done)
        self.message_user(request, f"{nomination}: {done}", messages.SUCCESS)
        return True


def _walk(request, party, texts):
    given = {kind: decision.given for kind, decision in deciding.newest_decisions(party).items()}
    walk = Walk(party, texts, given, request.POST if request.method == "POST" else None)
    for form in walk.forms.values():
        # In the order of the paper, which is that of the family's page.
        form.order_fields([name for _legend, part in form.PARTS for name in part if isinstance(name, str)])
        for field in form.fields.values():
            # It is the family's data: the browser must not fill in the staff member's own.
            field.widget.attrs["autocomplete"] = "off"
    return walk


def _address(party):
    return reverse("admin:programs_nomination_paper", args=[party.nomination_id, party.role])
