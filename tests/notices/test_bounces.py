"""Mails that come back: only proven reports count, through whichever door the mail server hands them in."""

import io
import sys

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import OperationalError

from notices import bounces, tasks
from notices.models import Bundle, Notice, Unreachable
from tests.notices.rows import tell

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-the-mail-server"

REPORT = """\
From: MAILER-DAEMON@mx.example
To: bounces@duet.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <{address}>: Recipient address rejected:
    User unknown

--B
Content-Type: {kind}

From: duet@duet.example
To: {address}
Message-ID: {message_id}
Subject: Which data?

--B--
"""


@pytest.fixture
def sent(buyer):
    """The mail that Ben was sent."""
    tell(buyer)
    tasks.deliver_notices()
    return mail.outbox[0]


def report(sent, **changes):
    facts = {
        "address": sent.to[0],
        "action": "failed",
        "status": "5.1.1",
        "kind": "text/rfc822-headers",
        "message_id": sent.extra_headers["Message-ID"],
    }
    return REPORT.format(**facts | changes).encode()


@pytest.mark.parametrize("kind", ["text/rfc822-headers", "message/rfc822"])
def test_report_marks_whoever_the_mail_went_to(sent, buyer, kind):
    assert bounces.take_report(report(sent, kind=kind)) == "Noted: mails do not reach buyer@duet.example."
    row = Unreachable.objects.get()
    assert (row.person, row.address, row.how) == (buyer, "buyer@duet.example", "returned")
    assert row.reason == "5.1.1 550 5.1.1 <buyer@duet.example>: Recipient address rejected: User unknown"


def test_report_of_a_daily_mail_marks_too(buyer):
    for number in range(5):
        tell(buyer, key=f"k{number}")
    tasks.deliver_notices()
    assert Bundle.objects.count() == 1
    bounces.take_report(report(mail.outbox[0]))
    assert Unreachable.objects.get().person == buyer


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"action": "delayed", "status": "4.4.1"}, "This is no report that a mail could not be delivered"),
        ({"action": "relayed", "status": "2.0.0"}, "This is no report that a mail could not be delivered"),
        ({"message_id": "<notice-1-20261123100000@duet.example>"}, "quotes no mail of ours"),
        ({"message_id": f"<notice-1-20261123100000.{'0' * 24}@duet.example>"}, "quotes no mail of ours"),
        ({"message_id": "<about-requests-1@duet.example>"}, "quotes no mail of ours"),
        ({"address": "somebody@else.example"}, "names an address that its reader does not have"),
    ],
)
def test_report_without_proof_is_put_aside(sent, changes, sentence):
    assert sentence in bounces.take_report(report(sent, **changes))
    assert Unreachable.objects.count() == 0


def test_signature_of_one_mail_does_not_serve_for_another(sent, counsel):
    """Whoever got one mail knows its Message-ID, and nobody else's."""
    tell(counsel)
    other = Notice.objects.get(recipient=counsel)
    signature = sent.extra_headers["Message-ID"].partition(".")[2]
    forged = f"<notice-{other.pk}-{other.created_at:%Y%m%d%H%M%S}.{signature}"
    bounces.take_report(report(sent, message_id=forged, address="counsel@duet.example"))
    assert Unreachable.objects.count() == 0


@pytest.mark.parametrize(
    "raw",
    [b"", b"\xff\xfe\x00", b"Subject: Out of office\n\nI am away.", b"Content-Type: multipart/report\n\nnothing"],
)
def test_anything_else_is_put_aside(raw):
    assert "nothing was done" in bounces.take_report(raw)


# --- the doors -----------------------------------------------------------------------------------------------


def test_command_takes_a_report_from_a_pipe_and_files(sent, monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(report(sent))))
    said = io.StringIO()
    call_command("take_bounces", stdout=said)
    paths = [tmp_path / "one", tmp_path / "two"]
    for path in paths:
        path.write_bytes(report(sent))
    call_command("take_bounces", *paths, stdout=said)
    assert said.getvalue().count("Noted: mails do not reach buyer@duet.example.") == 3
    assert Unreachable.objects.get().times == 3


def test_command_asks_the_mail_server_to_come_again_when_the_database_is_away(monkeypatch, tmp_path):
    def fail(raw):
        raise OperationalError("away")

    monkeypatch.setattr("notices.management.commands.take_bounces.take_report", fail)
    (tmp_path / "one").write_bytes(b"")
    with pytest.raises(CommandError) as refusal:
        call_command("take_bounces", tmp_path / "one")
    assert refusal.value.returncode == 75


def post(client, body, token=TOKEN, kind="message/rfc822"):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return client.post("/bounces/", body, content_type=kind, headers=headers)


def test_endpoint_takes_a_report_with_the_token(client, sent, settings):
    settings.BOUNCE_TOKEN = TOKEN
    assert post(client, report(sent)).json() == {"done": "Noted: mails do not reach buyer@duet.example."}


def test_endpoint_takes_the_word_of_a_mail_service(client, buyer, settings):
    settings.BOUNCE_TOKEN = TOKEN
    word = {"address": "Buyer@Duet.example", "reason": "mailbox does not exist"}
    assert post(client, word, kind="application/json").json()["done"].startswith("Noted")
    assert Unreachable.objects.get().reason == "mailbox does not exist"
    assert "Nobody has this address" in post(client, {"address": "x@y.example"}, kind="application/json").text


@pytest.mark.parametrize(
    "body", ["[]", "{}", "nonsense", '{"address": 3}', '{"address": "a", "reason": []}', "[" * 5000]
)
def test_endpoint_says_what_it_takes(client, settings, body):
    settings.BOUNCE_TOKEN = TOKEN
    answer = post(client, body, kind="application/json")
    assert (answer.status_code, answer.json()["refused"]) == (400, ['Send {"address": "…", "reason": "…"}.'])


def test_endpoint_is_closed_without_the_token(client, sent, settings):
    settings.BOUNCE_TOKEN = TOKEN
    assert [post(client, report(sent), token).status_code for token in ("", "wrong", "wröng")] == [403, 403, 403]
    settings.BOUNCE_TOKEN = ""
    assert [post(client, report(sent), token).status_code for token in ("", TOKEN)] == [404, 404]
    assert client.get("/bounces/").status_code == 405
    assert Unreachable.objects.count() == 0


def test_mails_come_back_to_the_address_for_that(buyer, settings):
    settings.BOUNCE_ADDRESS = "bounces@duet.example"
    tell(buyer)
    tasks.deliver_notices()
    sent = mail.outbox[0]
    assert (sent.from_email, sent.message()["From"]) == ("bounces@duet.example", settings.DEFAULT_FROM_EMAIL)
