"""A wall behind which nobody can go on: who hears of it, who lets whom in, and that nothing else gets out."""

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from people.models import Membership
from reviews.models import NamedPerson, Review
from reviews.tasks.unheld import look_for_unheld
from reviews.unheld.actions import let_in
from reviews.unheld.finding import held_by_nobody
from reviews.unheld.walls import cut_off, cut_off_reviews
from reviews.walls import actions as walls
from tests.factories import MembershipFactory, TeamFactory, UserFactory
from tests.groundwork import groundwork, harmless
from tests.reviews.pages import signed_in, text_of
from tests.reviews.reading import Written, denied, refused

NOBODY = reverse("reviews:held_by_nobody")
WHO = "An admin, or a lead of a desk whose work nobody inside can do, lets somebody in; never the requester."
WHY = "Lena has left, and so have the others."


def leave(*people):
    for person in people:
        person.is_active = False
        person.save()


@pytest.fixture
@groundwork
def deserted(walled, buyer, counsel, lead, other_lead):
    """Walled for Ben, Clara and Lena, who have all left. Jonas leads legal and is outside."""
    leave(buyer, counsel, lead)
    return walled


@pytest.fixture
@harmless
def address(deserted):
    return reverse("reviews:let_in", args=[deserted.pk])


def sees(person, review):
    return Review.objects.visible_to(person).filter(pk=review.pk).exists()


# --- when it is cut off -----------------------------------------------------------------------------


def test_wall_with_a_lead_inside_who_is_there_is_not_cut_off(walled, other_lead):
    assert cut_off_reviews() == []


def test_wall_is_not_cut_off_while_those_inside_can_do_what_waits(walled, lead, desks):
    """The lead has left, and the buyer and counsel can do everything that is to be done."""
    walled.waits.exclude(desk__in=[desks["procurement"], desks["legal"]]).delete()
    leave(lead)
    assert cut_off_reviews() == []


def test_wall_is_cut_off_when_a_thing_waits_that_nobody_inside_can_do(walled, lead, counsel, desks):
    walled.waits.exclude(desk__in=[desks["procurement"], desks["legal"]]).delete()
    leave(lead, counsel)
    [row] = cut_off_reviews()
    assert (row.review, row.desks) == (walled, {desks["legal"].pk})
    assert row.sentence == (
        "exists for named people only, and none of them who is there could do 1 thing that must be done."
    )


def test_wall_is_cut_off_while_the_only_lead_inside_is_away(walled, lead, counsel, away):
    leave(counsel)
    assert cut_off_reviews() == []
    away(lead)
    assert [row.review for row in cut_off_reviews()] == [walled]


def test_wall_whose_only_lead_inside_asked_for_it_is_cut_off(walled, lead, counsel, buyer, desks):
    Review.objects.filter(pk=walled.pk).update(requester=lead)
    leave(counsel)
    assert [row.review for row in cut_off_reviews()] == [walled]


def test_ended_review_is_cut_off_once_nobody_who_is_named_sees_it(review_at, buyer, counsel, lead, other_lead):
    """Its contract would be nobody's for ever."""
    review = walls.wall(review_at("active"), [buyer, counsel], by=lead)
    leave(lead, counsel)
    assert cut_off_reviews() == []
    Membership.objects.filter(user=buyer).delete()
    [row] = cut_off_reviews()
    assert row.sentence == "exists for named people only, and none of them sees it any more."
    assert row.review == review


@pytest.mark.parametrize("number", [1, 10])
def test_looking_for_what_is_cut_off_costs_the_same_however_many(
    number, walled, another_review, buyer, counsel, lead, other_lead, django_assert_num_queries
):
    for n in range(number):
        walls.wall(another_review(title=f"Tool {n}"), [buyer, counsel], by=lead)
    leave(buyer, counsel, lead)
    with django_assert_num_queries(LOOKING):
        assert len(cut_off_reviews()) == number + 1


LOOKING = 10


# --- letting in -------------------------------------------------------------------------------------


def test_admin_lets_a_lead_in_who_can_go_on(deserted, admin, other_lead):
    written = Written()
    let_in(deserted, person=other_lead, reason=f" {WHY} ", by=admin)
    assert sees(other_lead, deserted)
    assert not sees(admin, deserted)
    assert cut_off_reviews() == []
    assert written.events == [
        (
            "Ada Admin",
            "review.let_in",
            "internal",
            f"let Jonas Other in, because nobody who is named could go on: {WHY}",
        )
    ]
    walls.name_person(deserted, MembershipFactory(team=other_lead.teams[0]).user, by=other_lead)


def test_letting_in_tells_whoever_is_let_in_those_inside_and_those_who_were_told(deserted, admin, counsel, desks):
    second_admin = UserFactory(name="Zoe Admin", is_admin=True)
    head = MembershipFactory(team=desks["procurement"], is_lead=True, user=UserFactory(name="Petra Head")).user
    counsel.is_active = True
    counsel.save()
    written = Written()
    let_in(deserted, person=head, reason=WHY, by=admin)
    outside = "Ada Admin let Petra Head in: the work on it goes on."
    inside = f"Ada Admin let Petra Head in, because nobody who is named could go on. {WHY}"
    assert written.notices == [
        ("Clara Counsel", "news", inside),
        ("Petra Head", "assignment", f"{inside} You can name more people."),
        (second_admin.name, "escalation", outside),
    ]


def test_lead_of_a_desk_concerned_lets_somebody_in(deserted, other_lead, desks):
    colleague = MembershipFactory(team=desks["procurement"], is_lead=True).user
    let_in(deserted, person=colleague, reason=WHY, by=other_lead)
    assert sees(colleague, deserted)


def test_somebody_who_leads_nothing_is_let_in_where_they_can_do_what_waits(walled, lead, counsel, admin, desks):
    walled.waits.exclude(desk__in=[desks["procurement"], desks["legal"]]).delete()
    leave(lead, counsel)
    of_procurement = MembershipFactory(team=desks["procurement"], user=UserFactory(name="Paul Pro")).user
    with refused("Paul Pro could not go on with it. Choose a lead of procurement or legal who is there."):
        let_in(walled, person=of_procurement, reason=WHY, by=admin)
    of_legal = MembershipFactory(team=desks["legal"]).user
    let_in(walled, person=of_legal, reason=WHY, by=admin)
    assert held_by_nobody(limit=9) == []


def test_letting_in_is_for_nobody_else(deserted, requester, stranger, specialists, finance_lead):
    member = MembershipFactory(team=specialists["privacy"].teams[0]).user
    for person in (requester, stranger, member, finance_lead):
        with denied(WHO):
            let_in(deserted, person=finance_lead, reason=WHY, by=person)


def test_requester_who_is_an_admin_or_a_lead_lets_nobody_in(deserted, requester, other_lead, desks):
    requester.is_admin = True
    requester.save()
    MembershipFactory(team=desks["legal"], user=requester, is_lead=True)
    requester.refresh_from_db()
    with denied(WHO):
        let_in(deserted, person=other_lead, reason=WHY, by=requester)


def test_letting_in_is_refused_while_somebody_inside_can_go_on(walled, admin, other_lead):
    with denied(WHO):
        let_in(walled, person=other_lead, reason=WHY, by=admin)


def test_letting_in_says_what_is_missing_and_nothing_of_the_review(
    deserted, admin, other_lead, requester, stranger, counsel, finance_lead, away, desks
):
    with refused("Say in a few words why they are let in: everybody inside reads it."):
        let_in(deserted, person=other_lead, reason=" ", by=admin)
    with refused("Name somebody else than yourself."):
        let_in(deserted, person=other_lead, reason=WHY, by=other_lead)
    of_legal = MembershipFactory(team=desks["legal"], is_lead=True, user=UserFactory(name="Olga Off")).user
    away(of_legal)
    MembershipFactory(team=desks["legal"], user=requester, is_lead=True)
    requester.refresh_from_db()
    for person in (stranger, counsel, finance_lead, of_legal, requester):
        with refused(f"{person} could not go on with it. Choose a lead of procurement or legal who is there."):
            let_in(deserted, person=person, reason=WHY, by=admin)


# --- what is known outside --------------------------------------------------------------------------


def test_sweep_tells_admins_and_leads_concerned_by_number_alone_and_once(deserted, admin, other_lead, finance_lead):
    written = Written()
    look_for_unheld()
    look_for_unheld()
    told = [(name, body) for name, kind, body in written.notices if kind == "escalation"]
    assert [name for name, _ in told] == ["Ada Admin", "Jonas Other"]
    for _, body in told:
        assert deserted.title not in body and "Quill" not in body and "Rosa" not in body and "Clara" not in body


def test_sweep_tells_again_when_whoever_was_let_in_has_left_too(deserted, admin, other_lead):
    look_for_unheld()
    let_in(deserted, person=other_lead, reason=WHY, by=admin)
    leave(other_lead)
    written = Written()
    look_for_unheld()
    assert written.told == ["Ada Admin"]


def test_nobody_list_shows_the_number_and_nothing_else(client, deserted, admin, other_lead, address):
    for person in (admin, other_lead):
        response = signed_in(client, person).get(NOBODY)
        assert f"{deserted.reference} exists for named people only" in text_of(response)
        page = response.content.decode()
        assert address in page
        assert deserted.get_absolute_url() + '"' not in page
        for secret in (deserted.title, "Quill", "Rosa", "Clara", "Ben Buyer", "Lena"):
            assert secret not in page


def test_nobody_list_keeps_it_from_leads_who_are_not_concerned(client, walled, lead, counsel, other_lead, desks):
    """Only legal's work waits for nobody, so procurement's lead knows of nothing; finance's neither."""
    walled.waits.exclude(desk__in=[desks["procurement"], desks["legal"]]).delete()
    leave(lead, counsel)
    apart = MembershipFactory(team=TeamFactory(slug="p2", speaks_for="commercial"), is_lead=True).user
    assert walled.reference in signed_in(client, other_lead).get(NOBODY).content.decode()
    assert walled.reference not in signed_in(client, apart).get(NOBODY).content.decode()


@pytest.mark.parametrize("path", ["/settings/health/", "/api/unheld/"])
def test_other_lists_of_what_nobody_can_do_leave_it_out(client, deserted, admin, other_lead, path):
    for person in (admin, other_lead):
        assert deserted.reference not in signed_in(client, person).get(path).content.decode()


def test_health_says_of_those_who_are_not_walled(client, deserted, another_review, admin, lead):
    """The control of the test above: the page lists what nobody can do."""
    open_one = another_review()
    assert open_one.reference in signed_in(client, admin).get("/settings/health/").content.decode()


def test_page_lets_somebody_in_and_shows_nothing_of_the_review(client, deserted, admin, other_lead, address):
    signed_in(client, admin)
    page = client.get(address).content.decode()
    assert f"Let somebody in on {deserted.reference}" in page
    for secret in (deserted.title, "Quill", "Rosa", "Clara", "Ben Buyer", "Lena"):
        assert secret not in page
    response = client.post(address, {"person": other_lead.pk, "reason": WHY})
    assert response["Location"] == NOBODY
    assert sees(other_lead, deserted)
    assert client.get(address).status_code == 404  # somebody inside can go on
    named = signed_in(client, other_lead).get(reverse("reviews:named_people", args=[deserted.pk]))
    assert f"let in by Ada Admin: {WHY}" in text_of(named)


def test_page_offers_the_requester_like_everybody_on_a_desk(client, deserted, admin, requester, desks, address):
    """Who is missing in the list would be who asked."""
    MembershipFactory(team=desks["legal"], user=requester, is_lead=True)
    assert "Rosa Requester" in signed_in(client, admin).get(address).content.decode()


def test_page_keeps_what_was_typed(client, deserted, admin, address):
    response = signed_in(client, admin).post(address, {"person": "", "reason": WHY})
    assert response.status_code == 422
    assert WHY in response.content.decode()


def test_page_is_not_there_for_others_nor_for_other_reviews(
    client, deserted, another_review, requester, stranger, finance_lead, admin, address
):
    for person in (requester, stranger, finance_lead):
        assert signed_in(client, person).get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code == 302
    signed_in(client, admin)
    assert client.delete(address).status_code == 405
    assert client.get(reverse("reviews:let_in", args=[another_review().pk])).status_code == 404


def test_api_lists_and_lets_in(deserted, admin, other_lead, stranger, finance_lead):
    def api(user):
        client = APIClient()
        client.force_login(user)
        return client

    data = {"review": deserted.reference, "person": other_lead.email, "reason": WHY}
    assert api(stranger).get("/api/unheld/walls/").status_code == 403
    assert api(finance_lead).get("/api/unheld/walls/").json() == {"results": []}
    [row] = api(admin).get("/api/unheld/walls/").json()["results"]
    assert row["review"] == deserted.reference
    for person in (stranger, finance_lead):
        for who in (other_lead.email, "x@nobody.example"):
            assert api(person).post("/api/unheld/let-in/", data | {"person": who}).status_code == 404
    assert api(admin).post("/api/unheld/let-in/", data | {"reason": ""}).json() == {
        "refused": ["Say in a few words why they are let in: everybody inside reads it."]
    }
    assert api(admin).post("/api/unheld/let-in/", data).json() == {
        "review": deserted.reference,
        "let_in": "Jonas Other",
    }
    assert NamedPerson.objects.get(review=deserted, person=other_lead).because == WHY
    assert api(admin).post("/api/unheld/let-in/", data).status_code == 404


def test_one_who_was_let_in_is_inside_like_everybody_named(deserted, admin, other_lead):
    let_in(deserted, person=other_lead, reason=WHY, by=admin)
    assert cut_off(deserted) is None
    walls.take_wall_down(deserted, by=other_lead)
