"""Raising and resolving issues, in words that the requester can read."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common.log import Quoted, record
from common.models import Audience
from notices.models import NoticeKind
from reviews.findings import policies
from reviews.models import Issue
from reviews.pure.verbs import Verb
from reviews.spine import policies as spine_policies
from reviews.spine.stage import locked
from reviews.spine.telling import tell


@transaction.atomic
def raise_issue(review, summary, *, severity, plan="", term=None, by):
    """Raise an open problem; the requester sees the summary at once, and the `plan`: what we do about it. Returns the
    issue."""
    review = locked(review)
    if not policies.may_raise_issue(by, review):
        raise PermissionDenied("Reviewers raise issues; write a comment instead.")
    if blockers := spine_policies.blockers_to_work(review):
        raise ValidationError(blockers)
    summary, plan = summary.strip(), plan.strip()
    if not summary:
        raise ValidationError(["Say in plain words what is wrong."])
    if faults := spine_policies.faults_of_length(Issue, summary=summary, plan=plan) + spine_policies.faults_of_term(
        review, term
    ):
        raise ValidationError(faults)

    issue = Issue.objects.create(review=review, term=term, summary=summary, plan=plan, severity=severity, owner=by)
    record(
        Verb.ISSUE_RAISED,
        review,
        by=by,
        texts={"issue": issue.summary, "plan": issue.plan},
        audience=Audience.BUSINESS,
        issue=issue.pk,
        severity=severity,
    )
    _tell_requester(issue, f"{by} raised an issue: {issue.summary} {issue.plan}".strip(), key="raised")
    return issue


@transaction.atomic
def resolve_issue(issue, resolution, *, by):
    """Close an issue and say how it was settled. Returns the issue."""
    issue = locked(issue)
    if not policies.may_resolve_issue(by, issue):
        raise PermissionDenied(f"{issue.owner}, a colleague from the same desk or a lead resolves this.")
    if issue.resolved_at:
        raise ValidationError([f"{issue.resolved_by} has resolved this already."])
    if blockers := spine_policies.blockers_to_work(issue.review):
        raise ValidationError(blockers)
    resolution = resolution.strip()
    if not resolution:
        raise ValidationError(["Say in a few words how it was settled."])
    if faults := spine_policies.faults_of_length(Issue, resolution=resolution):
        raise ValidationError(faults)

    issue.resolution, issue.resolved_by, issue.resolved_at = resolution, by, timezone.now()
    issue.save(update_fields=["resolution", "resolved_by", "resolved_at"])
    record(
        Verb.ISSUE_RESOLVED,
        issue.review,
        by=by,
        texts={"issue": Quoted(issue.summary, issue.owner), "resolution": issue.resolution},
        audience=Audience.BUSINESS,
        issue=issue.pk,
    )
    _tell_requester(issue, f"Settled: {issue.summary} ({issue.resolution})", key="resolved")
    return issue


def _tell_requester(issue, body, *, key):
    tell(
        [issue.review.requester],
        issue.review,
        key=f"issue-{issue.pk}-{key}",
        kind=NoticeKind.NEWS,
        body=body,
    )
