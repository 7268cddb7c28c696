"""One desk's page, and what is done from it."""

import pytest
from django.urls import reverse

from notices.models import Webhook
from people.actions import desks as actions
from people.models import Team, User, WorkingCalendar
from tests.factories import MembershipFactory, UserFactory


@pytest.fixture
def it(admin, desks):
    calendar = WorkingCalendar.objects.get()
    return actions.add_desk(name="IT", calendar=calendar, owns_terms=False, raises_findings=False, by=admin)


def page_of(desk, step=""):
    return f"/settings/desks/{desk.pk}/{step}"


def sent(answer):
    """What a browser would send back of the form that the page shows."""
    form = answer.context["form"]
    shown = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in shown.items() if value not in (None, False)}


def test_desk_shows_people_rights_rules_channel_and_history(pages, lead, desks):
    answer = pages.get(page_of(desks["procurement"]))
    for words in ("Lena Lead", "Lead", "Decides terms, for the commercial side", "Head office", "Channel in the chat"):
        assert words in answer.text
    assert "Nobody backs up the lead" in answer.text


def test_new_desk_says_what_it_needs(pages, it):
    answer = pages.get(page_of(it))
    assert "Nobody sits here yet" in answer.text and "Nobody leads it" in answer.text
    assert "no rule gives it any" not in answer.text


def test_desk_that_decides_terms_without_rules_says_where_to_say_which(pages, admin, it):
    actions.change_desk(it, owns_terms=True, by=admin)
    answer = pages.get(page_of(it))
    assert "It may decide terms, and no rule gives it any." in answer.text
    assert reverse("settings:split") in answer.text and reverse("settings:terms") in answer.text


def test_desk_is_added_with_its_looks(pages, desks):
    first = pages.get("/settings/desks/add/")
    assert "Nothing goes to a new desk by itself" in first.text
    data = sent(first) | {"name": "HR", "description": "People and pay", "colour": "info", "icon": "users"}
    answer = pages.post("/settings/desks/add/", data, follow=True)
    desk = Team.objects.get(slug="hr")
    assert (desk.owns_terms, desk.speaks_for, desk.colour, desk.icon) == (False, "", "info", "users")
    assert "HR is there." in answer.text and "added the desk HR" in answer.text


def test_add_says_what_is_wrong_in_the_form(pages, desks):
    data = sent(pages.get("/settings/desks/add/")) | {"name": "Legal", "duty": "asked", "speaks_for": "legal"}
    answer = pages.post("/settings/desks/add/", data)
    assert answer.status_code == 422
    assert "There is a desk called Legal already" in answer.text and "A desk that speaks for a side" in answer.text


@pytest.mark.parametrize("slug", ["procurement", "legal", "finance"])
def test_form_shows_what_is_stored_and_saving_it_changes_only_what_was_changed(pages, desks, slug):
    desk = desks[slug]
    before = {name: getattr(desk, name) for name in actions.COLUMNS}
    data = sent(pages.get(page_of(desk, "change/"))) | {"name": f"{desk.name} desk"}
    answer = pages.post(page_of(desk, "change/"), data)
    assert answer.status_code == 302
    desk.refresh_from_db()
    assert {name: getattr(desk, name) for name in actions.COLUMNS} == before | {"name": f"{desk.name}"}


def test_change_that_breaks_the_split_is_refused_in_a_sentence(pages, review, desks):
    data = sent(pages.get(page_of(desks["legal"], "change/"))) | {"speaks_for": ""}
    answer = pages.post(page_of(desks["legal"], "change/"), data)
    assert answer.status_code == 422
    assert "Legal is the only desk that speaks for the legal side" in answer.text
    assert "1 piece of work in its queue" in answer.text


def test_retiring_shows_what_stands_in_the_way(pages, desks):
    answer = pages.get(page_of(desks["legal"], "retire/"))
    assert "only desk that speaks for the legal side" in answer.text and "Back to the desk" in answer.text


def test_desk_is_retired_and_brought_back(pages, it):
    assert "Nothing is open there" in pages.get(page_of(it, "retire/")).text
    answer = pages.post(page_of(it, "retire/"), follow=True)
    assert "IT is retired. It gets no new work." in answer.text and "Bring it back" in answer.text
    answer = pages.post(page_of(it, "bring-back/"), follow=True)
    assert "IT is in use again" in answer.text


def test_retired_desk_may_not_be_given_as_taker(pages, admin, it):
    old = actions.add_desk(name="Old desk", calendar=it.calendar, by=admin)
    actions.retire_desk(old, by=admin)
    assert pages.post(page_of(it, "retire/"), {"taker": old.pk}).status_code == 422


def test_seat_is_given_from_the_desk(pages, it, stranger):
    assert stranger.email in pages.get(page_of(it, "seat/")).text
    answer = pages.post(page_of(it, "seat/"), {"person": stranger.email, "part": "lead"}, follow=True)
    assert "Stefan Stranger has the seat at IT." in answer.text
    assert User.objects.get(pk=stranger.pk).leads(it)


def test_legal_seat_from_the_desk_waits_for_a_second_admin(pages, desks, stranger, second_admin):
    answer = pages.post(page_of(desks["legal"], "seat/"), {"person": stranger.email, "part": "backup"}, follow=True)
    assert "it holds once another admin confirms it (Zoe Second)" in answer.text
    assert "To be confirmed" in answer.text


def test_seat_of_nobody_known_is_an_error_in_the_form(pages, it):
    answer = pages.post(page_of(it, "seat/"), {"person": "nobody@x.example", "part": "member"})
    assert answer.status_code == 422 and "Nobody who can sign in has this address" in answer.text


def test_desk_of_many_shows_a_hundred_and_leads_to_all(pages, it):
    for _ in range(101):
        MembershipFactory(team=it, user=UserFactory())
    assert "All 101 people of this desk" in pages.get(page_of(it)).text


@pytest.mark.parametrize("number", [3, 30])
def test_desk_costs_the_same_however_many_people(pages, it, number, django_assert_num_queries):
    Webhook.objects.create(team=it, url="https://chat.example/it")
    for _ in range(number):
        MembershipFactory(team=it, user=UserFactory())
    pages.get(page_of(it))
    with django_assert_num_queries(QUERIES):
        pages.get(page_of(it))


QUERIES = 18


def test_desk_that_is_not_there_is_not_found(pages, desks):
    for step in ("", "change/", "retire/", "seat/", "channel/"):
        assert pages.get(f"/settings/desks/999999/{step}").status_code == 404


@pytest.mark.parametrize("step", ["", "change/", "retire/", "seat/", "channel/"])
def test_desk_is_closed_to_others_with_a_sentence(client, lead, desks, step):
    client.force_login(lead)
    answer = client.get(page_of(desks["procurement"], step))
    assert answer.status_code == 403 and "Only admins look after people" in answer.text


def test_desk_asks_strangers_to_sign_in(client, desks):
    assert client.get(page_of(desks["procurement"])).status_code == 302


def test_bring_back_takes_posts_alone(pages, it):
    assert pages.get(page_of(it, "bring-back/")).status_code == 405
