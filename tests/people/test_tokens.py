"""Tokens: adding and revoking one, how far it goes, and what it leaves behind."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from common.models import Event, UsedKey
from notices.actions import notify
from notices.models import Notice, NoticeKind
from notices.tasks import deliver_notices
from people import limits
from people.actions import leaving, tokens
from people.limits import Limit
from people.models import AccessToken, AccountMail, Allowance
from tests.factories import UserFactory


def token_of(person, *scopes, days=90, by=None):
    return tokens.add_token(person, name="Help desk", scopes=scopes, days=days, by=by or person)


def program(secret):
    """A client that asks with the token, and with nothing else."""
    return Client(headers={"Authorization": f"Bearer {secret}"})


def integration(admin):
    return tokens.add_integration(name="Payroll", by=admin)


# --- adding and revoking --------------------------------------------------------------------------------


def test_add_token_keeps_a_hash_and_no_secret(requester):
    token, secret = token_of(requester, "reviews:read")
    stored = json.dumps(list(AccessToken.objects.values()), default=str) + json.dumps(
        [*Event.objects.values("data"), *AccountMail.objects.values("body")], default=str
    )
    assert secret.startswith("duet_") and secret not in stored and token.digest in stored


def test_add_token_is_told_by_mail_and_stands_in_the_log(requester):
    token_of(requester, "reviews:read")
    [mail] = AccountMail.objects.all()
    assert mail.address == requester.email and "Reviews, waits and passages: read" in mail.body
    assert Event.objects.get(verb="people.token_added").data["scopes"] == ["reviews:read"]


def test_add_token_to_somebody_elses_account_is_refused_to_admins_too(requester, admin):
    with pytest.raises(PermissionDenied, match="Only the person themselves"):
        token_of(requester, "reviews:read", by=admin)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": " "}, "Say what the token is for"),
        ({"scopes": []}, "Choose at least one thing"),
        ({"scopes": ["everything:write"]}, "There is no such scope: everything:write."),
        ({"days": 367}, "from one day to 366 days"),
    ],
)
def test_add_token_says_what_is_missing(requester, wrong, sentence):
    right = {"name": "Help desk", "scopes": ["reviews:read"], "days": 90}
    with pytest.raises(ValidationError, match=sentence):
        tokens.add_token(requester, **right | wrong, by=requester)


def test_integration_decides_nothing(admin):
    with pytest.raises(ValidationError, match="is for people"):
        token_of(integration(admin), "decisions:write", by=admin)


def test_integration_gets_no_mail(admin):
    account = integration(admin)
    token_of(account, "reviews:read", by=admin)
    mail = AccountMail(kind="sign_in", address=account.email)
    assert mail.recipient is None and not AccountMail.objects.exists()


def test_revoke_token_of_somebody_else_is_for_admins(requester, stranger, admin):
    token, _ = token_of(requester, "reviews:read")
    with pytest.raises(PermissionDenied):
        tokens.revoke_token(token, by=stranger)
    assert tokens.revoke_token(token, by=admin).revoked_by == admin
    assert Event.objects.get(verb="people.token_revoked").by == admin


def test_deactivate_revokes_every_token(requester, admin):
    _, secret = token_of(requester, "reviews:read")
    leaving.deactivate(requester, by=admin)
    assert not AccessToken.objects.standing().exists()
    assert program(secret).get("/api/v1/me/").status_code == 401


# --- how far it goes ------------------------------------------------------------------------------------


def test_token_opens_what_its_scopes_name(requester):
    _, secret = token_of(requester, "reviews:read")
    assert program(secret).get("/api/v1/reviews/").status_code == 200


def test_token_without_the_scope_says_which_one_it_lacks(requester):
    _, secret = token_of(requester, "reviews:read")
    sent = {"kind": "nda", "title": "A pilot", "vendor": "Acme", "reason": "We want to talk."}
    answer = program(secret).post("/api/v1/heads-ups/", sent, content_type="application/json")
    sentence = "This token lacks the scope requests:write (Requests, heads-ups and the pipeline)."
    assert (answer.status_code, answer.json()) == (403, {"refused": [sentence]})


def test_token_that_may_change_may_read(requester):
    _, secret = token_of(requester, "requests:write")
    assert program(secret).get("/api/v1/heads-ups/").status_code == 200


def test_token_goes_no_further_than_its_person(requester):
    _, secret = token_of(requester, "people:write")
    assert program(secret).get("/api/v1/people/").status_code == 403


def test_token_of_an_auditor_changes_nothing(desks):
    auditor = UserFactory(is_auditor=True)
    _, secret = token_of(auditor, "reviews:write", "notices:write")
    answer = program(secret).post("/api/v1/notices/read/", {}, content_type="application/json")
    assert answer.json() == {"refused": ["Auditors read, and change nothing."]}


def test_token_opens_no_page(requester):
    _, secret = token_of(requester, "people:write", "reviews:write")
    assert program(secret).get("/profile/").status_code == 302


def test_token_makes_no_other_token(requester):
    _, secret = token_of(requester, "people:write")
    sent = {"name": "Another", "scopes": ["people:write"]}
    answer = program(secret).post("/api/v1/tokens/", sent, content_type="application/json")
    assert answer.status_code == 403 and AccessToken.objects.count() == 1


def test_token_counts_more_than_a_session_that_comes_along(requester, admin):
    _, secret = token_of(requester, "people:read")
    client = program(secret)
    client.force_login(admin)
    assert client.get("/api/v1/me/").json()["email"] == requester.email


@pytest.mark.parametrize("secret", ["duet_never-made", "", "another kind of thing"])
def test_token_that_is_unknown_is_401_beside_a_session_too(requester, secret):
    client = program(secret)
    client.force_login(requester)
    answer = client.get("/api/v1/reviews/")
    assert answer.status_code == 401 and answer["WWW-Authenticate"].startswith("Bearer")


def test_token_that_is_expired_is_401(requester):
    _, secret = token_of(requester, "reviews:read", days=1)
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1), tick=False):
        assert program(secret).get("/api/v1/reviews/").status_code == 401


def test_token_needs_no_other_token_against_forged_requests(requester):
    _, secret = token_of(requester, "notices:write")
    client = Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {secret}"})
    assert client.post("/api/v1/notices/read/", {}, content_type="application/json").status_code == 200


# --- what it leaves behind ------------------------------------------------------------------------------


def test_token_knows_when_it_was_used_to_the_minute(requester):
    token, secret = token_of(requester, "reviews:read")
    client = program(secret)
    client.get("/api/v1/me/")
    first = AccessToken.objects.get(pk=token.pk).last_used_at
    client.get("/api/v1/me/")
    assert first is not None and AccessToken.objects.get(pk=token.pk).last_used_at == first


def test_token_is_slowed_down_and_every_answer_says_how_much_is_left(requester, monkeypatch):
    monkeypatch.setattr(limits, "API_CALLS", Limit("api-calls", 2, timedelta(minutes=1)))
    _, secret = token_of(requester, "reviews:read")
    client = program(secret)
    with time_machine.travel(timezone.now(), tick=False):
        answers = [client.get("/api/v1/me/") for _ in range(3)]
    told = [(answer.status_code, answer["RateLimit-Limit"], answer["RateLimit-Remaining"]) for answer in answers]
    assert told == [(200, "2", "1"), (200, "2", "0"), (429, "2", "0")]
    assert answers[2]["Retry-After"] == "60" and Allowance.objects.exists()


def test_token_that_is_added_twice_with_one_key_is_one_and_its_secret_is_kept_nowhere(client, requester):
    client.force_login(requester)
    sent = {"name": "Help desk", "scopes": ["reviews:read"]}
    first, again = (
        client.post("/api/v1/tokens/", sent, content_type="application/json", headers={"Idempotency-Key": "k"})
        for _ in range(2)
    )
    assert AccessToken.objects.count() == 1
    assert "secret" in first.json() and "secret" not in again.json()
    assert first.json()["secret"] not in UsedKey.objects.get().answer


def test_integration_reads_its_notices_over_the_api_and_gets_none_by_mail(admin, mailoutbox):
    account = integration(admin)
    _, secret = token_of(account, "notices:read", by=admin)
    notify([account], key="k", kind=NoticeKind.QUESTION, title="A question", body="How many?", url="/requests/")
    deliver_notices()
    [notice] = program(secret).get("/api/v1/notices/").json()["results"]
    assert notice["title"] == "A question" and mailoutbox == []
    assert Notice.objects.get().withdrawn_at
