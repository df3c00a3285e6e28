"""What is done to a whole class, each on a page that says first what will happen."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from programs.admin.class_forms import CancelForm, CapacityForm
from programs.admin.roster import figures, phone_words
from programs.enums import ClassStatus
from programs.models import ClassInterest, ClassOffering
from programs.services import classes, seats
from programs.services.errors import RegistrationError


class ClassPages:
    """For ClassOfferingAdmin: publish, change the number of seats, cancel."""

    def get_urls(self):
        pages = [
            path(f"<int:offering_id>/{name}/", self.admin_site.admin_view(view), name=f"programs_classoffering_{name}")
            for name, view in (("publish", self.publish), ("capacity", self.capacity), ("cancel", self.cancel))
        ]
        return [*pages, *super().get_urls()]

    def publish(self, request, offering_id):
        offering = self._class_to_change(request, offering_id)
        if request.method == "POST":
            return self._do(request, offering, "Published.", classes.publish, offering)
        wishes = ClassInterest.objects.filter(
            program=offering.program, confirmed_at__isnull=False, told_about=None, after_number__lt=offering.number
        )
        return self._class_page(request, "publish.html", "Publish", offering, wishes=wishes.count())

    def capacity(self, request, offering_id):
        """First the number, then what it would do, then the change."""
        offering = self._class_to_change(request, offering_id)
        form = CapacityForm(request.POST or None, initial={"capacity": offering.capacity})
        outlook = None
        if form.is_valid():
            wanted = form.cleaned_data["capacity"]
            if "apply" in request.POST:
                done = f"{wanted} seats, before: {offering.capacity}."
                return self._do(request, offering, done, classes.change_capacity, offering, wanted)
            outlook = _capacity_outlook(offering, wanted)
        counts = figures(offering, timezone.now())
        return self._class_page(
            request, "capacity.html", "Change the number of seats", offering, form=form, outlook=outlook, figures=counts
        )

    def cancel(self, request, offering_id):
        offering = self._class_to_change(request, offering_id)
        people = list(offering.registrations.live().order_by("family_name", "given_name"))
        to_call = [(person, phone_words(person)) for person in people if not person.email]
        form = CancelForm(request.POST or None)
        if form.is_valid():
            done = f"Cancelled. {len(people) - len(to_call)} people are told by mail."
            return self._do(request, offering, done, classes.cancel_class, offering, reason=form.cleaned_data["reason"])
        mailed = len(people) - len(to_call)
        return self._class_page(request, "cancel.html", "Cancel", offering, form=form, mailed=mailed, to_call=to_call)

    def _class_to_change(self, request, offering_id):
        offering = get_object_or_404(ClassOffering.objects.select_related("program"), pk=offering_id)
        # Not has_change_permission: a second click on Cancel finds a cancelled class, which is no error.
        if not request.user.has_perm("programs.change_classoffering"):
            raise PermissionDenied
        return offering

    def _do(self, request, offering, done, verb, *args, **kwargs):
        """Call the verb, keep it in the class's history, and go back to the class."""
        try:
            verb(*args, **kwargs)
        except RegistrationError as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            self.log_change(request, offering, done)
            self.message_user(request, f"{offering}: {done}", messages.SUCCESS)
        return redirect(reverse("admin:programs_classoffering_change", args=[offering.pk]))

    def _class_page(self, request, template, title, offering, **context):
        page = {
            **self.admin_site.each_context(request),
            "title": f"{title}: {offering}",
            "opts": self.opts,
            "offering": offering,
            "is_draft": offering.status == ClassStatus.DRAFT,
            "is_cancelled": offering.status == ClassStatus.CANCELLED,
            **context,
        }
        return TemplateResponse(request, f"admin/programs/classoffering/{template}", page)


def _capacity_outlook(offering, wanted):
    """What another number of seats would do now; the verb counts again, under the lock."""
    now = timezone.now()
    counts = figures(offering, now)
    free, line = wanted - counts["taken"], counts["waitlisted"]
    is_too_late = seats.next_deadline(offering, now) is None
    return {
        "wanted": wanted,
        "is_same": wanted == offering.capacity,
        "too_many": max(-free, 0),
        "offers": 0 if is_too_late else max(min(free, line), 0),
        "too_late": is_too_late and line and free > 0,
    }
