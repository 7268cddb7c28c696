"""Who of those who are there could settle a wait: the policies of the actions, asked of many waits at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from django.db.models import F

from people.models import TWO_SIDES, User
from reviews.acting.presence import Doer, Staff
from reviews.approvals import separation
from reviews.disagreements.policies import speakers_among
from reviews.models import (
    Approval,
    DecisionNote,
    Disagreement,
    FirstLook,
    Holder,
    NamedPerson,
    Outcome,
    Purpose,
    Responsibility,
    Slot,
    Term,
    Wait,
)

Question = Callable[["Closers", Wait], Sequence[Doer]]


class Closers:
    """Reads what is needed to ask about these waits: at most 19 queries, each only where a purpose needs it.

    `let_in` is asked about as if they were named wherever a wall stands.
    """

    def __init__(self, waits: Iterable[Wait], staff: Staff, *, let_in: User | None = None) -> None:
        self.waits, self.staff, self.let_in = list(waits), staff, let_in
        self.approvals = self._approvals()
        self.acts = separation.acts_of([approval.review for approval in self.approvals.values()])
        self.parts = self._parts()
        self.shared = self._shared_terms()
        self.contacts = self._contacts()
        self.drafters = dict(
            DecisionNote.objects.filter(wait__in=self._pks(Purpose.CO_SIGNATURE)).values_list("wait", "drafted_by")
        )
        self.lookers = self._lookers()
        self.disagreements = self._disagreements()
        self.named = self._named()
        self.deciders_named = self._deciders_named()

    def any_for(self, wait: Wait) -> bool:
        """Whether anybody could settle it. Of a desk's review also whether each shared term has somebody to decide."""
        if not self.able(wait):
            return False
        return wait.purpose != Purpose.DESK_REVIEW or all(
            self._can_decide(wait, people) for people in self.shared[(wait.review_id, wait.desk_id)]
        )

    def able(self, wait: Wait) -> list[Doer]:
        """Those who are asked and whom nothing keeps from it."""
        return [doer for doer in self.asked(wait) if not self.is_kept_from(wait, doer)]

    def asked(self, wait: Wait) -> Sequence[Doer]:
        """Those whose work it is, who are there; before it is asked what else they did on the review."""
        return ASKED[Purpose(wait.purpose)](self, wait)

    def is_kept_from(self, wait: Wait, doer: Doer) -> bool:
        """By their own request, or because a second person is needed."""
        if wait.holder == Holder.REQUESTER:
            return False
        if wait.review.requester_id in doer.people_counted or self._is_walled_off(wait, doer):
            return True
        if wait.purpose == Purpose.APPROVAL:
            approval = self.approvals[wait.pk]
            return bool(separation.blockers(approval, doer, self.acts[wait.review_id]))
        if wait.purpose == Purpose.CO_SIGNATURE:
            return self.drafters.get(wait.pk) in doer.people_counted
        if wait.purpose == Purpose.DESK_REVIEW and wait.desk.speaks_for in TWO_SIDES:
            others = set(TWO_SIDES) - {wait.desk.speaks_for}
            return any(self.parts[(wait.review_id, other)] & doer.people_counted for other in others)
        if wait.purpose == Purpose.FIRST_LOOK:
            return bool(self.lookers[wait.review_id] & doer.people_counted)
        if wait.purpose == Purpose.ESCALATION:
            return bool(self._decided_for_another(wait) & doer.people_counted)
        return False

    def _is_walled_off(self, wait, doer):
        """What is walled exists for those who are named on it alone."""
        if not wait.review.is_walled or (self.let_in and doer.user.pk == self.let_in.pk):
            return False
        return doer.user.pk not in self.named[wait.review_id]

    # --- who is asked, by purpose -------------------------------------------------------------------

    def requester(self, wait):
        person = wait.person
        return [Doer(person)] if person.is_active and self.staff.away.absence_of(person) is None else []

    def joint_leads(self, wait):
        return self.staff.leads_of(*TWO_SIDES)

    def members(self, wait):
        return self.staff.members(wait.desk_id)

    def leads(self, wait):
        return self.staff.leads(wait.desk_id)

    def of_escalation(self, wait):
        """The leads of the desk, and whoever was named because none of them could."""
        named = self.deciders_named.get(wait.pk)
        there = named and named.is_active and self.staff.away.absence_of(named) is None
        return [*self.leads(wait), Doer(named)] if there else self.leads(wait)

    def holder_else_members(self, wait):
        if wait.holder == Holder.DESK:
            return self.members(wait)
        return [*self.staff.in_place_of(wait.person_id, wait.desk_id), *self.leads(wait)]

    def of_approval(self, wait):
        return separation.asked(self.approvals[wait.pk], self.staff)

    def contact(self, wait):
        desk = self.contacts.get(wait.review_id)
        return self.staff.members(desk) if desk else []

    def two_sides(self, wait):
        """Whoever speaks for one side and leaves somebody to speak for the other."""
        disagreement = self.disagreements.get(wait.pk)
        if disagreement is None:
            return self.leads(wait)
        able = []
        for owners in (True, False):
            for doer in self._speakers(disagreement, owners):
                if self._speakers(disagreement, not owners, but_not=[doer.user.pk]):
                    able.append(doer)
        return able

    def _speakers(self, disagreement, owners, but_not=()):
        desks = disagreement.term.desks if owners else [disagreement.desk]
        named = [row.person for row in disagreement.named_speakers.all() if row.for_owners == owners]
        requester = disagreement.term.review.requester_id
        return speakers_among(self.staff, desks, requester, but_not=but_not, named=named)

    # --- what is read -------------------------------------------------------------------------------

    def _pks(self, *purposes):
        return [wait.pk for wait in self.waits if wait.purpose in purposes]

    def _reviews(self, *purposes):
        return {wait.review_id for wait in self.waits if wait.purpose in purposes}

    def _named(self):
        """{review: who is named on it}, of those that are walled."""
        named = defaultdict(set)
        walled = {wait.review_id for wait in self.waits if wait.review.is_walled}
        if walled:
            for review, person in NamedPerson.objects.filter(review__in=walled).values_list("review", "person"):
                named[review].add(person)
        return named

    def _deciders_named(self):
        """{wait of an escalated term: who was named to decide it for that desk}."""
        named = Wait.objects.filter(pk__in=self._pks(Purpose.ESCALATION), term__decider_for=F("desk"))
        return {wait.pk: wait.term.decider for wait in named.select_related("term__decider")}

    def _approvals(self):
        approvals = Approval.objects.filter(wait__in=self._pks(Purpose.APPROVAL))
        return {
            approval.wait_id: approval for approval in approvals.select_related("desk", "person", "named", "review")
        }

    def _parts(self):
        """{(review, function): who closed that side, and for whom}, in whichever round."""
        parts = defaultdict(set)
        done = Wait.objects.parts_done().filter(review__in=self._reviews(Purpose.DESK_REVIEW))
        rows = done.values_list("review", "desk__speaks_for", "closed_by", "closed_on_behalf_of")
        for review, function, *people in rows:
            parts[(review, function)] |= set(people) - {None}
        return parts

    def _lookers(self):
        """{review: who had a first look for another desk, and for whom}."""
        lookers = defaultdict(set)
        reviews = self._reviews(Purpose.FIRST_LOOK)
        if reviews:
            for review, *people in FirstLook.objects.filter(review__in=reviews).values_list(
                "review", "looked_by", "on_behalf_of"
            ):
                lookers[review] |= set(people) - {None}
        return lookers

    def _shared_terms(self):
        """{(review, desk that has not decided): [who decided for the other desk, and for whom]}, a set per term."""
        shared = defaultdict(list)
        reviews = self._reviews(Purpose.DESK_REVIEW, Purpose.ESCALATION)
        terms = Term.objects.filter(review__in=reviews, second_desk__isnull=False).prefetch_related("decisions")
        self.deciders = {}
        for term in terms:
            decisions = {
                decision.desk_id: {decision.decided_by_id, decision.on_behalf_of_id} - {None}
                for decision in term.decisions.all()
            }
            self.deciders[term.pk] = decisions
            if term.outcome == Outcome.ESCALATED:
                continue  # its leads have a wait of their own
            for desk, other in ((term.desk_id, term.second_desk_id), (term.second_desk_id, term.desk_id)):
                if desk not in decisions and other in decisions:
                    shared[(term.review_id, desk)].append(decisions[other])
        return shared

    def _decided_for_another(self, wait):
        decisions = self.deciders.get(wait.term_id, {})
        return {pk for desk, people in decisions.items() if desk != wait.desk_id for pk in people}

    def _can_decide(self, wait, people):
        but_not = people | {wait.review.requester_id}
        return any(not doer.people_counted & but_not for doer in self.members(wait))

    def _contacts(self):
        answers = Responsibility.objects.filter(
            slot=Slot.VENDOR_CONTACT, review__in=self._reviews(Purpose.VENDOR_REPLY)
        )
        return dict(answers.values_list("review", "desk"))

    def _disagreements(self):
        disagreements = Disagreement.objects.filter(waits__in=self._pks(Purpose.DISAGREEMENT)).distinct()
        rows = disagreements.select_related("desk", "term__review", "term__desk", "term__second_desk")
        rows = rows.prefetch_related("waits", "named_speakers__person")
        return {wait.pk: row for row in rows for wait in row.waits.all()}


ASKED: dict[Purpose, Question] = {
    Purpose.FULL_REQUEST: Closers.requester,
    Purpose.FIRST_LOOK: Closers.holder_else_members,
    Purpose.SPLIT: Closers.joint_leads,
    Purpose.DESK_REVIEW: Closers.holder_else_members,
    Purpose.QUESTION: Closers.requester,
    Purpose.DESK_QUESTION: Closers.members,
    Purpose.VENDOR_QUESTION: Closers.members,
    Purpose.ESCALATION: Closers.of_escalation,
    Purpose.DISAGREEMENT: Closers.two_sides,
    Purpose.JOINT_POSITION: Closers.members,
    Purpose.VENDOR_REPLY: Closers.contact,
    Purpose.APPROVAL: Closers.of_approval,
    Purpose.CO_SIGNATURE: Closers.members,
    Purpose.SIGNATURE: Closers.members,
}
"""Whose work each purpose is. A purpose without a row fails where reviews.unheld is imported (tests ask it of all)."""
