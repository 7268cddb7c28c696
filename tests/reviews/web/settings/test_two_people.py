"""Whether two people always approve for two desks: chosen with a reason, after a look at what it would have changed."""

from django.urls import reverse

from reviews.approvals import deciding
from reviews.models import ApprovalRule, TwoApprovers
from reviews.negotiation import actions as negotiation
from tests.review_fixtures import finish_all_sides
from tests.reviews.pages import messages_of, signed_in, text_of

HERE = reverse("settings:two_people")


def test_page_shows_what_it_would_have_changed(client, review, buyer, counsel, lead, specialists, desks, admin):
    ApprovalRule.objects.create(position=9, name="Always", desk=desks["legal"])
    finish_all_sides(review)
    negotiation.request_approval(review, by=buyer)
    assert "Nothing: in none of the last 0 reviews" in text_of(signed_in(client, admin).get(HERE))
    deciding.approve(review.approvals.get(desk=desks["legal"]), by=lead)
    shown = text_of(client.get(HERE))
    assert "In 1 of the last 1 reviews that were approved, one person approved for two desks." in shown
    assert review.reference in shown


def test_admin_chooses_with_a_reason_and_leads_read_it(client, defaults, admin, lead, buyer):
    signed_in(client, admin)
    response = client.post(HERE, {"always": "on", "reason": ""})
    assert response.status_code == 422
    response = client.post(HERE, {"always": "on", "reason": "Our auditors ask for it."})
    assert messages_of(response) == [("success", "Saved, for approvals that are asked from now on.")]
    assert TwoApprovers.objects.get().always
    assert "Two people always: Our auditors ask for it. Ada Admin" in text_of(signed_in(client, lead).get(HERE))
    assert '<button class="btn btn-primary"' not in client.get(HERE).content.decode()
    assert client.post(HERE, {"reason": "No."}).status_code == 403
    signed_in(client, admin).post(HERE, {"reason": "They do not any more."})
    assert not TwoApprovers.objects.get().always
    assert TwoApprovers.history.count() == 2


def test_page_is_hidden_from_those_who_do_not_read_rules(client, defaults, buyer, requester):
    for person in (buyer, requester):
        assert signed_in(client, person).get(HERE).status_code == 404
        assert client.post(HERE, {"always": "on", "reason": "Because."}).status_code == 404
    client.logout()
    assert client.get(HERE).status_code == 302
    assert signed_in(client, buyer).delete(HERE).status_code == 405
