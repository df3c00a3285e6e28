"""Search for a request by what a caller says. What is typed is posted: it never stands in an address or a log."""

from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from phonenumber_field.phonenumber import to_python as phone_from

from core.references import PATTERN, normalise_reference
from vacation_checks.addresses import AddressError, normalise
from vacation_checks.admin.filters import FOUND, MOST_FOUND

LONGEST = 200
HELP = "The whole reference, street address, phone number or mail address, as the caller says it."


class SearchPages:
    """For VacationCheckRequestAdmin. A search posts to the list, which is then led to the rows that were found."""

    @method_decorator(sensitive_post_parameters("find"))
    def changelist_view(self, request, extra_context=None):
        context = {"search_help": HELP, **(extra_context or {})}
        if request.method == "POST" and self.has_view_permission(request):
            typed = request.POST.get("find", "").replace("\x00", "").strip()[:LONGEST]
            found = self.found_by(request, typed)
            if found:
                return redirect(f"{request.path}?{FOUND}={'.'.join(map(str, found))}")
            context |= {"typed": typed, "found_nothing": True}
        return super().changelist_view(request, context)

    def found_by(self, request, typed):
        """Keys of the unsealed requests that are exactly of this."""
        rows = self.get_queryset(request)
        wanted = terms(typed)
        found = rows.filter(**wanted) if wanted else rows.none()
        return list(found.order_by("-leaves_on", "pk").values_list("pk", flat=True)[:MOST_FOUND])


def terms(typed):
    """What was typed, as the column and the words to look for; {} for what is none of them."""
    if "@" in typed:
        return {"email_index": typed}
    reference = normalise_reference(typed)
    if PATTERN.match(reference):
        return {"reference": reference}
    # Letters can stand for digits of a phone number: with them, it is an address.
    phone = None if any(character.isalpha() for character in typed) else phone_from(typed)
    if phone and phone.is_valid():
        return {"phone_index": phone.as_e164}
    try:
        return {"house_index": normalise(typed).house}
    except AddressError:
        return {}
