"""The pages of the shared work, one noun per file. Each finds what the person may see and calls one action."""

from reviews.views.approvals import approve, change_figures, override_approval, skip_approval
from reviews.views.bulk import bulk
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
from reviews.views.comparisons import add_version, ask_owners_again, comparison, export_comparison
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
from reviews.views.findings import raise_finding, resolve_finding, waive_finding
from reviews.views.issues import raise_issue, resolve_issue
from reviews.views.missing import add_missing_term, need_after_all, not_needed
from reviews.views.my_work import my_work
from reviews.views.negotiation import joint_position, record_reply, request_approval, send_to_vendor
from reviews.views.pauses import pause, resume, wait_for
from reviews.views.proposals import (
    confirm_all_proposals,
    confirm_proposal,
    correct_proposal,
    mark_clause,
    reject_proposal,
    reopen_proposal,
)
from reviews.views.questions import answer, ask, note_sent, withdraw_question
from reviews.views.queue import queue
from reviews.views.readings import page, page_picture_file, read_again, read_document, reading_state
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
    "add_missing_term",
    "add_to_circle",
    "add_version",
    "agree_outcome",
    "answer",
    "answer_split",
    "approve",
    "ask",
    "ask_owners_again",
    "begin_with_view",
    "bulk",
    "change_figures",
    "change_view",
    "check_in",
    "circle",
    "claim",
    "co_sign",
    "comment",
    "comment_on_term",
    "comments",
    "comparison",
    "compose",
    "confirm_all_proposals",
    "confirm_proposal",
    "correct_proposal",
    "decide_term",
    "decide_terms",
    "decline",
    "delete_view",
    "desk",
    "disagree",
    "disagreement",
    "document",
    "edit_comment",
    "edit_term",
    "export_comparison",
    "finish_side",
    "hand_over",
    "hand_over_to_desk",
    "held_by_nobody",
    "joint_position",
    "mark_clause",
    "mentionable",
    "my_work",
    "need_after_all",
    "not_needed",
    "note_sent",
    "object_to_note",
    "override_approval",
    "page",
    "page_picture_file",
    "pause",
    "propose_outcome",
    "queue",
    "raise_finding",
    "raise_issue",
    "read_again",
    "read_document",
    "reading_state",
    "record_reply",
    "record_signature",
    "refilter_view",
    "reject_proposal",
    "release",
    "release_draft",
    "reopen_proposal",
    "reply_to_disagreement",
    "request_approval",
    "resolve_finding",
    "resolve_issue",
    "resume",
    "retract_comment",
    "review",
    "review_list",
    "save_view",
    "saved_view",
    "saved_views",
    "send_to_vendor",
    "skip_approval",
    "take_out_of_circle",
    "talked_about",
    "term",
    "timeline",
    "wait_for",
    "waive_finding",
    "withdraw",
    "withdraw_disagreement",
    "withdraw_question",
]
