"""What goes along with a mail beside its words: the app that a notice tells of puts here how it is written.

It is written when the mail goes out, so that it says what holds then. An app is known by the first part of the topic of
its notices: “series-12” is of “series”.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.mime.base import MIMEBase
from email.mime.text import MIMEText

from notices.models import Notice


@dataclass(frozen=True)
class Invitation:
    """An entry for the calendar of the reader: `method` is REQUEST or CANCEL."""

    name: str
    method: str
    text: str

    def as_part(self) -> MIMEBase:
        part = MIMEText(self.text, "calendar", "utf-8")
        part.set_param("method", self.method)
        part.add_header("Content-Disposition", "attachment", filename=self.name)
        return part


@dataclass(frozen=True)
class File:
    """A PDF file."""

    name: str
    content: bytes


Enclosing = Callable[[Notice], Iterable[Invitation | File]]
_enclosing: dict[str, Enclosing] = {}


def put(topic: str, enclosing: Enclosing) -> None:
    """Say what goes along with notices whose topic begins with this word: called once, by the app that sends them."""
    _enclosing[topic] = enclosing


def enclose(mail, notices: Iterable[Notice]) -> None:
    """Add to the mail what goes along with its notices: nothing with what is privileged."""
    for notice in notices:
        enclosing = _enclosing.get(notice.topic.partition("-")[0])
        if enclosing is None or notice.privileged:
            continue
        for enclosed in enclosing(notice):
            if isinstance(enclosed, File):
                mail.attach(enclosed.name, enclosed.content, "application/pdf")
            else:
                mail.attach(enclosed.as_part())
