"""What is left to set up: told from the rows, put aside, taken up; a mail to oneself; the first admin."""

from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from common.log import events_of
from common.models import READ_BY_DESKS, PutAside
from notices import tasks
from notices.models import Notice
from operations.health import latest_report
from operations.setup.steps import STEPS, stands
from people.actions import calendars
from people.models import Invitation, Membership, Team, User, WorkingCalendar
from reviews.models import SplitRule, TargetTime
from tests.factories import MembershipFactory, UserFactory

START = "/settings/start/"
MAIL = "/settings/mail/"


def left():
    return {stand.step.key: stand.left for stand in stands() if stand.left}


def test_new_installation_says_what_is_left(admin, desks):
    assert left() == {
        "calendar": "Nobody has looked at the hours and holidays yet: those of Germany hold.",
        "people": "Nobody leads Legal and Procurement.",
        "second-admin": "You are the only admin: nobody can confirm a legal seat or an admin.",
        "mail": "No test has been mailed yet.",
        **{key: left()[key] for key in left() if key in {"request-types", "targets", "split"}},
    }


def test_steps_are_done_once_the_rows_say_so(admin, lead, desks):
    calendars.change_calendar(WorkingCalendar.objects.get(), name="Office", by=admin)
    UserFactory(is_admin=True)
    assert not {"calendar", "people", "second-admin"} & left().keys()


def test_each_step_is_left_again_when_its_rows_go(admin, lead, desks):
    SplitRule.objects.filter(slot="legal_review").delete()
    TargetTime.objects.all().delete()
    Team.objects.filter(slug="legal").update(retired_at=timezone.now())
    now = left()
    assert now["split"] == "No rule answers “Owns legal review”."
    assert now["targets"].startswith("No step has a target time")
    assert now["desks"] == "No desk speaks for the legal side."


def test_page_leads_to_each_step(pages, desks):
    answer = pages.get(START)
    for step in STEPS:
        assert step.url in answer.text and step.title in answer.text
    assert f"of {len(STEPS)} done" in answer.text


def test_page_shows_what_health_finds(pages, desks):
    assert "Desks without a lead: 5" in pages.get(START).text


def test_step_is_put_aside_and_taken_up_again(pages, desks):
    answer = pages.post(f"{START}mail/aside/", follow=True)
    assert [stand.step.key for stand in answer.context["aside"]] == ["mail"]
    assert "mail" not in [stand.step.key for stand in answer.context["open"]]
    pages.post(f"{START}mail/aside/")
    assert PutAside.objects.count() == 1
    answer = pages.post(f"{START}mail/back/", follow=True)
    assert "mail" in [stand.step.key for stand in answer.context["open"]] and not PutAside.objects.exists()


def test_step_that_there_is_not_is_not_found(pages, desks):
    assert pages.post(f"{START}nonsense/aside/").status_code == 404


@pytest.mark.parametrize("number", [3, 30])
def test_page_costs_the_same_however_many_desks(pages, desks, number, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(latest_report, "get", dict)  # kept for some seconds, and asked anew after that
    for place in range(number):
        desk = Team.objects.create(name=f"Desk {place}", slug=f"desk-{place}", calendar=desks["legal"].calendar)
        MembershipFactory(team=desk, user=UserFactory(), is_lead=True)
    pages.get(START)
    with django_assert_num_queries(QUERIES):
        pages.get(START)


QUERIES = 31


@pytest.mark.parametrize("address", [START, MAIL])
def test_pages_are_closed_to_others_with_a_sentence(client, lead, address):
    client.force_login(lead)
    answer = client.get(address)
    assert answer.status_code == 403 and "admins" in answer.text


def test_pages_ask_strangers_to_sign_in(client, desks):
    assert client.get(START).status_code == 302 and client.get(MAIL).status_code == 302


def test_admin_of_an_empty_installation_begins_with_setting_up(pages, desks, buyer):
    assert Membership.objects.exists() and pages.get("/").url == "/requests/"
    Membership.objects.all().delete()
    assert pages.get("/").url == START


def test_mail_to_oneself_goes_out_and_the_page_says_so(pages, admin, desks):
    assert "Nothing was sent yet." in pages.get(MAIL).text
    assert "is on its way" in pages.post(MAIL, follow=True).text
    assert "on its way" in pages.get(MAIL).text and "mail" in left()
    tasks.deliver_notices()
    assert [message.to for message in mail.outbox] == [["admin@duet.example"]]
    assert "The mail server took the last test" in pages.get(MAIL).text
    assert "mail" not in left()


def test_mail_that_does_not_go_out_says_why(pages, admin, desks):
    pages.post(MAIL)
    Notice.objects.filter(recipient=admin).update(last_error="Connection refused")
    assert "did not go out: Connection refused" in pages.get(MAIL).text


# --- the first admin -----------------------------------------------------------------------------------


def first_admin(*arguments):
    out = StringIO()
    call_command("first_admin", *arguments, stdout=out)
    return out.getvalue().splitlines()[-1]


def test_first_admin_sets_a_password_with_a_link_and_is_in(client, db):
    link = first_admin("Ada@X.example", "--name", "Ada First")
    person = User.objects.get()
    assert (person.email, person.is_admin, person.is_active, person.has_usable_password()) == (
        "ada@x.example", True, False, False,
    )  # fmt: skip
    path = "/" + link.split("/", 3)[3]
    data = {
        "name": "Ada",
        "time_zone": "Europe/Berlin",
        "password1": "three quiet herons",
        "password2": "three quiet herons",
    }
    assert client.post(path, data).status_code == 302
    person.refresh_from_db()
    assert person.configures and person.check_password("three quiet herons")
    assert [line.sentence for line in events_of(person, audiences=READ_BY_DESKS)] == [
        "followed the invitation and set a password",
        "made the first admin of this installation, at the machine",
    ]
    assert client.get(path).status_code == 404


def test_asked_again_there_is_another_link_and_the_one_before_ends(db):
    first, second = first_admin("ada@x.example"), first_admin("ada@x.example")
    assert first != second
    assert Invitation.objects.of_token(first.rstrip("/").split("/")[-1]) is None
    assert Invitation.objects.of_token(second.rstrip("/").split("/")[-1]) is not None


def test_where_somebody_looks_after_duet_there_is_no_first_admin(admin):
    with pytest.raises(CommandError, match="Somebody looks after Duet already"):
        first_admin("ada@x.example")


def test_address_that_is_none_is_refused(db):
    with pytest.raises(CommandError, match="is not an e-mail address"):
        first_admin("ada")
