"""Before the first session, as staff see it: who has answered, who has not, and answers from paper or the phone."""

from collections import Counter

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse

from core.access import mark_personal
from core.encrypted import DecryptionError
from programs.admin.class_page import PEOPLE, ClassPage, tool
from programs.admin.roster import by_family_name, phone_words
from programs.enums import AgreementKind, ShirtSize
from programs.forms.packets import PacketForm
from programs.models import AcceptancePacket
from programs.people import phone_text
from programs.services import packets
from programs.services.errors import RegistrationError

VIEW = "programs.view_acceptancepacket"
CHANGE = ("programs.add_acceptancepacket", "programs.change_acceptancepacket")
NOTES = "programs.view_medical_notes"


class PacketPages(ClassPage):
    """For ClassOfferingAdmin: the answers of a class, those of one person, and their medical notes."""

    def get_urls(self):
        view = self.admin_site.admin_view
        person = "<int:offering_id>/packets/<int:registration_id>/"
        return [
            *self.class_urls(packets=self.packets),
            path(person, view(self.packet), name="programs_classoffering_packet"),
            path(f"{person}photos/", view(self.photos), name="programs_classoffering_packet_photos"),
            path(f"{person}notes/", view(self.notes), name="programs_classoffering_packet_notes"),
            *super().get_urls(),
        ]

    def class_tools(self, request, offering):
        tools = super().class_tools(request, offering)
        if request.user.has_perm(VIEW) and not offering.program.is_for_students:
            tools.append(tool(PEOPLE, "Before the first session", "packets", offering))
        return tools

    def packets(self, request, offering_id):
        """Who has answered and who has not, in the order in which staff look for them."""
        offering = self.class_for(request, offering_id, VIEW)
        answered = sorted(packets.who_has_answered(offering), key=lambda packet: by_family_name(packet.registration))
        missing = sorted(packets.who_has_not_answered(offering), key=by_family_name)
        return self._page(
            request,
            "packets.html",
            "Before the first session",
            offering,
            answered=[
                (packet, phone_words(packet.registration), phone_text(packet.emergency_phone)) for packet in answered
            ],
            missing=[(person, phone_words(person)) for person in missing],
            sizes=_sizes(answered),
            consents=sum(packet.photo_consent for packet in answered),
            with_notes=sum(packet.has_notes for packet in answered),
            may_change=request.user.has_perms(CHANGE),
            may_read_notes=request.user.has_perm(NOTES),
        )

    def packet(self, request, offering_id, registration_id):
        """The same questions as the person's own page, answered by staff for them."""
        offering = self.class_for(request, offering_id, VIEW, *CHANGE)
        person = self._person(offering, registration_id)
        known, texts = packets.packet_of(person), packets.current_texts()
        if not packets.is_asked(person) or not texts.keys() >= {AgreementKind.CONDUCT, AgreementKind.LIABILITY}:
            self.message_user(request, f"{person}: only who has a seat is asked, until the class ends.", messages.ERROR)
            return redirect(self._list_address(offering))
        form = PacketForm(request.POST or None, texts=texts, packet=known)
        for field in form.fields.values():
            # It is the participant's data: the browser must not fill in the staff member's own.
            field.widget.attrs["autocomplete"] = "off"
        if form.is_valid():
            try:
                packets.save_packet(person, form.answers(), by=request.user)
            except RegistrationError as error:
                form.add_error(None, str(error))
            else:
                self.message_user(request, f"{person}: the answers are saved.", messages.SUCCESS)
                return redirect(self._list_address(offering))
        asked = [texts[kind] for kind in AgreementKind if kind in texts and (known is None or kind == "photo")]
        return self._page(request, "packet.html", person.full_name, offering, person=person, packet=known,
                          form=form, asked=asked)  # fmt: skip

    def photos(self, request, offering_id, registration_id):
        """Somebody called to take back the consent to photos: possible at any time."""
        offering = self.class_for(request, offering_id, VIEW, *CHANGE)
        person = self._person(offering, registration_id)
        if request.method == "POST":
            packets.take_back_photo_consent(person, by=request.user)
            self.message_user(request, f"{person}: no photos from now on.", messages.SUCCESS)
            return redirect(self._list_address(offering))
        return self._page(request, "packet_photos.html", "Photos", offering, person=person)

    def notes(self, request, offering_id, registration_id):
        """GET asks; POST shows them once, and writes down that they were read."""
        offering = self.class_for(request, offering_id, VIEW, NOTES)
        person = self._person(offering, registration_id)
        packet = get_object_or_404(AcceptancePacket.objects.select_related("registration"), registration=person)
        notes = None
        if request.method == "POST" and packet.has_notes:
            try:
                notes = packets.read_notes(packet, by=request.user)
            except DecryptionError as error:
                self.message_user(request, f"Not shown. Please tell the administrator: {error}", messages.ERROR)
        return self._page(request, "packet_notes.html", "Medical notes", offering, person=person, packet=packet,
                          notes=notes)  # fmt: skip

    @staticmethod
    def _person(offering, registration_id):
        people = offering.registrations.select_related("offering__program")
        return get_object_or_404(people.prefetch_related("offering__sessions"), pk=registration_id)

    @staticmethod
    def _list_address(offering):
        return reverse("admin:programs_classoffering_packets", args=[offering.pk])

    def _page(self, request, template, title, offering, **context):
        """These pages speak of people's health and families: nothing keeps a copy."""
        return mark_personal(self.show_class_page(request, template, title, offering, **context))


def _sizes(answered):
    """[("Medium", 12), ...] from small to large; sizes that nobody has are left out."""
    counts = Counter(packet.shirt_size for packet in answered)
    return [(size.label, counts[size]) for size in ShirtSize if counts[size]]
