"""The demo mailbox: what residents would find in their mail. It exists in the demo alone."""

from functools import wraps

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mailroom import demo_mailbox

# The HTML of a mail may style itself, and nothing else.
MAIL_CSP = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "form-action": [NONE],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
    "sandbox": [True],
}


def only_in_the_demo(view):
    """Elsewhere the page does not exist, even if someone puts it into the URLs by mistake."""

    @never_cache
    @require_safe
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not (settings.DEMO and settings.MAIL_TO_FOLDER):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@only_in_the_demo
def mail_list(request):
    to = request.GET.get("to", "").strip()
    return render(request, "mailroom/demo_mailbox/mail_list.html", {"mails": demo_mailbox.latest(to), "to": to})


@only_in_the_demo
def mail_detail(request, name):
    return render(request, "mailroom/demo_mailbox/mail_detail.html", {"mail": _mail_or_404(name)})


@csp(MAIL_CSP)
@only_in_the_demo
def mail_html(request, name):
    return HttpResponse(_mail_or_404(name).html())


@only_in_the_demo
def attachment(request, name, number):
    attachments = _mail_or_404(name).attachments()
    if number >= len(attachments):
        raise Http404
    part = attachments[number]
    content = part.get_payload(decode=True)
    if part.get_content_maintype() == "text":
        # Lines end so in a mail, and must in a calendar; reading the file has turned them into plain ones.
        content = content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    response = HttpResponse(content, content_type=part.get_content_type())
    filename = "".join(letter for letter in part.get_filename("attachment") if letter.isalnum() or letter in "._-")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def _mail_or_404(name):
    mail = demo_mailbox.find(name)
    if mail is None:
        raise Http404
    return mail
