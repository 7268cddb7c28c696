"""Whether anybody could settle a wait, tried with the real actions in a savepoint: what the list is compared with.

A refusal because something is missing (an open term, an issue) is somebody who could; a refusal of the person is not.
"""

from contextlib import suppress

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from people.absences import Away
from people.models import User
from reviews.acting.presence import Staff
from reviews.approvals import deciding as approvals
from reviews.closing import actions as closing
from reviews.disagreements import actions as disagreements
from reviews.first_looks import actions as looks
from reviews.models import Outcome, Purpose, Review, Slot, seers_of
from reviews.negotiation import actions as negotiation
from reviews.rounds import alignment, opening
from reviews.terms import deciding
from reviews.unheld.closers import Closers
from reviews.waits import questions
from reviews.walls import actions as walls
from tests.review_fixtures import SIGNATURE

OF_THE_PERSON = (
    "A second person",
    "a second person",
    "Whoever decided one never approves it",
    "asked for this before",
    "somebody else looks",
)
"""What a refusal says where another person is needed."""


class Undo(Exception):
    """Raised when it was done, so that nothing of it stays."""


def could(act):
    """Whether it was done, or would be if nothing was missing."""
    with suppress(Undo):
        try:
            with transaction.atomic():
                act()
                raise Undo
        except PermissionDenied:
            return False
        except ValidationError as refusal:
            return not any(words in sentence for sentence in refusal.messages for words in OF_THE_PERSON)
    return True


def those_there():
    """Everybody who has not left and is not away, read anew."""
    away = Away()
    return [person for person in User.objects.filter(is_active=True).order_by("pk") if away.absence_of(person) is None]


def those_who_see(review):
    """Of those there: somebody for whom there is no such review is given nothing to do by any door."""
    return [person for person in those_there() if Review.objects.visible_to(person).filter(pk=review.pk).exists()]


def is_cut_off(review, nobody):
    """Whether a walled review needs somebody from outside: nobody who sees it could name more people, and something
    is to be done that nobody can do, or no colleague sees it any more. `nobody`: those waits."""
    if not review.is_walled:
        return False
    if any(could(lambda by=by: _name_more(review, by)) for by in those_who_see(review)):
        return False
    inside = seers_of(review).filter(is_active=True).exclude(pk=review.requester_id)
    return bool(nobody) or not inside.filter(named_on__review=review, named_on__until=None).exists()


def _name_more(review, by):
    walls.take_wall_down(review, by=by)


def anybody_could_close(wait):
    likely = {doer.user.pk for doer in Closers([wait], Staff()).able(wait)}
    people = sorted(those_who_see(wait.review), key=lambda person: person.pk not in likely)  # the order only saves time
    if wait.purpose == Purpose.DISAGREEMENT:
        return any(_settles(wait, one, two) for one in people for two in people if one != two)
    if not any(could(lambda by=by: CLOSE[wait.purpose](wait, by)) for by in people):
        return False
    if wait.purpose != Purpose.DESK_REVIEW:
        return True
    terms = wait.review.terms.undecided_by(wait.desk).filter(second_desk__isnull=False)
    begun = [term for term in terms if term.decisions.all() and term.outcome != Outcome.ESCALATED]
    return all(_is_decided(wait, term, people) for term in begun)


def _is_decided(wait, term, people):
    """Whether anybody could decide a shared term for the desk."""
    return any(
        could(lambda by=by: deciding.decide_term(term, Outcome.THEIRS, desk=wait.desk, reason="Fine.", by=by))
        for by in people
    )


def _settles(wait, one, two):
    [disagreement] = wait.disagreements.all()

    def settle():
        disagreements.propose_outcome(disagreement, "Agreed.", by=one)
        disagreements.agree_outcome(disagreement, outcome="Agreed.", by=two)

    return could(settle)


def _sign(wait, by):
    today = timezone.localdate()
    closing.record_signature(wait.review, signed_on=today, starts_on=today, **SIGNATURE, by=by)


def _split(wait, by):
    slot = next(slot for slot in Slot if wait.review.responsible(slot) is None)
    opening.answer_split(wait.review, slot, desk=wait.desk, person=None, by=by)


def _answer(wait, by):
    questions.answer_question(wait, "Forty.", by=by)


CLOSE = {
    Purpose.FIRST_LOOK: lambda wait, by: looks.look(wait, by=by),
    Purpose.SPLIT: _split,
    Purpose.DESK_REVIEW: lambda wait, by: alignment.finish_side(wait, by=by),
    Purpose.QUESTION: _answer,
    Purpose.DESK_QUESTION: _answer,
    Purpose.VENDOR_QUESTION: _answer,
    Purpose.ESCALATION: lambda wait, by: deciding.decide_term(
        wait.term, Outcome.THEIRS, desk=wait.desk, reason="Fine.", by=by
    ),
    Purpose.JOINT_POSITION: lambda wait, by: negotiation.request_approval(wait.review, by=by),
    Purpose.VENDOR_REPLY: lambda wait, by: negotiation.record_vendor_reply(
        wait.review, changed_terms=[], note="Fine.", by=by
    ),
    Purpose.APPROVAL: lambda wait, by: approvals.approve(wait.approval, by=by),
    Purpose.CO_SIGNATURE: lambda wait, by: closing.object_to_note(wait.decision_note, "No.", by=by),
    Purpose.SIGNATURE: _sign,
}
