"""The pages of the shared work, one noun per file. Each finds what the person may see and calls one action."""

from reviews.views.approvals import approve
from reviews.views.circles import add_to_circle, circle, take_out_of_circle
from reviews.views.closing import co_sign, decline, object_to_note, record_signature, withdraw
from reviews.views.comments import (
    comment,
    comments,
    compose,
    edit_comment,
    mentionable,
    release_draft,
    retract_comment,
)
from reviews.views.documents import add_document, document
from reviews.views.issues import raise_issue, resolve_issue
from reviews.views.negotiation import joint_position, record_reply, request_approval, send_to_vendor
from reviews.views.queue import queue
from reviews.views.reviews import held_by_nobody, review, review_list, timeline
from reviews.views.split import answer_split
from reviews.views.terms import comment_on_term, decide_term, edit_term, term
from reviews.views.waits import answer, ask, claim, finish_side, hand_over, release

__all__ = [
    "add_document",
    "add_to_circle",
    "answer",
    "answer_split",
    "approve",
    "ask",
    "circle",
    "claim",
    "co_sign",
    "comment",
    "comment_on_term",
    "comments",
    "compose",
    "decide_term",
    "decline",
    "document",
    "edit_comment",
    "edit_term",
    "finish_side",
    "hand_over",
    "held_by_nobody",
    "joint_position",
    "mentionable",
    "object_to_note",
    "queue",
    "raise_issue",
    "record_reply",
    "record_signature",
    "release",
    "release_draft",
    "request_approval",
    "resolve_issue",
    "retract_comment",
    "review",
    "review_list",
    "send_to_vendor",
    "take_out_of_circle",
    "term",
    "timeline",
    "withdraw",
]
