"""Separation of duties: what one person may not do twice. Whoever stands in counts as both people.

Nobody approves a deviation that they decided, approves as two people, approves a step beside one that they passed over,
or approves for two desks where a second person is asked for. The rules are pure: they look at `Acts`, read once for an
action, or for a whole list of reviews. The database refuses the first of them too (pure/four_eyes.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from common.words import listed
from people.models import User
from reviews.acting.actor import Acting
from reviews.acting.presence import Doer, Staff
from reviews.acting.standing_in import who_has
from reviews.models import (
    DEVIATIONS,
    Approval,
    ApprovalBasis,
    How,
    RequesterChange,
    Review,
    RiskFinding,
    Term,
    TermDecision,
)
from reviews.models.finding import HIGH
from reviews.models.term_type import COMMERCIAL_SIDES, LEGAL_SIDES

PASSED_OVER = (How.SKIPPED, How.OVERRIDDEN)


@dataclass(frozen=True)
class Deviation:
    """A term that deviates now, and everybody who decided so, before it was opened again too, in whoever's name."""

    term: Term
    people: frozenset[int]


@dataclass(frozen=True)
class Acts:
    """What was done on a review, as far as it keeps people from approving there."""

    deviations: tuple[Deviation, ...] = ()
    given: tuple[Approval, ...] = ()
    former_requesters: frozenset[int] = frozenset()
    always_two: bool = False
    has_high_risk: bool = False

    def with_given(self, approval: Approval) -> Acts:
        """After this one, too, was decided."""
        return replace(self, given=(*self.given, approval))

    @property
    def why_two(self) -> str:
        """Why a second person approves for another desk; empty where one person may approve for both."""
        if self.always_two:
            return "Two people always approve for two desks"
        if self.deviations:
            return f"“{self.deviations[0].term}” deviates from our position"
        return "A high risk is open" if self.has_high_risk else ""


def acts_of(reviews: Iterable[Review]) -> dict[int, Acts]:
    """{pk of a review: its Acts}. Five queries, however many reviews."""
    pks = [review.pk for review in reviews]
    deviations = _deviations(pks)
    given, former = defaultdict(list), defaultdict(set)
    decided = Approval.objects.current().filter(review__in=pks).exclude(decided_at=None)
    for approval in decided.select_related("desk", "decided_by", "on_behalf_of"):
        given[approval.review_id].append(approval)
    for review, person in RequesterChange.objects.filter(review__in=pks).values_list("review", "before"):
        former[review].add(person)
    high = set(RiskFinding.objects.open().filter(review__in=pks, level__in=HIGH).values_list("review", flat=True))
    two = set(ApprovalBasis.objects.filter(review__in=pks, always_two=True).values_list("review", flat=True))
    return {
        pk: Acts(tuple(deviations[pk]), tuple(given[pk]), frozenset(former[pk]), pk in two, pk in high) for pk in pks
    }


def _deviations(pks):
    """{review: [Deviation]} of the terms that some desk's present decision lets deviate."""
    people, deviating = defaultdict(set), {}
    rows = TermDecision.history.filter(term__review__in=pks, outcome__in=DEVIATIONS)
    for decision in rows.select_related("term__term_type").order_by("term", "pk"):
        people[decision.term_id] |= {decision.decided_by_id, decision.on_behalf_of_id} - {None}
        if decision.superseded_at is None:
            deviating[decision.term_id] = decision.term
    deviations = defaultdict(list)
    for term in deviating.values():
        deviations[term.review_id].append(Deviation(term, frozenset(people[term.pk])))
    return deviations


def acts_on(review: Review) -> Acts:
    """Of one review."""
    return acts_of([review])[review.pk]


def own_deviations(approval: Approval, people: frozenset[int], acts: Acts) -> list[Term]:
    """The terms that the approval rests on and that one of these people let deviate."""
    keys = {item["key"] for item in approval.covered}
    return [one.term for one in acts.deviations if one.people & people and _rests_on(keys, one.term)]


def judged_their_own(approval: Approval, acts: Acts) -> list[Term]:
    """The deviations that a decided approval rests on, and that whoever decided it has decided themselves since."""
    if approval.decided_at is None:
        return []
    people = frozenset(pk for pk in (approval.decided_by_id, approval.on_behalf_of_id) if pk)
    return own_deviations(approval, people, acts)


def _rests_on(keys, term):
    """Whether the approval covers the term, or looks at how many deviate on its side. The trigger asks the same."""
    sides = [("commercial_", COMMERCIAL_SIDES), ("legal_", LEGAL_SIDES)]
    counts = {"fact:deviations", *(f"fact:{name}deviations" for name, side in sides if term.side in side)}
    return f"term:{term.pk}:outcome" in keys or bool(keys & counts)


def blockers(approval: Approval, actor: Acting, acts: Acts) -> list[str]:
    """Why this actor does not give the approval, though it is asked of them; as sentences."""
    people = actor.people_counted
    if people & acts.former_requesters:
        return [f"{_who(acts.former_requesters, actor)} asked for this before: somebody else approves."]
    if terms := own_deviations(approval, people, acts):
        doers = frozenset().union(*(one.people for one in acts.deviations if one.term in terms))
        return [
            f"{who_has(doers, actor)} decided {_quoted(terms)}, a deviation. Whoever decided one never approves it."
        ]
    others = [other for other in acts.given if other.pk != approval.pk]
    return _from_passing_over(others, actor) or _from_two(approval, others, actor, acts)


def _from_passing_over(others, actor):
    """Whoever passed over a step approves no other one of the same review, nor does anybody in their name."""
    other = next((one for one in others if one.how in PASSED_OVER and one.decided_by_id in actor.people_counted), None)
    if other is None:
        return []
    who = "You" if other.decided_by_id == actor.user.pk else f"{actor.for_whom}, for whom you would act,"
    return [f"{who} passed over a step of this review. A second person approves this one."]


def _from_two(approval, others, actor, acts):
    """Nobody gives two approvals of one review as two people; nor for two desks where a second person is asked for."""
    for other in others:
        doers = {other.decided_by_id, other.on_behalf_of_id}
        if not doers & actor.people_counted:
            continue
        who, given_as = who_has(doers, actor), other.on_behalf_of_id or other.decided_by_id
        if given_as != actor.pk:
            return [f"{who} approved for {other.desk}. A second person approves for {approval.desk}."]
        if acts.why_two and other.desk_id != approval.desk_id:
            return [f"{who} approved for {other.desk}. {acts.why_two}: a second person approves for {approval.desk}."]
    return []


def _who(doers, actor):
    return "You" if actor.user.pk in doers else f"{actor.for_whom}, for whom you would act,"


def _quoted(terms):
    return listed([f"“{term}”" for term in terms])


def blockers_to_pass_over(approval: Approval, user: User, acts: Acts) -> list[str]:
    """A right to skip or override is no way round these rules: neither decides about what the same person did."""
    in_person = Doer(user)
    if user.pk in acts.former_requesters:
        return ["You asked for this before: somebody else decides about its approvals."]
    if terms := own_deviations(approval, in_person.people_counted, acts):
        return [f"You decided {_quoted(terms)}, a deviation. A second person decides whether this step is passed over."]
    return []


# --- who else ---------------------------------------------------------------------------------------


def who_could(approval: Approval, acts: Acts, staff: Staff) -> list[Doer]:
    """Everybody who is there, is asked, and whom no rule here keeps from it."""
    requester = approval.review.requester_id
    able = (doer for doer in asked(approval, staff) if requester not in doer.people_counted)
    return [doer for doer in able if not blockers(approval, doer, acts)]


def asked(approval: Approval, staff: Staff) -> list[Doer]:
    """Of those who are there: the person whom the rule names, or whoever stands in; else the leads of the desk; and
    whoever was named because nobody else could (policies.may_approve says the same of one person)."""
    requester = approval.review.requester_id
    in_person = [
        doer
        for doer in staff.in_place_of(approval.person_id, approval.desk_id)
        if approval.person_id != requester and doer.user.pk != requester
    ]
    named = approval.named
    if named is None or not named.is_active or staff.away.absence_of(named):
        return in_person or staff.leads(approval.desk_id)
    return [*(in_person or staff.leads(approval.desk_id)), Doer(named)]


def who_else(approval: Approval, acts: Acts) -> str:
    """The sentence that follows a refusal: who can approve instead."""
    names = list(dict.fromkeys(str(doer) for doer in who_could(approval, acts, Staff())))
    if names:
        return f"{listed(names[:3])} can approve it."
    return "Nobody who is asked can: a lead of another function or an admin names somebody (“Held by nobody”)."


def blockers_in_words(approval: Approval, actor: Acting, acts: Acts) -> list[str]:
    """`blockers`, and who can instead."""
    sentences = blockers(approval, actor, acts)
    return [f"{sentences[0]} {who_else(approval, acts)}"] if sentences else []
