"""An auditor reads what was decided on every review that is not walled, and writes nothing.

Neither a privileged word nor a paper is theirs to read.
"""

import pytest
from django.urls import reverse

from people.models import Membership, Team
from reviews.comments import actions as comment_actions
from reviews.findings import findings
from reviews.models import Comment, Review, RiskLevel, Term, seers_of
from reviews.pure.stages import Stage
from reviews.walls import actions as walls
from tests.factories import UserFactory
from tests.routes import reviews as walks
from tests.test_routes import ANSWERS, ROUTES


@pytest.fixture
def visit(client, auditor):
    client.force_login(auditor)
    return client


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_auditor_reads_decisions_comments_and_findings(visit, review_at, counsel):
    review = review_at(Stage.SIGNATURE)
    comment_actions.comment(review, "Among us: it is dear.", by=counsel)
    risk = {"level": RiskLevel.LOW, "meaning": "We ask again."}
    findings.raise_finding(review, "No certificate.", **risk, by=counsel)
    tabs = [f"{review.get_absolute_url()}?side={side}" for side in ("comments", "issues", "documents")]
    page = " ".join(text_of(visit, tab) for tab in tabs)
    for words in ("Among us: it is dear.", "No certificate.", "Limitation of liability", "Lena Lead"):
        assert words in page
    assert text_of(visit, reverse("reviews:timeline", args=[review.pk]))
    assert review.title in text_of(visit, reverse("reviews:review_list"))


def test_auditor_reads_of_privileged_notes_how_many_there_are(visit, review, counsel):
    comment_actions.comment(review, "Zyzzyva.", audience="privileged", by=counsel)
    comment_actions.comment(review, "Zyzzyva again.", audience="privileged", by=counsel)
    page = text_of(visit, f"{review.get_absolute_url()}?side=comments")
    assert "2 privileged notes, whose words are for the people inside." in page
    assert "Zyzzyva" not in page


def test_nobody_else_reads_how_many_there_are(client, review, buyer, counsel):
    comment_actions.comment(review, "Zyzzyva.", audience="privileged", by=counsel)
    client.force_login(buyer)
    assert "privileged note" not in client.get(review.get_absolute_url(), {"side": "comments"}).content.decode()


def test_auditor_sees_a_list_of_papers_and_opens_none(visit, case):
    review_pk, document = walks.read_paper(case)
    name = case.review.documents.get().latest.original_name
    assert name in text_of(visit, case.review.get_absolute_url())
    for name, *more in (
        ("reviews:document",),
        ("reviews:read_document",),
        ("reviews:reading_state",),
        ("reviews:comparison",),
        ("reviews:page", 1, 1),
        ("reviews:page_picture", 1, 1),
    ):
        assert visit.get(reverse(name, args=[review_pk, document, *more])).status_code == 404
    term = case.review.terms.first()
    assert visit.get(f"/api/terms/{term.pk}/").json()["playbook_checks"] == []


@pytest.mark.parametrize(
    "name",
    ["reviews:comment", "reviews:claim", "intake:heads_up", "api-term-decide", "absences:plan", "reviews:save_view"],
)
def test_auditor_changes_nothing(visit, case, auditor, name):
    """The whole table says so, too (tests/routes/table.txt): here, in words."""
    route = ROUTES[name]
    answer = visit.post(reverse(name, args=route.given(case)), route.data(case))
    assert answer.status_code == 403
    assert "Auditors read, and change nothing." in answer.content.decode()


def test_table_lets_auditors_do_nothing_but_what_is_about_themselves():
    done = {
        name for name, cells in ANSWERS.items() if cells["post"].get("auditor") in {"done", "page", "form with errors"}
    }
    assert {name.split(":")[0].split("_")[0] for name in done} == {"account", "notices", "people"}


def test_auditor_keeps_their_own_profile(visit, auditor):
    visit.post(reverse("people:profile"), {"name": "Anna Audits", "time_zone": "Europe/Paris"})
    auditor.refresh_from_db()
    assert auditor.name == "Anna Audits"


def test_auditor_does_not_see_what_is_walled(review, auditor, buyer, counsel, lead):
    assert list(Review.objects.visible_to(auditor)) == [review]
    walls.wall(review, [buyer, counsel], by=lead)
    assert not Review.objects.visible_to(auditor).exists()
    assert not Term.objects.visible_to(auditor).exists()


def test_auditor_takes_part_in_nothing(review, auditor, counsel):
    """Nobody mentions them, names them on a wall or lets them into a circle."""
    assert auditor not in seers_of(review)
    assert not Comment.objects.filter(mentioned=auditor).exists()


def test_a_seat_gives_an_auditor_nothing(auditor):
    Membership.objects.create(team=Team.objects.first(), user=auditor, is_lead=True)
    auditor.refresh_from_db()
    assert (auditor.is_reviewer, auditor.teams_led, auditor.may_override) == (False, [], False)


def test_role_is_given_by_an_operator_and_alone(client, operator, buyer, stranger):
    client.force_login(operator)
    facts = {"name": "Somebody", "time_zone": "Europe/Paris", "is_active": "on", "email": "x@duet.example"}
    seats = {f"memberships-{key}_FORMS": "0" for key in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}
    pages = {person: reverse("admin:people_user_change", args=[person.pk]) for person in (buyer, stranger)}
    refused = client.post(pages[stranger], {**facts, **seats, "is_auditor": "on", "is_admin": "on"})
    assert "An auditor or outside counsel has no other role." in refused.content.decode()
    assert client.post(pages[stranger], {**facts, **seats, "is_auditor": "on"}).status_code == 302
    stranger.refresh_from_db()
    assert stranger.is_auditor
    seated = {**facts, **seats, "email": "y@duet.example", "is_auditor": "on"}
    assert "Take their desks away first" in client.post(pages[buyer], seated).content.decode()


def test_admin_makes_no_auditor(client, admin, stranger):
    client.force_login(admin)
    seats = {f"memberships-{key}_FORMS": "0" for key in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}
    facts = {"name": "Somebody", "time_zone": "Europe/Paris", "is_active": "on", "is_auditor": "on", **seats}
    client.post(reverse("admin:people_user_change", args=[stranger.pk]), facts)
    stranger.refresh_from_db()
    assert (stranger.name, stranger.is_auditor) == ("Somebody", False)


def test_account_starts_where_its_work_is(visit):
    assert visit.get("/").url == reverse("reviews:review_list")
    assert UserFactory(is_auditor=True).asks is False
