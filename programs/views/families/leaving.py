"""No, the student does not take part: asked once more, then done."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import limits
from programs.services.errors import RegistrationError
from programs.services.nominations import asking, refusing
from programs.views.families.opening import asked_part


@require_http_methods(["GET", "POST"])
@limits.posts_per_ip("family")
@asked_part
def not_taking_part(request, party):
    """A student declines, a guardian refuses, or takes back the consent to taking part."""
    if request.method == "POST":
        verb = refusing.refuse if party.is_guardian else refusing.decline
        try:
            verb(party)
        except RegistrationError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Thank you for telling us."))
        return redirect(party)
    if not asking.can_say_no(party):
        return redirect(party)
    context = {"party": party, "offering": party.nomination.semester.offering}
    return render(request, "consent/not_taking_part.html", context)
