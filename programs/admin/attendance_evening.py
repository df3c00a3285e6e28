"""The pages of one evening: its sheet of marks, the door, and the code on the wall."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date

from core.qr import qr_code
from programs.admin.attendance_sheet import Sheet
from programs.admin.class_page import ClassPage
from programs.admin.door import Door
from programs.enums import ATTENDED_MARKS, Mark
from programs.people import listed
from programs.services import attendance, check_in
from programs.services.attendance import Marked
from programs.services.errors import RegistrationError

READ = ["programs.view_classoffering", "programs.view_registration", "programs.view_attendance"]
WRITE = [*READ, "programs.add_attendance", "programs.change_attendance"]


def evening_url(name, session):
    return reverse(f"admin:programs_classoffering_{name}", args=[session.offering_id, session.pk])


class EveningPages(ClassPage):
    """For ClassOfferingAdmin: what staff do with one session while it is on, and after it."""

    def get_urls(self):
        pages = {"evening": self.evening, "door": self.door, "wall": self.wall}
        return [
            path(
                f"<int:offering_id>/attendance/<int:session_id>/{'' if name == 'evening' else f'{name}/'}",
                self.admin_site.admin_view(page),
                name=f"programs_classoffering_{name}",
            )
            for name, page in pages.items()
        ] + super().get_urls()

    def session_for(self, request, offering_id, session_id, permissions):
        offering = self.class_for(request, offering_id, *permissions)
        session = offering.sessions.filter(pk=session_id).first()
        if session is None:
            raise Http404("This class has no such session.")
        session.offering = offering
        return session

    def show_evening(self, request, template, title, session, **context):
        page = {"session": session, "refusal": attendance.refusal_to_record(session, timezone.now()), **context}
        day = format_date(session.date, "F j")
        return self.show_class_page(request, template, f"{title}, {day}", session.offering, **page)

    # --- the sheet ---------------------------------------------------------------------------

    def evening(self, request, offering_id, session_id):
        """Everybody's mark. "Fill" writes nothing: it shows the form filled, to be checked and saved."""
        is_post = request.method == "POST"
        session = self.session_for(request, offering_id, session_id, WRITE if is_post else READ)
        sheet = Sheet(session, request.POST if is_post else None, reader=request.user)
        if request.POST.get("fill") in (Mark.PRESENT, Mark.ABSENT):
            sheet = sheet.filled(request.POST["fill"])
        elif is_post and sheet.is_valid():
            try:
                self._save(request, session, sheet)
            except RegistrationError as error:
                self.message_user(request, str(error), messages.ERROR)
            return redirect(evening_url("evening", session))
        return self.show_evening(
            request,
            "evening.html",
            "Attendance",
            session,
            sheet=sheet,
            form=sheet,  # the page's title says when there is an error
            is_filled="fill" in request.POST,
            may_write=request.user.has_perms(WRITE),
            has_recorded=any(row.attendance for row in sheet.rows),
        )

    def _save(self, request, session, sheet):
        wanted, seen = sheet.marks()
        recorded = attendance.record_marks(session, wanted, seen, request.user)
        codes = sheet.codes.cleaned_data["codes"]
        entered = check_in.enter_codes(session, codes, request.user) if codes else check_in.Entered()
        saved = recorded.saved + len(entered.here)
        if saved:
            self.log_change(request, session.offering, f"Attendance of {format_date(session.date, 'F j')}: {saved}.")
        self.message_user(request, f"{saved} {'mark' if saved == 1 else 'marks'} saved.", messages.SUCCESS)
        self._say(request, "Not changed, because somebody else was quicker: {}.", recorded.conflicts)
        self._say(request, "Not saved, because they have no seat in this class any more: {}.", recorded.gone)
        self._say(request, "Nobody in this class has these codes: {}.", entered.unknown)
        self._say(request, "Signed the paper sheet, but stands otherwise here: {}. Please check.", entered.otherwise)

    def _say(self, request, text, names):
        if names:
            self.message_user(request, text.format(listed(names)), messages.WARNING)

    # --- the door ----------------------------------------------------------------------------

    def door(self, request, offering_id, session_id):
        """For a phone: one touch a person. Two people may stand at two doors."""
        session = self.session_for(request, offering_id, session_id, WRITE)
        door = Door(session, request.POST.get("q", request.GET.get("q", "")), request.user)
        if request.method != "POST" or "search" in request.POST:
            is_late = check_in.arrival_mark(session, timezone.now()) == Mark.LATE
            return self.show_evening(request, "door.html", "At the door", session, door=door, is_late=is_late)
        person = door.person(request.POST.get("here") or request.POST.get("undo"))
        if person is None:
            self.message_user(request, "This person has no seat in this class any more.", messages.WARNING)
        else:
            try:
                self._let_in(request, session, person)
            except RegistrationError as error:
                self.message_user(request, str(error), messages.ERROR)
        return redirect(f"{evening_url('door', session)}{door.place_after(person)}")

    def _let_in(self, request, session, person):
        if "undo" in request.POST:
            seen = {person.pk: Marked(request.POST.get("seen", ""), "")}
            undone = attendance.record_marks(session, {person.pk: Marked()}, seen, request.user)
            self._say(request, "Not changed, because somebody else was quicker: {}.", undone.conflicts)
            return
        stands = check_in.mark_here(session, person, request.user)
        if stands.mark not in ATTENDED_MARKS:
            mark = attendance.mark_label(stands.mark)
            text = f"{person.recorded_name} stands as {mark} already. Change it on the evening's sheet."
            self.message_user(request, text, messages.WARNING)

    # --- the wall ----------------------------------------------------------------------------

    def wall(self, request, offering_id, session_id):
        """To show on a screen or to print: a code that opens the check-in of this evening."""
        session = self.session_for(request, offering_id, session_id, WRITE)
        token = check_in.check_in_token(session)
        address = f"{settings.SITE_URL}{reverse('programs:check_in', args=[token])}"
        context = {
            "qr": qr_code(address),
            "address": address.split("://")[1],
            "opens_at": attendance.mark_opens_at(session),
            "is_popup": True,  # nothing around it: it hangs on a wall
        }
        return self.show_evening(request, "wall.html", "Code on the wall", session, **context)
