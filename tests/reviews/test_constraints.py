"""What the database refuses whoever writes: each constraint broken once, with a raw write past every action."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import CheckConstraint, ProtectedError, UniqueConstraint
from django.utils import timezone
from djmoney.money import Money

from contracts.models import Document
from people.models import Absence, Team
from reviews.closing import actions as closing
from reviews.comments import actions as comment_actions
from reviews.findings import findings as risk_findings
from reviews.findings import issues
from reviews.models import (
    AgendaMark,
    Approval,
    ApprovalRule,
    Circle,
    CircleMember,
    Comment,
    DecisionNote,
    Delegation,
    Disagreement,
    DiscussionMark,
    DueChange,
    FigureChange,
    FirstLook,
    Holding,
    Issue,
    Look,
    NamedPerson,
    NamedSpeaker,
    NotNeeded,
    Nudge,
    Passage,
    PlaybookChange,
    Proposal,
    Purpose,
    ReadPaper,
    Reminder,
    RequesterChange,
    Responsibility,
    Review,
    RiskFinding,
    RuleDraft,
    RuleVersion,
    Rung,
    SavedView,
    SplitRule,
    StageVisit,
    TargetTime,
    Term,
    TermDecision,
    TermRule,
    TermType,
    Turn,
    TwoApprovers,
    ValueEntry,
    VendorChange,
    Wait,
    Wording,
)
from tests.factories import DocumentVersionFactory
from tests.groundwork import groundwork
from tests.review_fixtures import NOTE
from tests.reviews.reading import desk_wait, term

BROKEN = {}
"""{constraint: a function that breaks it}, filled by `breaks`."""


def breaks(constraint):
    """Register a way to break a constraint; it is called with the `scene`."""

    def register(function):
        BROKEN.setdefault(constraint, []).append(function)
        return function

    return register


class Scene:
    """A review at work with one row of everything, and the people."""

    def __init__(self, review, desks, buyer, counsel, lead, requester):
        self.review, self.desks, self.now = review, desks, timezone.now()
        self.buyer, self.counsel, self.lead, self.requester = buyer, counsel, lead, requester
        self.wait = desk_wait(review, desks["legal"])
        self.shared = term(review, "service-credits")
        self.decision = TermDecision.objects.create(
            term=self.shared, desk=desks["legal"], outcome="meets", decided_by=counsel
        )
        self.note = closing.draft_decision_note(review, **NOTE, by=buyer)
        self.comment = comment_actions.comment(review, "Hello.", by=buyer)
        self.finding = risk_findings.raise_finding(review, "Dear.", level="high", meaning="Much.", by=buyer)
        self.issue = issues.raise_issue(review, "Dear.", severity="note", by=buyer)
        self.approval = Approval.objects.create(
            review=review, desk=desks["legal"], why="Every.", wait=self.wait, requester=requester
        )

    def ask_again(self, **asked):
        wait = desk_wait(self.review, self.desks["procurement"])
        Approval.objects.create(
            review=self.review, desk=self.approval.desk, why="Every.", wait=wait, requester=self.requester, **asked
        )

    def decides_anew(self, **changes):
        """The decision of legal gives way to another one, with these columns."""
        self.shared.decisions.supersede(because="Decided again", by=self.counsel)
        columns = {"term": self.shared, "desk": self.desks["legal"], "outcome": "meets", "decided_by": self.counsel}
        TermDecision.objects.create(**columns | changes)

    def waits(self, **changes):
        Wait.objects.filter(pk=self.wait.pk).update(**changes)


@pytest.fixture
@groundwork
def scene(review, desks, buyer, counsel, lead, requester):
    return Scene(review, desks, buyer, counsel, lead, requester)


# --- waits ------------------------------------------------------------------------------------------


@breaks("wait_has_exactly_one_holder")
def desk_without_desk(scene):
    scene.waits(desk=None)


@breaks("wait_has_exactly_one_holder")
def desk_and_person(scene):
    scene.waits(person=scene.counsel)


@breaks("wait_has_exactly_one_holder")
def desk_and_vendor(scene):
    scene.waits(vendor=scene.review.vendor)


@breaks("wait_has_exactly_one_holder")
def person_without_person(scene):
    scene.waits(holder="person")


@breaks("wait_has_exactly_one_holder")
def requester_with_a_desk(scene):
    scene.waits(holder="requester", person=scene.requester)


@breaks("wait_has_exactly_one_holder")
def vendor_without_vendor(scene):
    scene.waits(holder="vendor", desk=None)


@breaks("wait_has_exactly_one_holder")
def an_unknown_holder(scene):
    scene.waits(holder="everybody")


@breaks("wait_is_claimed_by_a_person_out_of_a_desk")
def claimed_by_nobody(scene):
    scene.waits(claimed_at=scene.now)


@breaks("wait_is_claimed_by_a_person_out_of_a_desk")
def claimed_by_a_person_without_a_desk(scene):
    scene.waits(claimed_at=scene.now, holder="person", person=scene.counsel, desk=None)


@breaks("wait_that_is_closed_reminds_nobody")
def closed_but_reminding(scene):
    scene.waits(closed_at=scene.now)


@breaks("wait_that_is_paused_reminds_nobody")
def paused_but_reminding(scene):
    scene.waits(paused_at=scene.now)


@breaks("wait_that_is_closed_stands_still_for_nothing")
def closed_but_paused(scene):
    scene.waits(closed_at=scene.now, remind_at=None, paused_at=scene.now)


@breaks("wait_pause_has_a_reason_and_one_end")
def paused_until_a_day_without_a_reason(scene):
    scene.waits(paused_at=scene.now, remind_at=None, resumes_at=scene.now)


@breaks("wait_pause_has_a_reason_and_one_end")
def a_reason_without_an_end(scene):
    scene.waits(paused_at=scene.now, remind_at=None, pause_reason="Holidays.")


@breaks("wait_pause_has_a_reason_and_one_end")
def an_end_without_a_pause(scene):
    scene.waits(pause_reason="Holidays.", resumes_at=scene.now)


@breaks("wait_pause_has_a_reason_and_one_end")
def two_ends(scene):
    other = desk_wait(scene.review, scene.desks["procurement"])
    scene.waits(paused_at=scene.now, remind_at=None, pause_reason="Both.", resumes_at=scene.now, waits_for=other)


@breaks("wait_does_not_wait_for_itself")
def waiting_for_itself(scene):
    scene.waits(paused_at=scene.now, remind_at=None, pause_reason="Me.", waits_for=scene.wait)


@breaks("question_among_us_is_in_the_queue_of_a_desk")
def a_desk_question_without_a_desk(scene):
    scene.waits(purpose=Purpose.DESK_QUESTION, holder="person", desk=None, person=scene.counsel)


@breaks("wait_that_was_sent_is_a_question_to_the_vendor")
def a_desk_review_that_was_sent(scene):
    scene.waits(sent_at=scene.now)


@breaks("wait_for_a_desk_review_is_open_once_per_desk")
def a_second_desk_review(scene):
    Wait.objects.create(
        review=scene.review,
        purpose=Purpose.DESK_REVIEW,
        needed="Again.",
        holder="desk",
        desk=scene.desks["legal"],
        due_at=scene.now,
    )


@breaks("wait_purpose_is_known")
def an_unknown_purpose(scene):
    scene.waits(purpose="gossip")


# --- who asks, who is named -------------------------------------------------------------------------


def other_requester(scene, **changes):
    columns = {
        "review": scene.review,
        "before": scene.requester,
        "after": scene.buyer,
        "why": "Left.",
        "by": scene.lead,
    }
    RequesterChange.objects.create(**columns | changes)


@breaks("requester_change_says_why")
def another_requester_for_no_reason(scene):
    other_requester(scene, why="")


@breaks("requester_change_is_to_somebody_else")
def the_same_requester(scene):
    other_requester(scene, after=scene.requester)


@breaks("requester_change_is_not_by_the_requester")
def another_requester_by_the_requester(scene):
    other_requester(scene, by=scene.requester)


@breaks("person_is_named_once_a_review")
def named_twice(scene):
    for _ in range(2):
        NamedPerson.objects.create(review=scene.review, person=scene.counsel, added_by=scene.lead)


@breaks("approval_names_somebody_with_a_reason")
def an_approver_named_for_no_reason(scene):
    Approval.objects.filter(pk=scene.approval.pk).update(named=scene.buyer)


@breaks("approval_names_somebody_else_than_whoever_asks_or_names")
def the_requester_named_as_approver(scene):
    Approval.objects.filter(pk=scene.approval.pk).update(named=scene.requester, named_because="Nobody else.")


@breaks("approval_names_somebody_else_than_whoever_asks_or_names")
def an_approver_who_named_themselves(scene):
    named = {"named": scene.lead, "named_by": scene.lead, "named_because": "Nobody else."}
    Approval.objects.filter(pk=scene.approval.pk).update(**named)


@breaks("two_approvers_says_why")
def two_always_for_no_reason(scene):
    TwoApprovers.objects.create(always=True, why="", saved_by=scene.lead)


@breaks("two_approvers_is_chosen_once")
def chosen_twice(scene):
    for _ in range(2):
        TwoApprovers.objects.create(always=True, why="They ask for it.", saved_by=scene.lead)


@breaks("two_approvers_is_superseded_with_a_reason")
def a_choice_that_counts_no_longer_for_no_reason(scene):
    TwoApprovers.objects.create(always=True, why="They ask for it.", saved_by=scene.lead, superseded_at=scene.now)


# --- reviews, split, terms --------------------------------------------------------------------------


@breaks("review_is_closed_exactly_when_its_stage_says_so")
def ended_without_a_moment(scene):
    Review.objects.filter(pk=scene.review.pk).update(stage="declined")


@breaks("review_is_closed_exactly_when_its_stage_says_so")
def ended_from_nowhere(scene):
    Review.objects.filter(pk=scene.review.pk).update(stage="declined", closed_at=scene.now)


@breaks("review_is_closed_exactly_when_its_stage_says_so")
def closed_while_at_work(scene):
    Review.objects.filter(pk=scene.review.pk).update(closed_at=scene.now)


@breaks("review_stage_is_known")
def an_unknown_stage(scene):
    Review.objects.filter(pk=scene.review.pk).update(stage="limbo")


@breaks("responsibility_is_answered_once_per_slot")
def two_answers_to_one_question(scene):
    Responsibility.objects.create(
        review=scene.review, slot="legal_review", desk=scene.desks["finance"], why="A second opinion."
    )


@breaks("responsibility_slot_is_known")
def an_answer_to_no_question(scene):
    Responsibility.objects.create(review=scene.review, slot="coffee", desk=scene.desks["legal"], why="A break.")


@breaks("responsibility_is_superseded_with_a_reason")
def an_answer_that_counts_no_longer_for_no_reason(scene):
    scene.review.responsibilities.filter(slot="legal_review").update(superseded_at=scene.now)


@breaks("split_rule_position_is_unique_in_its_slot")
def two_rules_in_one_place(scene):
    SplitRule.objects.create(slot="legal_review", position=1, name="Twin", desk=scene.desks["legal"])


@breaks("term_type_is_shared_by_two_desks")
def shared_with_nobody(scene):
    TermType.objects.filter(slug="service-credits").update(second_desk=None)


@breaks("term_type_is_shared_by_two_desks")
def a_second_desk_without_being_shared(scene):
    TermType.objects.filter(slug="price").update(second_desk=scene.desks["legal"])


@breaks("term_has_two_different_desks_or_one")
def shared_with_itself(scene):
    Term.objects.filter(pk=scene.shared.pk).update(second_desk=scene.shared.desk_id)


@breaks("term_outcome_is_known")
def an_unknown_outcome(scene):
    Term.objects.filter(pk=scene.shared.pk).update(outcome="whatever")


@breaks("term_decision_outcome_is_known")
def a_decision_to_leave_it_open(scene):
    scene.decides_anew(outcome="open")


@breaks("term_decision_is_one_per_desk")
def two_decisions_of_one_desk(scene):
    TermDecision.objects.create(term=scene.shared, desk=scene.desks["legal"], outcome="meets", decided_by=scene.buyer)


@breaks("term_decision_needs_two_people_when_shared")
def one_person_for_both_desks(scene):
    TermDecision.objects.create(
        term=scene.shared, desk=scene.desks["procurement"], outcome="meets", decided_by=scene.counsel
    )


@breaks("term_decision_says_why_when_it_departs")
def a_deviation_without_a_reason(scene):
    scene.decides_anew(outcome="theirs")


@breaks("term_decision_says_why_when_it_departs")
def doing_without_it_without_a_reason(scene):
    scene.decides_anew(outcome="left_out")


@breaks("term_decision_that_the_paper_meets_was_checked_or_says_why")
def ours_in_a_paper_that_nobody_read(scene):
    scene.decides_anew(outcome="meets", verdict="not_read")


@breaks("term_decision_never_takes_what_differs_for_ours")
def what_differs_taken_for_ours(scene):
    scene.decides_anew(outcome="meets", verdict="differs", reason="It is fine.")


@breaks("term_decision_never_takes_what_differs_for_ours")
def what_differs_taken_for_nothing(scene):
    scene.decides_anew(outcome="not_applicable", verdict="differs", reason="We have none.")


@breaks("term_decision_names_the_fallback_exactly_when_it_is_one")
def a_fallback_without_its_text(scene):
    scene.decides_anew(outcome="fallback", rank=1)


@breaks("term_decision_names_the_fallback_exactly_when_it_is_one")
def a_rank_of_something_else(scene):
    scene.decides_anew(outcome="theirs", reason="So.", rank=1, fallback="Twice the fees.")


@breaks("term_decision_asks_for_our_position_or_a_fallback")
def an_ask_for_nothing(scene):
    scene.decides_anew(outcome="ask", is_asked=True)


@breaks("term_decision_asks_for_our_position_or_a_fallback")
def an_ask_that_nobody_is_asked(scene):
    scene.decides_anew(outcome="ask", position="Twice the fees.")


@breaks("term_that_is_asked_for_is_an_ask_or_a_fallback")
def a_term_that_is_accepted_and_asked_for(scene):
    Term.objects.filter(pk=scene.shared.pk).update(outcome="theirs", is_asked=True)


@breaks("term_paper_is_chosen_by_somebody_with_a_reason")
def a_paper_that_nobody_chose(scene):
    document = Document.objects.create(title="Order form", kind="order_form", created_by=scene.buyer)
    Term.objects.filter(pk=scene.shared.pk).update(paper=document)


@breaks("term_decider_is_named_by_somebody_else_with_a_reason")
def a_decider_without_a_reason(scene):
    name_decider(scene, decider_because="")


@breaks("term_decider_is_named_by_somebody_else_with_a_reason")
def a_decider_who_named_themselves(scene):
    name_decider(scene, decider_named_by=scene.buyer)


@breaks("term_decider_is_named_while_it_is_escalated")
def a_decider_of_what_nobody_escalated(scene):
    name_decider(scene, outcome="open")


def name_decider(scene, **changes):
    columns = {
        "outcome": "escalated",
        "decider": scene.buyer,
        "decider_for": scene.shared.desk_id,
        "decider_named_by": scene.lead,
        "decider_because": "Nobody can.",
    }
    Term.objects.filter(pk=scene.shared.pk).update(**columns | changes)


@breaks("term_decision_says_why_when_it_departs")
def an_escalation_without_a_reason(scene):
    scene.decides_anew(outcome="escalated")


@breaks("term_decision_is_superseded_with_a_reason")
def a_decision_that_counts_no_longer_for_no_reason(scene):
    TermDecision.objects.filter(pk=scene.decision.pk).update(superseded_at=scene.now)


@breaks("term_decision_is_superseded_with_a_reason")
def a_reason_while_the_decision_counts(scene):
    TermDecision.objects.filter(pk=scene.decision.pk).update(superseded_because="Reopened.")


# --- decisions --------------------------------------------------------------------------------------


@breaks("approval_is_never_given_by_the_requester")
def approving_ones_own_request(scene):
    Approval.objects.filter(pk=scene.approval.pk).update(
        decided_by=scene.requester, decided_at=scene.now, how="approved"
    )


@breaks("approval_passed_over_says_why")
def approval_overridden_without_a_word(scene):
    given = {"decided_by": scene.lead, "decided_at": scene.now}
    Approval.objects.filter(pk=scene.approval.pk).update(**given, how="overridden", remark="")


@breaks("approval_end_is_set_together")
def approval_reset_at_no_moment(scene):
    Approval.objects.filter(pk=scene.approval.pk).update(ended="reset")


@breaks("approval_is_asked_once_of_a_desk")
def approval_asked_twice_of_a_desk(scene):
    scene.ask_again(person=None)


@breaks("approval_is_asked_once_of_a_person")
def approval_asked_twice_of_a_person(scene):
    Approval.objects.filter(pk=scene.approval.pk).update(person=scene.counsel)
    scene.ask_again(person=scene.counsel)


@breaks("approval_decision_is_set_together")
def approved_by_nobody(scene):
    Approval.objects.filter(pk=scene.approval.pk).update(decided_at=scene.now)


@breaks("approval_decision_is_set_together")
def approved_at_no_time(scene):
    Approval.objects.filter(pk=scene.approval.pk).update(decided_by=scene.lead)


@breaks("decision_note_is_signed_by_two_people")
def signed_by_its_drafter(scene):
    DecisionNote.objects.filter(pk=scene.note.pk).update(co_signed_by=scene.buyer, co_signed_at=scene.now)


@breaks("decision_note_is_signed_by_two_people")
def signed_at_no_time(scene):
    DecisionNote.objects.filter(pk=scene.note.pk).update(co_signed_by=scene.counsel)


@breaks("decision_note_objection_says_why")
def an_objection_without_words(scene):
    DecisionNote.objects.filter(pk=scene.note.pk).update(objected_by=scene.counsel)


@breaks("decision_note_objection_says_why")
def an_objection_by_nobody(scene):
    DecisionNote.objects.filter(pk=scene.note.pk).update(objection="No.")


@breaks("decision_note_is_open_once_per_review")
def two_open_notes(scene):
    DecisionNote.objects.create(
        review=scene.review, wait=desk_wait(scene.review, scene.desks["procurement"]), drafted_by=scene.lead, **NOTE
    )


@breaks("issue_resolution_is_set_together")
def resolved_without_words(scene):
    Issue.objects.filter(pk=scene.issue.pk).update(resolved_at=scene.now, resolved_by=scene.buyer)


@breaks("issue_resolution_is_set_together")
def resolved_by_nobody(scene):
    Issue.objects.filter(pk=scene.issue.pk).update(resolved_at=scene.now, resolution="Fine.")


@breaks("issue_severity_is_known")
def an_unknown_severity(scene):
    Issue.objects.filter(pk=scene.issue.pk).update(severity="huge")


@breaks("comment_audience_is_known")
def an_unknown_audience(scene):
    Comment.objects.create(review=scene.review, author=scene.buyer, body="Hello.", audience="everyone")


@breaks("comment_has_a_circle_exactly_when_privileged")
def a_privileged_note_without_a_circle(scene):
    Comment.objects.create(review=scene.review, author=scene.buyer, body="Hello.", audience="privileged")


@breaks("comment_has_a_circle_exactly_when_privileged")
def a_circle_around_a_comment_for_all(scene):
    circle = Circle.objects.create(review=scene.review, opened_by=scene.counsel)
    Comment.objects.create(review=scene.review, author=scene.buyer, body="Hello.", circle=circle)


@breaks("comment_body_is_gone_exactly_when_retracted")
def a_comment_without_words(scene):
    Comment.objects.filter(pk=scene.comment.pk).update(body="")


@breaks("comment_body_is_gone_exactly_when_retracted")
def a_comment_taken_back_by_nobody(scene):
    Comment.objects.filter(pk=scene.comment.pk).update(body="", retracted_at=scene.now)


@breaks("comment_is_released_to_the_vendor_by_somebody")
def an_internal_comment_sent_to_the_vendor(scene):
    Comment.objects.filter(pk=scene.comment.pk).update(released_at=scene.now, released_by=scene.buyer)


@breaks("circle_member_has_one_seat")
def a_second_seat(scene):
    circle = Circle.objects.create(review=scene.review, opened_by=scene.counsel)
    for _ in range(2):
        CircleMember.objects.create(circle=circle, person=scene.counsel, as_counsel=True, added_by=scene.counsel)


# --- versions of the split, and the playbook ---------------------------------------------------------


@breaks("rule_version_book_is_known")
def a_version_of_another_book(scene):
    RuleVersion.objects.create(number=99, rules=[], reason="Why not.", book="cooking")


@breaks("rule_version_number_is_unique_in_its_book")
def two_versions_of_one_number(scene):
    RuleVersion.objects.create(number=1, rules=[], reason="Again.")


@breaks("rule_draft_is_one_per_author_and_book")
def two_drafts_of_one_person(scene):
    base = RuleVersion.objects.get(book="split", number=1)
    for _ in range(2):
        RuleDraft.objects.create(author=scene.lead, base=base, rules=[])


@breaks("risk_finding_severity_is_known")
def a_finding_of_unknown_severity(scene):
    RiskFinding.objects.filter(pk=scene.finding.pk).update(level="odd")


@breaks("risk_finding_is_closed_with_a_name_and_a_reason")
def a_finding_accepted_by_nobody(scene):
    RiskFinding.objects.filter(pk=scene.finding.pk).update(outcome="waived")


@breaks("risk_finding_is_never_closed_by_its_author")
def a_finding_accepted_by_its_author(scene):
    by_author = {"closed_by": scene.buyer, "closed_at": scene.now, "reason": "Fine."}
    RiskFinding.objects.filter(pk=scene.finding.pk).update(outcome="waived", **by_author)


@breaks("rule_version_says_why")
def a_version_without_a_reason(scene):
    RuleVersion.objects.create(number=99, rules=[], reason="")


@breaks("term_rule_position_is_unique_in_its_type")
def two_rules_at_one_position_of_a_kind_of_term(scene):
    price = TermType.objects.get(slug="price")
    for name in ("One", "Two"):
        TermRule.objects.create(term_type=price, position=1, name=name, desk=scene.desks["legal"])


@breaks("term_type_expected_is_known")
def unknown_expectation(scene):
    TermType.objects.filter(slug="price").update(expected="often", expected_kinds=[])


@breaks("term_type_names_kinds_exactly_when_some_are_expected")
def some_kinds_without_a_name(scene):
    TermType.objects.filter(slug="price").update(expected="some", expected_kinds=[])


@breaks("term_type_names_kinds_exactly_when_some_are_expected")
def kinds_beside_always(scene):
    TermType.objects.filter(slug="price").update(expected="always", expected_kinds=["nda"])


def not_needed(scene, **fields):
    facts = {"review": scene.review, "term_type": TermType.objects.get(slug="price"), "said_by": scene.counsel}
    return NotNeeded.objects.create(**facts | {"reason": "No."} | fields)


@breaks("term_is_said_not_to_be_needed_once")
def not_needed_twice(scene):
    not_needed(scene)
    not_needed(scene)


@breaks("not_needed_is_superseded_with_a_reason")
def needed_after_all_for_no_reason(scene):
    NotNeeded.objects.filter(pk=not_needed(scene).pk).update(superseded_at=scene.now)


@breaks("not_needed_says_why")
def not_needed_without_a_reason(scene):
    not_needed(scene, reason="")


@breaks("term_type_names_who_may_approve_a_deviation")
def a_deviation_that_a_function_without_a_name_approves(scene):
    TermType.objects.filter(slug="price").update(deviation_by="desk", deviation_desk=None)


@breaks("term_type_names_who_may_approve_a_deviation")
def a_deviation_that_a_person_without_a_name_approves(scene):
    TermType.objects.filter(slug="insurance").update(deviation_by="person")


@breaks("term_type_names_who_may_approve_a_deviation")
def a_deviation_that_a_lead_and_a_named_person_approve(scene):
    TermType.objects.filter(slug="insurance").update(deviation_by="lead", deviation_person=scene.lead)


def change_of_the_playbook(scene, **fields):
    facts = {"changed_at": scene.now, "changed_by": scene.lead, "reason": "Shorter.", "before": {"Why": "A"}}
    term_type = TermType.objects.get(slug="price")
    PlaybookChange.objects.create(term_type=term_type, **facts | {"after": {"Why": "B"}} | fields)


@breaks("playbook_change_says_why")
def a_change_of_the_playbook_without_a_reason(scene):
    change_of_the_playbook(scene, reason="")


@breaks("playbook_change_changes_something")
def a_change_of_the_playbook_that_changes_nothing(scene):
    change_of_the_playbook(scene, after={"Why": "A"})


# --- clocks -----------------------------------------------------------------------------------------


@breaks("target_time_is_unique")
def two_general_targets(scene):
    TargetTime.objects.create(purpose=Purpose.APPROVAL, business_days=9)


@breaks("target_time_is_positive")
def no_time_at_all(scene):
    TargetTime.objects.filter(purpose=Purpose.APPROVAL).update(business_days=0)


@breaks("rung_on_the_way_has_a_share")
def a_rung_on_the_way_to_nowhere(scene):
    Rung.objects.filter(anchor="share").update(percent=None)


@breaks("rung_before_due_is_some_time_before")
def a_rung_no_time_before(scene):
    Rung.objects.create(ladder="reviewers", anchor="before", business_days=0, recipients=["holder"])


@breaks("rung_repeats_a_bounded_number_of_times")
def a_rung_without_end(scene):
    Rung.objects.update(times=1000)


@breaks("rung_speaks_to_somebody")
def a_rung_to_nobody(scene):
    Rung.objects.update(recipients=[])


@breaks("rung_offset_is_not_negative")
def a_rung_before_its_time(scene):
    Rung.objects.filter(ladder="reviewers", business_days=1).update(business_days=-1)


@breaks("reminder_is_once_per_wait_and_rung")
def a_reminder_twice(scene):
    rung = Rung.objects.first()
    Reminder.objects.create(wait=scene.wait, rung=rung, was_sent=True)
    Reminder.objects.create(wait=scene.wait, rung=rung, was_sent=True)


# --- what is read in documents ----------------------------------------------------------------------


def proposal(scene, **changes):
    facts = {
        "review": scene.review,
        "clause": 0,
        "start": 0,
        "end": 9,
        "page": 1,
        "quote": "Liability",
        "side": "legal",
    }
    facts["version"] = changes.pop("version", None) or DocumentVersionFactory()
    return Proposal.objects.create(**facts | changes)


@breaks("paper_is_read_once_a_review")
def a_paper_read_twice(scene):
    version = DocumentVersionFactory()
    for _ in range(2):
        ReadPaper.objects.create(review=scene.review, version=version)


@breaks("proposal_is_one_a_clause_and_type")
def a_clause_proposed_twice(scene):
    proposal(scene, version=proposal(scene).version)


@breaks("proposal_has_a_term_exactly_when_accepted")
def a_proposal_in_doubt(scene):
    decided = {"decided_by": scene.counsel, "decided_at": scene.now}
    decided |= {"term": scene.shared, "decided_type": scene.shared.term_type, "decided_desk": scene.shared.desk}
    proposal(scene, state="doubtful", decided_side="legal", **decided)


@breaks("proposal_passage_has_a_length")
def a_proposal_of_nothing(scene):
    proposal(scene, end=0)


@breaks("proposal_is_decided_by_somebody_at_some_time")
def a_proposal_that_nobody_rejected(scene):
    proposal(scene, state="rejected")


@breaks("proposal_is_decided_by_somebody_at_some_time")
def an_open_proposal_that_somebody_decided(scene):
    proposal(scene, decided_by=scene.counsel, decided_at=scene.now)


@breaks("proposal_is_settled_with_something_only_once_decided")
def an_open_proposal_that_was_settled_with_a_decision(scene):
    proposal(scene, settled_with="decision")


@breaks("wording_says_something")
def words_for_requesters_that_say_nothing(scene):
    Wording.objects.create(desk=scene.desks["legal"], group="Anything", doing="", done="Done.")


@breaks("wording_is_one_per_desk_and_group")
def two_words_for_one_group(scene):
    for _ in range(2):
        Wording.objects.create(desk=scene.desks["legal"], group="Anything", doing="Reading.", done="Done.")


@breaks("due_change_says_why")
def another_day_without_a_reason(scene):
    wait = scene.review.waits.first()
    DueChange.objects.create(wait=wait, before=scene.now, after=scene.now + timedelta(1), why="", by=scene.counsel)


@breaks("due_change_is_to_another_moment")
def another_day_that_is_the_same(scene):
    wait = scene.review.waits.first()
    DueChange.objects.create(wait=wait, before=scene.now, after=scene.now, why="Longer.", by=scene.counsel)


@breaks("proposal_has_a_term_exactly_when_accepted")
def a_confirmation_without_a_term(scene):
    proposal(scene, state="confirmed", decided_by=scene.counsel, decided_at=scene.now)


@breaks("proposal_has_a_term_exactly_when_accepted")
def a_rejection_with_a_term(scene):
    proposal(scene, state="rejected", decided_by=scene.counsel, decided_at=scene.now, term=scene.shared)


@breaks("proposal_has_a_second_desk_only_beside_a_first")
def a_second_desk_alone(scene):
    proposal(scene, second_desk=scene.desks["legal"])


def vendor_change(scene, **fields):
    versions = {"old_version": DocumentVersionFactory(), "new_version": DocumentVersionFactory()}
    row = {"term": scene.shared, "redline": [], "sent_back": True, "recorded_by": scene.buyer, **versions, **fields}
    return VendorChange.objects.create(**row)


@breaks("vendor_change_is_once_a_term_and_version")
def a_vendor_change_twice(scene):
    vendor_change(scene, new_version=vendor_change(scene).new_version)


@breaks("vendor_change_that_stays_with_nobody_says_why")
def a_changed_term_that_stays_without_a_reason(scene):
    vendor_change(scene, sent_back=False)


@breaks("passage_is_once_a_term")
def a_passage_twice(scene):
    version = DocumentVersionFactory()
    for _ in range(2):
        Passage.objects.create(term=scene.shared, version=version, clause=0, start=0, end=9, page=1, quote="Liability")


@breaks("passage_has_a_length")
def a_passage_of_nothing(scene):
    version = DocumentVersionFactory()
    Passage.objects.create(term=scene.shared, version=version, clause=0, start=9, end=9, page=1, quote="")


# --- delegates ---------------------------------------------------------------------------------------


@breaks("approval_is_never_given_for_the_requester")
def approving_in_the_requesters_place(scene):
    decided = {"decided_by": scene.lead, "on_behalf_of": scene.requester, "decided_at": scene.now, "how": "approved"}
    Approval.objects.filter(pk=scene.approval.pk).update(**decided)


@breaks("approval_by_a_delegate_names_two_people")
def approving_for_oneself_in_ones_own_place(scene):
    decided = {"decided_by": scene.lead, "on_behalf_of": scene.lead, "decided_at": scene.now, "how": "approved"}
    Approval.objects.filter(pk=scene.approval.pk).update(**decided)


@breaks("approval_by_a_delegate_names_two_people")
def a_delegate_before_there_is_a_decision(scene):
    Approval.objects.filter(pk=scene.approval.pk).update(on_behalf_of=scene.lead)


@breaks("term_decision_is_made_once_for_one_person")
def both_desks_decided_for_one_person(scene):
    scene.decides_anew(on_behalf_of=scene.lead)
    procurement = scene.desks["procurement"]
    TermDecision.objects.create(
        term=scene.shared, desk=procurement, outcome="meets", decided_by=scene.buyer, on_behalf_of=scene.lead
    )


@breaks("term_decision_by_a_delegate_names_two_people")
def decided_for_oneself(scene):
    scene.decides_anew(on_behalf_of=scene.decision.decided_by)


@breaks("wait_is_held_for_somebody_else_by_a_person")
def held_for_oneself(scene):
    Wait.objects.filter(pk=scene.wait.pk).update(
        holder="person", person=scene.counsel, on_behalf_of=scene.counsel, claimed_at=scene.now
    )


@breaks("wait_is_held_for_somebody_else_by_a_person")
def held_for_somebody_by_a_desk(scene):
    Wait.objects.filter(pk=scene.wait.pk).update(on_behalf_of=scene.counsel)


@breaks("wait_is_closed_for_somebody_else")
def closed_for_oneself(scene):
    closed = {"closed_by": scene.counsel, "closed_on_behalf_of": scene.counsel, "closed_at": scene.now}
    Wait.objects.filter(pk=scene.wait.pk).update(**closed, remind_at=None)


@breaks("wait_is_closed_for_somebody_else")
def closed_for_somebody_by_nobody(scene):
    Wait.objects.filter(pk=scene.wait.pk).update(closed_on_behalf_of=scene.counsel)


def delegation(scene, **columns):
    today = scene.now.date()
    absence = Absence.objects.filter(person=scene.counsel).first() or Absence.objects.create(
        person=scene.counsel, starts_on=today, ends_on=today, created_by=scene.counsel
    )
    return Delegation.objects.create(absence=absence, wait=scene.wait, agreed_by=scene.counsel, **columns)


@breaks("delegation_is_one_per_absence_and_wait")
def a_delegation_twice(scene):
    delegation(scene)
    delegation(scene)


@breaks("delegation_is_moved_or_declined")
def moved_and_declined(scene):
    delegation(scene, moved_at=scene.now, declined_at=scene.now)


# --- disagreements and the agenda ---------------------------------------------------------------------


def disagreement(scene, **columns):
    row = {"term": scene.shared, "desk": scene.desks["finance"], "reason": "Dear.", "raised_by": scene.buyer}
    return Disagreement.objects.create(**row | columns)


@breaks("disagreement_says_why")
def disagreeing_without_a_reason(scene):
    disagreement(scene, reason="")


@breaks("named_speaker_says_why")
def a_speaker_without_a_reason(scene):
    name_speaker(scene, because="")


@breaks("named_speaker_is_somebody_else")
def a_speaker_who_named_themselves(scene):
    name_speaker(scene, named_by=scene.buyer)


@breaks("named_speaker_is_named_once_a_side")
def a_speaker_named_twice(scene):
    speaker = name_speaker(scene)
    name_speaker(scene, disagreement=speaker.disagreement)


def name_speaker(scene, **changes):
    about = changes.pop("disagreement", None) or disagreement(scene)
    columns = {"for_owners": True, "person": scene.buyer, "because": "Nobody can.", "named_by": scene.lead}
    return NamedSpeaker.objects.create(disagreement=about, **columns | changes)


@breaks("disagreement_outcome_names_who_proposed_it")
def an_outcome_of_nobody(scene):
    disagreement(scene, outcome="Half each.")


@breaks("disagreement_outcome_names_who_proposed_it")
def a_proposer_of_nothing(scene):
    disagreement(scene, proposed_by=scene.lead)


@breaks("disagreement_that_blocks_is_settled_by_two_people")
def settled_by_one_lead(scene):
    disagreement(scene, is_blocking=True, outcome="Half each.", proposed_by=scene.lead, settled_at=scene.now)


@breaks("disagreement_that_blocks_is_settled_by_two_people")
def settled_with_oneself(scene):
    settled = {"outcome": "Half each.", "proposed_by": scene.lead, "agreed_by": scene.lead, "settled_at": scene.now}
    disagreement(scene, is_blocking=True, **settled)


@breaks("disagreement_that_blocks_is_settled_by_two_people")
def settled_without_an_outcome(scene):
    disagreement(scene, settled_at=scene.now)


@breaks("disagreement_that_blocks_is_settled_by_two_people")
def agreed_and_not_settled(scene):
    disagreement(scene, outcome="Half each.", proposed_by=scene.lead, agreed_by=scene.counsel)


@breaks("disagreement_that_blocks_is_settled_by_two_people")
def settled_and_withdrawn(scene):
    withdrawn = {"withdrawn_at": scene.now, "withdrawn_by": scene.buyer}
    disagreement(scene, outcome="Half each.", proposed_by=scene.lead, settled_at=scene.now, **withdrawn)


@breaks("disagreement_names_who_withdrew_it")
def withdrawn_by_nobody(scene):
    disagreement(scene, withdrawn_at=scene.now)


@breaks("disagreement_names_who_withdrew_it")
def somebody_withdrew_at_no_time(scene):
    disagreement(scene, withdrawn_by=scene.buyer)


@breaks("disagreement_is_open_once_per_term_and_desk")
def disagreeing_twice(scene):
    disagreement(scene)
    disagreement(scene)


@breaks("agenda_mark_is_about_one_thing")
def a_mark_about_nothing(scene):
    AgendaMark.objects.create()


@breaks("agenda_mark_is_about_one_thing")
def a_mark_about_two_things(scene):
    AgendaMark.objects.create(wait=scene.wait, disagreement=disagreement(scene))


@breaks("agenda_mark_that_was_talked_about_says_what_came_of_it")
def talked_about_without_a_word(scene):
    AgendaMark.objects.create(wait=scene.wait, talked_at=scene.now, talked_by=scene.lead)


@breaks("agenda_mark_that_was_talked_about_says_what_came_of_it")
def talked_about_by_nobody(scene):
    AgendaMark.objects.create(wait=scene.wait, talked_at=scene.now, outcome="Half each.")


@breaks("agenda_mark_that_was_talked_about_says_what_came_of_it")
def an_outcome_before_the_talk(scene):
    AgendaMark.objects.create(wait=scene.wait, outcome="Half each.")


# --- the facts --------------------------------------------------------------------------------------


def held(scene, **changes):
    """Another stretch in the life of a wait that nobody has held yet."""
    wait = Wait.objects.create(
        review=scene.review,
        purpose=Purpose.APPROVAL,
        needed="Approve.",
        holder="desk",
        desk=scene.desks["legal"],
        due_at=scene.now,
    )
    return Holding.objects.create(
        **{"wait": wait, "holder": "desk", "desk": wait.desk, "began_at": scene.now} | changes
    )


@breaks("holding_is_one_at_a_time")
def held_by_two_at_once(scene):
    held(scene, wait=scene.wait)


@breaks("holding_ends_after_it_begins")
def a_holding_that_ends_before_it_begins(scene):
    held(scene, ended_at=scene.now - timedelta(seconds=1))


@breaks("holding_names_its_holder")
def a_holding_of_no_desk(scene):
    held(scene, desk=None)


@breaks("holding_names_its_holder")
def a_holding_of_no_person(scene):
    held(scene, holder="person")


@breaks("holding_names_its_holder")
def a_holding_of_a_vendor_and_a_desk(scene):
    held(scene, holder="vendor")


@breaks("holding_names_its_holder")
def a_holding_of_an_unknown_kind(scene):
    held(scene, holder="everybody")


@breaks("holding_is_for_somebody_else_by_a_person")
def a_holding_for_oneself(scene):
    held(scene, holder="person", person=scene.counsel, on_behalf_of=scene.counsel)


@breaks("holding_is_for_somebody_else_by_a_person")
def a_holding_for_somebody_by_a_desk(scene):
    held(scene, on_behalf_of=scene.counsel)


@breaks("stage_visit_is_one_at_a_time")
def in_two_stages_at_once(scene):
    StageVisit.objects.create(review=scene.review, stage="aligned", began_at=scene.now)


@breaks("stage_visit_ends_after_it_begins")
def a_visit_that_ends_before_it_begins(scene):
    ended_at = scene.now - timedelta(seconds=1)
    StageVisit.objects.create(review=scene.review, stage="aligned", began_at=scene.now, ended_at=ended_at)


@breaks("stage_visit_is_to_a_stage_of_live_reviews")
def a_stay_in_an_end(scene):
    moment = {"began_at": scene.now, "ended_at": scene.now}
    StageVisit.objects.create(review=scene.review, stage="declined", **moment)


@breaks("stage_visit_is_to_a_stage_of_live_reviews")
def a_visit_to_nowhere(scene):
    StageVisit.objects.create(review=scene.review, stage="limbo", began_at=scene.now, ended_at=scene.now)


def turn(scene, **columns):
    return Turn.objects.create(
        **{"review": scene.review, "number": 1, "sent_at": scene.now, "sent_by": scene.buyer} | columns
    )


@breaks("turn_number_is_unique_in_its_review")
def two_turns_of_one_number(scene):
    turn(scene, returned_at=scene.now, recorded_by=scene.buyer)
    turn(scene)


@breaks("turn_is_open_once_a_review")
def two_turns_at_once(scene):
    turn(scene)
    turn(scene, number=2)


@breaks("turn_reply_is_set_together")
def a_reply_that_nobody_recorded(scene):
    turn(scene, returned_at=scene.now)


@breaks("turn_reply_is_set_together")
def a_note_before_the_reply(scene):
    turn(scene, note="Soon.")


@breaks("nudge_is_once_a_day")
def nudging_twice_a_day(scene):
    for _ in range(2):
        Nudge.objects.create(wait=scene.wait, by=scene.buyer, day=scene.now.date())


@breaks("figure_change_says_why")
def other_figures_for_no_reason(scene):
    figures(scene, why="")


def figures(scene, **columns):
    return FigureChange.objects.create(
        **{"review": scene.review, "why": "A better price.", "by": scene.buyer} | columns
    )


# --- saved views --------------------------------------------------------------------------------------


def saved_view(scene, **columns):
    return SavedView.objects.create(**{"owner": scene.buyer, "name": "Late"} | columns)


@breaks("saved_view_has_a_name")
def a_view_without_a_name(scene):
    saved_view(scene, name="")


@breaks("saved_view_sharing_is_known")
def a_view_shared_with_whom(scene):
    saved_view(scene, sharing="world")


@breaks("saved_view_names_its_desk_exactly_when_shared_with_one")
def a_view_of_a_desk_without_one(scene):
    saved_view(scene, sharing="desk")


@breaks("saved_view_names_its_desk_exactly_when_shared_with_one")
def a_private_view_of_a_desk(scene):
    saved_view(scene, desk=scene.desks["legal"])


@breaks("saved_view_name_is_once_a_person")
def two_views_of_one_name(scene):
    saved_view(scene)
    saved_view(scene, name="LATE")


@breaks("discussion_mark_says_why")
def a_mark_without_a_reason(scene):
    DiscussionMark.objects.create(review=scene.review, why="", added_by=scene.buyer)


@breaks("discussion_mark_is_open_once_a_review")
def two_open_marks_on_one_review(scene):
    for why in ("The price.", "The term."):
        DiscussionMark.objects.create(review=scene.review, why=why, added_by=scene.buyer)


@breaks("look_is_one_a_person_and_review")
def two_looks_of_one_person(scene):
    for _ in range(2):
        Look.objects.create(person=scene.buyer, review=scene.review, looked_at=scene.now)


@breaks("look_marks_since_an_earlier_one")
def marks_since_a_later_look(scene):
    later = scene.now + timedelta(hours=1)
    Look.objects.create(person=scene.buyer, review=scene.review, looked_at=scene.now, marks_since=later)


def first_look(scene, **columns):
    """A first look of legal by counsel, for itself."""
    columns = {"desk": scene.desks["legal"], "wait": scene.wait, "looked_by": scene.counsel} | columns
    return FirstLook.objects.create(review=scene.review, **columns)


@breaks("first_look_is_one_per_desk")
def two_first_looks_of_a_desk(scene):
    first_look(scene)
    first_look(scene, wait=desk_wait(scene.review, scene.desks["procurement"]), looked_by=scene.lead)


@breaks("first_look_is_of_two_people")
def first_looks_of_one_person_for_two_desks(scene):
    first_look(scene, looked_by=scene.lead)
    procurement = desk_wait(scene.review, scene.desks["procurement"])
    first_look(scene, wait=procurement, desk=procurement.desk, looked_by=scene.lead)


@breaks("first_look_flags_are_known")
def an_unknown_flag(scene):
    first_look(scene, flags=["nonsense"])


@breaks("first_look_says_what_else_it_is")
def something_else_without_a_note(scene):
    first_look(scene, flags=["other"])


@breaks("first_look_by_a_delegate_names_two_people")
def a_first_look_for_oneself(scene):
    first_look(scene, on_behalf_of=scene.counsel)


@breaks("first_look_is_superseded_with_a_reason")
def a_first_look_superseded_without_a_reason(scene):
    first_look(scene, superseded_at=scene.now)


CASES = [(constraint, function) for constraint, functions in BROKEN.items() for function in functions]


@pytest.mark.parametrize(("constraint", "break_it"), CASES, ids=lambda value: getattr(value, "__name__", value))
def test_database_refuses(constraint, break_it, scene):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        break_it(scene)
        connection.check_constraints()
    assert refusal.value.__cause__.diag.constraint_name == constraint


def test_every_constraint_is_broken_above():
    named = {
        constraint.name
        for model in apps.get_app_config("reviews").get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, CheckConstraint | UniqueConstraint)
    }
    assert set(BROKEN) == named


def value(scene, **changed):
    """An amount that the buyer noted, with these columns changed."""
    facts = {
        "kind": "saving",
        "what": "A lower price",
        "before": Money("12", "EUR"),
        "after": Money("9", "EUR"),
        "per": "year",
        "against": "budget",
        "evidence": "The plan.",
        "state": "to_check",
    }
    return ValueEntry.objects.create(review=scene.review, noted_by=scene.buyer, **(facts | changed))


@breaks("value_kind_is_known")
def value_of_an_unknown_kind(scene):
    value(scene, kind="luck")


@breaks("value_of_money_says_before_and_after")
def saving_without_a_baseline(scene):
    value(scene, before=None)


@breaks("value_of_money_says_before_and_after")
def saving_that_costs_more(scene):
    value(scene, after=Money("13", "EUR"))


@breaks("value_of_money_says_before_and_after")
def saving_held_against_nothing(scene):
    value(scene, against="")


@breaks("value_of_days_says_how_many")
def time_saved_without_days(scene):
    value(scene, kind="time_saved")


@breaks("value_of_money_is_shown_by_something")
def saving_that_nothing_shows(scene):
    value(scene, evidence="")


@breaks("value_is_somebodys")
def value_of_nobody(scene):
    value(scene, by_commercial=False, by_legal=False)


@breaks("value_ends_with_a_name")
def saving_confirmed_by_nobody(scene):
    value(scene, state="confirmed")


@breaks("value_is_never_checked_by_its_author")
def saving_confirmed_by_its_author(scene):
    value(scene, state="confirmed", ended_by=scene.buyer, ended_at=scene.now)


# --- what is decided stays ---------------------------------------------------------------------------


def current_decision(scene):
    return scene.decision


def current_answer(scene):
    return scene.review.responsible("legal_review")


def closed_finding(scene):
    return risk_findings.resolve_finding(scene.finding, "Dealt with.", by=scene.counsel)


def resolved_issue(scene):
    return issues.resolve_issue(scene.issue, "Settled.", by=scene.buyer)


def given_approval(scene):
    given = {"decided_by": scene.lead, "decided_at": scene.now, "how": "approved", "given_for": []}
    Approval.objects.filter(pk=scene.approval.pk).update(**given)
    return scene.approval


def rejected_value(scene):
    return value(scene, state="rejected", ended_by=scene.lead, ended_at=scene.now, ended_why="No.")


def superseded_decision(scene):
    scene.decides_anew(outcome="not_applicable")
    return scene.decision


STAYS = [
    ("term_decision_stays", current_decision, {"outcome": "not_applicable"}),
    ("term_decision_stays", current_decision, {"reason": "Better words."}),
    ("term_decision_stays", superseded_decision, {"superseded_because": "Better words."}),
    ("term_decision_stays", superseded_decision, {"superseded_at": None, "superseded_by": None}),
    ("responsibility_stays", current_answer, {"person": None, "why": "Other."}),
    ("approval_stays_as_decided", given_approval, {"remark": "Better words."}),
    ("approval_stays_as_decided", given_approval, {"given_for": ["more"]}),
    ("risk_finding_stays_once_closed", closed_finding, {"reason": "Better words."}),
    ("issue_stays_once_resolved", resolved_issue, {"resolution": "Better words."}),
    ("not_needed_stays", not_needed, {"reason": "Better words."}),
    ("value_stays_as_noted", value, {"what": "Better words."}),
    ("value_stays_as_noted", rejected_value, {"ended_why": "Better words."}),
    ("figure_change_stays", figures, {"why": "Better words."}),
]
"""(what the database calls the refusal, a row, what cannot be changed in it)"""


def in_words(value):
    return getattr(value, "__name__", str(value))


def refused_by_trigger(constraint, write):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        write()
    assert refusal.value.__cause__.diag.constraint_name == constraint


@pytest.mark.parametrize(("constraint", "row", "changes"), STAYS, ids=in_words)
def test_database_refuses_to_change_what_was_decided(constraint, row, changes, scene):
    row = row(scene)
    refused_by_trigger(constraint, lambda: type(row)._base_manager.filter(pk=row.pk).update(**changes))


@pytest.mark.parametrize(("constraint", "row"), {each[0]: each[:2] for each in STAYS}.values(), ids=in_words)
def test_database_refuses_to_delete_what_was_decided(constraint, row, scene):
    row = row(scene)
    refused_by_trigger(constraint, lambda: type(row)._base_manager.filter(pk=row.pk).delete())


# --- who and what cannot be deleted -----------------------------------------------------------------


@pytest.mark.parametrize("who", ["requester", "buyer", "counsel"])
def test_people_who_took_part_are_not_deleted(who, scene):
    with pytest.raises(ProtectedError):
        getattr(scene, who).delete()


def test_desks_and_vendors_with_work_are_not_deleted(scene):
    for thing in (scene.desks["legal"], scene.review.vendor):
        with pytest.raises(ProtectedError):
            thing.delete()


def test_term_types_in_use_are_not_deleted(scene):
    with pytest.raises(ProtectedError):
        TermType.objects.get(slug="price").delete()


def test_desk_that_rules_name_is_not_deleted(desks, defaults):
    assert ApprovalRule.objects.filter(desk=desks["finance"]).exists()
    with pytest.raises(ProtectedError):
        Team.objects.get(slug="finance").delete()
