"""The spine of a review: its stages and the arrows between them, as one table.

`reviews.spine.stage.move` is the only code that writes `Review.stage`. The picture in docs/stages.md is
drawn from this table (`manage.py draw_stages`) and a test compares the two.
"""

from django.db.models import TextChoices


class Stage(TextChoices):
    """Where a review is. The label is for reviewers; requesters read `PLAIN_WORDS`."""

    HEADS_UP = "heads_up", "Heads-up"
    TRIAGE = "triage", "Triage"
    IN_REVIEW = "in_review", "In review"
    ALIGNED = "aligned", "Aligned"
    NEGOTIATION = "negotiation", "Negotiation"
    FINAL_APPROVAL = "final_approval", "Final approval"
    SIGNATURE = "signature", "Signature"
    ACTIVE = "active", "Active"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"
    SUPERSEDED = "superseded", "Superseded"


ARROWS = {
    Stage.HEADS_UP: {Stage.TRIAGE, Stage.DECLINED, Stage.WITHDRAWN, Stage.SUPERSEDED},
    Stage.TRIAGE: {Stage.IN_REVIEW, Stage.DECLINED, Stage.WITHDRAWN, Stage.SUPERSEDED},
    Stage.IN_REVIEW: {Stage.ALIGNED, Stage.DECLINED, Stage.WITHDRAWN, Stage.SUPERSEDED},
    Stage.ALIGNED: {
        Stage.NEGOTIATION,
        Stage.FINAL_APPROVAL,
        Stage.DECLINED,
        Stage.WITHDRAWN,
        Stage.SUPERSEDED,
    },
    Stage.NEGOTIATION: {
        Stage.IN_REVIEW,  # the vendor changed terms: only those fall back to their owners
        Stage.FINAL_APPROVAL,
        Stage.DECLINED,
        Stage.WITHDRAWN,
        Stage.SUPERSEDED,
    },
    Stage.FINAL_APPROVAL: {Stage.SIGNATURE, Stage.DECLINED, Stage.WITHDRAWN, Stage.SUPERSEDED},
    Stage.SIGNATURE: {
        Stage.FINAL_APPROVAL,  # something that an approval covers has changed: it is asked for again
        Stage.ACTIVE,
        Stage.DECLINED,
        Stage.WITHDRAWN,
        Stage.SUPERSEDED,
    },
    Stage.ACTIVE: set(),
    Stage.DECLINED: set(),
    Stage.WITHDRAWN: set(),
    Stage.SUPERSEDED: set(),
}

CLOSED = frozenset({Stage.ACTIVE, Stage.DECLINED, Stage.WITHDRAWN, Stage.SUPERSEDED})
"""Nobody has to act any more. Every other stage is live and always has an open wait."""

NOT_GOING_AHEAD = frozenset({Stage.DECLINED, Stage.WITHDRAWN})
"""It came to nothing, and may be asked for again."""

PATH = (
    Stage.HEADS_UP,
    Stage.TRIAGE,
    Stage.IN_REVIEW,
    Stage.ALIGNED,
    Stage.NEGOTIATION,
    Stage.FINAL_APPROVAL,
    Stage.SIGNATURE,
    Stage.ACTIVE,
)
"""The way to a signed contract, in order: the stage bar."""

PLAIN_WORDS = {
    Stage.HEADS_UP: "Noted",
    Stage.TRIAGE: "Being looked at",
    Stage.IN_REVIEW: "Being looked at",
    Stage.ALIGNED: "Being looked at",
    Stage.NEGOTIATION: "With the vendor",
    Stage.FINAL_APPROVAL: "Almost there",
    Stage.SIGNATURE: "Almost there",
    Stage.ACTIVE: "Done",
    Stage.DECLINED: "Not going ahead",
    Stage.WITHDRAWN: "Not going ahead",
    Stage.SUPERSEDED: "Not going ahead",
}


def may_follow(stage: Stage, following: Stage) -> bool:
    """Whether the table has an arrow from `stage` to `following`."""
    return following in ARROWS[stage]


def as_mermaid() -> str:
    """The table as a Mermaid state diagram, in a stable order: what docs/stages.md shows."""
    lines = ["stateDiagram-v2", "    [*] --> heads_up", "    [*] --> triage"]
    for stage in Stage:
        lines += [f"    {stage} --> {following}" for following in Stage if following in ARROWS[stage]]
        if stage in CLOSED:
            lines.append(f"    {stage} --> [*]")
    return "\n".join(lines)
