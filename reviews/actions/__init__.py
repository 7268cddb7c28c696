"""One verb per thing a person can do. Order in every action: lock, who, what is missing, write, record, tell."""

from reviews.actions.absences import (
    begin_absence,
    cancel_absence,
    change_absence,
    decline_delegation,
    end_absence,
    finish_absence,
    offer_waits,
    plan_absence,
)
from reviews.actions.alignment import finish_side
from reviews.actions.approvals import approve
from reviews.actions.bulk import claim_many, hand_over_many, release_many
from reviews.actions.bulk_terms import decide_terms
from reviews.actions.circles import add_to_circle, take_out_of_circle
from reviews.actions.claims import claim, release
from reviews.actions.closing import co_sign, draft_decision_note, object_to_note, record_signature, withdraw
from reviews.actions.comments import comment, edit_comment, retract_comment
from reviews.actions.delegation import take_back
from reviews.actions.disagreements import (
    agree_outcome,
    disagree,
    propose_outcome,
    reply_to_disagreement,
    talk_about,
    withdraw_disagreement,
)
from reviews.actions.documents import add_document
from reviews.actions.drafts import release_draft
from reviews.actions.figures import change_figures
from reviews.actions.findings import raise_finding, resolve_finding, waive_finding
from reviews.actions.hand_overs import hand_over, hand_over_to_desk
from reviews.actions.issues import raise_issue, resolve_issue
from reviews.actions.ladders import begin_own_ladder, drop_own_ladder, remove_rung, set_rung
from reviews.actions.missing import add_missing_term, need_after_all, say_not_needed
from reviews.actions.negotiation import record_vendor_reply, request_approval, send_to_vendor
from reviews.actions.newer_words import ask_owners_again
from reviews.actions.nudges import nudge
from reviews.actions.opening import answer_split, complete_heads_up, open_heads_up, open_review
from reviews.actions.overrides import override_approval, skip_approval
from reviews.actions.pauses import pause, resume, wait_for, wait_for_desk
from reviews.actions.playbook import change_playbook, expected_in
from reviews.actions.proposals import (
    confirm_all_proposals,
    confirm_proposal,
    correct_proposal,
    mark_clause,
    reject_proposal,
    reopen_proposal,
)
from reviews.actions.questions import (
    answer_question,
    ask_desk,
    ask_requester,
    ask_vendor,
    note_sent,
    withdraw_question,
)
from reviews.actions.readings import read_again
from reviews.actions.rerouting import name_somebody, rerun_routing
from reviews.actions.rules import discard_draft, move_rule, put_rule, remove_rule, restore, save_rules, switch_rule
from reviews.actions.saved_views import begin_with, change_view, delete_view, refilter_view, save_view
from reviews.actions.targets import remove_target, set_target
from reviews.actions.terms import decide_term, edit_term
from reviews.actions.versions import add_version, note_export

__all__ = [
    "add_document",
    "add_missing_term",
    "add_to_circle",
    "add_version",
    "agree_outcome",
    "answer_question",
    "answer_split",
    "approve",
    "ask_desk",
    "ask_owners_again",
    "ask_requester",
    "ask_vendor",
    "begin_absence",
    "begin_own_ladder",
    "begin_with",
    "cancel_absence",
    "change_absence",
    "change_figures",
    "change_playbook",
    "change_view",
    "claim",
    "claim_many",
    "co_sign",
    "comment",
    "complete_heads_up",
    "confirm_all_proposals",
    "confirm_proposal",
    "correct_proposal",
    "decide_term",
    "decide_terms",
    "decline_delegation",
    "delete_view",
    "disagree",
    "discard_draft",
    "draft_decision_note",
    "drop_own_ladder",
    "edit_comment",
    "edit_term",
    "end_absence",
    "expected_in",
    "finish_absence",
    "finish_side",
    "hand_over",
    "hand_over_many",
    "hand_over_to_desk",
    "mark_clause",
    "move_rule",
    "name_somebody",
    "need_after_all",
    "note_export",
    "note_sent",
    "nudge",
    "object_to_note",
    "offer_waits",
    "open_heads_up",
    "open_review",
    "override_approval",
    "pause",
    "plan_absence",
    "propose_outcome",
    "put_rule",
    "raise_finding",
    "raise_issue",
    "read_again",
    "record_signature",
    "record_vendor_reply",
    "refilter_view",
    "reject_proposal",
    "release",
    "release_draft",
    "release_many",
    "remove_rule",
    "remove_rung",
    "remove_target",
    "reopen_proposal",
    "reply_to_disagreement",
    "request_approval",
    "rerun_routing",
    "resolve_finding",
    "resolve_issue",
    "restore",
    "resume",
    "retract_comment",
    "save_rules",
    "save_view",
    "say_not_needed",
    "send_to_vendor",
    "set_rung",
    "set_target",
    "skip_approval",
    "switch_rule",
    "take_back",
    "take_out_of_circle",
    "talk_about",
    "wait_for",
    "wait_for_desk",
    "waive_finding",
    "withdraw",
    "withdraw_disagreement",
    "withdraw_question",
]
