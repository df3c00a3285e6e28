"""Two registrations of one person: suggested, compared, joined; and taken back."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from core.keys import key_from
from programs.admin.class_page import PEOPLE, ClassPage, tool
from programs.admin.merge_preview import compared, fate_of_seat
from programs.admin.roster import phone_words, positions_in_line, standing
from programs.models import Merge, Registration
from programs.services import duplicates, merging, unmerging
from programs.services.errors import RegistrationError

LOOK = ("programs.view_merge", "programs.view_registration")
JOIN = (*LOOK, "programs.add_merge")


def merge_page(people):
    """The address where two chosen people are compared."""
    if len(people) != 2:
        raise RegistrationError("Choose exactly two registrations.")
    first, second = people
    if first.offering_id != second.offering_id:
        raise RegistrationError("These two registrations are in different classes: move one of them first.")
    page = reverse("admin:programs_classoffering_merge", args=[first.offering_id])
    return f"{page}?{urlencode({'first': first.pk, 'second': second.pk})}"


class DuplicatePages(ClassPage):
    """For ClassOfferingAdmin: suggestions, the comparison of two, and what was joined."""

    def get_urls(self):
        pages = self.class_urls(duplicates=self.duplicates, merge=self.merge, merge_undo=self.merge_undo)
        return [*pages, *super().get_urls()]

    def class_tools(self, request, offering):
        tools = super().class_tools(request, offering)
        if request.user.has_perms(LOOK) and not offering.program.is_for_students:
            found = len(duplicates.suggestions(offering))
            label = f"Duplicates ({found})" if found else "Duplicates"
            tools.append(tool(PEOPLE, label, "duplicates", offering))
        return tools

    def duplicates(self, request, offering_id):
        """Who looks like one person. POST: these are two."""
        offering = self.class_for(request, offering_id, *LOOK)
        may_join = request.user.has_perms(JOIN)
        if request.method == "POST":
            return self._two_people(request, offering, may_join)
        now = timezone.now()
        positions = positions_in_line(offering)
        pairs = []
        for pair in duplicates.suggestions(offering):
            both = [pair.first, pair.second]
            pairs.append((pair, merge_page(both), [_line(each, now, positions) for each in both]))
        return self.show_class_page(
            request,
            "duplicates.html",
            "Duplicates",
            offering,
            pairs=pairs,
            merges=Merge.objects.filter(kept__offering=offering).select_related("kept", "merged", "by", "undone_by"),
            may_join=may_join,
            may_undo=request.user.has_perm("programs.change_merge"),
        )

    def _two_people(self, request, offering, may_join):
        if not may_join:
            raise PermissionDenied
        pair = self._pair(offering, request.POST)
        if pair:
            duplicates.mark_as_two(*pair)
            names = " and ".join(f"{each.full_name} ({each.reference})" for each in pair)
            self.message_user(request, f"{names} are two people. This is not suggested again.", messages.SUCCESS)
        return redirect("admin:programs_classoffering_duplicates", offering.pk)

    @staticmethod
    def _pair(offering, data):
        """The two registrations that an address or a form names, if they are of this class."""
        named = [key_from(data.get("first", "")), key_from(data.get("second", ""))]
        found = offering.registrations.in_bulk([key for key in named if key])
        pair = [found.get(key) for key in named]
        return pair if all(pair) and pair[0] != pair[1] else None

    def merge(self, request, offering_id):
        """GET: both beside each other, and what would become of them. POST: join them."""
        offering = self.class_for(request, offering_id, *JOIN)
        pair = self._pair(offering, request.POST if request.method == "POST" else request.GET)
        if pair is None:
            self.message_user(request, "Choose two registrations of this class.", messages.WARNING)
            return redirect("admin:programs_classoffering_duplicates", offering.pk)
        kept, merged = self._in_order(pair, request)
        if request.method == "POST":
            done = f"Joined {merged} with {kept}."
            back = reverse("admin:programs_classoffering_duplicates", args=[offering.pk])
            return self.do_to_class(request, offering, done, merging.merge, kept, merged, by=request.user, back=back)
        return self._compare(request, offering, kept, merged)

    @staticmethod
    def _in_order(pair, request):
        """The one to keep first: as chosen, else the better standing, else the earlier one."""
        if request.method == "POST":
            return pair
        chosen = request.GET.get("keep", "")
        return sorted(pair, key=lambda each: (str(each.pk) != chosen, merging.rank(each), each.pk))

    def _compare(self, request, offering, kept, merged):
        try:
            merging.refuse_to_merge(kept, merged)
        except RegistrationError as error:
            problem = str(error)
        else:
            problem = ""
        other_way = f"{merge_page([kept, merged])}&keep={merged.pk}"
        return self.show_class_page(
            request,
            "merge.html",
            "Join two registrations",
            offering,
            kept=kept,
            merged=merged,
            problem=problem,
            other_way=other_way,
            rows=compared(offering, kept, merged),
            fate=fate_of_seat(offering, kept, merged),
        )

    def merge_undo(self, request, offering_id):
        offering = self.class_for(request, offering_id, *LOOK, "programs.change_merge")
        back = reverse("admin:programs_classoffering_duplicates", args=[offering.pk])
        key = key_from(request.POST.get("merge", ""))
        merge = Merge.objects.select_related("kept__offering", "merged").filter(pk=key, kept__offering=offering).first()
        if merge is None:
            return redirect(back)
        try:
            undone = unmerging.undo(merge, by=request.user)
        except RegistrationError as error:
            self.message_user(request, str(error), messages.ERROR)
            return redirect(back)
        done = f"Put back: {merge.kept} and {merge.merged} are two registrations again."
        self.log_change(request, offering, done)
        self.message_user(request, done, messages.SUCCESS)
        for person in undone.at_the_front:
            self.message_user(request, _said_of_the_front(person), messages.WARNING)
        return redirect(back)


def _said_of_the_front(person):
    person = Registration.objects.get(pk=person.pk)
    now = standing(person, timezone.now(), positions_in_line(person.offering).get(person.pk))
    return f"The seat of {person} is gone, so this person waits ahead of everyone else. Now: {now}."


def _line(registration, now, positions):
    return registration, standing(registration, now, positions.get(registration.pk)), phone_words(registration)
