"""Escalated terms and disagreements that nobody could settle: somebody is named, by those who may, with a reason."""

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from people.models import Membership
from reviews.disagreements import actions as disagreements
from reviews.models import Outcome, Purpose
from reviews.terms import deciding
from reviews.unheld.actions import name_settler
from reviews.unheld.finding import held_by_nobody
from reviews.waits.giving_back import give_back_strays
from tests.factories import MembershipFactory, TeamFactory, UserFactory
from tests.groundwork import groundwork
from tests.reviews.pages import signed_in, text_of
from tests.reviews.reading import Written, denied, open_wait_of, refused, row, term

WHY = "Legal has no lead this week."
WHO = "A lead of another function or an admin names somebody who settles it, never the requester."
WAY_OUT = "A lead of another function or an admin names somebody who settles it, with a reason."


def on_the_list():
    return [(line.wait.purpose, line.wait.desk.slug) for line in held_by_nobody(limit=99)]


@pytest.fixture
@groundwork
def head(desks):
    """Leads procurement alone."""
    user = UserFactory(name="Petra Head", email="petra@duet.example")
    MembershipFactory(team=desks["procurement"], user=user, is_lead=True)
    return user


@pytest.fixture
@groundwork
def escalated(review, counsel, lead, head, buyer, specialists, finance_lead, desks):
    """The wait for the leads of legal, of whom there is none any more."""
    liability = term(review, "liability")
    deciding.decide_term(liability, Outcome.ESCALATED, desk=desks["legal"], reason="Please.", by=counsel)
    Membership.objects.filter(user=lead).delete()
    return open_wait_of(review, Purpose.ESCALATION)


# --- an escalated term --------------------------------------------------------------------------------


def test_escalation_that_no_lead_could_decide_is_listed_with_a_way_out(escalated):
    [line] = held_by_nobody(limit=9)
    assert (line.wait, line.way_out.sentence, line.way_out.for_admins) == (escalated, WAY_OUT, True)
    assert line.way_out.url == reverse("reviews:name_settler", args=[escalated.pk])


def test_named_one_decides_what_was_escalated(escalated, head, buyer, specialists, desks):
    written = Written()
    wait = name_settler(escalated, person=buyer, reason=f" {WHY} ", by=UserFactory(is_admin=True, name="Ada Admin"))
    assert (wait.person, held_by_nobody(limit=9)) == (buyer, [])
    assert written.events == [
        (
            "Ada Admin",
            "wait.settler_named",
            "internal",
            f"named Ben Buyer to decide “Limitation of liability” for Legal, where nobody else could: {WHY}",
        ),
        ("Ada Admin", "wait.handed_over", "business", "handed over to Ben Buyer"),
    ]
    assert written.notices == [
        (
            "Ben Buyer",
            "assignment",
            f"You are asked for Legal, where nobody can: Decide the escalated term “Limitation of liability”. {WHY}",
        )
    ]
    about = term(escalated.review, "liability")
    deciding.decide_term(about, Outcome.THEIRS, desk=desks["legal"], reason="As agreed.", by=buyer)
    assert row(about, "outcome", "decider", "decider_for", "decider_because") == ("theirs", None, None, "")
    assert row(escalated, "closed_by__name") == ("Ben Buyer",)


def test_named_one_decides_nothing_else_and_nobody_else_decides_it(escalated, head, buyer, counsel, desks):
    name_settler(escalated, person=buyer, reason=WHY, by=head)
    about = term(escalated.review, "liability")
    with pytest.raises(Exception, match="a lead of Legal decides it"):
        deciding.decide_term(about, Outcome.THEIRS, desk=desks["legal"], reason="Fine.", by=counsel)
    other = escalated.review.terms.filter(desk=desks["legal"], second_desk=None).exclude(pk=about.pk).first()
    with denied(f"“{other}” is decided by Legal."):
        deciding.decide_term(other, Outcome.MEETS, desk=desks["legal"], reason="Fine.", by=buyer)


def test_named_one_may_not_be_whoever_is_kept_apart(escalated, head, buyer, counsel, requester, stranger, away, desks):
    with refused("Say in a few words why they settle it: everybody who works on this reads it."):
        name_settler(escalated, person=buyer, reason=" ", by=head)
    with refused("Name somebody else than yourself."):
        name_settler(escalated, person=head, reason=WHY, by=head)
    with refused("Clara Counsel escalated it. Choose somebody else."):
        name_settler(escalated, person=counsel, reason=WHY, by=head)
    for person in (requester, stranger):
        with refused(f"{person} cannot settle this: choose somebody of a desk who did not ask for it."):
            name_settler(escalated, person=person, reason=WHY, by=head)
    outside = MembershipFactory(team=TeamFactory(slug="facilities", speaks_for="")).user
    with refused(f"{outside} has no part in this review: choose somebody of procurement or legal, or of Legal."):
        name_settler(escalated, person=outside, reason=WHY, by=head)
    away(buyer)
    with refused("Ben Buyer is away until 27 November 2026. Choose somebody who is there."):
        name_settler(escalated, person=buyer, reason=WHY, by=head)


def test_shared_term_is_not_decided_twice_by_whoever_is_named(review, head, lead, buyer, counsel, desks, specialists):
    """Ben decided it for procurement; legal escalated it and has no lead."""
    shared = term(review, "service-credits")
    deciding.decide_term(shared, Outcome.MEETS, desk=desks["procurement"], reason="Read on paper.", by=buyer)
    other = next(desk for desk in shared.desks if desk.slug != "procurement")
    deciding.decide_term(shared, Outcome.ESCALATED, desk=other, reason="Please.", by=counsel)
    Membership.objects.filter(user=lead).delete()
    wait = open_wait_of(review, Purpose.ESCALATION)
    with refused("Ben Buyer did something on this review that a second person must look at. Choose somebody else."):
        name_settler(wait, person=buyer, reason=WHY, by=head)
    second = MembershipFactory(team=desks["procurement"]).user
    name_settler(wait, person=second, reason=WHY, by=head)
    deciding.decide_term(shared, Outcome.MEETS, desk=other, reason="Read on paper.", by=second)


def test_naming_is_for_leads_of_another_function_and_admins(
    escalated, buyer, counsel, requester, stranger, finance_lead, desks
):
    of_legal = MembershipFactory(team=TeamFactory(slug="legal-2", speaks_for="legal"), is_lead=True).user
    for person in (buyer, counsel, requester, stranger, finance_lead, of_legal):
        with denied(WHO):
            name_settler(escalated, person=buyer, reason=WHY, by=person)


def test_naming_is_refused_while_somebody_can(escalated, head, buyer, desks):
    MembershipFactory(team=desks["legal"], is_lead=True)
    with refused("This is with Legal, and somebody there can settle it. Nobody needs to be named."):
        name_settler(escalated, person=buyer, reason=WHY, by=head)


def test_naming_is_not_for_other_work(review, head, buyer, desks, specialists):
    Membership.objects.filter(team=desks["privacy"]).delete()
    wait = review.waits.open().get(desk=desks["privacy"])
    with denied(WHO):
        name_settler(wait, person=buyer, reason=WHY, by=head)


def test_named_one_keeps_it_without_a_seat_and_gives_it_back_on_leaving(escalated, head, buyer, desks):
    name_settler(escalated, person=buyer, reason=WHY, by=head)
    assert give_back_strays() == 0
    Membership.objects.filter(user=buyer).first().delete()  # sits nowhere, and is named all the same
    assert row(escalated, "person") == (buyer.pk,)
    buyer.is_active = False
    buyer.save()
    assert row(escalated, "person") == (None,)
    assert on_the_list() == [("escalation", "legal")]


def test_term_decided_anew_names_nobody_any_more(escalated, head, buyer, desks):
    name_settler(escalated, person=buyer, reason=WHY, by=head)
    about = term(escalated.review, "liability")
    deciding.reopen_terms([about], by=head)
    assert row(about, "decider", "outcome") == (None, "open")


# --- a disagreement -----------------------------------------------------------------------------------


@pytest.fixture
@groundwork
def blocked(review, counsel, buyer, lead, specialists, desks):
    """Legal disagrees with a term of procurement; Lena, who leads both, is the only one who is left."""
    price = term(review, "price")
    disagreement = disagreements.disagree(price, "Too much.", proposal="Half.", is_blocking=True, by=counsel)
    Membership.objects.filter(user__in=[counsel, buyer]).delete()
    return disagreement


def test_disagreement_that_one_person_would_settle_alone_is_listed_with_a_way_out(blocked):
    assert sorted(on_the_list()) == [("disagreement", "legal"), ("disagreement", "procurement")]
    assert {line.way_out.sentence for line in held_by_nobody(limit=9)} == {WAY_OUT}


def test_named_one_speaks_for_the_side(blocked, lead, admin, specialists):
    wait = blocked.waits.get(desk__slug="legal")
    security = specialists["security"]
    name_settler(wait, person=security, reason=WHY, by=admin)
    assert on_the_list() == []
    disagreements.propose_outcome(blocked, "Three quarters.", by=lead)
    blocked.refresh_from_db()
    with pytest.raises(Exception, match="another person than the one who proposed it"):
        disagreements.agree_outcome(blocked, outcome="Three quarters.", by=lead)
    settled = disagreements.agree_outcome(blocked, outcome="Three quarters.", by=security)
    assert settled.agreed_by == security
    assert not blocked.waits.open().exists()


def test_named_one_of_both_sides_settles_nothing_alone(blocked, lead, admin, specialists):
    Membership.objects.filter(user=lead).delete()
    security = specialists["security"]
    for wait in blocked.waits.all():
        name_settler(wait, person=security, reason=WHY, by=admin)
    assert ("disagreement", "legal") in on_the_list()
    second = specialists["privacy"]
    name_settler(blocked.waits.get(desk__slug="legal"), person=second, reason=WHY, by=admin)
    assert ("disagreement", "legal") not in on_the_list()
    disagreements.propose_outcome(blocked, "Three quarters.", by=security)
    disagreements.agree_outcome(blocked, outcome="Three quarters.", by=second)


def test_named_one_who_is_away_leaves_it_to_nobody_again(blocked, admin, specialists, away):
    security = specialists["security"]
    name_settler(blocked.waits.get(desk__slug="legal"), person=security, reason=WHY, by=admin)
    assert ("disagreement", "legal") not in on_the_list()
    away(security)
    assert {("disagreement", "legal"), ("disagreement", "procurement")} <= set(on_the_list())


def test_page_of_a_disagreement_says_who_was_named_and_why(client, blocked, lead, admin, specialists):
    name_settler(blocked.waits.get(desk__slug="legal"), person=specialists["security"], reason=WHY, by=admin)
    text = text_of(signed_in(client, lead).get(blocked.get_absolute_url()))
    assert f"Sam Security, named by Ada Admin: {WHY}" in text


# --- pages and API ------------------------------------------------------------------------------------


@pytest.fixture
@groundwork
def address(escalated):
    return reverse("reviews:name_settler", args=[escalated.pk])


def test_page_names_them_and_shows_no_content_to_an_admin(client, escalated, admin, buyer, address, counsel):
    signed_in(client, admin)
    page = client.get(address).content.decode()
    assert f"Name somebody for Legal on {escalated.review.reference}: escalated term" in page
    assert escalated.review.title not in page and "liability" not in page
    response = client.post(address, {"person": buyer.pk, "reason": WHY})
    assert response["Location"] == reverse("reviews:held_by_nobody")
    assert row(escalated, "person__name") == ("Ben Buyer",)
    shown = signed_in(client, buyer).get(reverse("reviews:term", args=[escalated.term_id]))
    assert f"Ben Buyer decides it, named by Ada Admin: {WHY}" in text_of(shown)
    assert reverse("reviews:decide_term", args=[escalated.term_id]) in shown.content.decode()  # the form is theirs


def test_page_keeps_what_was_typed(client, escalated, head, address):
    response = signed_in(client, head).post(address, {"person": "", "reason": WHY})
    assert response.status_code == 422
    assert WHY in response.content.decode()


def test_page_says_why_not(client, escalated, head, address, desks):
    MembershipFactory(team=desks["legal"], is_lead=True)
    assert "Nobody needs to be named." in text_of(signed_in(client, head).get(address))


def test_page_hides_from_those_who_see_nothing(client, escalated, stranger, requester, buyer, address):
    for person, status in ((stranger, 404), (requester, 404), (buyer, 403)):
        assert signed_in(client, person).get(address).status_code == status
    client.logout()
    assert client.get(address).status_code == 302
    assert signed_in(client, buyer).delete(address).status_code == 405


def test_api_names_them(escalated, admin, buyer, stranger, requester, counsel):
    def api(user):
        client = APIClient()
        client.force_login(user)
        return client

    address, data = f"/api/unheld/{escalated.pk}/name-settler/", {"person": buyer.email, "reason": WHY}
    assert api(stranger).post(address, data).status_code == 404
    assert api(requester).post(address, data).status_code == 404
    answers = {api(buyer).post(address, data | {"person": who}).status_code for who in (buyer.email, "x@no.example")}
    assert answers == {403}
    assert api(admin).post(address, data | {"person": counsel.email}).json() == {
        "refused": ["Clara Counsel escalated it. Choose somebody else."]
    }
    assert api(admin).post(address, data).json() == {"id": escalated.pk, "named": "Ben Buyer"}
    assert api(admin).post("/api/unheld/999999/name-settler/", data).status_code == 404
