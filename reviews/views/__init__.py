"""The pages of the shared work, one noun per file. Each finds what the person may see and calls one action."""

from reviews.views.approvals import approve
from reviews.views.bulk import bulk
from reviews.views.closing import co_sign, decline, object_to_note, record_signature, withdraw
from reviews.views.comments import comment
from reviews.views.desks import desk
from reviews.views.disagreements import (
    agree_outcome,
    check_in,
    disagree,
    disagreement,
    propose_outcome,
    reply_to_disagreement,
    talked_about,
    withdraw_disagreement,
)
from reviews.views.documents import add_document, document
from reviews.views.issues import raise_issue, resolve_issue
from reviews.views.my_work import my_work
from reviews.views.negotiation import joint_position, record_reply, request_approval, send_to_vendor
from reviews.views.pauses import pause, resume, wait_for
from reviews.views.questions import answer, ask, note_sent, withdraw_question
from reviews.views.queue import queue
from reviews.views.reviews import held_by_nobody, review, review_list, timeline
from reviews.views.saved_views import (
    begin_with_view,
    change_view,
    delete_view,
    refilter_view,
    save_view,
    saved_view,
    saved_views,
)
from reviews.views.split import answer_split
from reviews.views.terms import comment_on_term, decide_term, decide_terms, edit_term, term
from reviews.views.waits import claim, finish_side, hand_over, hand_over_to_desk, release

__all__ = [
    "add_document",
    "agree_outcome",
    "answer",
    "answer_split",
    "approve",
    "ask",
    "begin_with_view",
    "bulk",
    "change_view",
    "check_in",
    "claim",
    "co_sign",
    "comment",
    "comment_on_term",
    "decide_term",
    "decide_terms",
    "decline",
    "delete_view",
    "desk",
    "disagree",
    "disagreement",
    "document",
    "edit_term",
    "finish_side",
    "hand_over",
    "hand_over_to_desk",
    "held_by_nobody",
    "joint_position",
    "my_work",
    "note_sent",
    "object_to_note",
    "pause",
    "propose_outcome",
    "queue",
    "raise_issue",
    "record_reply",
    "record_signature",
    "refilter_view",
    "release",
    "reply_to_disagreement",
    "request_approval",
    "resolve_issue",
    "resume",
    "review",
    "review_list",
    "save_view",
    "saved_view",
    "saved_views",
    "send_to_vendor",
    "talked_about",
    "term",
    "timeline",
    "wait_for",
    "withdraw",
    "withdraw_disagreement",
    "withdraw_question",
]
