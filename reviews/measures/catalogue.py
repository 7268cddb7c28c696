"""All figures, in the order of the page: what each is called, what it means, and the reviews behind its lines."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet

from reviews.measures import figures
from reviews.measures.scope import Scope
from reviews.models import DEVIATIONS, Ended, Outcome, Review


@dataclass(frozen=True)
class Figure:
    """`lines` counts it; `behind(scope, key)` are the reviews of one of its lines, None where there is no list of them.

    `columns` are (name of the attribute, heading) of a line, for tables, files and the API.
    """

    key: str
    title: str
    definition: str
    lines: Callable[[Scope], list[Any]]
    columns: tuple[tuple[str, str], ...]
    behind: Callable[[Scope, str], QuerySet[Review]] | None = None


SPREAD = (("number", "Number"), ("middle", "Half took at most (days)"), ("nine_in_ten", "Nine in ten at most (days)"))
DAYS_OF_WHOLE = (("part", "Days"), ("percent", "Share (%)"))


def _of(rows: QuerySet, path: str = "review") -> QuerySet[Review]:
    return Review.objects.filter(pk__in=rows.values(path))


FIGURES = (
    Figure(
        "altogether",
        "From first seen to signed",
        "Requests whose contract was signed in the period, by type. Days as on a calendar, from the moment at which "
        "both functions could first see the request.",
        figures.altogether,
        SPREAD,
        lambda scope, kind: figures.signed(scope).filter(kind=kind),
    ),
    Figure(
        "stages",
        "Time in each stage",
        "Stays in a stage that ended in the period. Who stays twice counts twice. Medians of stages do not add up to "
        "the time of a whole request.",
        figures.by_stage,
        SPREAD,
        lambda scope, stage: _of(figures.visits(scope).filter(stage=stage)),
    ),
    Figure(
        "holders",
        "Who had it",
        "All days in the period on which somebody had something to do, by who that was. What two do at the same time "
        "counts for both. A question that was sent to the vendor is on the vendor's time.",
        figures.time_by_holder,
        DAYS_OF_WHOLE,
    ),
    Figure(
        "pick-up",
        "Until somebody took it",
        "From the moment at which a desk was asked until somebody of it first took the work, for what was taken in the "
        "period. What came with a name took no time.",
        figures.pick_up,
        SPREAD,
        lambda scope, desk: _of(figures.pick_ups(scope).filter(desk__name=desk)),
    ),
    Figure(
        "in-time",
        "Done in time",
        "Reviews of a desk that were done in the period: how many before they were due. A pause moves that day. The "
        "list shows those that were late.",
        figures.within_target,
        (("part", "In time"), ("whole", "Done"), ("percent", "Share (%)")),
        lambda scope, desk: _of(figures.closed_parts(scope).filter(desk__name=desk, closed_at__gt=F("due_at"))),
    ),
    Figure(
        "early",
        "Seen before the vendor's paper",
        "Requests and heads-ups that both functions first saw in the period: how many came before there was any paper "
        "of the vendor. The list shows those that came with one.",
        figures.seen_early,
        (("part", "Before the paper"), ("whole", "First seen"), ("percent", "Share (%)")),
        lambda scope, _: figures.with_paper_at_first(figures.opened(scope)),
    ),
    Figure(
        "turns",
        "Turns with the vendor",
        "How often our joint position was sent before the contracts of the period were signed.",
        figures.turns,
        (("part", "Contracts"), ("percent", "Share (%)")),
    ),
    Figure(
        "departures",
        "Where we gave way",
        "What stands of the decisions of the period: how often a fallback of the playbook was taken, and how often our "
        "position was given up for the vendor's words or for none. A term of two desks counts for each.",
        figures.departures,
        (("decided", "Decided"), ("fallbacks", "Fallbacks"), ("deviations", "Given up")),
        lambda scope, term_type: _of(
            figures.decisions(scope).filter(
                Q(outcome=Outcome.FALLBACK) | Q(outcome__in=DEVIATIONS), term__term_type=term_type
            ),
            "term__review",
        ),
    ),
    Figure(
        "asked-again",
        "Approved, then changed",
        "Of the reviews that somebody approved in the period: those of which something changed afterwards, so that the "
        "approval was asked again.",
        figures.asked_again,
        (("part", "Asked again"), ("whole", "Approved"), ("percent", "Share (%)")),
        lambda scope, _: _of(figures.approvals(scope).filter(ended=Ended.RESET)),
    ),
    Figure(
        "renewals",
        "Renewals decided in time",
        "Contracts on which somebody had to decide by a day in the period, up to today: renewals, and ends to prepare "
        "for. In time is on that day at the latest.",
        figures.renewals,
        (("part", "Contracts"), ("percent", "Share (%)")),
    ),
    Figure(
        "load",
        "Open now",
        "What each desk has to do at this moment, whatever the period, and how much of it is late. Pauses do not "
        "count.",
        figures.load,
        (("open", "Open"), ("late", "Late")),
    ),
)
BY_KEY = {figure.key: figure for figure in FIGURES}
