"""What somebody who leaves holds on reviews, and what becomes of it: each kind moves by the rules that the taker would
meet at work, four eyes among them. What nobody may take stays with its desk, and on “Held by nobody” where nobody can.

An admin decides who takes over and sees no content: sentences name the reference alone, and nothing behind a wall.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from common.log import record
from common.models import Audience
from people.models import Absence
from people.taking_over import Kind, Outcome, can_be_held
from reviews.absences.actions import replace_delegate
from reviews.acting.presence import Doer, Staff
from reviews.models import Approval, Holder, Issue, Purpose, Responsibility, Review, Term, Wait
from reviews.pure.verbs import Verb
from reviews.rounds.requesters import put_requester
from reviews.rounds.rerouting import put_in_place
from reviews.spine.stage import locked
from reviews.unheld.actions import name_in_place
from reviews.unheld.closers import Closers
from reviews.unheld.policies import faults_of_approver
from reviews.waits.hand_overs import give_to_colleague


def _moved(rows, move):
    """The `Outcome` of moving these rows, each of a review: `move(row)` returns the number of what was moved and
    sentences about the rest, or raises ValidationError; then nothing of that row is moved."""
    moved, left, unnamed = 0, [], 0
    for row in rows:
        review = row if isinstance(row, Review) else row.review
        try:
            with transaction.atomic():
                number, sentences = move(row)
        except ValidationError as refusal:
            number, sentences = 0, refusal.messages
        moved += number
        if review.is_walled:
            unnamed += len(sentences)
        else:
            left += [f"{review.reference}: {sentence}" for sentence in sentences]
    return Outcome(moved, tuple(left), unnamed)


def _reason(person):
    return f"{person} has left."


# --- waits ----------------------------------------------------------------------------------------------


def waits_of(person, *, of_approvals=False):
    """Open waits in their hands, or in somebody's for them. Index: wait_queue_of_person."""
    waits = Wait.objects.open().filter(Q(person=person) | Q(on_behalf_of=person), holder=Holder.PERSON)
    waits = waits.filter(desk__isnull=False).select_related("review__requester", "desk", "person", "on_behalf_of")
    named = Q(approval__named=person) | Q(approval__person=person)
    waits = waits.filter(named) if of_approvals else waits.exclude(named)
    return waits.order_by("review_id", "pk")  # reviews lock in one order


def _count_waits(person):
    return waits_of(person).filter(review__walled_at=None).count()


def _hand_on_waits(person, to, *, by):
    def move(wait):
        wait = locked(wait)
        if to is None:
            return 0, [f"goes back into the queue of {wait.desk}."]
        if Closers([wait], Staff()).is_kept_from(wait, Doer(to)):
            return 0, [_kept_from(wait, to)]
        give_to_colleague(wait, to=to, reason=_reason(person), by=by)
        return 1, []

    return _moved(waits_of(person), move)


def _kept_from(wait, to):
    if wait.review.requester_id == to.pk:
        return f"{to} asked for this and does not work on it. It goes back into the queue of {wait.desk}."
    if wait.review.is_walled_from(to):
        return f"{to} may not see this."
    return f"{to} did something here that a second person must look at. It goes back into the queue of {wait.desk}."


# --- approvals ------------------------------------------------------------------------------------------


def approvals_of(person):
    """Open approvals that name them."""
    approvals = Approval.objects.pending().filter(Q(person=person) | Q(named=person))
    return approvals.select_related("review__requester", "desk", "wait").order_by("review_id", "pk")


def _count_approvals(person):
    return approvals_of(person).filter(review__walled_at=None).count()


def _hand_on_approvals(person, to, *, by):
    def move(approval):
        approval = locked(approval)
        if to is None:
            return 0, [f"the approval is for the leads of {approval.desk} now."]
        if faults := faults_of_approver(approval, to):
            return 0, faults
        name_in_place(approval, to, _reason(person), by=by)
        return 1, []

    return _moved(approvals_of(person), move)


# --- what they asked for, and what they answer for ------------------------------------------------------


def requests_of(person):
    return Review.objects.live().filter(requester=person).order_by("pk")


def _count_requests(person):
    return requests_of(person).not_walled().count()


def _count_questions(person):
    waits = Wait.objects.open().filter(holder=Holder.REQUESTER, person=person, purpose=Purpose.QUESTION)
    return waits.filter(review__walled_at=None).count()


def _hand_on_requests(person, to, *, by):
    def move(review):
        if to is None:
            return 0, ["has no requester who is there: a lead of procurement or legal chooses another one."]
        put_requester(locked(review), person=to, reason=_reason(person), by=by)
        return 1, []

    return _moved(requests_of(person), move)


def _go_along(person, to, *, by):
    """Questions to a requester went with the request; what is left is told there."""
    return Outcome()


def reviews_naming(person):
    """Reviews under way whose split, or one of whose terms, names them."""
    answers = Responsibility.objects.filter(person=person).values("review")
    terms = Term.objects.filter(person=person).values("review")
    return Review.objects.live().filter(Q(pk__in=answers) | Q(pk__in=terms)).order_by("pk")


def _count_named(person):
    return reviews_naming(person).not_walled().count()


def _hand_on_named(person, to, *, by):
    def move(review):
        return put_in_place(review, person, to=to, why=_reason(person), by=by)

    return _moved(reviews_naming(person), move)


def issues_of(person):
    return Issue.objects.open().filter(owner=person).select_related("review").order_by("review_id", "pk")


def _count_issues(person):
    return issues_of(person).filter(review__walled_at=None).count()


def _hand_on_issues(person, to, *, by):
    def move(issue):
        issue = locked(issue)
        if to is None:
            return 0, ["an issue stays with the desk of whoever raised it."]
        if not to.is_reviewer or not Review.objects.visible_to(to).filter(pk=issue.review_id).exists():
            return 0, [f"an issue stays: {to} has no part in this review."]
        Issue.objects.filter(pk=issue.pk).update(owner=to)
        record(
            Verb.ISSUE_HANDED_OVER,
            issue.review,
            by=by,
            audience=Audience.INTERNAL,
            people={"to": to, "before": person},
            issue=issue.pk,
        )
        return 1, []

    return _moved(issues_of(person), move)


# --- standing in ----------------------------------------------------------------------------------------


def absences_with(person):
    """Absences, running or to come, in which they stand in for somebody."""
    absences = Absence.objects.not_over(timezone.now()).filter(delegate=person, person__is_active=True)
    return absences.select_related("person", "delegate").order_by("pk")


def _hand_on_absences(person, to, *, by):
    moved, left = 0, []
    for absence in absences_with(person):
        if absence.is_over(timezone.now()):
            continue
        try:
            with transaction.atomic():
                replace_delegate(absence, delegate=None if to == absence.person else to, by=by)
            moved += to is not None
        except ValidationError as refusal:
            with transaction.atomic():
                replace_delegate(absence, delegate=None, by=by)
            left += [f"{absence.person}, {absence.days}: {sentence}" for sentence in refusal.messages]
    return Outcome(moved, tuple(left))


def _count_absences(person):
    return absences_with(person).count()


ENDS = "ends: nobody stands in"
QUEUE = "goes back into the queues of the desks"
ASKED_AGAIN = "stays, and leads of procurement and legal are asked to choose"

for kind in (
    (
        "approvals",
        "open approval",
        "open approvals",
        "goes to the leads of the desk",
        _count_approvals,
        _hand_on_approvals,
    ),
    ("waits", "piece of work", "pieces of work", QUEUE, _count_waits, _hand_on_waits),
    ("requests", "request under way", "requests under way", ASKED_AGAIN, _count_requests, _hand_on_requests),
    ("questions", "open question", "open questions", "goes along with its request", _count_questions, _go_along),
    (
        "answers",
        "review that names them",
        "reviews that name them",
        "stays, for its desk",
        _count_named,
        _hand_on_named,
    ),
    ("issues", "open issue", "open issues", "stays, for colleagues of the desk", _count_issues, _hand_on_issues),
    (
        "absences",
        "absence in which they stand in",
        "absences in which they stand in",
        ENDS,
        _count_absences,
        _hand_on_absences,
    ),
):
    can_be_held(Kind(*kind, place=1))
