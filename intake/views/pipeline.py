"""What is coming, as a list or a board, and what each desk can take."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from intake.forms.pipeline import FOR_READERS, PipelineForm
from intake.pipeline.capacity import capacity
from intake.pipeline.coming import Coming
from intake.pipeline.merged import PAGE_SIZE, coming, place_in
from intake.pipeline.visibility import first_visibility, newest_projects
from people.models import TWO_SIDES, WorkingCalendar

LIST, BOARD, CAPACITY = "list", "board", "capacity"
VIEWS = {LIST: "List", BOARD: "Board", CAPACITY: "Capacity"}


@dataclass(frozen=True)
class Month:
    """A column of the board; `day` is its first, None for what nobody has said a day for."""

    day: date | None
    rows: list[Coming]


@dataclass(frozen=True)
class Tab:
    key: str
    label: str
    url: str
    is_current: bool


@require_GET
def pipeline(request):
    """`?as=` list, board or capacity; filters and `?after=` as in the list. Indexes: review_coming,
    intake_request_coming; of the capacity wait_part_done_of_desk, term_decision_by_desk."""
    if not request.user.reads_lists:
        raise PermissionDenied(FOR_READERS)
    chosen = request.GET.get("as") if request.GET.get("as") in VIEWS else LIST
    form = PipelineForm(request.GET, today=timezone.localdate())
    narrowed = form.narrowed()
    tabs = [Tab(key, label, _address(request, key), key == chosen) for key, label in VIEWS.items()]
    context = {"tabs": tabs, "form": form, "narrowed": narrowed, "chosen": chosen}
    if chosen == CAPACITY:
        return render(request, "intake/pipeline/capacity.html", context | _capacity(request.user))
    size = PAGE_SIZE * (2 if chosen == BOARD else 1)
    rows, last = coming(request.user, narrowed, after=place_in(request.GET.get("after", "")), size=size)
    context |= {
        "rows": rows,
        "months": board_of(rows),
        "next_url": _further(request, last),
        "is_first": "after" not in request.GET,
        "is_board": chosen == BOARD,
    }
    return render(request, "intake/pipeline/pipeline.html", context)


def board_of(rows: list[Coming]) -> list[Month]:
    """The rows, which come by day, as columns."""
    grouped = groupby(rows, key=lambda row: row.day and row.day.replace(day=1))
    return [Month(day, list(own)) for day, own in grouped]


def _capacity(user):
    """Desks for those of the two sides, and for auditors; people's loads stay on the pages of desks, for leads."""
    may = user.is_auditor or any(map(user.serves, TWO_SIDES))
    calendar = WorkingCalendar.objects.order_by("pk").first()
    led = {seat.team_id for seat in user.desks_held if seat.is_lead}
    return {
        "desks": capacity() if may else [],
        "led": led,
        "visibility": first_visibility(newest_projects(), calendar) if may else None,
    }


def _address(request, key):
    query = request.GET.copy()
    query.pop("after", None)
    query["as"] = key
    return f"{reverse('pipeline:pipeline')}?{query.urlencode()}"


def _further(request, last):
    if last is None:
        return None
    query = request.GET.copy()
    query["after"] = str(last)
    return f"{reverse('pipeline:pipeline')}?{query.urlencode()}"
