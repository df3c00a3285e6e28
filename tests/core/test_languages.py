"""In which language the portal speaks to whom: what is translated in six, everything else in English altogether."""

from datetime import date, time

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import get_language, gettext

from core.enums import Language
from core.languages import BrowserLanguageMiddleware, speak

TRANSLATED, OTHER = "consent", "programs"
EVENING = {"day": date(2027, 3, 4), "hour": time(18)}
DATES = {
    "en": "Thursday, March 4, 2027 | Thursday, March 4 | March 4, 2027 | 6:00 PM",
    "es": "jueves 4 de marzo de 2027 | jueves 4 de marzo | 4 de marzo de 2027 | 6:00 p.m.",
    "ja": "2027年3月4日（木） | 3月4日（木） | 2027年3月4日 | 午後6:00",
    "ko": "2027년 3월 4일 목요일 | 3월 4일 목요일 | 2027년 3월 4일 | 오후 6:00",
    "zh-hans": "2027年3月4日星期四 | 3月4日星期四 | 2027年3月4日 | 下午6:00",
    "vi": "Thứ 5, ngày 4 tháng 3 năm 2027 | Thứ 5, ngày 4 tháng 3 | ngày 4 tháng 3 năm 2027 | 6:00 CH",
}
LINE = "{{ day|date:'l, F j, Y' }} | {{ day|date:'l, F j' }} | {{ day|date:'F j, Y' }} | {{ hour|time:'g:i A' }}"


def language_within(language, part=TRANSLATED):
    with speak(language, part):
        return get_language()


def said_to(path, **headers):
    """What a page at this address says, and on which headers that depends."""
    middleware = BrowserLanguageMiddleware(lambda request: HttpResponse(gettext("Please wait a little")))
    response = middleware(RequestFactory().get(path, headers=headers))
    return response.content.decode(), response.headers.get("Vary", "")


def test_the_portal_knows_the_languages_that_people_can_choose():
    assert dict(settings.LANGUAGES) == dict(Language.choices)


@pytest.mark.parametrize("language", Language.values)
def test_what_is_translated_is_said_in_each_language_and_what_is_not_in_english(language):
    assert language_within(language) == language
    assert language_within(language, OTHER) == "en"


@pytest.mark.parametrize("language", ["", "xx", "../../en", None])
def test_a_language_that_nobody_can_choose_is_english(language):
    assert language_within(language) == "en"


@pytest.mark.parametrize(("language", "written"), DATES.items())
def test_dates_and_times_are_written_as_the_language_does(language, written):
    with speak(language, TRANSLATED):
        assert Template(LINE).render(Context(EVENING)) == written
    with speak(language, OTHER):
        assert Template(LINE).render(Context(EVENING)) == DATES["en"]


def test_where_nobody_is_known_a_translated_page_speaks_the_language_of_the_browser():
    assert said_to("/consent/nothing/", accept_language="ko-KR,ko;q=0.9") == ("잠시 기다려 주세요", "Accept-Language")
    assert said_to("/consent/nothing/", accept_language="fr") == ("Please wait a little", "Accept-Language")


@pytest.mark.parametrize("path", ["/", "/my/", "/programs/consent/", "/admin/"])
def test_every_other_page_is_english_whatever_the_browser_says(path):
    assert said_to(path, accept_language="ko") == ("Please wait a little", "")
