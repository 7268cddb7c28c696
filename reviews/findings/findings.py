"""Risk findings: raised for reviewers, closed by somebody else with a reason. The requester hears the outcome alone."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common.log import Quoted, record
from common.models import Audience
from notices.models import NoticeKind
from reviews.approvals.asking import follow_changes
from reviews.findings import policies as finding_policies
from reviews.models import FindingOutcome, RiskFinding, RiskLevel, Slot
from reviews.pure.verbs import Verb
from reviews.spine import policies
from reviews.spine.stage import locked
from reviews.spine.telling import tell


@transaction.atomic
def raise_finding(review, text, *, level, meaning, by):
    """Note a risk of this vendor: what was found, and what it means for us. Returns the finding."""
    review = locked(review)
    if not finding_policies.may_raise_finding(by, review):
        raise PermissionDenied("Desks that note risk findings do this, never the requester.")
    text, meaning = text.strip(), meaning.strip()
    if blockers := policies.blockers_to_work(review) or _faults(text, meaning, level):
        raise ValidationError(blockers)

    finding = RiskFinding.objects.create(review=review, text=text, meaning=meaning, level=level, raised_by=by)
    record(
        Verb.FINDING_RAISED,
        review,
        by=by,
        texts={"finding": finding.text},
        finding=finding.pk,
        level=level,
    )
    tell(
        _concerned(review) - {by, review.requester},
        review,
        key=f"finding-{finding.pk}-raised",
        kind=NoticeKind.NEWS,
        body=f"{by} noted a risk ({finding.get_level_display().lower()}): {finding.text}",
    )
    follow_changes(review, by=by)
    return finding


def _faults(text, meaning, level):
    if level not in RiskLevel.values:
        return ["Choose how severe it is."]
    if not text:
        return ["Say what was found."]
    if not meaning:
        return ["Say what it means for us."]
    return policies.faults_of_length(RiskFinding, text=text, meaning=meaning)


def _concerned(review):
    """Who answers for the two sides: the persons named, else the leads of the desks."""
    people = set()
    for slot in (Slot.COMMERCIAL_TERMS, Slot.LEGAL_REVIEW):
        if answer := review.responsible(slot):
            people |= {answer.person} if answer.person else set(answer.desk.leads())
    return people


@transaction.atomic
def resolve_finding(finding, reason, *, by):
    """The risk is dealt with. Returns the finding."""
    finding = locked(finding)
    if not finding_policies.may_resolve_finding(by, finding):
        raise PermissionDenied(_who(finding, by, "Procurement, legal, privacy and security resolve findings."))
    return _close(finding, FindingOutcome.RESOLVED, reason, by=by)


@transaction.atomic
def waive_finding(finding, reason, *, by):
    """We know the risk and take it. Returns the finding."""
    finding = locked(finding)
    if not finding_policies.may_waive_finding(by, finding):
        raise PermissionDenied(_who(finding, by, "Procurement accepts a risk."))
    return _close(finding, FindingOutcome.WAIVED, reason, by=by)


def _who(finding, by, otherwise):
    return "You noted this: a second person closes it." if by.pk == finding.raised_by_id else otherwise


def _close(finding, outcome, reason, *, by):
    reason = reason.strip()
    if blockers := finding_policies.blockers_to_close_finding(finding):
        raise ValidationError(blockers)
    if not reason:
        raise ValidationError(["Say in a sentence why."])
    if faults := policies.faults_of_length(RiskFinding, reason=reason):
        raise ValidationError(faults)

    finding.outcome, finding.reason, finding.closed_by, finding.closed_at = outcome, reason, by, timezone.now()
    finding.save(update_fields=["outcome", "reason", "closed_by", "closed_at"])
    record(Verb.FINDING_CLOSED, finding.review, by=by, audience=Audience.BUSINESS, outcome=outcome)
    record(
        Verb.FINDING_CLOSED,
        finding.review,
        by=by,
        texts={"finding": Quoted(finding.text, finding.raised_by), "reason": reason},
        finding=finding.pk,
        outcome=outcome,
    )
    follow_changes(finding.review, by=by)
    return finding
