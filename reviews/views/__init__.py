"""The pages of the shared work, one noun per file. Each finds what the person may see and calls one action."""

from reviews.views.approvals import approve, change_figures, override_approval, skip_approval
from reviews.views.closing import co_sign, decline, object_to_note, record_signature, withdraw
from reviews.views.comments import comment
from reviews.views.documents import add_document, document
from reviews.views.findings import raise_finding, resolve_finding, waive_finding
from reviews.views.issues import raise_issue, resolve_issue
from reviews.views.negotiation import joint_position, record_reply, request_approval, send_to_vendor
from reviews.views.queue import queue
from reviews.views.reviews import held_by_nobody, review, review_list, timeline
from reviews.views.split import answer_split
from reviews.views.terms import comment_on_term, decide_term, edit_term, term
from reviews.views.waits import answer, ask, claim, finish_side, hand_over, release

__all__ = [
    "add_document",
    "answer",
    "answer_split",
    "approve",
    "ask",
    "change_figures",
    "claim",
    "co_sign",
    "comment",
    "comment_on_term",
    "decide_term",
    "decline",
    "document",
    "edit_term",
    "finish_side",
    "hand_over",
    "held_by_nobody",
    "joint_position",
    "object_to_note",
    "override_approval",
    "queue",
    "raise_finding",
    "raise_issue",
    "record_reply",
    "record_signature",
    "release",
    "request_approval",
    "resolve_finding",
    "resolve_issue",
    "review",
    "review_list",
    "send_to_vendor",
    "skip_approval",
    "term",
    "timeline",
    "waive_finding",
    "withdraw",
]
