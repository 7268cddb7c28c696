"""Final approvals as the workbench shows them: who, why, what is covered, what has changed, and the form to decide."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from people.models import User
from reviews.approvals import policies as approval_policies
from reviews.approvals import separation
from reviews.approvals.deciding import may_be_given_along
from reviews.models import Approval, Ended, How, Review
from reviews.pure.coverage import Difference
from reviews.web.cards.forms_on_page import Forms
from reviews.web.forms.review import ApproveForm, PassOverForm


@dataclass(frozen=True)
class ApprovalItem:
    """A final approval; `form` and `blockers` are there for whoever may give it, `also` are their other steps.

    `not_passed_over` says why somebody with the right to skip or override does not.
    `on_behalf_of`: the absent person whom the reader would decide for, or None when for themselves.
    `decided_with`: an earlier step whose form settles this one too, so that nobody is asked for the same twice.
    """

    approval: Approval
    form: ApproveForm | None
    blockers: list[str]
    also: list[Approval]
    pass_over: PassOverForm | None = None
    not_passed_over: list[str] = field(default_factory=list)
    on_behalf_of: User | None = None
    decided_with: Approval | None = None

    @property
    def changes(self) -> list[Difference]:
        """What changed since it was approved or asked for; nothing once it is given."""
        return self.approval.difference if self.approval.is_pending else []

    @property
    def is_as_before(self) -> bool:
        """Asked again, and everything is again as it was when it was approved."""
        return self.approval.former_id is not None and self.approval.is_pending and not self.changes


@dataclass(frozen=True)
class FormerApproval:
    """A step that no longer counts, with what was decided and what has changed since."""

    approval: Approval
    changes: list[Difference]


def approval_items(review: Review, user: User, forms: Forms) -> tuple[list[ApprovalItem], list[FormerApproval]]:
    """Those that count and those that no longer do, oldest first. One query."""
    named = (
        "desk",
        "person",
        "named",
        "named_by",
        "decided_by",
        "on_behalf_of",
        "wait",
        "review__requester",
        "former__decided_by",
        "renewal",
    )
    approvals = list(review.approvals.select_related(*named))
    current = [approval for approval in approvals if approval.ended_at is None]
    pending = (approval for approval in current if approval.is_pending)
    mine = [approval for approval in pending if approval_policies.may_approve(user, approval)]
    acts = separation.acts_on(review) if mine or user.may_override else separation.Acts()
    unmet = approval_policies.blockers_from_review(review) if mine else []
    items = [_item(approval, mine, acts, user, forms, unmet) for approval in current]
    return items, [FormerApproval(approval, _changes_since(approval)) for approval in approvals if approval.ended_at]


def _item(approval, mine, acts, user, forms, unmet):
    if approval not in mine:
        kept_from = _kept_from_passing_over(approval, acts, user)
        form = None if kept_from else _pass_over(approval, user, forms)
        return ApprovalItem(approval, None, [], [], form, kept_from)
    seen = seen_by(mine)
    form = forms.take(ApproveForm, approval, seen=seen).looked_at_again(seen)
    actor = approval_policies.may_approve.as_whom(user, approval)
    blockers = approval_policies.blockers_to_approve(approval) or separation.blockers_in_words(approval, actor, acts)
    blockers = blockers + unmet
    once = acts.with_given(_as_given(approval, actor))
    also = [step for step in mine if step != approval and may_be_given_along(step, actor, once)]
    earlier = [step for step in also if step.pk < approval.pk]
    first = earlier[0] if earlier and not blockers else None
    return ApprovalItem(approval, form, blockers, also, on_behalf_of=actor.for_whom, decided_with=first)


def _as_given(approval, actor):
    """As the approval would be, once the actor has given it. Is not saved."""
    given = {"decided_by": actor.user, "on_behalf_of": actor.for_whom, "how": How.APPROVED}
    return Approval(pk=approval.pk, desk=approval.desk, **given)


def _kept_from_passing_over(approval, acts, user):
    """Why somebody with the right does not skip or override this one: what they did themselves on the review."""
    if not approval.is_pending or not approval_policies.may_pass_over(user, approval):
        return []
    return separation.blockers_to_pass_over(approval, user, acts)


def _pass_over(approval, user, forms):
    """The form to skip or override, for those who have the right and no reason to keep from it."""
    if not approval.is_pending or not approval_policies.may_pass_over(user, approval):
        return None
    if approval_policies.blockers_to_pass_over(approval, user):
        return None
    seen = seen_by([approval])
    return forms.take(PassOverForm, approval, seen=seen).looked_at_again(seen)


def seen_by(approvals: Iterable[Approval]) -> dict[int, str]:
    """What the form sends back, so that nothing that has changed meanwhile is approved by accident."""
    return {approval.pk: approval.fingerprint for approval in approvals}


def _changes_since(approval):
    return approval.renewal.difference if approval.ended == Ended.RESET else []
