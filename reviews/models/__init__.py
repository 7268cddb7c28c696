"""The shared work, one noun per file."""

from reviews.models.agenda import AgendaMark, DiscussionMark
from reviews.models.approval import Approval, ApprovalBasis, ApprovalRule, Ended, How, Part, TwoApprovers
from reviews.models.circle import Circle, CircleMember, in_reach_of, reviewers_of, seers_of
from reviews.models.comment import Comment, CommentAudience, CommentRevision
from reviews.models.decision_note import DecisionNote
from reviews.models.delegation import Delegation
from reviews.models.disagreement import Disagreement, NamedSpeaker
from reviews.models.finding import FindingOutcome, RiskFinding, RiskLevel
from reviews.models.first_look import FirstLook
from reviews.models.holding import Holding
from reviews.models.issue import Issue, Severity
from reviews.models.look import Look, with_looks
from reviews.models.not_needed import NotNeeded
from reviews.models.proposal import Passage, Proposal, ProposalState, ReadPaper, SettledWith
from reviews.models.review import (
    FigureChange,
    NamedPerson,
    RequesterChange,
    Review,
    StageVisit,
    value_facts,
)
from reviews.models.rules.clock import DueChange, Promise, TargetTime
from reviews.models.rules.ladder import LADDER_OF_PURPOSE, Anchor, Ladder, Nudge, Recipient, Reminder, Rung
from reviews.models.rules.rule_version import Book, RuleDraft, RuleVersion
from reviews.models.rules.split import Owner, Responsibility, Slot, SplitRule, TermRule
from reviews.models.saved_view import DefaultView, SavedView, Sharing
from reviews.models.term import DEVIATIONS, SETTLED, Outcome, Term, TermDecision, TermVerdict
from reviews.models.term_type import DeviationBy, Expected, PlaybookChange, Side, TermType, Wording
from reviews.models.turn import Turn
from reviews.models.value_entry import ValueEntry, ValueKind, ValueState
from reviews.models.vendor_change import VendorChange
from reviews.models.wait import (
    FOR_THE_NAMED,
    HOLDER_FIELDS,
    HOLDERS,
    PART_DONE,
    PAUSE,
    PAUSED_LAST,
    QUESTIONS,
    Holder,
    Purpose,
    Wait,
)
from reviews.pure.stages import Stage

__all__ = [
    "DEVIATIONS",
    "FOR_THE_NAMED",
    "HOLDERS",
    "HOLDER_FIELDS",
    "LADDER_OF_PURPOSE",
    "PART_DONE",
    "PAUSE",
    "PAUSED_LAST",
    "QUESTIONS",
    "SETTLED",
    "AgendaMark",
    "Anchor",
    "Approval",
    "ApprovalBasis",
    "ApprovalRule",
    "Book",
    "Circle",
    "CircleMember",
    "Comment",
    "CommentAudience",
    "CommentRevision",
    "DecisionNote",
    "DefaultView",
    "Delegation",
    "DeviationBy",
    "Disagreement",
    "DiscussionMark",
    "DueChange",
    "Ended",
    "Expected",
    "FigureChange",
    "FindingOutcome",
    "FirstLook",
    "Holder",
    "Holding",
    "How",
    "Issue",
    "Ladder",
    "Look",
    "NamedPerson",
    "NamedSpeaker",
    "NotNeeded",
    "Nudge",
    "Outcome",
    "Owner",
    "Part",
    "Passage",
    "PlaybookChange",
    "Promise",
    "Proposal",
    "ProposalState",
    "Purpose",
    "ReadPaper",
    "Recipient",
    "Reminder",
    "RequesterChange",
    "Responsibility",
    "Review",
    "RiskFinding",
    "RiskLevel",
    "RuleDraft",
    "RuleVersion",
    "Rung",
    "SavedView",
    "SettledWith",
    "Severity",
    "Sharing",
    "Side",
    "Slot",
    "SplitRule",
    "Stage",
    "StageVisit",
    "TargetTime",
    "Term",
    "TermDecision",
    "TermRule",
    "TermType",
    "TermVerdict",
    "Turn",
    "TwoApprovers",
    "ValueEntry",
    "ValueKind",
    "ValueState",
    "VendorChange",
    "Wait",
    "Wording",
    "in_reach_of",
    "reviewers_of",
    "seers_of",
    "value_facts",
    "with_looks",
]
