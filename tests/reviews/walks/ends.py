"""Steps of the whole review: the split, the vendor, the papers, approval, and how it ends."""

from functools import partial

from django.utils import timezone
from hypothesis import strategies as st

from reviews.approvals import deciding, overrides
from reviews.approvals import figures as approval_figures
from reviews.closing import actions as closing
from reviews.models import Slot
from reviews.negotiation import actions as negotiation
from reviews.papers import documents
from reviews.pure.stages import CLOSED, Stage
from reviews.rounds import rerouting
from reviews.rounds.rerouting import plan_by_rules
from tests.contracts.builders import pdf
from tests.review_fixtures import NOTE, SIGNATURE
from tests.reviews.walks.base import FIT, Base, actors, numbers, people_of, pick, step, texts


class EndSteps(Base):
    @step(actor=actors, slot=st.sampled_from(Slot), to=actors, reason=texts)
    def name_somebody(self, actor, slot, to, reason):
        desk = self.review.responsible(slot).desk
        by, person = self.actor(actor, self.leads()), self.actor(to, desk.members())
        name = partial(rerouting.name_somebody, self.review, slot, desk=desk, person=person, reason=reason, by=by)
        self.attempt("name_somebody", name)

    @step(actor=actors)
    def rerun_routing(self, actor):
        by = self.actor(actor, self.leads())
        if self.review.stage not in CLOSED:
            seen = plan_by_rules(self.review).fingerprint
            self.attempt("rerun_routing", lambda: rerouting.rerun_routing(self.review, seen=seen, by=by))

    @step(actor=actors, value=st.sampled_from([None, 100, 60_000]), reason=texts)
    def change_figures(self, actor, value, reason):
        by = self.actor(actor, self.reviewers())
        figures = {"value": value, "currency": "EUR", "needed_by": None}
        self.attempt(
            "change_figures", lambda: approval_figures.change_figures(self.review, **figures, reason=reason, by=by)
        )

    @step(actor=actors)
    def send_to_vendor(self, actor):
        by = self.actor(actor, self.contacts())
        self.attempt("send_to_vendor", lambda: negotiation.send_to_vendor(self.review, by=by))

    @step(actor=actors)
    def request_approval(self, actor):
        by = self.actor(actor, self.contacts())
        self.attempt("request_approval", lambda: negotiation.request_approval(self.review, by=by))

    @step(actor=actors, changed=st.lists(numbers, max_size=2), note=texts)
    def record_vendor_reply(self, actor, changed, note):
        by, terms = self.actor(actor, self.contacts()), [self.term(number) for number in changed]
        reply = partial(negotiation.record_vendor_reply, self.review, changed_terms=terms, note=note, by=by)
        self.attempt("record_vendor_reply", reply)

    @step(actor=actors)
    def add_document(self, actor):
        by = self.actor(actor, [self.review.requester, *self.reviewers()])
        self.attempt("add_document", lambda: documents.add_document(self.review, pdf(), by=by))

    @step(number=numbers)
    def go_on(self, number):
        """The usual next step of the stage, by somebody whose step it is, so that walks see the later stages too."""
        stage, by = self.review.stage, self.actor(number % FIT, self.contacts())
        if stage == Stage.ALIGNED:
            self.attempt("request_approval", lambda: negotiation.request_approval(self.review, by=by))
        elif stage == Stage.NEGOTIATION:
            reply = partial(negotiation.record_vendor_reply, self.review, changed_terms=[], note="Agreed.", by=by)
            self.attempt("record_vendor_reply", reply)
        elif stage == Stage.FINAL_APPROVAL:
            self.approve(number, number % FIT)

    @step(number=numbers, actor=actors)
    def approve(self, number, actor):
        if approval := pick(self.review.approvals.pending(), number):
            by = self.actor(actor, approval.desk.leads())
            self.attempt("approve", lambda: deciding.approve(approval, by=by))

    @step(number=numbers, actor=actors, skips=st.booleans(), reason=texts)
    def pass_over_an_approval(self, number, actor, skips, reason):
        if approval := pick(self.review.approvals.pending(), number):
            by = self.actor(actor, [person for person in self.company.people.values() if person.may_override])
            pass_over = overrides.skip_approval if skips else overrides.override_approval
            self.attempt("pass_over", lambda: pass_over(approval, reason, by=by))

    @step(actor=actors)
    def draft_decision_note(self, actor):
        by = self.actor(actor, self.reviewers())
        self.attempt("draft_decision_note", lambda: closing.draft_decision_note(self.review, **NOTE, by=by))

    @step(number=numbers, actor=actors, signs=st.integers(0, 3), objection=texts)
    def answer_decision_note(self, number, actor, signs, objection):
        """Mostly objected to, so that walks go on."""
        if note := pick(self.review.decision_notes.filter(co_signed_at=None, objected_by=None), number):
            by = self.actor(actor, people_of(note.wait))
            if signs == 0:
                self.attempt("co_sign", lambda: closing.co_sign(note, by=by))
            else:
                self.attempt("object_to_note", lambda: closing.object_to_note(note, objection, by=by))

    @step(actor=actors)
    def record_signature(self, actor):
        by, today = self.actor(actor, self.contacts()), timezone.localdate()
        sign = partial(closing.record_signature, self.review, signed_on=today, starts_on=today, **SIGNATURE, by=by)
        self.attempt("record_signature", sign)

    @step(number=numbers, reason=texts)
    def withdraw(self, number, reason):
        """Seldom by the requester, so that walks go on."""
        by = self.actor(FIT + number, [])
        self.attempt("withdraw", lambda: closing.withdraw(self.review, reason, by=by))
