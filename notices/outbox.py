"""The developer's outbox: mails that landed as files because no mail server is set.

These mails are everybody's, password links included. So the page exists only where no real person gets mail
from this process: SHOW_OUTBOX is off in production and wherever EMAIL_URL is set, and nothing turns it on there.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

SEPARATOR = b"\n" + b"-" * 79 + b"\n"  # what Django's file backend writes after each mail
NEWEST = 50


@dataclass
class Mail:
    """One mail, readable."""

    to: str
    subject: str
    at: datetime
    text: str


def newest_mails():
    """The newest mails first, at most fifty. Files are named by the second they were begun in."""
    folder = Path(settings.EMAIL_FILE_PATH)
    mails = []
    for path in sorted(folder.glob("*.log"), reverse=True)[:NEWEST]:
        parts = path.read_bytes().split(SEPARATOR)
        mails += [_read(part) for part in reversed(parts) if part.strip()]
    return sorted(mails, key=lambda mail: mail.at, reverse=True)[:NEWEST]


def _read(raw):
    message = message_from_bytes(raw, policy=policy.default)
    return Mail(
        to=message["To"],
        subject=message["Subject"],
        at=parsedate_to_datetime(message["Date"]).replace(tzinfo=UTC),  # Django writes UTC
        text=message.get_body(preferencelist=("plain", "html")).get_content(),
    )
