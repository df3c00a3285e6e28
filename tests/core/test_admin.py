"""What staff may change of what every room shares, and lists that stay quick."""

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.db.models.functions import Upper
from django.urls import reverse

from core.admin import CappedPaginator
from core.models import ClosureDay, DepartmentProfile
from programs.models import Program

pytestmark = pytest.mark.django_db
PROFILE = "admin:core_departmentprofile_"
CLOSURES = "admin:core_closureday_"


@pytest.fixture
def colleague(client):
    """Staff without any permission so far."""
    user = User.objects.create_user("ana", is_staff=True)
    client.force_login(user)
    return user


def allow(user, codename):
    user.user_permissions.add(Permission.objects.get(content_type__app_label="core", codename=codename))


def test_the_profile_can_be_changed_and_neither_added_nor_deleted(admin_client):
    assert admin_client.get(reverse(f"{PROFILE}change", args=[1])).status_code == 200
    assert admin_client.get(reverse(f"{PROFILE}add")).status_code == 403
    assert admin_client.post(reverse(f"{PROFILE}delete", args=[1]), {"post": "yes"}).status_code == 403
    assert DepartmentProfile.objects.count() == 1


def test_a_record_leads_to_its_public_page_without_a_detour_that_names_every_record(admin_client):
    program = Program.objects.create(name="Night walk", slug="night-walk", prefix="NW")
    page = admin_client.get(reverse("admin:programs_program_change", args=[program.pk])).content.decode()
    assert f'href="{program.get_absolute_url()}"' in page
    kind = ContentType.objects.get_for_model(Program)
    assert admin_client.get(reverse("admin:view_on_site", args=[kind.pk, program.pk])).status_code == 404


def test_what_staff_change_is_on_the_next_page(admin_client, client):
    url = reverse(f"{PROFILE}change", args=[1])
    answers = dict(admin_client.get(url).context["adminform"].form.initial)
    changed = answers | {"programs_phone": "310-618-5999", "chief_name": "Nguyễn <b>"}
    assert admin_client.post(url, changed).status_code == 302
    page = client.get("/privacy/").content.decode()
    assert "(310) 618-5999" in page
    assert "<b>" not in page


def test_a_holiday_is_unticked_and_not_deleted(admin_client):
    day = ClosureDay.objects.create(date="2027-11-11", name="Veterans Day")
    assert admin_client.get(reverse(f"{CLOSURES}change", args=[day.pk])).status_code == 200
    assert admin_client.post(reverse(f"{CLOSURES}delete", args=[day.pk]), {"post": "yes"}).status_code == 403
    selected = {"action": "delete_selected", "_selected_action": [day.pk], "post": "yes"}
    admin_client.post(reverse(f"{CLOSURES}changelist"), selected)
    assert ClosureDay.objects.filter(pk=day.pk).exists()


@pytest.mark.parametrize("page", ["departmentprofile", "closureday"])
def test_each_page_asks_for_its_own_permission(client, colleague, page):
    url = reverse(f"admin:core_{page}_changelist")
    assert client.get(url).status_code == 403
    allow(colleague, f"view_{page}")
    assert client.get(url).status_code == 200


def test_whoever_may_only_look_cannot_save(client, colleague):
    allow(colleague, "view_departmentprofile")
    assert client.post(reverse(f"{PROFILE}change", args=[1]), {"name": "Mine"}).status_code == 403


@pytest.mark.parametrize("model", ["emailcode", "ratewindow"])
def test_codes_and_counters_are_on_no_page(admin_client, model):
    assert admin_client.get(f"/admin/core/{model}/").status_code == 404


def test_a_long_list_is_counted_up_to_its_cap_only(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(CappedPaginator, "MOST", 7)
    ClosureDay.objects.all().delete()
    ClosureDay.objects.bulk_create(ClosureDay(date=f"2027-01-{day:02}", name="day") for day in range(1, 21))
    days = ClosureDay.objects.order_by("date")
    with django_assert_num_queries(1) as queries:
        assert CappedPaginator(days, 5).count == 7
    assert "LIMIT 7" in queries.captured_queries[0]["sql"]
    assert CappedPaginator(days, 5).num_pages == 2
    assert CappedPaginator(days.filter(date__lt="2027-01-04"), 5).count == 3


def test_what_a_list_adds_to_its_rows_is_not_worked_out_to_count_them(django_assert_num_queries):
    ClosureDay.objects.create(date="2027-01-01", name="day")
    days = ClosureDay.objects.annotate(shouted=Upper("name")).order_by("date")
    known = ClosureDay.objects.count()
    with django_assert_num_queries(1) as queries:
        assert CappedPaginator(days, 5).count == known
    assert "UPPER" not in queries.captured_queries[0]["sql"]
