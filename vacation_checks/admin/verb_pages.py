"""The pages on which the desk does something to a request: what will happen, what the resident reads, the button."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters

from core.enums import Language
from vacation_checks.admin import badges
from vacation_checks.admin.answers import about
from vacation_checks.admin.verb_forms import WordForm
from vacation_checks.admin.verbs import DECIDE, VERBS
from vacation_checks.enums import EndedBy, Viewed
from vacation_checks.services import endings, words
from vacation_checks.services.access import record_view
from vacation_checks.services.errors import RequestError
from vacation_checks.services.seen import decide

NAME = "vacation_checks_vacationcheckrequest"


def page_of(request):
    return reverse(f"admin:{NAME}_change", args=[request.pk])


class VerbPages:
    """For VacationCheckRequestAdmin."""

    def get_urls(self):
        pages = [
            path(
                f"<int:request_id>/{verb.name}/",
                self.admin_site.admin_view(partial(self.do, verb=verb)),
                name=verb.url_name.removeprefix("admin:"),
            )
            for verb in VERBS.values()
        ]
        word = self.admin_site.admin_view(self.back)
        return [*pages, path("<int:request_id>/back/", word, name=f"{NAME}_back"), *super().get_urls()]

    def do(self, request, request_id, verb):
        """GET: the form. POST: what the resident will read, if anything; with `apply` it is done."""
        asked = self._asked(request, request_id)
        is_answered = request.method == "POST"
        form = verb.form(request.POST if is_answered else None, request=asked)
        if not is_answered or "change" in request.POST or not form.is_valid():
            return self._verb_page(request, verb, asked, form)
        if form.shows_first and "apply" not in request.POST:
            return self._verb_page(request, verb, asked, form, is_shown=True, texts=form.texts())
        try:
            done = decide(verb.call, asked, form.cleaned_data["seen"], by=request.user, **form.arguments())
        except RequestError as error:
            asked.refresh_from_db()
            form.refuse_as_changed(str(error))
            return self._verb_page(request, verb, asked, form)
        self._tell_desk(request, done, verb.done, verb.tells_resident)
        return redirect(page_of(asked))

    @method_decorator(sensitive_post_parameters("word"))
    def back(self, request, request_id):
        """A caller says that they are back: the word is compared, each try is on record."""
        asked = self._asked(request, request_id)
        form = WordForm(request.POST or None, request=asked)
        if request.method == "POST" and form.is_valid():
            try:
                if self._is_right(request, asked, form.cleaned_data["word"]):
                    done = endings.back_early(asked, EndedBy.PHONE, by=request.user)
                    self._tell_desk(request, done, "ended: they are back", True)
                    return redirect(page_of(asked))
                form.add_error("word", "This is not the word. Do not tell the caller more than that.")
            except RequestError as error:
                form.add_error(None, str(error))
        record_view(request, Viewed.REQUEST, request=asked, note="back by phone")
        # What was said is not shown again: the next try is typed anew.
        return self._request_page(request, "word.html", "They are back: by phone", asked, form=form)

    @staticmethod
    def _is_right(request, asked, said):
        try:
            is_right = words.is_the_word(asked, said)
        except RequestError:
            record_view(request, Viewed.WORD, request=asked, note="refused")
            raise
        record_view(request, Viewed.WORD, request=asked, note="right" if is_right else "wrong")
        return is_right

    def _asked(self, request, request_id):
        """The request, for who may change requests. Who may not does not learn whether there is one."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        return get_object_or_404(self.get_queryset(request).select_related("beat"), pk=request_id)

    def _verb_page(self, request, verb, asked, form, **shown):
        record_view(request, Viewed.REQUEST, request=asked, note=verb.label.lower())
        shown["sections"] = [about(asked, timezone.localdate())]
        if verb.group == DECIDE:
            # A wish is judged by the dates that it would bring.
            shown["wished"] = asked.has_wish and verb.name == "wish"
            shown["badges"] = badges.of_now(badges.as_wished(asked) if shown["wished"] else asked)
        return self._request_page(request, "verb.html", verb.label, asked, verb=verb, form=form, **shown)

    def _request_page(self, request, template, title, asked, **context):
        language = asked.language if asked.language != Language.ENGLISH else ""
        return self.page(
            request,
            template,
            f"{title}: {asked}",
            crumb=title,
            parent=asked,
            parent_url=page_of(asked),
            asked=asked,
            other_language=asked.get_language_display() if language else "",
            **context,
        )

    def _tell_desk(self, request, asked, done, tells_resident):
        self.message_user(request, f"{asked}: {done}.", messages.SUCCESS)
        if tells_resident and not asked.email:
            # Without the number: what is said here travels in a cookie.
            self.message_user(request, "No mail address: call this person now, and say it.", messages.WARNING)
