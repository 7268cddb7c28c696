"""Steps with waits over the API: the same actions and sentences as the pages."""

import pytest
from rest_framework.test import APIClient

from reviews.models import Purpose, Wait
from reviews.waits import claims, questions
from tests.factories import MembershipFactory, UserFactory
from tests.groundwork import groundwork, harmless
from tests.reviews.reading import desk_wait, row


@pytest.fixture
@harmless
def counsels(counsel):
    client = APIClient()
    client.force_login(counsel)
    return client


@pytest.fixture
@groundwork
def wait(review, desks, counsel):
    return claims.claim(desk_wait(review, desks["legal"]), by=counsel)


@pytest.fixture
@harmless
def post(counsels, wait):
    def send(step, on=None, **data):
        return counsels.post(f"/api/waits/{(on or wait).pk}/{step}/", data, format="json")

    return send


@pytest.mark.parametrize(
    ("whom", "purpose", "who"),
    [
        ("requester", Purpose.QUESTION, "Rosa Requester"),
        ("security", Purpose.DESK_QUESTION, "Security"),
        ("vendor", Purpose.VENDOR_QUESTION, "Procurement"),
    ],
)
def test_ask_answers_with_the_question_and_shows_who_holds_it_up(
    post, counsels, wait, buyer, specialists, whom, purpose, who
):
    asked = post("ask", whom=whom, question="Is it certified?").json()

    assert (asked["purpose"], asked["who"], asked["question"]) == (purpose, who, "Is it certified?")
    held = counsels.get(f"/api/waits/{wait.pk}/").json()
    assert (held["paused"], held["held_up_by"]) == (True, [{"who": who, "until": None, "reason": ""}])


def test_ask_of_nobody_known_is_refused(post, wait):
    answer = post("ask", whom="the moon", question="Why?")
    assert (answer.status_code, answer.json()) == (
        400,
        {"whom": ["Name the requester, the vendor, or the slug of a desk."]},
    )


def test_answer_to_a_question_of_another_desk(post, wait, review, desks, buyer):
    ours = desk_wait(review, desks["procurement"])
    asked = questions.ask_desk(ours, "May they subcontract?", desk=desks["legal"], by=buyer)
    assert post("answer", on=asked, answer="Only with our consent.").status_code == 200
    assert row(asked, "answer") == ("Only with our consent.",)


def test_pause_tells_until_when_and_resume_goes_on(post):
    paused = post("pause", until="2026-12-01", reason="Their lawyer is away.").json()
    assert paused["held_up_by"] == [{"who": None, "until": "2026-12-01T08:00:00Z", "reason": "Their lawyer is away."}]
    assert post("resume").json()["paused"] is False


def test_pause_for_too_long_is_refused_as_on_the_page(post):
    answer = post("pause", until="2028-01-01", reason="Later.")
    sentence = "A pause is for 90 days at most: choose an earlier day, then look again."
    assert (answer.status_code, answer.json()) == (409, {"refused": [sentence]})


def test_wait_for_another_wait_of_the_review_and_no_other(post, review, desks, another_review):
    theirs = desk_wait(review, desks["procurement"])
    assert post("wait-for", other=desk_wait(another_review(), desks["procurement"]).pk, reason="So.").status_code == 400
    held = post("wait-for", other=theirs.pk, reason="Price first.").json()
    assert held["held_up_by"] == [{"who": "Procurement", "until": None, "reason": "Price first."}]


def test_hand_over_to_a_colleague_or_a_desk_but_not_both(post, wait, desks):
    carl = UserFactory(name="Carl", email="carl@duet.example")
    MembershipFactory(team=desks["legal"], user=carl)
    refused = post("hand-over", to="carl@duet.example", desk="finance", reason="Away.")
    assert refused.status_code == 400
    assert post("hand-over", to="carl@duet.example", reason="Away.").json()["who"] == "Carl"


@pytest.mark.parametrize("address", ["nobody@duet.example", "admin@duet.example", "buyer@duet.example"])
def test_hand_over_does_not_tell_which_addresses_exist(post, wait, admin, buyer, address):
    """Known or not: whoever could not take it is answered alike."""
    answer = post("hand-over", to=address, reason="Away.")
    assert (answer.status_code, answer.json()) == (400, {"to": ["Nobody who could be meant here has this address."]})
    assert row(wait, "person__email") == ("counsel@duet.example",)


def test_hand_over_to_a_desk_that_cannot_do_it_is_refused(post):
    answer = post("hand-over", desk="finance", reason="Away.")
    sentence = "Desk review of Legal cannot be done by Finance: ask them a question instead."
    assert (answer.status_code, answer.json()) == (409, {"refused": [sentence]})


def test_release_gives_it_back(post, wait):
    assert post("release").json()["who"] == "Legal"


def test_steps_with_waits_of_others_are_not_found(post, review, desks):
    theirs = desk_wait(review, desks["procurement"])
    for step in ("release", "resume", "pause", "ask", "answer", "hand-over", "wait-for", "withdraw", "sent"):
        assert post(step, on=theirs).status_code == 404
    assert Wait.objects.filter(paused_at__isnull=False).count() == 0


def test_withdraw_takes_a_question_back_that_somebody_else_holds(post, wait, counsel):
    question = questions.ask_requester(wait, "How many?", by=counsel)
    answer = post("withdraw", on=question)
    assert (answer.status_code, row(question, "answer"), row(wait, "paused_at")) == (
        200,
        ("No longer needed",),
        (None,),
    )
    assert post("withdraw", on=question).json() == {
        "refused": ["This question has been answered or withdrawn already."]
    }


def test_withdraw_is_for_whoever_asked_and_never_for_the_requester(wait, counsel, buyer, requester):
    question = questions.ask_requester(wait, "How many?", by=counsel)
    client = APIClient()
    for person, code in ((buyer, 403), (requester, 404)):
        client.force_login(person)
        assert client.post(f"/api/waits/{question.pk}/withdraw/").status_code == code
    assert row(question, "closed_at") == (None,)


def test_sent_notes_that_a_question_went_to_the_vendor(wait, counsel, buyer):
    question = questions.ask_vendor(wait, "Is it certified?", by=counsel)
    client = APIClient()
    client.force_login(buyer)
    assert client.post(f"/api/waits/{question.pk}/sent/").status_code == 200
    question.refresh_from_db()
    assert question.sent_at is not None
    again = client.post(f"/api/waits/{question.pk}/sent/")
    assert (again.status_code, again.json()) == (409, {"refused": ["This was noted already."]})


def test_wait_for_a_desk_stands_still_until_it_is_done(post, wait, review, desks):
    assert post("wait-for", desk="security", reason="They look first.").json()["paused"] is True
    assert row(wait, "waits_for") == (desk_wait(review, desks["security"]).pk,)


def test_wait_for_names_a_wait_or_a_desk(post, wait):
    for named in ({}, {"desk": "security", "other": wait.pk}):
        assert post("wait-for", reason="So.", **named).status_code == 400
