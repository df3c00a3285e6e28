"""A coordinator writes to a class and joins two registrations, in a browser: every page at three widths."""

import pytest
from django.conf import settings
from django.urls import reverse

from mailroom.models import Message
from programs.models import Letter, Registration
from tests.browser.conftest import check
from tests.programs.admin.helpers import class_url, staff
from tests.programs.builders import call_in, make_offering, seat, sign_up
from tests.programs.test_merging import twin

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(site, page, client):
    """The browser of a member of staff who may do everything and has a mail address."""
    user = staff(None, "desk")
    user.is_superuser, user.email = True, "desk@example.com"
    user.save()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])
    return page


def press(page, words):
    with page.expect_navigation():
        page.get_by_role("button", name=words).first.click()


def test_a_letter_from_the_first_word_to_the_record(site, desk):
    offering = make_offering()
    seat(offering, "ana"), seat(offering, "ben", language="ko")
    call_in(offering, "maria", by=staff())
    desk.goto(site + class_url(offering, "letter"))
    check(desk, "compose")
    desk.get_by_label("Subject:").fill("News: {clas}")
    desk.get_by_role("textbox", name="Letter:").fill("Dear {given_name},\n\nwe meet in {place}.")
    press(desk, "Look before you send")
    check(desk, "compose with an error")
    desk.get_by_label("Subject:").fill("News: {class}")
    press(desk, "Look before you send")
    desk.get_by_text("Their names").click()
    check(desk, "preview")
    press(desk, "Send it to myself first")
    check(desk, "preview after the sample")
    assert Message.objects.get(template="programs/letter").to == "desk@example.com"
    press(desk, "Send to 2 people")
    desk.goto(site + class_url(offering, "letters"))
    check(desk, "letters of the class")
    with desk.expect_navigation():
        desk.get_by_role("link", name="News: Partners in Policing, Spring 2027").click()
    check(desk, "one letter")
    letter = Letter.objects.get()
    assert letter.recipients.count() == 3
    desk.goto(site + reverse("admin:programs_lettertemplate_add"))
    check(desk, "template letter")


def test_two_registrations_joined_and_put_back(site, desk):
    offering = make_offering(capacity=2)
    ana, again = seat(offering, "ana"), twin(offering, seat)
    sign_up(offering, "ben")
    desk.goto(site + class_url(offering, "duplicates"))
    check(desk, "suggestions")
    with desk.expect_navigation():
        desk.get_by_role("link", name="Compare and join").click()
    check(desk, "comparison")
    press(desk, "Join them")
    check(desk, "joined")
    assert Registration.objects.get(pk=again.pk).state == "merged"
    press(desk, "Undo")
    check(desk, "put back")
    assert sorted(Registration.objects.filter(pk__in=[ana.pk, again.pk]).values_list("state", flat=True)) == [
        "confirmed", "waitlisted"
    ]  # fmt: skip
    press(desk, "These are two people")
    check(desk, "nobody looks like somebody else")
