"""The pages of a student and of a guardian, each by a mailed link or a code on paper of their own."""

from programs.views.families.answering import answer
from programs.views.families.certificates import certificate_pdf
from programs.views.families.consenting import consents, take_back
from programs.views.families.leaving import not_taking_part
from programs.views.families.opening import open_party, set_language, who
from programs.views.families.paper import paper, paper_code
from programs.views.families.part import party_page

__all__ = [
    "answer",
    "certificate_pdf",
    "consents",
    "not_taking_part",
    "open_party",
    "paper",
    "paper_code",
    "party_page",
    "set_language",
    "take_back",
    "who",
]
