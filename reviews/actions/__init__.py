"""One verb per thing a person can do. Order in every action: lock, who, what is missing, write, record, tell."""

from reviews.actions.alignment import finish_side
from reviews.actions.approvals import approve
from reviews.actions.closing import co_sign, draft_decision_note, object_to_note, record_signature, withdraw
from reviews.actions.comments import comment
from reviews.actions.documents import add_document
from reviews.actions.issues import raise_issue, resolve_issue
from reviews.actions.ladders import begin_own_ladder, drop_own_ladder, remove_rung, set_rung
from reviews.actions.negotiation import record_vendor_reply, request_approval, send_to_vendor
from reviews.actions.nudges import nudge
from reviews.actions.opening import answer_split, complete_heads_up, open_heads_up, open_review
from reviews.actions.questions import answer_question, ask_requester
from reviews.actions.terms import decide_term, edit_term
from reviews.actions.waits import claim, hand_over, release

__all__ = [
    "add_document",
    "answer_question",
    "answer_split",
    "approve",
    "ask_requester",
    "begin_own_ladder",
    "claim",
    "co_sign",
    "comment",
    "complete_heads_up",
    "decide_term",
    "draft_decision_note",
    "drop_own_ladder",
    "edit_term",
    "finish_side",
    "hand_over",
    "nudge",
    "object_to_note",
    "open_heads_up",
    "open_review",
    "raise_issue",
    "record_signature",
    "record_vendor_reply",
    "release",
    "remove_rung",
    "request_approval",
    "resolve_issue",
    "send_to_vendor",
    "set_rung",
    "withdraw",
]
