"""The intake queue: what waits, what stands out, how many queries it takes, and that each look is on record."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from core.models import DepartmentProfile
from tests.pages import words
from tests.programs.admin.test_queries import queries
from tests.vacation_checks.builders import approved, beat, make_request, submitted, user
from tests.vacation_checks.desk.pages import LIST, desk, others, seal, views
from vacation_checks.admin.words import STATES
from vacation_checks.desk_lists import in_true_state
from vacation_checks.enums import RequestState
from vacation_checks.models import CheckRules, VacationCheckRequest
from vacation_checks.services import desk as deciding

pytestmark = pytest.mark.django_db


def listed(query=""):
    """References of the rows, in their order."""
    page = desk().get(LIST + query)
    return [row.reference for row in page.context_data["cl"].result_list]


def badges_of(request, query="?which=all"):
    page = desk().get(LIST + query)
    return next([said for _level, said in row.badges] for row in page.context_data["cl"].result_list if row == request)


def test_the_queue_shows_what_waits_and_the_first_to_leave_first():
    later, sooner = submitted(leaves=9), submitted(leaves=4)
    asked = deciding.ask(submitted(leaves=6), "Which gate?", by=user())
    make_request(leaves=5)  # not confirmed
    decided = approved(leaves=5)
    assert listed() == [sooner.reference, asked.reference, later.reference]
    assert decided.reference in listed("?which=live") and len(listed("?which=all")) == 5


def test_a_wish_for_other_dates_waits_too():
    home = approved(leaves=2)
    wish = {f"wished_{name}": getattr(home, name) for name in ("leaves_on", "leaves_at", "returns_on", "returns_at")}
    VacationCheckRequest.objects.filter(pk=home.pk).update(**wish)
    assert listed() == [home.reference]
    assert "wish for other dates" in badges_of(home)


def test_a_sealed_request_is_on_no_list():
    home = approved(leaves=-1)
    seal(home)
    for query in ("", "?which=all", f"?found={home.pk}", "?stands=active"):
        assert listed(query) == []


def test_no_row_says_an_address_a_name_or_a_number():
    submitted(leaves=4)
    page = words(desk().get(LIST))
    for secret in ("SARTORI", "Mori", "ana@example", "555", "pelican"):
        assert secret not in page


@pytest.mark.parametrize(
    ("fields", "badge"),
    [
        ({"leaves": 1}, "leaves by tomorrow"),
        ({"jurisdiction": "outside"}, "outside the city"),
        ({"jurisdiction": "check"}, "border ZIP: check the city"),
        ({"jurisdiction": "unknown"}, "street not known"),
        ({"is_restricted": True}, "restricted"),
        ({"nights": 31}, "longer than 30 nights"),
        ({}, "somebody may come"),
        ({"extended_at": timezone.now()}, "extended"),
    ],
)
def test_what_stands_out(fields, badge):
    kinds = {name: fields.pop(name) for name in ("leaves", "nights") if name in fields}
    plain = submitted(leaves=20, details={}, house="9 ELM AVE", email="x@example.com", phone="+13105550109")
    request = submitted(**{"leaves": 4, **kinds})
    VacationCheckRequest.objects.filter(pk=request.pk).update(**fields)
    assert badge in badges_of(request)
    assert badges_of(plain) == []


def test_without_a_mail_address_the_phone_is_the_way():
    assert "no mail: phone" in badges_of(submitted(email=""))


def test_the_same_house_is_flagged_whatever_the_unit_and_only_while_both_run():
    first = submitted()
    second = submitted(unit="APT 3", email="ex@example.com", phone="+13105550177")
    elsewhere = submitted(house="1236 SARTORI AVE")
    flag = "same address as another"
    assert flag in badges_of(first) and flag in badges_of(second) and flag not in badges_of(elsewhere)
    deciding.decline(second, "duplicate", by=user())
    assert flag not in badges_of(first)


def test_the_days_of_a_year_are_counted_for_a_person():
    CheckRules(yearly_days=20).save()
    year = timezone.localdate().year + 1
    january = (datetime(year, 1, 10).date() - timezone.localdate()).days
    one = approved(leaves=january, nights=12)
    other = submitted(leaves=january + 30, nights=12, email="ANA@example.com", phone="+13105550177")
    stranger = submitted(leaves=january + 30, nights=12, email="b@example.com", phone="+13105550188")
    flag = "over 20 days this year"
    assert flag in badges_of(one) and flag in badges_of(other) and flag not in badges_of(stranger)


@pytest.mark.parametrize("moment", [timedelta(hours=hours) for hours in (-30, 0, 40, 24 * 8, 24 * 12)])
def test_the_filter_by_state_says_the_same_as_the_request(moment):
    now, rules = timezone.now() + moment, CheckRules.current()
    made = [
        make_request(leaves=3),
        submitted(leaves=2),
        submitted(leaves=-3, nights=5),
        approved(leaves=2),
        approved(leaves=-2, nights=5, returns_at=time(0, 15)),
        deciding.suspend(approved(leaves=-1), "Tented.", by=user()),
        deciding.inform_only(submitted(leaves=1), by=user()),
        deciding.decline(submitted(), "outside", by=user()),
    ]
    for state in RequestState:
        true = {
            request.pk
            for request in made
            if VacationCheckRequest.objects.get(pk=request.pk).state_at(now, rules) == state
        }
        found = in_true_state(VacationCheckRequest.objects.all(), state, now)
        assert set(found.values_list("pk", flat=True)) == true, state


def test_every_state_has_words_and_the_list_shows_the_true_one():
    assert set(STATES) == set(RequestState)
    home = approved(leaves=2)
    VacationCheckRequest.objects.filter(pk=home.pk).update(leaves_on=timezone.localdate() - timedelta(days=1))
    assert "Active" in words(desk().get(f"{LIST}?stands=active"))
    assert listed("?stands=scheduled") == []


@pytest.mark.parametrize(
    "query", ["?stands=nonsense", "?which=x", "?found=x.y", "?found=" + "9" * 40, "?beat__id__exact=x"]
)
def test_a_crooked_filter_is_no_error(query):
    submitted()
    assert desk().get(LIST + query, follow=True).status_code == 200


def test_each_look_at_the_list_is_on_record():
    submitted()
    desk().get(LIST)
    assert views() == [("list", "", "1 requests")]


def test_three_hundred_rows_ask_the_database_no_more_than_one():
    DepartmentProfile.current(), CheckRules.current()
    client, counts = desk(), []
    for how_many in (1, 2, 297):
        rows = [_row(how_many * 1000 + number) for number in range(how_many)]
        VacationCheckRequest.objects.bulk_create(rows)
        counts.append(len(queries(f"{LIST}?which=all", client)))
    assert len(set(counts)) == 1 and counts[0] <= 14, counts


def _row(number):
    """Like a confirmed request, straight into the table."""
    template = VacationCheckRequest.objects.first() or submitted()
    template.pk, template._state.adding = None, True
    template.reference, template.form_key = f"REQ-{number:08}", f"key-{number}"
    template.house, template.beat = f"{number % 90} ELM AVE", beat(str(number % 3))
    return template


def test_nobody_else_opens_it_or_searches():
    submitted()
    for client in others():
        assert client.get(LIST).status_code == 403
        assert client.post(LIST, {"find": "1234 Sartori Ave"}).status_code == 403
    assert views() == []
