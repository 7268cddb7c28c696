"""Which addresses do what: for each verb of docs/who-may-what.md the doors that lead to it, pages and API alike.

tests/docs/test_who_may_what.py holds that every address that changes something stands here. A new one goes to the row
of its verb, or gets a row in `OUTSIDE`; the page is drawn from it.
"""

BY_STAGE = {
    "claim": "reviews:claim api-wait-claim reviews:bulk",
    "undo taking it": "reviews:undo api-wait-undo",
    "release": "reviews:release api-wait-release reviews:bulk",
    "hand over to a colleague": "reviews:hand_over api-wait-hand-over reviews:bulk",
    "nudge": "reviews:nudge api-wait-nudge",
    "say another day": "reviews:another_day api-wait-another-day",
    "pause": "reviews:pause reviews:wait_for api-wait-pause api-wait-wait-for",
    "go on before the day": "reviews:resume api-wait-resume",
    "hand the side of security to privacy": "reviews:hand_over_to_desk api-wait-hand-over",
    "ask the requester": "reviews:ask api-wait-ask",
    "ask another desk": "reviews:ask api-wait-ask",
    "ask the vendor": "reviews:ask reviews:note_sent api-wait-ask api-wait-sent",
    "answer a question": "reviews:answer api-wait-answer",
    "withdraw a question": "reviews:withdraw_question api-wait-withdraw",
    "hold our position on a term of procurement": (
        "reviews:decide_term reviews:decide_terms api-term-decide api-term-together"
    ),
    "accept theirs on it": "reviews:decide_term api-term-decide",
    "escalate it": "reviews:decide_term api-term-decide",
    "edit it": "reviews:edit_term",
    "say which paper speaks on it": "reviews:choose_paper api-term-paper",
    "disagree with it": "reviews:disagree",
    "settle a disagreement that blocks": "reviews:propose_outcome reviews:agree_outcome",
    "finish the side of procurement": "reviews:finish_side",
    "finish the side of legal": "reviews:finish_side",
    "comment for reviewers": "reviews:comment reviews:comment_on_term",
    "comment for the requester": "reviews:comment",
    "write a privileged note": "reviews:comment",
    "draft a text for the vendor": "reviews:comment",
    "release it": "reviews:release_draft",
    "note a risk": "reviews:raise_finding",
    "resolve a risk that counsel noted": "reviews:resolve_finding",
    "accept a risk that counsel noted": "reviews:waive_finding",
    "raise an issue": "reviews:raise_issue",
    "resolve an issue of procurement": "reviews:resolve_issue",
    "add a document": "reviews:add_document",
    "correct the value": "reviews:change_figures",
    "name somebody for the split": "settings:routing_name",
    "run the rules again": "settings:routing_apply",
    "send to the vendor": "reviews:send_to_vendor",
    "ask for approval": "reviews:request_approval",
    "note the vendor's reply": "reviews:record_reply",
    "approve": "reviews:approve api-approval-approve",
    "skip an approval": "reviews:skip_approval api-approval-skip",
    "approve in the desk's place": "reviews:override_approval api-approval-override",
    "note the signature": "reviews:record_signature",
    "draft a decision note": "reviews:decline",
    "co-sign a buyer's note": "reviews:co_sign",
    "object to a buyer's note": "reviews:object_to_note",
    "name an approver where finance has no lead": "reviews:name_approver api-unheld-name-approver",
    "name somebody to decide what was escalated to legal, which has no lead": (
        "reviews:name_settler api-unheld-name-settler"
    ),
    "give to another desk what nobody of privacy can do": "reviews:hand_on api-unheld-hand-on",
    "name another requester": "reviews:change_requester api-review-requester",
    "wall the review": (
        "reviews:wall reviews:name_person reviews:remove_person reviews:take_wall_down api-review-wall "
        "api-review-name-person api-review-remove-person api-review-take-wall-down"
    ),
    "let somebody in behind a wall with nobody left inside": "reviews:let_in api-unheld-let-in",
    "bring in outside counsel": "reviews:name_outside_counsel api-review-name-outside",
    "withdraw the request": "reviews:withdraw",
}
"""{row of the first table: addresses}. Who gets through in which stage, tests/reviews/who_may_what.py tries."""

OUTSIDE = {
    "Value": {
        "note what was brought about": "reviews:value_note api-value-list",
        "confirm or reject an amount that the buyer noted": (
            "reviews:value_confirm reviews:value_reject api-value-confirm api-value-reject"
        ),
        "take back what the buyer noted": "reviews:value_withdraw api-value-withdraw",
    },
    "Requests (intake)": {
        "begin a request, hand one in at once, or give a heads-up": (
            "intake:begin intake:begin_and_attach intake:begin_and_submit intake:heads_up api-heads-up-list"
        ),
        "have a first look at a heads-up for the desk that has it, open it again": (
            "reviews:first_look reviews:look_again api-first-look-list api-first-look-again"
        ),
        "ask again from what was turned down or withdrawn": "intake:ask_again api-request-ask-again",
        "share, change, attach to, hand in or throw away one's own draft": (
            "intake:share intake:stop_sharing api-pipeline-share api-pipeline-stop-sharing "
            "intake:save intake:attach intake:remove_file intake:submit intake:discard"
        ),
    },
    "Papers and what is read in them": {
        "add a version, have it read again, export a comparison": (
            "reviews:add_version reviews:read_again reviews:export_comparison"
        ),
        "let the owners decide again what a new version changed": "reviews:ask_owners_again",
        "confirm, correct, reject or open again what was read": (
            "reviews:confirm_proposal reviews:confirm_all_proposals reviews:correct_proposal reviews:reject_proposal "
            "reviews:reopen_proposal api-passage-confirm api-passage-correct api-passage-reject api-passage-reopen"
        ),
        "decide a term on its paper, with the passages that it rests on": "reviews:decide_on_paper",
        "confirm what a desk has in the list of what meets": "reviews:confirm_listed api-passage-confirm-listed",
        "say that passages of no known term are none": "reviews:set_aside api-passage-set-aside",
        "mark a clause that nobody proposed": "reviews:mark_clause",
        "add a term that is missing, or say that it is not needed": (
            "reviews:add_missing_term reviews:not_needed reviews:need_after_all"
        ),
    },
    "Words": {
        "change or take back one's own comment": "reviews:edit_comment reviews:retract_comment",
        "name people in a circle, or take them out": "reviews:add_to_circle reviews:take_out_of_circle",
        "answer a disagreement for the owners": "reviews:reply_to_disagreement",
        "withdraw a disagreement": "reviews:withdraw_disagreement",
        "say who handles a side, while that is open": "reviews:answer_split",
        "tick off what was talked about at a check-in": "checkins:talked_about",
        "put a review on the agenda of the next check-in, or take it off": (
            "reviews:discuss reviews:take_off_agenda api-review-discuss"
        ),
    },
    "Check-ins": {
        "set up, change or end a check-in": (
            "checkins:series_add checkins:series_change checkins:series_end api-check-in-list api-check-in-end"
        ),
        "move or cancel one meeting": (
            "checkins:meeting_move checkins:meeting_cancel api-meeting-move api-meeting-cancel"
        ),
        "add something to an agenda, say what worked and what to improve": (
            "checkins:item_add checkins:remark_add api-meeting-items api-meeting-remarks"
        ),
        "begin a meeting, come in or go, go from item to item, write down what came of one, end it": (
            "checkins:meeting_begin checkins:meeting_join checkins:meeting_leave checkins:go checkins:note "
            "checkins:take_back checkins:meeting_end api-meeting-begin api-meeting-join api-meeting-leave "
            "api-meeting-go api-meeting-end api-meeting-item-note api-meeting-item-take-back"
        ),
        "confirm for procurement what a meeting proposed for a term": "checkins:confirm api-proposal-confirm",
        "say that what counsel promised is done": "checkins:action api-action-done",
        "confirm the minutes for legal": "checkins:minutes_confirm api-meeting-confirm-minutes",
        "send the minutes again, say what was done about something to improve": (
            "checkins:minutes_send checkins:improvement_done api-meeting-send-minutes api-improvement-done"
        ),
        "take off an agenda what one has put there": "checkins:item_remove api-meeting-remove-item",
    },
    "Saved views": {
        "keep a view": "reviews:save_view",
        "begin with one's own, change or delete it": (
            "reviews:change_view reviews:refilter_view reviews:delete_view reviews:begin_with_view"
        ),
    },
    "Contracts": {
        "correct the record of a contract, with a reason": "contracts:contract_correct api-contract-correct",
        "put an amendment on record": "contracts:contract_amend api-contract-amend",
        "attach the signed file, or replace it with a reason": "contracts:signed_file_attach",
        "propose what becomes of a contract": "contracts:propose api-contract-propose",
        "decide what becomes of it": "contracts:decide api-contract-decide",
        "sign for legal that it ends": "contracts:sign api-contract-sign",
        "note that the notice went out": "contracts:sent api-contract-sent",
        "begin a renewal or an amendment from it": "intake:from_contract",
        "note what is owed under a contract, change it, end it": (
            "contracts:obligation_add contracts:obligation_change contracts:obligation_end"
            " api-obligation-list api-obligation-change api-obligation-end"
        ),
        "say that what is owed is done": "contracts:date_done api-obligation-date-done",
        "say that it is not needed, or was not done after all": (
            "contracts:date_waive contracts:date_reopen api-obligation-date-waive api-obligation-date-reopen"
        ),
        "choose who is reminded of contracts, and when legal signs": (
            "contracts:ladder contracts:step_remove contracts:band"
        ),
    },
    "Vendors": {
        "add a vendor, change it, add or change its contacts": (
            "vendors:vendor_add vendors:vendor_edit vendors:contact_add vendors:contact_edit vendors:contact_remove"
            " api-vendor-list api-vendor-edit"
        ),
        "ask for another status, tax number or bank account": "vendors:change_ask api-vendor-ask-change",
        "confirm or refuse what somebody else has asked for": (
            "vendors:change_confirm vendors:change_refuse api-vendor-change-confirm api-vendor-change-refuse"
        ),
        "take back what one has asked for oneself": "vendors:change_withdraw api-vendor-change-withdraw",
        "merge two vendors, and undo it": ("vendors:merge vendors:merge_undo api-vendor-merge api-vendor-merge-undo"),
    },
    "People and absences": {
        "plan an absence of one's own": "absences:plan",
        "change, end or cancel the absence of a colleague, and give away what they hold": (
            "absences:change absences:end absences:cancel absences:offer"
        ),
        "decline to stand in": "absences:decline",
        "take back what a delegate holds": "absences:take_back",
        "change one's profile, renew or end one's calendar feed": (
            "people:profile people:feed_renew people:feed_revoke"
        ),
    },
    "Notices": {
        "read one's notices, choose what is mailed": "notices:notices_read notices:preferences",
        "mark as read what a list of notices shows, over the API": "api-notice-read",
        "stop mails by the link in one, signed in or not": "notices:unsubscribe",
        "open a notice of one's own": "notices:notice_open",
        "say that an address can be written to again": "notices:unreachable_clear api-unreachable-clear",
    },
    "People, seats and rights": {
        "invite people, send an invitation again or take it back": (
            "settings_people:invite settings_people:invite_list settings_people:invite_anew "
            "settings_people:invitation_again settings_people:invitation_revoke api-person-list api-person-invite-list "
            "api-person-invite-again api-person-revoke-invitation"
        ),
        "give, change or take a seat or a role": (
            "settings_people:seat_give settings_people:seat_change settings_people:seat_take settings_people:role_give "
            "settings_people:role_take api-person-give-seat api-person-take-seat api-person-give-role "
            "api-person-take-role"
        ),
        "confirm or refuse a right that another admin asked for": (
            "settings_people:right_confirm settings_people:right_refuse api-right-confirm api-right-refuse"
        ),
        "rename somebody, end their sessions": (
            "settings_people:person_rename settings_people:sessions_end api-person-rename api-person-end-sessions"
        ),
        "close an account and say who takes over, open it again": (
            "settings_people:leave settings_people:come_back api-person-leave api-person-come-back"
        ),
        "add, change or retire a desk, give a seat from its page": (
            "settings_people:desk_add settings_people:desk_change settings_people:desk_retire "
            "settings_people:desk_bring_back settings_people:desk_seat api-desk-list api-desk-change api-desk-retire "
            "api-desk-bring-back"
        ),
        "add, change or remove a calendar, say which days are its own": (
            "settings_people:calendar_add settings_people:calendar_change settings_people:calendar_remove "
            "settings_people:days_put settings_people:day_take api-calendar-list api-calendar-change "
            "api-calendar-days api-calendar-take-day api-calendar-remove"
        ),
        "choose the channel of a desk and send a test there": (
            "notices:channel notices:channel_test api-channel-choose api-channel-test"
        ),
    },
    "Tokens": {
        "make a token of one's own": "people:token_add",
        "make a token of one's own over the API": "api-token-list",
        "revoke a token of one's own": "people:token_revoke",
        "revoke a token of one's own, or anybody's, over the API": "api-token-revoke",
        "add an integration": "settings_people:integration_add api-integration-list",
        "make a token for an integration": "settings_people:integration_token api-integration-tokens",
        "revoke anybody's token": "settings_people:token_revoke",
    },
    "Settings": {
        "change the playbook": "settings:playbook_edit",
        "change rules in one's draft, throw it away, restore a version": (
            "settings:rule_add settings:rule_edit settings:rule_remove settings:rule_switch settings:rule_earlier "
            "settings:rule_later settings:discard settings:version_restore"
        ),
        "publish one's own draft of the rules": "settings:preview",
        "write, change or remove what requesters read of a desk": (
            "settings:wording_add settings:wording_edit settings:wording_remove"
        ),
        "change target times and reminders": (
            "settings:target_add settings:target_edit settings:target_remove ladders:own_begin ladders:own_drop "
            "ladders:rung_add ladders:rung_edit ladders:rung_remove"
        ),
        "choose whether two people always approve": "settings:two_people api-two-approvers-list",
    },
    "Looking after Duet (operations)": {
        "put aside a step of setting up, take it up again, send oneself a mail to test": (
            "settings_put_aside settings_take_up settings_test_mail"
        ),
        "choose how many files there may be, have the disk looked through": (
            "settings_disk_limits settings_disk_look api-file-limits-list"
        ),
        "announce, take back, begin and end a read-only time": (
            "settings_maintenance_announce settings_maintenance_take_back settings_maintenance_begin "
            "settings_maintenance_end api-maintenance-list api-maintenance-take-back api-maintenance-read-only "
            "api-maintenance-end-read-only"
        ),
        "send again what could not be delivered": "settings_send_again",
    },
}
"""{part: {verb: addresses}} of what the first table does not try stage by stage. All doors of a row answer alike."""

CHANGE_NOTHING = "reviews:calendar home metrics styleguide admin:jsi18n admin:autocomplete"
"""Addresses that answer a post, and change nothing by it."""

ELSEWHERE = ("account_", "admin:")
"""Beginnings of names: signing in and passwords, which are everybody's own; the configuration, which roles.md lists."""
