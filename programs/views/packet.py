"""Before the first session: what a participant answers and signs. For the proved owner of a confirmed seat alone."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from programs.enums import AgreementKind
from programs.forms.packets import PacketForm
from programs.services import packets
from programs.services.errors import RegistrationError
from programs.views.personal import OWN


def proved_registration(view):
    """Decorator: like OWN.own, but to have registered in this browser is not enough."""

    @wraps(view)
    def wrapped(request, registration):
        if not OWN.has_proved(request, registration):
            messages.error(request, _("Please use the link in our mail, so that we know the address is yours."))
            return redirect(registration)
        return view(request, registration)

    return OWN.own(wrapped)


@require_http_methods(["GET", "POST"])
@proved_registration
def packet(request, registration):
    """The questions; once the class is over, only the consent to photos."""
    known = packets.packet_of(registration)
    page = packets.page_of(registration, known)
    texts = packets.current_texts()
    if page is None or not texts.keys() >= {AgreementKind.CONDUCT, AgreementKind.LIABILITY}:
        messages.info(request, _("There is nothing to answer now."))
        return redirect(registration)
    form = None
    if page != packets.PacketPage.PHOTOS:
        form = PacketForm(request.POST or None, texts=texts, packet=known)
        if form.is_valid() and _saved(request, registration, form):
            return redirect(registration)
    context = {"registration": registration, "offering": registration.offering, "packet": known, "form": form}
    return render(request, "programs/packet.html", context)


def _saved(request, registration, form):
    try:
        packets.save_packet(registration, form.answers())
    except RegistrationError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("Thank you. We have your answers."))
    return True


@require_POST
@proved_registration
def packet_photos(request, registration):
    """Take back the consent to photos."""
    packets.take_back_photo_consent(registration)
    messages.success(request, _("You have taken back your consent: we use no new photos or video of you."))
    return redirect(registration)
