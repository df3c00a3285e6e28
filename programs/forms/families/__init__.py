"""The questions to students and guardians, as they answer them themselves and as staff enter them from paper."""

from programs.forms.families.consents import ConsentChangeForm, ConsentsForm
from programs.forms.families.guardian import GuardianForm
from programs.forms.families.student import StudentForm
from programs.forms.families.walk import Walk

__all__ = ["ConsentChangeForm", "ConsentsForm", "GuardianForm", "StudentForm", "Walk"]
