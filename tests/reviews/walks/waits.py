"""Steps with waits: taking, giving, asking, standing still."""

from datetime import timedelta

from django.utils import timezone
from hypothesis import strategies as st

from people.models import Team
from reviews.models import QUESTIONS
from reviews.tasks import absences as absence_tasks
from reviews.tasks import pauses, reminders
from reviews.waits import claims, hand_overs, nudges, pausing, questions, undoing
from tests.reviews.walks.base import Base, actors, numbers, people_of, pick, step, texts

ASK = {"ask_requester": questions.ask_requester, "ask_vendor": questions.ask_vendor}
desks = st.sampled_from(["procurement", "legal", "privacy", "security", "finance"])


class WaitSteps(Base):
    @step(number=numbers, actor=actors)
    def claim(self, number, actor):
        if wait := self.wait(number):
            by = self.actor(actor, people_of(wait))
            self.attempt("claim", lambda: claims.claim(wait, by=by))

    @step(number=numbers, actor=actors)
    def release(self, number, actor):
        if wait := pick(self.review.waits.open().exclude(claimed_at=None), number):
            by = self.actor(actor, people_of(wait))
            self.attempt("release", lambda: claims.release(wait, by=by))

    @step(number=numbers, actor=actors)
    def undo(self, number, actor):
        if wait := self.wait(number):
            by = self.actor(actor, people_of(wait))
            self.attempt("undo", lambda: undoing.undo(wait, by=by))

    @step(number=numbers, actor=actors, to=actors, reason=texts)
    def hand_over(self, number, actor, to, reason):
        if wait := self.wait(number):
            by = self.actor(actor, people_of(wait))
            receiver = self.actor(to, wait.desk.members() if wait.desk else [])
            self.attempt("hand_over", lambda: hand_overs.hand_over(wait, to=receiver, reason=reason, by=by))

    @step(number=numbers, actor=actors, to=desks, reason=texts)
    def hand_over_to_desk(self, number, actor, to, reason):
        if wait := self.wait(number):
            by, desk = self.actor(actor, people_of(wait)), Team.objects.get(slug=to)
            self.attempt(
                "hand_over_to_desk", lambda: hand_overs.hand_over_to_desk(wait, desk=desk, reason=reason, by=by)
            )

    @step(number=numbers, actor=actors, verb=st.sampled_from(list(ASK)), question=texts)
    def ask(self, number, actor, verb, question):
        if wait := self.wait(number):
            by = self.actor(actor, people_of(wait))
            self.attempt(verb, lambda: ASK[verb](wait, question, by=by))

    @step(number=numbers, actor=actors, to=desks, question=texts)
    def ask_desk(self, number, actor, to, question):
        if wait := self.wait(number):
            by, desk = self.actor(actor, people_of(wait)), Team.objects.get(slug=to)
            self.attempt("ask_desk", lambda: questions.ask_desk(wait, question, desk=desk, by=by))

    @step(number=numbers, actor=actors, answer=texts)
    def answer_question(self, number, actor, answer):
        if wait := self.wait(number, *QUESTIONS):
            by = self.actor(actor, people_of(wait))
            self.attempt("answer_question", lambda: questions.answer_question(wait, answer, by=by))

    @step(number=numbers, actor=actors)
    def withdraw_question(self, number, actor):
        if wait := self.wait(number, *QUESTIONS):
            by = self.actor(actor, [wait.asked_by])
            self.attempt("withdraw_question", lambda: questions.withdraw_question(wait, by=by))

    @step(number=numbers, actor=actors, days=st.integers(-1, 120), reason=texts)
    def pause(self, number, actor, days, reason):
        if wait := self.wait(number):
            by, until = self.actor(actor, people_of(wait)), timezone.localdate() + timedelta(days=days)
            self.attempt("pause", lambda: pausing.pause(wait, until=until, reason=reason, by=by))

    @step(number=numbers, other=numbers, actor=actors, reason=texts)
    def wait_for(self, number, other, actor, reason):
        if wait := self.wait(number):
            by, first = self.actor(actor, people_of(wait)), self.wait(other)
            self.attempt("wait_for", lambda: pausing.wait_for(wait, first, reason=reason, by=by))

    @step(number=numbers, actor=actors)
    def resume(self, number, actor):
        if wait := pick(self.review.waits.open().exclude(paused_at=None).select_related("desk", "person"), number):
            by = self.actor(actor, people_of(wait))
            self.attempt("resume", lambda: pausing.resume(wait, by=by))

    @step(number=numbers, actor=actors)
    def nudge(self, number, actor):
        if wait := self.wait(number):
            by = self.actor(actor, [self.review.requester])
            self.attempt("nudge", lambda: nudges.nudge(wait, by=by))

    @step(hours=st.sampled_from([1, 20, 26, 24 * 14]))
    def let_time_pass(self, hours):
        """The clock reminds, wakes and moves; it never decides."""
        stage, approvals = self.review.stage, self.review.approvals.pending().count()
        self.time.shift(timedelta(hours=hours))
        for sweep in (reminders.climb_ladders, pauses.end_pauses, absence_tasks.follow_absences):
            sweep()
        assert (self.review.stage, self.review.approvals.pending().count()) == (stage, approvals)
        self.look_for_what_is_forbidden()
