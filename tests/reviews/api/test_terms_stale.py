"""Two decisions on one term over the API: the second sees what has changed."""

import json

import pytest
from django.test import Client

from reviews.models import TermDecision
from tests.reviews.pages import signed_in
from tests.reviews.reading import state_key
from tests.reviews.together import together


@pytest.fixture
def term(review):
    return review.terms.filter(desk__slug="procurement", second_desk=None).first()


def decide(client, term, outcome="ask", headers=None, **more):
    data = json.dumps({"desk": "procurement", "outcome": outcome, "reason": "Because.", **more})
    return client.post(f"/api/terms/{term.pk}/decide/", data, content_type="application/json", headers=headers or {})


def read(client, term):
    return client.get(f"/api/terms/{term.pk}/")


def test_retrieve_tells_the_state_as_etag_too(client, buyer, term):
    answer = read(signed_in(client, buyer), term)
    assert answer["ETag"] == f'"{answer.json()["state"]}"'


def test_decide_on_an_older_state_is_refused_with_what_changed(client, buyer, term):
    state = read(signed_in(client, buyer), term).json()["state"]
    assert decide(client, term, state=state).status_code == 200
    answer = decide(client, term, "theirs", state=state)
    assert answer.status_code == 409
    body = answer.json()
    assert "was changed after you had read it" in body["refused"][0]
    assert body["changed"]["Decided by Procurement"].startswith("Our position holds: Because. (Ben Buyer, ")
    assert body["state"] == read(client, term).json()["state"]
    assert decide(client, term, "theirs", state=body["state"]).status_code == 200


def test_decide_with_if_match_on_an_older_state_is_412(client, buyer, term):
    tag = read(signed_in(client, buyer), term)["ETag"]
    first = decide(client, term, headers={"If-Match": tag})
    assert first.status_code == 200
    stale = decide(client, term, "theirs", headers={"If-Match": tag})
    assert (stale.status_code, stale.json()["state"]) == (412, first.json()["state"])
    assert decide(client, term, "theirs", headers={"If-Match": first["ETag"]}).status_code == 200


def test_decide_again_without_a_state_is_refused(client, buyer, term):
    state = read(signed_in(client, buyer), term).json()["state"]
    assert decide(client, term, state=state).status_code == 200
    assert decide(client, term, "theirs").status_code == 428


@pytest.mark.parametrize("named", [{}, {"state": ""}, {"headers": {"If-Match": "*"}}])
def test_first_decision_without_a_state_is_refused_in_a_sentence(client, buyer, term, named):
    answer = decide(signed_in(client, buyer), term, **named)
    sentence = "Name the state that you read, as “state” or as If-Match: nobody overwrites silently."
    assert (answer.status_code, answer.json()) == (428, {"refused": [sentence]})
    assert not TermDecision.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_ten_decisions_at_once_are_one_and_nine_that_learn_of_it(client, buyer, lead, term):
    clients, state = {}, state_key(term)
    for person in (buyer, lead):
        clients[person] = signed_in(Client(), person)
        clients[person].get("/")

    def press(number):
        mine = Client()
        mine.cookies = clients[buyer if number % 2 else lead].cookies
        return lambda: decide(mine, term, "ask" if number % 2 else "theirs", state=state).status_code

    assert together(*[press(number) for number in range(10)]) == [200] + [409] * 9
    assert TermDecision.history.filter(term=term).count() == 1
