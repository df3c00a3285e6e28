"""The pages of a student and of a guardian, each by a mailed link or a code on paper of their own."""

from programs.views.families.certificates import certificate_pdf
from programs.views.families.opening import open_party, party_page
from programs.views.families.paper import paper, paper_code

__all__ = ["certificate_pdf", "open_party", "paper", "paper_code", "party_page"]
