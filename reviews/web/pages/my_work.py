"""Everything that one person holds or owes, across desks, in the order in which it presses."""

from dataclasses import dataclass

from common import business_time
from people.hours import calendars_of
from reviews.models import Holder, Wait
from reviews.waits.clocks import Calendars
from reviews.waits.status import wait_line
from reviews.web.cards.queue import QueueRow, queue_row

SHOWN = 150
"""Of what one person holds, and of what they asked for: more is no list to work from. The queue has the rest."""

SOON = 2
"""Business days on the person's own calendar."""


@dataclass(frozen=True)
class Section:
    """One part of the page. `more`: there was more than is shown, due later."""

    key: str
    title: str
    icon: str
    tone: str
    rows: list[QueueRow]
    more: bool = False


@dataclass(frozen=True)
class MyWork:
    """The sections that hold something."""

    sections: list[Section]

    @property
    def total(self):
        return sum(len(section.rows) for section in self.sections)


def my_work_of(user, now):
    """Two queries for the waits, whatever their number. Indexes: wait_queue_of_person, wait_asked_by."""
    open_waits = Wait.objects.visible_to(user).open().with_names().order_by("due_at", "pk")
    held = list(open_waits.filter(person=user)[: SHOWN + 1])
    asked = list(open_waits.filter(asked_by=user).exclude(person=user)[: SHOWN + 1])
    calendars = Calendars()
    soon = business_time.add_business_days(now, SOON, calendars_of({user})[user.pk])
    parts = {"overdue": [], "soon": [], "later": [], "paused": [], "own": [], "asked": asked[:SHOWN]}
    for wait in held[:SHOWN]:
        parts[_part_of(wait, now, soon)].append(wait)
    sections = [
        Section(key, title, icon, tone, [queue_row(wait_line(wait, now, calendars), user) for wait in parts[key]], more)
        for key, title, icon, tone, more in (
            ("overdue", "Overdue", "alarm-clock", "danger", False),
            ("soon", "Due today or in the next two business days", "hourglass", "warning", False),
            ("own", "My requests that need me", "inbox", "info", False),
            ("later", "Due later", "calendar-days", "neutral", len(held) > SHOWN),
            ("paused", "Mine, paused until an answer comes", "pause", "neutral", False),
            ("asked", "I asked, and wait for others", "message-square", "neutral", len(asked) > SHOWN),
        )
    ]
    return MyWork([section for section in sections if section.rows])


def _part_of(wait, now, soon):
    if wait.holder == Holder.REQUESTER:
        return "own"
    if wait.paused_at:
        return "paused"
    if wait.is_overdue(now):
        return "overdue"
    return "soon" if wait.due_at <= soon else "later"
