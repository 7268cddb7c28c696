"""The states that no sequence of steps may reach, each as a question that finds what is wrong."""

from functools import cached_property

from common.log import events_of
from common.models import Audience
from people.models import DeskSide, Membership
from reviews.models import DEVIATIONS, QUESTIONS, Disagreement, Holder, Outcome, Purpose, Review
from reviews.pure.stages import CLOSED, Stage
from reviews.pure.verbs import Verb
from reviews.spine.policies import UNDER_APPROVAL
from reviews.terms import outcomes
from reviews.waits.status import status_of, with_status

OWN_ACTS = {Purpose.FULL_REQUEST, Purpose.QUESTION}
"""The waits that a requester may settle: what is asked of them."""

BEFORE_ALIGNED = {Stage.HEADS_UP, Stage.TRIAGE, Stage.IN_REVIEW}

STAGE_OF = {
    Purpose.FULL_REQUEST: Stage.HEADS_UP,
    Purpose.FIRST_LOOK: Stage.HEADS_UP,
    Purpose.SPLIT: Stage.TRIAGE,
    Purpose.DESK_REVIEW: Stage.IN_REVIEW,
    Purpose.ESCALATION: Stage.IN_REVIEW,
    Purpose.DISAGREEMENT: Stage.IN_REVIEW,
    Purpose.JOINT_POSITION: Stage.ALIGNED,
    Purpose.VENDOR_REPLY: Stage.NEGOTIATION,
    Purpose.APPROVAL: Stage.FINAL_APPROVAL,
    Purpose.SIGNATURE: Stage.SIGNATURE,
}
"""The only stage in which such a wait is open."""


class State:
    """A review as the questions look at it, each part read once."""

    def __init__(self, review):
        self.review, self.stage, self.requester = review, review.stage, review.requester

    @cached_property
    def waits(self):
        return {wait.pk: wait for wait in self.review.waits.open().with_names()}

    @cached_property
    def terms(self):
        return list(self.review.terms.select_related("desk", "second_desk").prefetch_related("decisions"))

    @cached_property
    def decisions(self):
        return [each for term in self.terms for each in term.decisions.all()]

    @cached_property
    def approvals(self):
        return list(self.review.approvals.all())

    @cached_property
    def notes(self):
        return list(self.review.decision_notes.all())

    @cached_property
    def seats(self):
        return set(Membership.objects.values_list("user", "team"))


def held_by_nobody(state):
    return list(Review.objects.held_by_nobody())


def open_work_in_a_closed_review(state):
    return list(state.waits.values()) if state.stage in CLOSED else []


def work_of_another_stage(state):
    """Each stage leaves no wait of the stage before behind."""
    return [wait for wait in state.waits.values() if STAGE_OF.get(wait.purpose, state.stage) != state.stage]


def paused_for_nothing(state):
    """What stands still waits for an answer, a day or another wait that is open; whatever waits is paused."""
    asking = {wait.blocks_id for wait in state.waits.values()}
    return [
        wait
        for wait in state.waits.values()
        if (wait.paused_at is not None)
        != (wait.pk in asking or wait.resumes_at is not None or wait.waits_for_id in state.waits)
    ]


def question_for_nobody(state):
    """A question is open only while what it was asked for is."""
    return [w for w in state.waits.values() if w.purpose in QUESTIONS and w.blocks_id not in state.waits]


def waiting_in_a_circle(state):
    """Following who waits for whom always ends with somebody who can act."""
    return [wait for wait in state.waits.values() if _ends_in_a_circle(wait, state.waits)]


def _ends_in_a_circle(wait, waits):
    met = set()
    while wait is not None and wait.pk not in met:
        met.add(wait.pk)
        wait = waits.get(wait.waits_for_id)
    return wait is not None


def settled_by_the_requester(state):
    closed = state.review.waits.filter(closed_by=state.requester).exclude(purpose__in=OWN_ACTS)
    return [] if state.stage == Stage.WITHDRAWN else list(closed)


def held_by_the_requester(state):
    return [w for w in state.waits.values() if w.holder == Holder.PERSON and w.person_id == state.requester.pk]


def decided_by_or_for_the_requester(state):
    """Neither in person nor by a delegate: separation of duties counts both."""
    me = state.requester.pk
    made = [each for each in state.decisions + state.approvals if me in (each.decided_by_id, each.on_behalf_of_id)]
    return made + [each for each in state.notes if me in (each.drafted_by_id, each.co_signed_by_id)]


def decided_by_a_stranger_to_the_desk(state):
    return [each for each in state.decisions if (each.decided_by_id, each.desk_id) not in state.seats]


def outcome_that_the_decisions_do_not_give(state):
    return [term for term in state.terms if (term.outcome, term.is_asked) != _combined(term)]


def _combined(term):
    answers = [outcomes.Answer(each.outcome, each.is_asked) for each in term.decisions.all()]
    return outcomes.combined(answers, needed=len(term.desks))


def signed_while_we_ask_for_something(state):
    """What was signed says what was decided: no ask is left, no term open."""
    return [term for term in state.terms if state.stage == Stage.ACTIVE and (term.is_asked or not term.is_settled)]


def given_up_without_a_reason(state):
    return [each for each in state.decisions if each.outcome in DEVIATIONS and not each.reason]


def needed_that_is_not_what_is_open(state):
    """What a desk's review asks for is computed from its terms as they stand."""
    reviews = [wait for wait in state.waits.values() if wait.purpose == Purpose.DESK_REVIEW]
    return [(wait, wait.needed) for wait in reviews if not wait.needed.startswith(_begin(state, wait.desk))]


def _begin(state, desk):
    """How the sentence begins, counted from the terms in another way than `needed_of` does."""
    owned = [term for term in state.terms if desk in term.desks]
    settled = [term for term in owned if term.is_settled or _waits_for_others(term, desk)]
    escalated = [term for term in owned if term.outcome == Outcome.ESCALATED and _has_decided(term, desk)]
    if number := len(owned) - len(settled) - len(escalated):
        return f"Decide {number} term"
    return "Wait for the lead" if escalated else "All decided" if owned else "Look at it"


def _has_decided(term, desk):
    return desk.pk in {each.desk_id for each in term.decisions.all()}


def _waits_for_others(term, desk):
    """Open, and it is the other desk's turn."""
    return term.outcome == Outcome.OPEN and _has_decided(term, desk) and len(term.decisions.all()) < len(term.desks)


def escalation_without_a_lead_to_decide_it(state):
    """An escalated term has an open wait on its leads while the desks work."""
    if state.stage != Stage.IN_REVIEW:
        return []
    asked = {wait.term_id for wait in state.waits.values() if wait.purpose == Purpose.ESCALATION}
    return [term for term in state.terms if term.outcome == Outcome.ESCALATED and term.pk not in asked]


def aligned_with_open_terms(state):
    if state.stage in BEFORE_ALIGNED | CLOSED:
        return []
    contested = set(state.review.terms.contested()) if state.stage in UNDER_APPROVAL else set()  # leads, who decide on
    open_terms = [term for term in state.terms if term.outcome in {Outcome.OPEN, Outcome.ESCALATED}]
    return [term for term in open_terms if term not in contested]


def aligned_over_a_disagreement_that_blocks(state):
    if state.stage in BEFORE_ALIGNED | CLOSED:
        return []
    return list(Disagreement.objects.open().blocking().filter(term__review=state.review))


def both_functions_closed_by_one_person(state):
    """Since the desks last began: the second pair of eyes is a second pair, whoever they stand in for."""
    if state.stage not in {Stage.IN_REVIEW, Stage.ALIGNED}:
        return []
    said = {DeskSide.COMMERCIAL: set(), DeskSide.LEGAL: set()}
    for event in events_of(state.review, audiences=list(Audience)):
        if event.verb == Verb.MOVED and event.data["stage"] == Stage.IN_REVIEW:
            break
        if event.verb == Verb.SIDE_DONE and event.data["desk"] in said:
            said[event.data["desk"]] |= {event.by, event.on_behalf_of} - {None}
    return list(set.intersection(*said.values()))


def approved_with_approvals_pending(state):
    return list(state.review.approvals.pending()) if state.stage in {Stage.SIGNATURE, Stage.ACTIVE} else []


def ended_by_one_function(state):
    signed = [each for each in state.notes if each.co_signed_at]
    return [each for each in signed if each.co_signed_by_id == each.drafted_by_id]


def status_without_a_name(state):
    """Everybody can read with whom it is."""
    if state.stage in CLOSED:
        return []
    review = with_status(Review.objects.filter(pk=state.review.pk)).get()  # read once for both
    return [line for plain in (True, False) for line in status_of(review, plain=plain).lines if not str(line.who)]


FORBIDDEN = [
    held_by_nobody,
    open_work_in_a_closed_review,
    work_of_another_stage,
    paused_for_nothing,
    question_for_nobody,
    waiting_in_a_circle,
    settled_by_the_requester,
    held_by_the_requester,
    decided_by_or_for_the_requester,
    decided_by_a_stranger_to_the_desk,
    outcome_that_the_decisions_do_not_give,
    signed_while_we_ask_for_something,
    given_up_without_a_reason,
    needed_that_is_not_what_is_open,
    escalation_without_a_lead_to_decide_it,
    aligned_with_open_terms,
    aligned_over_a_disagreement_that_blocks,
    both_functions_closed_by_one_person,
    approved_with_approvals_pending,
    ended_by_one_function,
    status_without_a_name,
]


def what_is_forbidden(review):
    """{name of the question: what it found}; empty when all is well."""
    state = State(review)
    return {question.__name__: found for question in FORBIDDEN if (found := question(state))}
