"""Who may raise and close risk findings, and what is still missing."""

from people.models import TWO_SIDES, DeskSide
from reviews.spine import policies


def may_raise_finding(user, review):
    """Members of desks that note risk findings; never on their own request."""
    return policies.may_work_on(user, review) and user.raises_findings


def may_resolve_finding(user, finding):
    """Whoever could have raised it, except its author: a second pair of eyes says that it is dealt with."""
    return may_raise_finding(user, finding.review) and user.pk != finding.raised_by_id


def may_waive_finding(user, finding):
    """Procurement accepts a risk, never the author of the finding."""
    return may_resolve_finding(user, finding) and user.serves(DeskSide.COMMERCIAL)


def blockers_to_close_finding(finding):
    if not finding.is_open:
        return [f"{finding.closed_by} has closed this already ({finding.get_outcome_display().lower()})."]
    return policies.blockers_to_work(finding.review)


def may_raise_issue(user, review):
    return policies.may_work_on(user, review)


def may_resolve_issue(user, issue):
    """The owner, a colleague from one of the owner's desks, or a lead of procurement or legal."""
    if not policies.may_work_on(user, issue.review):
        return False
    if issue.owner_id == user.pk or any(map(user.leads_side, TWO_SIDES)):
        return True
    return any(user.is_on(desk) for desk in issue.owner.teams)
