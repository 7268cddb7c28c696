"""From an empty database to the first request of somebody who was invited, in the browser: the first admin follows a
link, sets up what is left, adds a desk that is only asked, invites; the invited person asks for something."""

from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from intake import seeds as of_intake
from people.models import Invitation, Team, User
from people.seeds import seed as seed_people
from reviews import seeds as of_reviews
from reviews.models import Review
from tests.journeys.conftest import eventually

NEW_PASSWORD = "three quiet herons at dawn"


@pytest.fixture
def empty(transactional_db):
    """An installation as `migrate` and the defaults leave it: desks and rules, nobody who could sign in."""
    seed_people()
    of_reviews.seed()
    of_intake.seed()
    assert not User.objects.exists()


def test_from_an_empty_database_to_the_first_request(empty, visitor):
    ada = visitor()

    first_admin_sets_a_password(ada)
    what_is_left_is_shown(ada)
    a_desk_that_is_only_asked_is_added(ada)
    ada_looks_at_the_hours(ada)
    rosa = invited(ada, visitor)
    rosa_asks_for_something(rosa)
    the_log_tells_it(ada)


def follow(person, link, name):
    """Set a password with the link of an invitation."""
    person.open(urlsplit(link).path)
    person.page.get_by_label("Name").fill(name)
    for field in person.page.locator("input[type=password]").all():
        field.fill(NEW_PASSWORD)
    with person.posting():
        person.page.locator("main button[type=submit]").first.click()


def first_admin_sets_a_password(ada):
    out = StringIO()
    call_command("first_admin", "ada@company.example", "--name", "Ada First", stdout=out)
    follow(ada, out.getvalue().splitlines()[-1], "Ada First")
    eventually(lambda: User.objects.get().is_active, "the first admin to be in")


def what_is_left_is_shown(ada):
    """Whoever looks after an empty installation begins here."""
    ada.open("/")
    expect(ada.page.get_by_role("heading", name="What is left to set up", level=1)).to_be_visible()
    expect(ada.page.get_by_text("Nobody leads Legal and Procurement.")).to_be_visible()
    ada.shot("1-what-is-left")
    with ada.posting():
        ada.page.get_by_role("button", name="Not now Target times").or_(
            ada.page.get_by_role("button", name="Not now Mail")
        ).first.click()
    expect(ada.page.get_by_role("heading", name="Put aside")).to_be_visible()


def a_desk_that_is_only_asked_is_added(ada):
    page = ada.page
    page.get_by_role("link", name="Desks", exact=True).first.click()
    page.get_by_role("link", name="Add a desk").click()
    page.get_by_label("Name").fill("IT")
    page.get_by_label("Description").fill("Asked whether a tool fits what we run.")
    page.get_by_label("Server").check()
    ada.shot("2-add-a-desk")
    ada.press("Add the desk")
    expect(page.get_by_role("heading", name="IT", level=1)).to_be_visible()
    expect(page.get_by_text("Nobody sits here yet")).to_be_visible()
    desk = Team.objects.get(slug="it")
    assert (desk.owns_terms, desk.speaks_for, desk.icon) == (False, "", "server")
    ada.check()


def ada_looks_at_the_hours(ada):
    page = ada.page
    page.goto("/settings/calendars/")
    page.get_by_role("link", name="Head office").click()
    expect(page.get_by_role("heading", name="The twelve weeks ahead")).to_be_visible()
    ada.check()
    page.get_by_role("link", name="Change", exact=True).click()
    page.get_by_label("Opens").fill("08:00")
    ada.press("Save")
    expect(page.get_by_text("08:00 to 17:30 in Europe/Berlin")).to_be_visible()


def invited(ada, visitor):
    """Rosa is asked in; her link is what the mail would hold."""
    page = ada.page
    page.goto("/settings/people/invite/")
    page.get_by_label("E-mail address").fill("rosa@company.example")
    page.get_by_label("Name").fill("Rosa Requester")
    ada.press("Send the invitation")
    expect(page.get_by_text("Rosa Requester is invited")).to_be_visible()
    invitation = Invitation.objects.get(person__email="rosa@company.example")
    rosa = visitor()
    follow(rosa, f"http://x/accounts/invitation/{invitation.make_link()}/", "Rosa Requester")
    eventually(lambda: User.objects.get(email="rosa@company.example").is_active, "Rosa to be in")
    return rosa


def rosa_asks_for_something(rosa):
    page = rosa.page
    rosa.open("/requests/new/")
    page.get_by_role("link", name="NDA").first.click()
    page.get_by_label("What do you need?").fill("An NDA before we talk")
    page.get_by_label("Which vendor?").fill("Octave Payroll")
    rosa.check()
    _answer_the_rest(page)
    page.get_by_role("button", name="Submit request").first.click()
    assert page.locator(".error-summary").count() == 0, page.locator(".error-summary").inner_text()
    page.wait_for_url("**/reviews/R-*/**")
    assert Review.objects.get().requester.email == "rosa@company.example"


def _answer_the_rest(page):
    """The questions of this kind of request, each in its own way."""
    page.get_by_label("Why do you need it?").fill("We talk about a common project.")
    for question in page.locator("[data-question]:visible").all():
        if question.locator("input[type=radio]").count():
            question.locator("input[type=radio]").first.check()
        elif question.locator("select").count():
            question.locator("select").select_option(index=1)
        else:
            question.locator("input, textarea").first.fill("A common project")


def the_log_tells_it(ada):
    ada.open("/settings/log/")
    for words in ("added the desk IT", "invited Rosa Requester", "opens: 09:00 → 08:00"):
        expect(ada.page.get_by_text(words).first).to_be_visible()
    ada.shot("3-log")
