"""Writing to a class: compose, look, send. Nothing is stored before the letter goes out."""

from uuid import uuid4

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import redirect
from django.utils import timezone

from core.enums import Language
from core.keys import key_from
from mailroom.enums import MessageState
from programs.admin.class_page import PEOPLE, ClassPage, tool
from programs.admin.letter_forms import LetterForm, as_initial
from programs.admin.roster import phone_words
from programs.models import LetterRecipient, LetterTemplate
from programs.people import listed, name_and_phone
from programs.services import letters
from programs.services.audience import recipients
from programs.services.errors import RegistrationError
from programs.services.letter_texts import PLACEHOLDERS, fill_for_the_record

WRITE = ("programs.add_letter", "programs.view_registration")
READ = ("programs.view_letter", "programs.view_registration")


class LetterPages(ClassPage):
    """For ClassOfferingAdmin: write to the class, and read what was written."""

    def get_urls(self):
        return [*self.class_urls(letter=self.letter, letters=self.letters), *super().get_urls()]

    def class_tools(self, request, offering):
        tools = super().class_tools(request, offering)
        if request.user.has_perms(WRITE):
            tools.append(tool(PEOPLE, "Write to the class", "letter", offering))
        if request.user.has_perms(READ):
            tools.append(tool(PEOPLE, "Letters sent", "letters", offering))
        return tools

    def letter(self, request, offering_id):
        """The pages of one letter. What was typed travels with the form from page to page."""
        offering = self.class_for(request, offering_id, *WRITE)
        now = timezone.now()
        if request.method != "POST":
            return self._compose(request, LetterForm(offering=offering, now=now))
        if "fill" in request.POST:
            return self._compose(request, self._started(request, offering, now))
        form = LetterForm(request.POST, offering=offering, now=now)
        if not form.is_valid() or "change" in request.POST:
            return self._compose(request, form)
        if "send" in request.POST:
            return self._send(request, form)
        if "sample" in request.POST:
            self._send_sample(request, form)
        return self._look(request, form)

    def _compose(self, request, form):
        return self.show_class_page(
            request,
            "letter.html",
            "Write to the class",
            form.offering,
            form=form,
            templates=LetterTemplate.objects.only("pk", "name"),
            placeholders=PLACEHOLDERS.items(),
        )

    @staticmethod
    def _started(request, offering, now):
        """A template letter's texts, for the people who were chosen already."""
        chosen = key_from(request.POST.get("start_from", ""))
        template = LetterTemplate.objects.filter(pk=chosen).first() if chosen else None
        if template is None:
            return LetterForm(request.POST, offering=offering, now=now)
        whom = {
            "states": request.POST.getlist("states"),
            "only": request.POST.get("only"),
            "session": key_from(request.POST.get("session", "")),
        }
        return LetterForm(initial={**whom, **as_initial(template.texts)}, offering=offering, now=now)

    def _look(self, request, form, *, came=(), gone=()):
        """Who would get it, and what they would read. Sending needs a key of this very page."""
        offering, audience, texts = form.offering, form.audience(), form.texts()
        people = list(recipients(offering, audience, form.now))
        mailed = [person for person in people if person.email]
        return self.show_class_page(
            request,
            "letter_preview.html",
            "Look before you send",
            offering,
            form=form,
            audience=audience,
            mailed=mailed,
            to_call=[(person, phone_words(person)) for person in people if not person.email],
            samples=letters.samples(offering, mailed, texts, form.now),
            expected=",".join(str(person.pk) for person in people),
            form_key=uuid4().hex,
            came=came,
            gone=gone,
            twin=self._same_letter_lately(form),
        )

    @staticmethod
    def _same_letter_lately(form):
        """The newest letter to this class, if it said the same: a second one may be a slip."""
        newest = form.offering.letters.select_related("sent_by").first()
        texts = fill_for_the_record(form.texts(), form.offering, form.now)
        return newest if newest and newest.texts[Language.ENGLISH] == texts[Language.ENGLISH] else None

    def _send_sample(self, request, form):
        key = request.POST.get("form_key", "")[:64]
        try:
            sent = letters.send_sample(form.offering, form.audience(), form.texts(), by=request.user, form_key=key)
        except RegistrationError as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            said = f"{len(sent)} sample{'' if len(sent) == 1 else 's'} sent to {request.user.email}, to nobody else."
            self.message_user(request, said if sent else "Nobody would get it, so there is no sample.")

    def _send(self, request, form):
        expected = {key_from(pk) for pk in request.POST.get("expected", "").split(",")}
        key = request.POST.get("form_key", "")[:64]
        if not key:
            return self._look(request, form)
        try:
            letter = letters.send_letter(
                form.offering, form.audience(), form.texts(), by=request.user, form_key=key, expected=expected
            )
        except letters.RecipientsChanged as error:
            self.message_user(request, str(error), messages.WARNING)
            return self._look(request, form, came=error.came, gone=error.gone)
        except RegistrationError as error:
            self.message_user(request, str(error), messages.ERROR)
            return self._look(request, form)
        self._say_sent(request, letter)
        return redirect(self.class_address(form.offering))

    def _say_sent(self, request, letter):
        people = [recipient.registration for recipient in letter.recipients.select_related("registration")]
        to_call = [name_and_phone(person) for person in people if not person.email]
        mailed = len(people) - len(to_call)
        self.message_user(request, f"“{letter}” is on its way to {mailed} {'person' if mailed == 1 else 'people'}.")
        if to_call:
            self.message_user(request, f"No mail address, please call: {listed(to_call)}.", messages.WARNING)

    def letters(self, request, offering_id):
        """What was written to this class, newest first, and how much of it arrived."""
        offering = self.class_for(request, offering_id, *READ)
        delivery = letters.with_delivery(LetterRecipient.objects.filter(letter__offering=offering)).order_by()
        counted = {}
        for letter, state, number in delivery.values_list("letter", "mail_state").annotate(n=Count("pk")):
            counted.setdefault(letter, {})[state] = number
        sent = [
            (letter, delivery_words(counted.get(letter.pk, {})))
            for letter in offering.letters.select_related("sent_by")
        ]
        return self.show_class_page(request, "letters.html", "Letters sent", offering, letters=sent)


def delivery_words(counts):
    """How many mails stand where; without a mail there is somebody to call."""
    words = {state: label.lower() for state, label in MessageState.choices} | {None: "to call"}
    return ", ".join(f"{counts[state]} {word}" for state, word in words.items() if state in counts)
