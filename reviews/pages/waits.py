"""Lines about waits: who has it, and what the reader may do with it."""

from dataclasses import dataclass

from reviews import policies
from reviews.forms import AskForm, HandOverForm
from reviews.models import Purpose
from reviews.status import WaitLine


@dataclass(frozen=True)
class WaitItem:
    """One open wait as the workbench shows it, with the forms and buttons that are the reader's."""

    line: WaitLine
    may_claim: bool
    may_release: bool
    hand_over: HandOverForm | None
    ask: AskForm | None
    may_finish: bool
    blockers: list[str]
    may_nudge: bool

    @property
    def wait(self):
        return self.line.wait

    @property
    def has_actions(self):
        return bool(self.may_claim or self.may_release or self.hand_over or self.ask or self.may_nudge)


def wait_items(lines, user, shelf):
    """The holders of a review: the reader's own first, then those they may act for, then the rest."""
    items = [wait_item(line, user, shelf) for line in lines]
    return sorted(items, key=lambda item: (item.wait.person_id != user.pk, not item.has_actions))


def wait_item(line, user, shelf):
    """What `user` may do with the wait of a status line."""
    wait = line.wait
    closes = policies.may_close(user, wait)
    finishes = wait.purpose == Purpose.DESK_REVIEW and closes
    return WaitItem(
        line=line,
        may_claim=policies.may_claim(user, wait) and not policies.blockers_to_claim(wait),
        may_release=policies.may_release(user, wait),
        hand_over=shelf.take(HandOverForm, wait) if policies.may_hand_over(user, wait) else None,
        ask=shelf.take(AskForm, wait) if closes and not policies.blockers_to_ask(wait) else None,
        may_finish=finishes,
        blockers=blockers_to_finish(wait, user) if finishes else [],
        may_nudge=not closes and not wait.paused_at and wait.person_id != user.pk,
    )


def blockers_to_finish(wait, user):
    """Why “Our side is done” cannot be pressed, as the action would say it."""
    review = wait.review
    return [
        *policies.blockers_to_done(review, wait.desk),
        *policies.blocker_of_two_functions(review, wait.desk, user),
    ]


def answered_questions(review):
    """Questions that the requester has answered, newest first."""
    questions = review.waits.filter(purpose=Purpose.QUESTION, closed_at__isnull=False).exclude(answer="")
    return questions.select_related("asked_by", "blocks__desk").order_by("-closed_at")
