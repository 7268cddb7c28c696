"""Risk findings: in full for reviewers, as outcomes for the requester."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from people.models import User
from reviews.findings import policies as finding_policies
from reviews.models import FindingOutcome, Review, RiskFinding, RiskLevel
from reviews.web.cards.forms_on_page import Forms
from reviews.web.forms.review import CloseFindingForm, FindingForm

TONES: dict[str, str] = {
    RiskLevel.LOW: "neutral",
    RiskLevel.MEDIUM: "info",
    RiskLevel.HIGH: "warning",
    RiskLevel.CRITICAL: "danger",
}


@dataclass(frozen=True)
class FindingItem:
    """A finding; `form` is there for whoever may resolve it, `may_waive` when they may accept the risk too."""

    finding: RiskFinding
    form: CloseFindingForm | None
    may_waive: bool

    @property
    def tone(self) -> str:
        return TONES[self.finding.level]


def findings_context(review: Review, user: User, forms: Forms) -> dict[str, Any]:
    """What templates/reviews/findings/_findings.html needs. One query."""
    items = [_item(finding, user, forms) for finding in review.findings.select_related("raised_by", "closed_by")]
    may_raise = review.is_live and finding_policies.may_raise_finding(user, review)
    return {
        "open_findings": [item for item in items if item.finding.is_open],
        "closed_findings": [item for item in items if not item.finding.is_open],
        "finding_form": forms.take(FindingForm, review) if may_raise else None,
    }


def _item(finding, user, forms):
    may = finding.is_open and finding.review.is_live and finding_policies.may_resolve_finding(user, finding)
    form = forms.take(CloseFindingForm, finding) if may else None
    return FindingItem(finding, form, may and finding_policies.may_waive_finding(user, finding))


def outcomes_for_requester(outcomes: Sequence[str]) -> dict[str, int]:
    """What became of how many risks that were found: outcomes in words, no text and no severity."""
    return {outcome.label: outcomes.count(outcome) for outcome in FindingOutcome if outcome in outcomes}
