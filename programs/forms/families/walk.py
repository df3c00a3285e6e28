"""The pages of one party's answers: each is judged, and carries what was typed on the others. Nothing is kept between.

Student: the answers. Guardian: the answers, then the consents. A student who is 18: both, too.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from programs.forms.families.consents import ConsentsForm
from programs.forms.families.guardian import GuardianForm
from programs.forms.families.student import StudentForm

DETAILS, CONSENTS, CHECK, SEND = "details", "consents", "check", "send"
TITLES = {DETAILS: _("Your answers"), CONSENTS: _("Your consents"), CHECK: _("Check your answers")}


@dataclass
class Walk:
    """`data`: what was posted, or None; `given`: the consents that count so far, by kind."""

    party: object
    texts: dict
    given: dict
    data: object = None

    def __post_init__(self):
        about = {"party": self.party, "texts": self.texts}
        form = GuardianForm if self.party.is_guardian else StudentForm
        self.forms = {DETAILS: form(self._sent(form), **about)}
        if self.party.is_guardian or self.forms[DETAILS].is_adult():
            self.forms[CONSENTS] = ConsentsForm(self._sent(ConsentsForm), given=self.given, **about)

    def _sent(self, form):
        return self.data if self.data is not None and form.MARK in self.data else None

    @property
    def pages(self):
        return [*self.forms, CHECK]

    @property
    def titles(self):
        return [TITLES[page] for page in self.pages]

    def page_for(self, wished):
        """The page to show: the one that was asked for, or the first before it that is not answered well."""
        for name, form in self.forms.items():
            if name == wished or not form.is_bound or not form.is_valid():
                return name
        return wished if wished in {CHECK, SEND} else CHECK

    def number(self, page):
        return self.pages.index(page) + 1

    def one_back(self, page):
        """The page before this one, or None."""
        return self.pages[self.pages.index(page) - 1] if self.number(page) > 1 else None

    def one_on(self, page):
        return self.pages[self.pages.index(page) + 1]

    def carried(self, page):
        """What was typed on the other pages."""
        return [pair for name, form in self.forms.items() if name != page and form.is_bound for pair in form.as_sent()]

    def is_mixed_up(self):
        return any(form.is_bound and form.is_mixed_up() for form in self.forms.values())

    def is_refusal(self):
        consents = self.forms.get(CONSENTS)
        return bool(consents and consents.is_bound and consents.is_valid() and consents.is_refusal())

    def consents(self):
        return self.forms[CONSENTS].kept() if CONSENTS in self.forms else None

    def details(self):
        return self.forms[DETAILS].kept()
