"""A form acts once, whoever presses twice; the API's key does the same."""

import json
from datetime import timedelta
from functools import partial

import pytest
from django.test import Client
from django.utils import timezone

from common.models import TypedText, UsedKey
from common.tasks import KEPT, sweep_forms
from reviews.models import Comment
from tests.common.forms import form_of
from tests.reviews.pages import page, signed_in
from tests.reviews.reading import desk_wait
from tests.reviews.together import together


@pytest.fixture
def writes(client, buyer, review):
    """The form of a comment on the review's page, filled in."""
    form = form_of(page(signed_in(client, buyer), review, side="comments"), "/comment/")
    return form.action, form.data(body="Please look at the price.")


def test_comment_sent_twice_is_one_and_leads_to_the_same_page(client, writes):
    first, second = client.post(*writes), client.post(*writes)
    assert Comment.objects.count() == 1
    assert (first.status_code, first.url) == (second.status_code, second.url) == (302, first.url)


def test_another_text_in_the_same_form_is_another_comment(client, writes):
    """Somebody went back in the browser and wrote something else."""
    address, data = writes
    client.post(address, data)
    client.post(address, {**data, "body": "And at the term."})
    assert Comment.objects.count() == 2


def test_comment_that_was_refused_can_be_sent_again(client, writes):
    address, data = writes
    assert client.post(address, {**data, "body": ""}).status_code == 422
    assert UsedKey.objects.count() == 0
    client.post(address, data)
    assert Comment.objects.count() == 1


def test_form_of_somebody_else_is_not_sent(client, counsel, writes):
    """Another person has signed in at the same browser, in another window."""
    signed_in(client, counsel).post(*writes)
    assert Comment.objects.count() == 0
    assert "opened by somebody else" in client.get("/queue/").text


@pytest.mark.django_db(transaction=True)
def test_comment_sent_five_times_at_once_is_one(live_browser_form):
    send, address = live_browser_form
    assert together(*[send] * 5) == [address] * 5
    assert Comment.objects.count() == 1


@pytest.fixture
def live_browser_form(client, buyer, review):
    form = form_of(page(signed_in(client, buyer), review, side="comments"), "/comment/")
    data = form.data(body="Please look at the price.")

    def send():
        mine = Client()
        mine.cookies = client.cookies
        return mine.post(form.action, data).url

    return send, f"{review.get_absolute_url()}?side=comments#comments"


# --- the API ----------------------------------------------------------------------------------------


@pytest.fixture
def ask(client, buyer, review):
    """ask(question, key=...): a question to the requester over the API."""
    wait = desk_wait(review, buyer.teams[0])

    def post(question, *, key):
        data = json.dumps({"question": question})
        post = partial(signed_in(client, buyer).post, f"/api/waits/{wait.pk}/ask/", data)
        return post(content_type="application/json", headers={"Idempotency-Key": key})

    return post


def test_api_call_with_the_same_key_answers_the_same_and_asks_once(ask, review):
    first, second = ask("How many?", key="a-1"), ask("How many?", key="a-1")
    assert first.status_code == second.status_code == 200
    assert first.json() == second.json()
    assert second["Idempotency-Replayed"] == "true"
    assert review.waits.questions().count() == 1


def test_api_key_for_something_else_is_refused(ask, review):
    ask("How many?", key="a-1")
    answer = ask("How much?", key="a-1")
    assert answer.status_code == 422
    assert answer.json() == {"refused": ["This Idempotency-Key was used for something else. Take a new one."]}
    assert review.waits.questions().count() == 1


def test_api_call_that_was_refused_leaves_the_key_free(ask):
    assert ask("", key="a-1").status_code == 400
    assert ask("How many?", key="a-1").status_code == 200


def test_sweep_removes_old_keys_and_texts_and_is_harmless_twice(buyer, writes, client):
    client.post(*writes)
    TypedText.objects.create(person=buyer, key="k", why="changed", page="/", address="/")
    old = timezone.now() - KEPT - timedelta(minutes=1)
    sweep_forms()
    assert (UsedKey.objects.count(), TypedText.objects.count()) == (1, 1)
    UsedKey.objects.update(used_at=old)
    TypedText.objects.update(kept_at=old)
    for _ in range(2):
        sweep_forms()
    assert (UsedKey.objects.count(), TypedText.objects.count()) == (0, 0)
