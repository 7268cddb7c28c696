"""The settings pages: an admin configures and sees no content; nobody changes their own roles."""

import pytest
from django.contrib import admin as django_admin
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from common.log import record
from notices.actions import notify
from notices.models import Notice
from people.admin_rights import ConfigurationAdmin, LookUpAdmin
from people.models import Membership, Team, User, WorkingCalendar
from tests.factories import UserFactory, VendorFactory

FORMSET = {"memberships-INITIAL_FORMS": "0", "memberships-MIN_NUM_FORMS": "0", "memberships-MAX_NUM_FORMS": "1000"}


@pytest.fixture
def operator(desks):
    """Runs the installation: a superuser."""
    return UserFactory(name="Otto Operator", email="otto@duet.example", is_superuser=True, is_staff=True)


def change_url(row):
    return reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_change", args=[row.pk])


def person_facts(**changes):
    facts = {"name": "New Name", "time_zone": "Europe/Paris", "is_active": "on", "email": "new@duet.example"}
    return facts | FORMSET | {"memberships-TOTAL_FORMS": "0"} | changes


def seat(team, **changes):
    return {"memberships-TOTAL_FORMS": "1", "memberships-0-team": team.pk} | changes


# --- who sees what ----------------------------------------------------------------------------------------


def test_settings_pages_are_closed_to_people_without_the_role(client, requester, lead):
    for person in (requester, lead):
        client.force_login(person)
        assert client.get(reverse("admin:index")).status_code == 302


def test_settings_use_the_sign_in_that_locks_out(client, db):
    response = client.get(reverse("admin:index"), follow=True)
    assert response.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_every_model_is_either_configuration_or_content_for_operators():
    """Anything else would follow Django's own permissions. allauth's addresses do, and no admin has any."""
    others = {
        model._meta.label
        for model, pages in django_admin.site._registry.items()
        if not isinstance(pages, ConfigurationAdmin | LookUpAdmin)
    }
    assert others <= {"account.EmailAddress"}


def test_admin_sees_configuration_and_no_content(client, admin):
    client.force_login(admin)
    apps = client.get(reverse("admin:index")).context["app_list"]
    shown = {model["model"] for app in apps for model in app["models"]}
    content = {model for model, pages in django_admin.site._registry.items() if isinstance(pages, LookUpAdmin)}
    assert {User, Team, WorkingCalendar} <= shown
    assert not shown & content
    assert {model._meta.app_label for model in content} >= {"common", "notices", "vendors", "contracts"}


def test_admin_cannot_open_content_by_its_address(client, admin, buyer):
    vendor = VendorFactory(name="canary")
    event = record("vendor.added", vendor, by=buyer, name="did a thing")
    notify([buyer], key="k", kind="news", title="canary", body="", url="/x")
    client.force_login(admin)
    rows = [event, Notice.objects.get(), vendor]
    addresses = [change_url(row) for row in rows] + [change_url(row).rsplit("/", 3)[0] + "/" for row in rows]
    addresses += [change_url(row).replace("/change/", "/history/") for row in rows]
    assert {client.get(address).status_code for address in addresses} == {403}


def test_operator_looks_content_up_and_cannot_change_it(client, operator, buyer):
    event = record("vendor.added", VendorFactory(), by=buyer, name="did a thing")
    client.force_login(operator)
    assert "did a thing" in client.get(change_url(event)).content.decode()
    assert client.post(change_url(event), {"verb": "did nothing"}).status_code == 403
    assert client.get(reverse("admin:common_event_add")).status_code == 403
    assert client.post(change_url(event).replace("/change/", "/delete/"), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("count", [3, 30])
def test_event_list_costs_the_same_queries_whatever_its_length(client, operator, count, django_assert_num_queries):
    vendor = VendorFactory()
    for _ in range(count):
        record("vendor.added", vendor, by=UserFactory(), name="did a thing")
    client.force_login(operator)
    ContentType.objects.get_for_model(vendor)
    with django_assert_num_queries(5):  # session, person, content types for the filter, count, events
        client.get(reverse("admin:common_event_changelist"))


def test_operator_puts_parked_mails_back_in_the_queue(client, operator, buyer):
    notify([buyer], key="k", kind="news", title="t", body="", url="/x")
    Notice.objects.update(parked_at="2100-01-01T00:00Z", attempts=10)
    client.force_login(operator)
    notice = Notice.objects.get()
    facts = {"action": "send_again", "_selected_action": [notice.pk]}
    response = client.post(reverse("admin:notices_notice_changelist"), facts, follow=True)
    assert "1 mail is back in the queue." in response.content.decode()
    assert Notice.objects.undelivered().count() == 1


# --- people and their roles -----------------------------------------------------------------------------------


def test_admin_adds_a_person_without_a_password_or_roles(client, admin):
    client.force_login(admin)
    facts = {"name": "Nina New", "email": "Nina@Duet.example", "is_admin": "on", "is_superuser": "on"}
    response = client.post(reverse("admin:people_user_add"), facts)
    nina = User.objects.get(email="nina@duet.example")
    assert (response.status_code, response.url) == (302, change_url(nina))
    assert (nina.name, nina.has_usable_password(), nina.is_admin, nina.is_superuser) == (
        "Nina New",
        False,
        False,
        False,
    )


def test_adding_a_known_address_is_refused_in_words(client, admin, buyer):
    client.force_login(admin)
    response = client.post(reverse("admin:people_user_add"), {"name": "Ben", "email": "BUYER@duet.example"})
    assert "This address has an account already." in response.content.decode()


def test_admin_keeps_names_right_and_changes_neither_address_nor_roles(client, admin, requester, desks):
    client.force_login(admin)
    facts = person_facts(is_admin="on", is_superuser="on", **seat(desks["legal"]))
    assert client.post(change_url(requester), facts).status_code == 302
    requester.refresh_from_db()
    kept = (requester.email, requester.is_admin, requester.is_superuser, requester.is_reviewer)
    assert (requester.name, requester.time_zone) == ("New Name", "Europe/Paris")
    assert kept == ("requester@duet.example", False, False, False)


def test_admin_cannot_set_a_password(client, admin, counsel):
    client.force_login(admin)
    address = reverse("admin:auth_user_password_change", args=[counsel.pk])
    facts = {"password1": "a long new password", "password2": "a long new password", "usable_password": "true"}
    assert [client.get(address).status_code, client.post(address, facts).status_code] == [403, 403]
    counsel.refresh_from_db()
    assert not counsel.has_usable_password()


def test_admin_cannot_change_or_delete_an_operator(client, admin, operator):
    client.force_login(admin)
    assert client.post(change_url(operator), person_facts(is_active="")).status_code == 403
    assert client.post(change_url(operator).replace("/change/", "/delete/"), {"post": "yes"}).status_code == 403


def test_admin_sees_the_desks_of_a_person(client, admin, buyer):
    client.force_login(admin)
    assert "Ben Buyer, Procurement" in client.get(change_url(buyer)).content.decode()


def test_operator_grants_roles_to_others(client, operator, requester, desks):
    client.force_login(operator)
    facts = person_facts(is_admin="on", **seat(desks["legal"], **{"memberships-0-is_lead": "on"}))
    assert client.post(change_url(requester), facts).status_code == 302
    requester.refresh_from_db()
    granted = (requester.email, requester.is_admin, requester.is_staff, requester.leads(desks["legal"]))
    assert granted == ("new@duet.example", True, True, True)


def test_operator_does_not_change_their_own_roles(client, operator, desks):
    client.force_login(operator)
    facts = person_facts(is_admin="on", email="otto@duet.example", **seat(desks["legal"]))
    facts.pop("is_active")
    assert client.post(change_url(operator), facts).status_code == 302
    operator.refresh_from_db()
    kept = (operator.name, operator.is_admin, operator.is_superuser, operator.is_active, operator.is_reviewer)
    assert kept == ("New Name", False, True, True, False)


def test_operator_sets_a_password_for_somebody_locked_out(client, operator, requester):
    client.force_login(operator)
    facts = {"password1": "a long new password", "password2": "a long new password", "usable_password": "true"}
    client.post(reverse("admin:auth_user_password_change", args=[requester.pk]), facts)
    requester.refresh_from_db()
    assert requester.check_password("a long new password")


def test_people_are_found_by_name_and_address(client, admin, buyer, counsel):
    client.force_login(admin)
    page = client.get(reverse("admin:people_user_changelist"), {"q": "buyer@"}).content.decode()
    assert ("Ben Buyer" in page, "Clara Counsel" in page) == (True, False)


# --- desks and calendars ----------------------------------------------------------------------------------------


def test_admin_renames_a_desk_and_cannot_change_what_it_is_for(client, admin, desks):
    client.force_login(admin)
    desk = desks["finance"]
    facts = {
        "name": "Treasury",
        "calendar": desk.calendar_id,
        "colour": "finance",
        "speaks_for": "legal",
        "slug": "legal-2",
    }
    assert client.post(change_url(desk), facts).status_code == 302
    desk.refresh_from_db()
    assert (desk.name, desk.speaks_for, desk.slug) == ("Treasury", "", "finance")
    assert client.get(reverse("admin:people_team_add")).status_code == 403


def test_admin_changes_working_hours(client, admin, desks):
    client.force_login(admin)
    calendar = WorkingCalendar.objects.get()
    facts = {
        "name": "Munich",
        "slug": "head-office",
        "time_zone": "Europe/Berlin",
        "country": "DE",
        "subdivision": "BY",
        "opens": "08:00",
        "closes": "16:00",
    }
    assert client.post(change_url(calendar), facts).status_code == 302
    calendar.refresh_from_db()
    assert (calendar.name, calendar.subdivision, calendar.opens.hour) == ("Munich", "BY", 8)


def test_seats_are_given_on_the_persons_page_alone():
    assert Membership not in django_admin.site._registry
