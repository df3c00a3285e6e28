"""A whole class gets new dates, or its people go to the next class."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone

from programs.admin.acting import asking_page
from programs.admin.actions import ACTIONS, MOST_PEOPLE
from programs.admin.class_page import PEOPLE, THE_CLASS, ClassPage, tool
from programs.admin.class_pages import CHANGE
from programs.admin.date_forms import PostponeForm
from programs.admin.date_pages import DatePages
from programs.admin.people_forms import MoveForm
from programs.enums import ClassStatus
from programs.services import seasons


class PostponePages(DatePages):
    """For ClassOfferingAdmin: all dates of a class at once."""

    def get_urls(self):
        return [*self.class_urls(postpone=self.postpone), *super().get_urls()]

    def class_tools(self, request, offering):
        tools = super().class_tools(request, offering)
        has_begun = offering.begins_at is None or offering.begins_at <= timezone.now()
        if self.has_change_permission(request, offering) and not has_begun:
            tools.append(tool(THE_CLASS, "Postpone class", "postpone", offering))
        return tools

    def postpone(self, request, offering_id):
        offering = self.class_for(request, offering_id, CHANGE)
        now = timezone.now()
        to_come = [session for session in offering.held_sessions if session.starts_at > now]
        if not to_come or offering.status == ClassStatus.CANCELLED:
            self.message_user(request, "This class has no dates that could be put off.", messages.WARNING)
            return redirect(self.class_address(offering))
        begins_on = offering.held_sessions[0].date
        is_needed = offering.status == ClassStatus.PUBLISHED
        form = PostponeForm(request.POST or None, begins_on=begins_on, is_needed=is_needed)
        if form.is_valid() and form.cleaned_data["weeks"]:
            # From here on a date: pressed twice, "three weeks later" would be six.
            data = request.POST.copy()
            data["first_date"], data["weeks"] = form.cleaned_data["first_date"].isoformat(), ""
            form = PostponeForm(data, begins_on=begins_on, is_needed=is_needed)
        first = form.is_valid() and form.cleaned_data["first_date"]
        return self.propose(
            request, "postpone.html", "Postpone", offering, form,
            planned=lambda form: seasons.plan_postponement(offering, form.cleaned_data["first_date"]),
            verb=lambda form: seasons.postpone(
                offering, form.cleaned_data["first_date"], form.cleaned_data["reason"]
            ),
            done=f"New dates, from {first:%A, %B %-d, %Y} on." if first else "",
            has_begun=offering.begins_at <= now, next_session=to_come[0],
            new_weekday=first if first and first.weekday() != begins_on.weekday() else None, begins_on=begins_on,
        )  # fmt: skip


class NextClassPages(ClassPage):
    """For ClassOfferingAdmin: whoever waits here in vain goes ahead of the line of the next class."""

    def get_urls(self):
        return [*self.class_urls(next_class=self.next_class), *super().get_urls()]

    def class_tools(self, request, offering):
        tools = super().class_tools(request, offering)
        if offering.program.is_for_students:  # a student's seat hangs on the nomination: nobody moves it
            return tools
        is_cancelled = offering.status == ClassStatus.CANCELLED
        if request.user.has_perm(ACTIONS["move"].permission) and (
            offering.line_length or (is_cancelled and offering.seats_taken)
        ):
            tools.append(tool(PEOPLE, "Move to the next class, with priority", "next_class", offering))
        return tools

    def next_class(self, request, offering_id):
        """Chooses the people and the class; the rest is the action "Move to another class"."""
        offering = self.class_for(request, offering_id, ACTIONS["move"].permission)
        if not self.has_view_permission(request, offering):
            raise PermissionDenied
        target = seasons.next_class(offering, timezone.now())
        people = self._people(offering)
        if not target or not people:
            missing = "There is no next class yet: plan and publish it first." if people else "Nobody is to be moved."
            self.message_user(request, missing, messages.WARNING)
            return redirect(self.class_address(offering))
        form = MoveForm({"to": target.pk, "ahead": "on"}, people=people)
        page = {
            **self.admin_site.each_context(request),
            "title": f"Move to the next class, with priority: {offering}",
            "crumb": "Move to the next class",
            "opts": self.opts,
            "offering": offering,
        }
        return asking_page(request, page, ACTIONS["move"], people, form, self.class_address(offering))

    @staticmethod
    def _people(offering):
        """Who waits; in a cancelled class first those who had a seat."""
        waiting = offering.registrations.in_line().select_related("offering__program")
        if offering.status != ClassStatus.CANCELLED:
            return list(waiting[:MOST_PEOPLE])
        seated = offering.registrations.live().exclude(pk__in=waiting).select_related("offering__program")
        return [*seated.order_by("created_at", "pk"), *waiting][:MOST_PEOPLE]
