"""Final approvals over the API: what is covered, and refusals in the words of the page."""

import pytest
from rest_framework.test import APIClient

from reviews.pure.stages import Stage
from reviews.terms import deciding
from tests.factories import MembershipFactory
from tests.groundwork import groundwork

pytestmark = pytest.mark.django_db


def api(user):
    client = APIClient(enforce_csrf_checks=False)
    client.force_login(user)
    return client


@pytest.fixture
@groundwork
def in_approval(review_at):
    return review_at(Stage.FINAL_APPROVAL)


@pytest.fixture
@groundwork
def approval(in_approval):
    return in_approval.approvals.get()


def read(user, approval):
    return api(user).get(f"/api/approvals/{approval.pk}/")


def test_approvals_tell_who_is_asked_why_and_what_is_covered(in_approval, approval, buyer):
    [answer] = api(buyer).get(f"/api/approvals/?review={in_approval.reference}").json()["results"]
    covers = {part["label"]: part["text"] for part in answer.pop("covers")}
    assert covers["Value"] == "EUR 30,000"
    assert answer.pop("reasons")[0]["rule"] == "Every contract that costs money"
    assert answer == {
        "id": approval.pk,
        "review": in_approval.reference,
        "desk": "procurement",
        "person": None,
        "counts": True,
        "how": "",
        "decided_by": None,
        "decided_at": None,
        "remark": "",
        "ended": "",
        "changes": [],
        "fingerprint": approval.fingerprint,
    }


def test_approvals_are_not_read_by_the_requester_nor_by_strangers(approval, requester, stranger, admin, desks):
    MembershipFactory(user=requester, team=desks["procurement"])
    for person in (requester, stranger, admin):
        assert read(person, approval).status_code == 404
        assert api(person).get("/api/approvals/").json()["results"] == []


def test_approve_with_what_was_read(in_approval, approval, lead):
    sent = {"fingerprint": approval.fingerprint, "remark": "Well done."}
    answer = api(lead).post(f"/api/approvals/{approval.pk}/approve/", sent)
    assert (answer.status_code, answer.json()["decided_by"], answer.json()["how"]) == (200, "Lena Lead", "approved")


def test_approve_what_has_changed_is_refused_with_the_difference(in_approval, approval, lead, buyer):
    price = in_approval.terms.get(term_type__slug="price")
    deciding.edit_term(price, position="Half of it.", vendor_wording="", place="", by=buyer)
    answer = api(lead).post(f"/api/approvals/{approval.pk}/approve/", {"fingerprint": approval.fingerprint})
    first, second = answer.json()["refused"]
    assert answer.status_code == 409
    assert first == "This has changed since you opened the page. Look at it again, then decide."
    assert second.endswith("→ Half of it.")
    assert read(lead, approval).json()["changes"][0]["after"] == "Half of it."


def test_approve_is_refused_to_others_in_the_words_of_the_page(approval, buyer, requester):
    for person, sentence in [
        (buyer, "A lead of Procurement decides this."),
        (requester, "Nobody approves their own request."),
    ]:
        answer = api(person).post(f"/api/approvals/{approval.pk}/approve/", {"fingerprint": approval.fingerprint})
        assert (answer.status_code, answer.json()) == (403, {"refused": [sentence]})


@pytest.mark.parametrize(("verb", "how"), [("skip", "skipped"), ("override", "overridden")])
def test_passing_over_needs_the_right_and_a_reason(verb, how, approval, counsel):
    url, sent = f"/api/approvals/{approval.pk}/{verb}/", {"fingerprint": approval.fingerprint, "reason": ""}
    assert api(counsel).post(url, sent).status_code == 403
    counsel.memberships.update(may_override=True)
    why = "Say why: everybody who works on this reads it, and so do the people passed over."
    assert api(counsel).post(url, sent).json() == {"refused": [why]}
    assert api(counsel).post(url, sent | {"reason": "They are at the fair."}).json()["how"] == how
