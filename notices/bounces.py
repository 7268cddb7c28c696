"""Mails that came back: the mail server hands the report in (`manage.py take_bounces`, or POST /bounces/).

Anybody can write a mail that looks like a report. So one counts only if it quotes the Message-ID of a mail of ours,
which is signed and which only its reader has seen, and names the address that this reader has today. What the service
that sends our mails says itself, with the token, needs no such proof.
"""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

from common.guards.mail_names import is_ours
from notices.models import Bundle, How, Notice
from notices.unreachable import mark
from people.models import AccountMail, User

MESSAGE_ID = re.compile(r"<((notice|bundle|account)-(\d{1,18})-\d{14})\.([0-9a-f]{24})@")
KINDS = {"notice": Notice, "bundle": Bundle, "account": AccountMail}
LONGEST = 200_000
"""So many signs of a report are looked through for the Message-ID: its quoted mail may be long."""


@dataclass(frozen=True)
class Failure:
    """What a report says of one mail: nobody could deliver it."""

    reason: str
    text: str


def take_report(raw: bytes) -> str:
    """Mark whoever a report is about. Returns what became of it, as a sentence for a log."""
    failure = read(raw)
    if failure is None:
        return "This is no report that a mail could not be delivered; nothing was done."
    person = _recipient(failure.text)
    if person is None:
        return "The report quotes no mail of ours; nothing was done."
    if person.email not in failure.text.lower():
        return "The report names an address that its reader does not have any more; nothing was done."
    mark(person, how=How.RETURNED, reason=failure.reason)
    return f"Noted: mails do not reach {person.email}."


def take_word(address: str, reason: str) -> str:
    """The same, said by the service that sends our mails."""
    person = User.objects.filter(email=address.strip().lower()).first()
    if person is None:
        return "Nobody has this address; nothing was done."
    mark(person, how=How.RETURNED, reason=reason or "The mail came back.")
    return f"Noted: mails do not reach {person.email}."


def read(raw: bytes) -> Failure | None:
    """The failure that a report (RFC 3464) tells of; None for a delay, an answer of somebody, or anything else."""
    message = message_from_bytes(raw, policy=policy.default)
    if message.get_content_type() != "multipart/report":
        return None
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            for group in part.get_payload():
                if _value(group, "Action").lower() == "failed":
                    return Failure(_reason(group), _text_of(message))
    return None


def _reason(group):
    status, diagnosis = _value(group, "Status"), _value(group, "Diagnostic-Code").partition(";")[2].strip()
    if status and diagnosis.startswith(status):
        return diagnosis
    return " ".join(filter(None, (status, diagnosis))) or "The mail came back."


def _value(group, name):
    return " ".join(str(group.get(name, "")).split())


def _text_of(message: EmailMessage) -> str:
    """Everything that the report quotes, as one text: servers attach the mail, its headers, or only their words."""
    texts = []
    for part in message.walk():
        texts += [f"{name}: {value}" for name, value in part.items()]
        if part.get_content_maintype() == "text":
            payload = part.get_payload(decode=True) or b""
            texts.append(payload.decode("utf-8", errors="replace"))
    return "\n".join(texts)[:LONGEST]


def _recipient(text):
    """To whom the mail went that a text quotes by its signed Message-ID; None where there is none."""
    for name, kind, pk, signature in MESSAGE_ID.findall(text):
        if is_ours(name, signature):
            row = KINDS[kind].objects.filter(pk=pk).first()
            if row is not None:
                return row.recipient
    return None
