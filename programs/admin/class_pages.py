"""What is done to a whole class, each on a page that says first what will happen."""

from django.utils import timezone

from programs.admin.class_forms import CancelForm, CapacityForm
from programs.admin.class_page import THE_CLASS, ClassPage, tool
from programs.admin.roster import figures, phone_words
from programs.enums import ClassStatus
from programs.models import ClassInterest
from programs.services import classes, seats
from programs.services.nominations import telling

# Not has_change_permission: a second click on Cancel finds a cancelled class, which is no error.
CHANGE = "programs.change_classoffering"


class ClassPages(ClassPage):
    """For ClassOfferingAdmin: publish, change the number of seats, cancel."""

    def get_urls(self):
        pages = self.class_urls(publish=self.publish, capacity=self.capacity, cancel=self.cancel)
        return [*pages, *super().get_urls()]

    def class_tools(self, request, offering):
        tools = super().class_tools(request, offering)
        if not self.has_change_permission(request, offering):
            return tools
        if offering.status == ClassStatus.DRAFT:
            tools.append(tool(THE_CLASS, "Publish", "publish", offering, is_main=True))
        tools.append(tool(THE_CLASS, "Change number of seats", "capacity", offering))
        tools.append(tool(THE_CLASS, "Cancel class", "cancel", offering, warns=True))
        return tools

    def publish(self, request, offering_id):
        offering = self.class_for(request, offering_id, CHANGE)
        if request.method == "POST":
            return self.do_to_class(request, offering, "Published.", classes.publish, offering)
        wishes = ClassInterest.objects.filter(
            program=offering.program, confirmed_at__isnull=False, told_about=None, after_number__lt=offering.number
        )
        return self.show_class_page(request, "publish.html", "Publish", offering, wishes=wishes.count())

    def capacity(self, request, offering_id):
        """First the number, then what it would do, then the change."""
        offering = self.class_for(request, offering_id, CHANGE)
        form = CapacityForm(request.POST or None, initial={"capacity": offering.capacity})
        outlook = None
        if form.is_valid():
            wanted = form.cleaned_data["capacity"]
            if "apply" in request.POST:
                done = f"{wanted} seats, before: {offering.capacity}."
                return self.do_to_class(request, offering, done, classes.change_capacity, offering, wanted)
            outlook = _capacity_outlook(offering, wanted)
        counts = figures(offering, timezone.now())
        return self.show_class_page(
            request, "capacity.html", "Change the number of seats", offering, form=form, outlook=outlook, figures=counts
        )

    def cancel(self, request, offering_id):
        offering = self.class_for(request, offering_id, CHANGE)
        people = offering.registrations.live().order_by("family_name", "given_name")
        people = [person for person in people if not person.is_student] + telling.families_told(offering)
        to_call = [(person, phone_words(person)) for person in people if not person.email]
        to_call += [(family, "") for family in telling.families_without_mail(offering)]
        form = CancelForm(request.POST or None)
        if form.is_valid():
            done = f"Cancelled. {sum(bool(person.email) for person in people)} people are told by mail."
            return self.do_to_class(
                request, offering, done, classes.cancel_class, offering, reason=form.cleaned_data["reason"]
            )
        mailed = sum(bool(person.email) for person in people)
        return self.show_class_page(
            request, "cancel.html", "Cancel", offering, form=form, mailed=mailed, to_call=to_call
        )


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
