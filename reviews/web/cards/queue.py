"""What stands on a list of waits: its rows, the views above it, and what can be done with several at once."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from common.counting import capped, count_each
from people.models import Team, User
from reviews.models import Review, SavedView, Wait
from reviews.saved_views import policies as view_policies
from reviews.waits import pauses
from reviews.waits import policies as wait_policies
from reviews.waits.clocks import Calendars
from reviews.waits.status import WaitLine, wait_line
from reviews.web.forms.bulk import HandOverManyForm
from reviews.web.forms.filters import COLUMNS, narrow

HEAD = "Due | Request | What is needed | With | Value: number"
EVERYTHING = "all"
VIEWS_SHOWN = 12


@dataclass(frozen=True)
class Group:
    """A heading among the rows; `number` of rows below it, None where more may follow on another page."""

    label: str
    number: int | None = None


@dataclass(frozen=True)
class QueueRow:
    """One wait in a list; `may_tick` when there is something that the reader may do with several at once.

    `begins` is the group whose first row this is. `is_gone`: it was done, or another took it, while it was in sight.
    """

    line: WaitLine
    may_claim: bool
    may_tick: bool
    is_mine: bool
    is_today: bool = False
    is_tomorrow: bool = False
    begins: Group | None = None
    is_gone: bool = False

    @property
    def wait(self) -> Wait:
        return self.line.wait

    @property
    def review(self) -> Review:
        return self.line.wait.review

    @property
    def state(self) -> str:
        """Its class in the list."""
        if self.is_gone:
            return "is-gone"
        return "is-paused" if self.line.paused else ""

    @property
    def group(self) -> str:
        """The heading that it stands below."""
        if self.line.paused:
            return PAUSED
        if self.line.overdue:
            return LATE
        return SOON if self.is_today or self.is_tomorrow else LATER

    @property
    def paused_until(self) -> str:
        """What has to come before it goes on, in words."""
        return pauses.in_words(self.wait)

    @property
    def held(self) -> str:
        """Who has it and whether it stands still: another text once that has changed (`now` of the view)."""
        return held_by(self.wait)


LATE, SOON, LATER, PAUSED = "Overdue", "Due today and tomorrow", "Later", "Paused"


def held_by(wait: Wait) -> str:
    """One word for who holds a wait, and whether it runs, to be compared with what a page has shown."""
    if not wait.is_open:
        return "-"
    return f"{wait.person_id or 0}{'p' if wait.paused_at else ''}"


def queue_row(line: WaitLine, user: User) -> QueueRow:
    wait = line.wait
    may_claim = wait_policies.may_claim(user, wait) and not wait_policies.blockers_to_claim(wait)
    return QueueRow(
        line=line,
        may_claim=may_claim,
        may_tick=may_claim or wait_policies.may_hand_over(user, wait),
        is_mine=wait.person_id == user.pk,
        is_today=(days := _days_away(line)) == 0,
        is_tomorrow=days == 1,
    )


def _days_away(line: WaitLine) -> int:
    """Days between now and when it is due, on the desk's calendar."""
    zone = ZoneInfo(line.calendars.of(line.wait).time_zone)
    return (line.due.astimezone(zone).date() - line.at.astimezone(zone).date()).days


def queue_rows(waits: Iterable[Wait], user: User, now: datetime | None = None) -> list[QueueRow]:
    now, calendars = now or timezone.now(), Calendars()
    return [queue_row(wait_line(wait, now, calendars), user) for wait in waits]


def grouped(rows: list[QueueRow], *, whole: bool) -> list[QueueRow]:
    """The same rows, the first of each group with its heading. `whole`: they are all there is, so they are counted."""
    numbers = Counter(row.group for row in rows)
    marked, above = [], None
    for row in rows:
        if row.group != above:
            row = replace(row, begins=Group(row.group, numbers[row.group] if whole else None))
        above = row.group
        marked.append(row)
    return marked


def row_seen_before(wait: Wait, user: User, *, stays: bool) -> QueueRow:
    """The row again, for a page that showed it with another holder. It `stays` as it is where the reader took it."""
    [row] = queue_rows([wait], user)
    return replace(row, is_gone=not stays, may_tick=row.may_tick and stays)


# --- columns ----------------------------------------------------------------------------------------------


class Columns:
    """What a list shows besides what it always shows: `needed_by`, `stage`, `type`, `since` are true or false."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.names = list(names)
        for name in COLUMNS:
            setattr(self, name, name in self.names)

    def __len__(self) -> int:
        return len(self.names)

    @property
    def head(self) -> str:
        """The heads of all columns, as components/table.html reads them."""
        return " | ".join([HEAD, *(label for name, label in COLUMNS.items() if name in self.names)])


# --- several at once --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BulkBar:
    """The bar that acts on the ticked rows. `all_ticked`: the address asked for them all, without JavaScript."""

    form: HandOverManyForm
    here: str
    all_ticked: bool
    tick_url: str


def bulk_bar(request: HttpRequest, rows: list[QueueRow], desks: Iterable[Team]) -> BulkBar | None:
    """The bar, or None where no row can be ticked. `desks`: whose colleagues the work can go to."""
    if not any(row.may_tick for row in rows):
        return None
    query = request.GET.copy()
    all_ticked = query.pop("ticked", None) == ["all"]
    here = f"{request.path}?{query.urlencode()}" if query else request.path
    query["ticked"] = "all"
    return BulkBar(
        form=HandOverManyForm(desks=desks),
        here=here,
        all_ticked=all_ticked,
        tick_url=f"{request.path}?{query.urlencode()}",
    )


# --- views ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ViewTab:
    """One way of looking at the queue, with how much it holds. `is_late`: what it counts is too late."""

    label: str
    url: str
    active: bool
    count: str
    view: SavedView | None = None
    is_late: bool = False


BUILT_IN = [
    ("All", {}),
    ("Mine", {"mine": "on"}),
    ("Unclaimed", {"unclaimed": "on"}),
    ("Overdue", {"overdue": "on"}),
]
"""The views that everybody has: [(name, filters)]."""


def address_of(filters: dict[str, str], token: str = EVERYTHING) -> str:
    """The queue with these filters. It always says `view`: a bare address begins with the person's own."""
    return f"{reverse('reviews:queue')}?{urlencode({**filters, 'view': token})}"


def view_tabs(
    parts: Sequence[QuerySet[Wait]],
    user: User,
    views: list[SavedView],
    *,
    shown: Sequence[QuerySet[Wait]],
    chosen: dict[str, str],
    token: str,
) -> tuple[list[ViewTab], int]:
    """The tabs above the queue, and how much there is on the page's own list; one query counts them all.

    `parts` are those of the queue, `shown` the same with the filters in force, which are `chosen`; `token` names the
    view in the address.
    """
    named = any(view.token == token for view in views)
    on_tabs = views[:VIEWS_SHOWN]
    all_filters = [*(filters for _, filters in BUILT_IN), *(view.filters for view in on_tabs)]
    lists = [narrow(parts, filters, user) for filters in all_filters]
    *counts, number = count_each([*lists, shown])
    built_in = [
        ViewTab(
            label,
            address_of(filters),
            active=not named and filters == chosen,
            count=capped(count),
            is_late="overdue" in filters and count > 0,
        )
        for (label, filters), count in zip(BUILT_IN, counts, strict=False)
    ]
    saved = [
        ViewTab(view.name, address_of(view.filters, view.token), view.token == token, capped(count), view)
        for view, count in zip(on_tabs, counts[len(BUILT_IN) :], strict=True)
    ]
    return built_in + saved, number


@dataclass(frozen=True)
class PresentView:
    """The view that the address names: whether the filters still are its own, and what the reader may do with it."""

    view: SavedView
    is_changed: bool
    may_change: bool


def present_view(view: SavedView | None, chosen: dict[str, str], user: User) -> PresentView | None:
    """None where the address names no view that the reader may see."""
    if view is None:
        return None
    return PresentView(
        view=view, is_changed=view.filters != chosen, may_change=view_policies.may_change_view(user, view)
    )
