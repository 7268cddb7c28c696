"""Comments, contracts and people in the one box: found by their words, and by nobody who may not read them."""

import pytest
from django.urls import reverse

from reviews.comments import actions as comments
from reviews.comments import circles
from reviews.models import CommentAudience
from reviews.walls import actions as walls
from search.words import excerpt, query_of
from tests.factories import ContractFactory, MembershipFactory
from tests.reviews.pages import signed_in
from tests.search.test_go import GO, found

CANARY = "zanzibar"


@pytest.mark.parametrize("typed", ["negotiated", "negotiate", "NEGOTI", "negotiating prices", "café negotiated"])
def test_comment_is_found_by_its_words_in_any_inflection(client, review, buyer, counsel, typed):
    comment = comments.comment(review, "The Café’s prices were negotiated by us in May.", by=buyer)
    signed_in(client, counsel)
    [group] = [group for group in client.get(GO, {"q": typed}).context["groups"] if group.key == "comments"]
    [entry] = group.entries
    assert "negotiated" in entry.label
    assert entry.url.endswith(f"#comment-{comment.pk}")
    assert client.get(entry.url).status_code == 200


@pytest.mark.parametrize("typed", ["leopard", "prices leopard", "& | !", "':*", "no", "\x00", "the of"])
def test_other_words_find_no_comment_and_any_sign_is_taken(client, review, buyer, typed):
    comments.comment(review, "The prices were negotiated.", by=buyer)
    assert "comments" not in found(signed_in(client, buyer), typed)


def readers(client, people):
    """Who of the people finds the canary in anything."""
    return {person.name for person in people if CANARY in client_text(client, person)}


def client_text(client, person):
    page = signed_in(client, person).get(GO, {"q": CANARY, "here": "/"}).context["groups"]
    over_api = client.get(reverse("api-search-list"), {"q": CANARY}).json()
    labels = {entry.label for group in page for entry in group.entries}
    assert labels == {row["label"] for rows in over_api.values() for row in rows}, "the same over the API"
    return " ".join(labels)


def test_comment_is_found_by_its_readers_alone(
    client, review, requester, stranger, buyer, counsel, lead, finance_lead, admin
):
    everybody = [requester, stranger, buyer, counsel, lead, finance_lead, admin]
    comments.comment(review, f"Internal {CANARY}", by=buyer)
    assert readers(client, everybody) == {buyer.name, counsel.name, lead.name}
    comments.comment(review, f"For her {CANARY}", audience=CommentAudience.REQUESTER, by=buyer)
    assert readers(client, everybody) == {requester.name, buyer.name, counsel.name, lead.name}


def test_privileged_note_is_found_by_its_circle_alone(client, review, requester, buyer, counsel, lead, desks):
    lawyer = MembershipFactory(team=desks["legal"]).user
    circle = circles.open_circle(review, [lawyer], by=counsel)
    comments.comment(review, f"Privileged {CANARY}", audience=CommentAudience.PRIVILEGED, circle=circle, by=counsel)
    assert readers(client, [requester, buyer, counsel, lead, lawyer]) == {counsel.name, lawyer.name}


def test_walled_review_is_found_by_those_named_alone(client, review, requester, buyer, counsel, lead, desks):
    newcomer = MembershipFactory(team=desks["procurement"]).user
    comments.comment(review, f"Internal {CANARY}", by=buyer)
    ContractFactory(vendor=review.vendor, title=f"Contract {CANARY}", owner=buyer)
    walls.wall(review, [buyer, counsel], by=lead)
    assert "Internal zanzibar" not in client_text(client, newcomer)
    assert "Internal zanzibar" in client_text(client, buyer)


def test_retracted_comment_is_not_found(client, review, buyer):
    comment = comments.comment(review, f"Oops {CANARY}", by=buyer)
    comments.retract_comment(comment, by=buyer)
    assert readers(client, [buyer]) == set()


def test_contract_is_found_by_its_title(client, review, requester, buyer, finance_lead):
    ContractFactory(vendor=review.vendor, title="Zürich hosting agreement")
    assert found(signed_in(client, buyer), "zurich host")["contracts"] == ["Zürich hosting agreement"]
    for person in (requester, finance_lead):
        assert "contracts" not in found(signed_in(client, person), "zurich host")


def test_people_are_found_by_admins(client, admin, buyer):
    assert buyer.name in found(signed_in(client, admin), "buyer")["people"]
    assert "people" not in found(signed_in(client, buyer), "buyer")


def test_excerpt_shows_the_place():
    body = "x " * 100 + "Müller is liable " + "y " * 100
    assert "Müller is liable" in excerpt(body, "muller liab")
    assert len(excerpt(body, "muller")) <= 122
    assert excerpt("short", "nothing") == "short"
    assert query_of("...") is None


@pytest.mark.parametrize("number", [1, 20])
def test_search_asks_the_database_as_often_however_much_was_said(
    client, review, buyer, number, django_assert_num_queries
):
    for place in range(number):
        comments.comment(review, f"The prices were negotiated, {place}", by=buyer)
        ContractFactory(vendor=review.vendor, title=f"Prices {place}")
    signed_in(client, buyer).get(GO)
    with django_assert_num_queries(11):
        client.get(GO, {"q": "prices"})
