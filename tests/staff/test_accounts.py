"""Accounts and roles: what an administrator ticks is what somebody may do."""

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse

from core.models import ClosureDay
from staff.forms import PermissionsField
from staff.roles import COORDINATOR, RECORDS

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    return User.objects.create_user("ana", "ana@example.com", "a long password of hers", is_staff=True)


def page_of(name, thing):
    return reverse(f"admin:{name}_change", args=[thing.pk])


def account(**changes):
    return {"username": "ana", "email": "ana@example.com", "is_active": "on", "is_staff": "on"} | changes


def test_roles_are_ticked(admin_client, ana):
    role = Group.objects.get(name=COORDINATOR)
    answer = admin_client.post(page_of("auth_user", ana), account(groups=[role.pk]))
    assert answer.status_code == 302
    ana = User.objects.get(pk=ana.pk)
    assert list(ana.groups.all()) == [role]
    assert ana.has_perm("programs.change_registration")
    assert ana.check_password("a long password of hers")


def test_a_single_permission_is_ticked_and_unticked(admin_client, ana):
    permission = Permission.objects.get(codename="view_message")
    admin_client.post(page_of("auth_user", ana), account(user_permissions=[permission.pk]))
    assert list(ana.user_permissions.all()) == [permission]
    admin_client.post(page_of("auth_user", ana), account())
    assert not ana.user_permissions.exists()


def test_when_somebody_joined_is_read_and_not_typed(admin_client, ana):
    joined = ana.date_joined
    page = admin_client.get(page_of("auth_user", ana)).content.decode()
    assert 'name="date_joined' not in page
    admin_client.post(page_of("auth_user", ana), account(date_joined="2001-01-01T00:00"))
    ana.refresh_from_db()
    assert ana.date_joined == joined


def test_a_role_keeps_what_is_ticked_on_its_page(admin_client):
    role = Group.objects.get(name=RECORDS)
    before = set(role.permissions.values_list("pk", flat=True))
    answer = admin_client.get(page_of("auth_group", role))
    ticked = answer.context["adminform"].form["permissions"].value()
    assert set(ticked) == before
    added = Permission.objects.get(codename="change_message").pk
    admin_client.post(page_of("auth_group", role), {"name": RECORDS, "permissions": [*ticked, added]})
    assert set(role.permissions.values_list("pk", flat=True)) == before | {added}


def test_every_permission_stands_under_its_room():
    choices = dict(PermissionsField().choices)
    assert {"The department", "Mail", "Programs"} <= set(choices)
    labels = [str(label) for _value, label in choices["Programs"]]
    assert "Can add class" in labels
    assert "Can add message" not in labels


def test_the_page_of_a_role_has_a_legend_for_each_room_and_few_queries(admin_client, django_assert_max_num_queries):
    role = Group.objects.get(name=RECORDS)
    with django_assert_max_num_queries(10):
        page = admin_client.get(page_of("auth_group", role)).content.decode()
    assert "<legend>Programs</legend>" in page
    assert "<select" not in page


def test_a_permission_with_an_impossible_number_is_no_choice(admin_client):
    page = admin_client.post(reverse("admin:auth_group_add"), {"name": "door", "permissions": ["9" * 40]})
    assert "Choose from the list." in page.content.decode()
    assert not Group.objects.filter(name="door").exists()


def test_a_locked_name_is_freed_by_deleting_its_row(admin_client):
    attempt = AccessAttempt.objects.create(username="ana", ip_address="127.0.0.1", failures_since_start=5)
    assert "Locked Out" in admin_client.get(reverse("admin:axes_accessattempt_changelist")).content.decode()
    admin_client.post(reverse("admin:axes_accessattempt_delete", args=[attempt.pk]), {"post": "yes"})
    assert not AccessAttempt.objects.exists()


def test_failures_that_were_counted_meanwhile_are_not_overwritten_by_hand(admin_client):
    attempt = AccessAttempt.objects.create(username="ana", ip_address="127.0.0.1", failures_since_start=5)
    page = reverse("admin:axes_accessattempt_change", args=[attempt.pk])
    assert 'name="_save"' not in admin_client.get(page).content.decode()
    assert admin_client.post(page, {"_save": "Save"}).status_code == 403


def test_logs_that_nobody_writes_are_not_shown(admin_client):
    for name in ("accesslog", "accessfailurelog"):
        assert admin_client.get(f"/admin/axes/{name}/").status_code == 404


def test_a_day_is_chosen_with_the_browsers_own_field(admin_client):
    page = admin_client.get(reverse("admin:core_closureday_add")).content.decode()
    assert 'type="date"' in page
    assert "calendar.js" not in page
    admin_client.post(reverse("admin:core_closureday_add"), {"date": "2031-05-02", "name": "A day off", "closed": "on"})
    assert ClosureDay.objects.filter(date="2031-05-02").exists()
