"""Risk findings and issues. The requester reads of a risk only that it was closed, and how."""

from common.sentences import milestone, sentence
from reviews.models import FindingOutcome, RiskLevel
from reviews.pure.verbs import Verb


@sentence(Verb.FINDING_RAISED)
def finding_raised(facts):
    return f"noted a risk ({RiskLevel(facts['level']).label.lower()}): {facts.text('finding')}"


@milestone(Verb.FINDING_CLOSED)
def finding_closed_for_requester(facts):
    return f"{_closed(facts)} of this vendor"


@sentence(Verb.FINDING_CLOSED)
def finding_closed(facts):
    return f"{_closed(facts)}, “{facts.text('finding')}”: {facts.text('reason')}"


def _closed(facts):
    return "resolved a risk" if facts["outcome"] == FindingOutcome.RESOLVED else "accepted a risk"


@milestone(Verb.ISSUE_RAISED)
def issue_raised(facts):
    return f"raised an issue: {facts.text('issue')}"


@sentence(Verb.ISSUE_HANDED_OVER)
def issue_handed_over(facts):
    return f"gave an issue of {facts.person('before')} to {facts.person('to')}"


@milestone(Verb.ISSUE_RESOLVED)
def issue_resolved(facts):
    return f"resolved the issue “{facts.text('issue')}”: {facts.text('resolution')}"
