"""The pages of a student and of a guardian, each by a mailed link of their own."""

from programs.views.families.certificates import certificate_pdf
from programs.views.families.opening import open_party, party_page

__all__ = ["certificate_pdf", "open_party", "party_page"]
