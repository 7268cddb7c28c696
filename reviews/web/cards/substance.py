"""What final approval is given for: what is not as we want it, the money, and the files that are fixed by it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from common.models.related import fetch
from common.words import counted, listed
from contracts.models import Comparison, DocumentVersion
from people.models import User
from reviews.findings import policies as finding_policies
from reviews.models import DEVIATIONS, FigureChange, Outcome, Review, RiskFinding, TermDecision
from reviews.models.finding import HIGH
from reviews.web.cards.term_rows import TermRow

QUIET = {"renumbered", "unchanged"}
"""Kinds of changes that say nothing new."""


@dataclass(frozen=True)
class Departure:
    """A term on which we do not get what we want: how it stands, and who decided so and why."""

    row: TermRow
    decisions: list[TermDecision]

    @property
    def is_deviation(self) -> bool:
        """Whether our position is given up, and not only stepped back to a fallback."""
        return self.row.term.outcome in DEVIATIONS

    @property
    def theirs(self) -> str:
        """Their words, as they were when it was decided."""
        return self.decisions[0].wording if self.decisions else self.row.stand.wording

    @property
    def ours(self) -> str:
        return self.decisions[0].position if self.decisions else self.row.term.position


@dataclass(frozen=True)
class Risk:
    """An open risk. While it `blocks` nobody approves; `may_close` is whether the reader can do something about it."""

    finding: RiskFinding
    blocks: bool
    may_close: bool


@dataclass(frozen=True)
class FixedFile:
    """A file that is signed, and what changed in it since the version before; `changes` is None where nobody has
    compared the two yet, or there was none before."""

    version: DocumentVersion
    url: str
    former: DocumentVersion | None
    comparison_url: str
    changes: int | None


@dataclass(frozen=True)
class Substance:
    """The page of whoever approves, before who approves what."""

    departures: list[Departure]
    risks: list[Risk]
    files: list[FixedFile]
    as_wanted: int
    figures: list[FigureChange]

    @property
    def value_before(self) -> Any:
        """The amount that the request named, where another was put in its place since; else None."""
        changed = [change for change in self.figures if change.value_before != change.value_after]
        return changed[0].value_before if changed else None

    @property
    def in_short(self) -> str:
        """What one accepts with it, in a sentence."""
        given_up = sum(departure.is_deviation for departure in self.departures)
        numbers = [
            (given_up, "term", "on which our position is given up"),
            (len(self.departures) - given_up, "term", "on a fallback"),
            (len(self.risks), "open risk", ""),
        ]
        pieces = [f"{counted(number, noun)} {words}".strip() for number, noun, words in numbers if number]
        return f"With it: {listed(pieces)}." if pieces else "Everything is as we want it, and no risk is open."


def substance_of(review: Review, user: User, rows: Iterable[TermRow]) -> Substance:
    """For one reader. `review` comes with its documents and their versions. Four queries at most."""
    settled = [row for row in rows if row.term.is_settled]
    departing = [row for row in settled if row.term.outcome in {*DEVIATIONS, Outcome.FALLBACK}]
    departures = [Departure(row, _decisions(row)) for row in departing]
    decisions = [decision for departure in departures for decision in departure.decisions]
    fetch((decisions, ["desk", "decided_by", "on_behalf_of"]))
    order = sorted(departures, key=lambda departure: (not departure.is_deviation, departure.row.term.term_type.number))
    findings = review.findings.open().select_related("raised_by")
    risks = [_risk(finding, review, user) for finding in findings]
    return Substance(
        departures=order,
        risks=sorted(risks, key=lambda risk: not risk.blocks),
        files=_files(review),
        as_wanted=len(settled) - len(departing),
        figures=list(review.figure_changes.all()),
    )


def _decisions(row):
    """Those that say so: where one desk gives up what another has as it wants it, the first alone."""
    return [decision for decision in row.term.decisions.all() if decision.outcome == row.term.outcome]


def _risk(finding, review, user):
    finding.review = review
    return Risk(finding, finding.level in HIGH, finding_policies.may_resolve_finding(user, finding))


def _files(review):
    pairs = [_newest(document.versions.all()) for document in review.documents.all()]
    pairs = [(newest, former) for newest, former in pairs if newest]
    compared = {
        (row.old_id, row.new_id): row.counts
        for row in Comparison.objects.filter(new__in=[newest.pk for newest, _ in pairs]).only("old", "new", "counts")
    }
    return [_file(review, newest, former, compared) for newest, former in pairs]


def _newest(versions: Sequence[DocumentVersion]):
    """(the newest version, the one before it or None)."""
    newest, *others = [*sorted(versions, key=lambda version: -version.number), None]
    return newest, others[0] if others else None


def _file(review, newest, former, compared):
    where = [review.pk, newest.document_id]
    counts = compared.get((former.pk, newest.pk)) if former else None
    comparison_url = ""
    if former:
        comparison_url = f"{reverse('reviews:comparison', args=where)}?from={former.number}&to={newest.number}"
    return FixedFile(
        version=newest,
        url=f"{reverse('reviews:read_document', args=where)}?version={newest.number}",
        former=former,
        comparison_url=comparison_url,
        changes=None if counts is None else sum(number for kind, number in counts.items() if kind not in QUIET),
    )
