"""Steps with terms, issues, findings, disagreements and comments."""

from functools import partial

from hypothesis import strategies as st

from reviews.comments import actions as comment_actions
from reviews.disagreements import actions as disagreement_actions
from reviews.findings import findings as risk_findings
from reviews.findings import issues
from reviews.models import CommentAudience, Disagreement, Outcome, Purpose, RiskLevel, Severity
from reviews.rounds import alignment
from reviews.terms import bulk, deciding
from reviews.terms.outcomes import TOGETHER
from tests.reviews.walks.base import FIT, Base, actors, numbers, people_of, pick, step, texts

outcomes = st.sampled_from([each for each in Outcome if each != Outcome.OPEN])
audiences = st.sampled_from([CommentAudience.INTERNAL, CommentAudience.REQUESTER])


class TermSteps(Base):
    @step(number=numbers, actor=actors, outcome=outcomes, reason=texts, second=st.booleans(), carried=st.booleans())
    def decide_term(self, number, actor, outcome, reason, second, carried):
        term = self.term(number)
        desk = term.desks[-1] if second else term.desk
        by = self.actor(actor, desk.members())
        chosen = {"reason": reason, "rank": 1 + number % 2, "carried": carried}
        self.attempt("decide_term", lambda: deciding.decide_term(term, outcome, desk=desk, **chosen, by=by))

    @step(first=numbers, number=st.integers(1, 8), actor=actors, outcome=st.sampled_from(TOGETHER))
    def decide_terms(self, first, number, actor, outcome):
        """Several at once, as far as somebody's desk has a say in them."""
        terms = [self.term(first + place) for place in range(number)]
        by = self.actor(actor, terms[0].desk.members())
        self.attempt("decide_terms", lambda: bulk.decide_terms(self.review, terms, outcome, by=by))

    @step(deciders=st.lists(numbers, min_size=2, max_size=4), desks=st.sampled_from([1, 2, 5]))
    def bring_desks_to_their_end(self, deciders, desks):
        """Whole sides at once, by people who sit there, so that walks come further than the first stage."""
        for wait in self.review.waits.open().filter(purpose=Purpose.DESK_REVIEW).select_related("desk")[:desks]:
            for number in deciders:
                self._bring_to_its_end(wait, self.actor(number % FIT, wait.desk.members()))

    def _bring_to_its_end(self, wait, by):
        for term in self.review.terms.undecided_by(wait.desk):
            self.attempt(
                "decide_term",
                partial(deciding.decide_term, term, Outcome.MEETS, reason="Read on paper.", desk=wait.desk, by=by),
            )
        self.attempt("finish_side", lambda: alignment.finish_side(wait, by=by))

    @step(number=numbers, actor=actors)
    def finish_side(self, number, actor):
        if wait := self.wait(number, Purpose.DESK_REVIEW):
            by = self.actor(actor, people_of(wait))
            self.attempt("finish_side", lambda: alignment.finish_side(wait, by=by))

    @step(number=numbers, actor=actors, text=texts)
    def edit_term(self, number, actor, text):
        term = self.term(number)
        by = self.actor(actor, term.desk.members())
        edit = partial(deciding.edit_term, term, position=text, vendor_wording=text, place="", by=by)
        self.attempt("edit_term", edit)

    @step(number=numbers, actor=actors, reason=texts, blocks=st.booleans())
    def disagree(self, number, actor, reason, blocks):
        term = self.term(number)
        others = [person for person in self.reviewers() if not any(map(person.is_on, term.desks))]
        by = self.actor(actor, others)
        disagree = partial(disagreement_actions.disagree, term, reason, proposal=reason, is_blocking=blocks, by=by)
        self.attempt("disagree", disagree)

    @step(number=numbers, actor=actors, outcome=texts)
    def propose_outcome(self, number, actor, outcome):
        if found := self._disagreement(number):
            by = self.actor(actor, self.leads())
            self.attempt("propose_outcome", lambda: disagreement_actions.propose_outcome(found, outcome, by=by))

    @step(number=numbers, actor=actors)
    def agree_outcome(self, number, actor):
        if found := self._disagreement(number):
            by = self.actor(actor, self.leads())
            self.attempt(
                "agree_outcome", lambda: disagreement_actions.agree_outcome(found, outcome=found.outcome, by=by)
            )

    @step(number=numbers, actor=actors)
    def withdraw_disagreement(self, number, actor):
        if found := self._disagreement(number):
            by = self.actor(actor, [found.raised_by])
            self.attempt("withdraw_disagreement", lambda: disagreement_actions.withdraw_disagreement(found, by=by))

    def _disagreement(self, number):
        return pick(Disagreement.objects.open().filter(term__review=self.review_pk).select_related("raised_by"), number)

    @step(actor=actors, severity=st.sampled_from(Severity), summary=texts)
    def raise_issue(self, actor, severity, summary):
        by = self.actor(actor, self.reviewers())
        self.attempt("raise_issue", lambda: issues.raise_issue(self.review, summary, severity=severity, by=by))

    @step(number=numbers, actor=actors, resolution=texts)
    def resolve_issue(self, number, actor, resolution):
        for issue in self.review.issues.open()[: 1 + number % 3]:
            by = self.actor(actor, [issue.owner])
            self.attempt("resolve_issue", partial(issues.resolve_issue, issue, resolution, by=by))

    @step(actor=actors, level=st.sampled_from(RiskLevel), text=texts)
    def raise_finding(self, actor, level, text):
        by = self.actor(actor, self.reviewers())
        find = partial(risk_findings.raise_finding, self.review, text, level=level, meaning=text, by=by)
        self.attempt("raise_finding", find)

    @step(number=numbers, actor=actors, reason=texts, waives=st.booleans())
    def close_finding(self, number, actor, reason, waives):
        if finding := pick(self.review.findings.filter(closed_at=None), number):
            by = self.actor(actor, self.reviewers())
            close = risk_findings.waive_finding if waives else risk_findings.resolve_finding
            self.attempt("close_finding", lambda: close(finding, reason, by=by))

    @step(actor=actors, audience=audiences, body=texts)
    def comment(self, actor, audience, body):
        by = self.actor(actor, [*self.reviewers(), self.review.requester])
        self.attempt("comment", lambda: comment_actions.comment(self.review, body, audience=audience, by=by))
