"""Asking: a question is a wait on the requester, on another desk or on whoever talks to the vendor.

It stops the asker's clock until it is answered or withdrawn.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common.log import record
from common.models import Audience
from reviews.models import Purpose, Slot
from reviews.pure.verbs import Verb
from reviews.spine import policies
from reviews.spine.stage import locked
from reviews.waits import policies as wait_policies
from reviews.waits.opening_and_closing import NO_LONGER_NEEDED, close_wait, open_wait, stop_clock, tell_unneeded


@transaction.atomic
def ask_requester(wait, question, *, term=None, by):
    """Ask the requester something that the work behind `wait` needs. Its clock stops until the answer is there.

    Returns the question's own wait.
    """
    wait, question, on_behalf_of = _ready_to_ask(wait, question, term, by)
    return _ask(
        wait,
        Purpose.QUESTION,
        question,
        needed=f"Answer a question from {wait.desk}.",
        audience=Audience.BUSINESS,
        by=by,
        on_behalf_of=on_behalf_of,
        requester=True,
        term=term,
    )


@transaction.atomic
def ask_desk(wait, question, *, desk, term=None, by):
    """Ask another desk: any member can answer, out of its queue. The question itself stays among reviewers.

    Returns the question's own wait.
    """
    wait, question, on_behalf_of = _ready_to_ask(wait, question, term, by)
    if blockers := wait_policies.blockers_to_ask_desk(wait, desk):
        raise ValidationError(blockers)
    return _ask(
        wait,
        Purpose.DESK_QUESTION,
        question,
        needed=f"Answer a question from {wait.desk}.",
        asked={"desks": {"asked": desk}},
        audience=Audience.INTERNAL,
        by=by,
        on_behalf_of=on_behalf_of,
        desk=desk,
        term=term,
    )


@transaction.atomic
def ask_vendor(wait, question, *, term=None, by):
    """Ask the vendor, through whoever talks to them: they send the text and write down the answer; Duet sends nothing.

    Returns the question's own wait.
    """
    wait, question, on_behalf_of = _ready_to_ask(wait, question, term, by)
    contact = wait.review.responsible(Slot.VENDOR_CONTACT)
    if contact is None:
        raise ValidationError(["Nobody has been named who talks to the vendor."])
    return _ask(
        wait,
        Purpose.VENDOR_QUESTION,
        question,
        needed=f"Put a question from {wait.desk} to {wait.review.vendor} and write down the answer."[:200],
        asked={"vendor": str(wait.review.vendor)},
        audience=Audience.INTERNAL,
        by=by,
        on_behalf_of=on_behalf_of,
        desk=contact.desk,
        person=contact.holder_on(wait.review),
        term=term,
    )


def _ready_to_ask(wait, question, term, by):
    """(the locked wait, the question without its ends, whom `by` stands in for), if `by` may ask here now."""
    wait = locked(wait)
    question = question.strip()
    actor = wait_policies.may_close.as_whom(by, wait)
    if actor is None:
        raise PermissionDenied(f"This is with {wait.who}: they ask the questions here.")
    if blockers := wait_policies.blockers_to_ask(wait) or _faults(wait.review, question, term):
        raise ValidationError(blockers)
    return wait, question, actor.for_whom


def _faults(review, question, term):
    if not question:
        return ["Write the question that you want to ask."]
    return policies.faults_of_term(review, term)


def _ask(wait, purpose, question, *, needed, asked=None, audience, by, on_behalf_of, **holder):
    """`asked` says for the log who is asked, unless it is the requester."""
    opened = open_wait(
        wait.review, purpose, needed=needed, question=question, by=by, asked_by=by, blocks=wait, **holder
    )
    record(
        Verb.ASKED,
        wait.review,
        by=by,
        on_behalf_of=on_behalf_of,
        audience=audience,
        wait=opened.pk,
        texts={"question": question},
        **(asked or {}),
    )
    stop_clock(wait, by=by)
    return opened


@transaction.atomic
def answer_question(wait, answer, *, by):
    """Answer a question. The asker's clock runs on once every question to them is answered. Returns the wait.

    What the vendor answered is written down by our person who talks to them.
    """
    wait = locked(wait)
    answer = answer.strip()
    if not wait_policies.may_answer(by, wait):
        raise PermissionDenied(f"This question is for {wait.desk or wait.who}.")
    if blockers := wait_policies.blockers_to_answer(wait):
        raise ValidationError(blockers)
    if not answer:
        raise ValidationError(["Write your answer first."])

    on_behalf_of = wait_policies.answers_for(by, wait)
    close_wait(wait, by=by, on_behalf_of=on_behalf_of, answer=answer)
    record(
        Verb.ANSWERED,
        wait.review,
        by=by,
        on_behalf_of=on_behalf_of,
        audience=Audience.BUSINESS if wait.purpose == Purpose.QUESTION else Audience.INTERNAL,
        wait=wait.pk,
        texts={"answer": answer},
        **({"vendor": str(wait.review.vendor)} if wait.purpose == Purpose.VENDOR_QUESTION else {}),
    )
    return wait


@transaction.atomic
def note_sent(wait, *, by):
    """The question has gone to the vendor: from now on it is their time. Returns the wait."""
    wait = locked(wait)
    if wait.purpose != Purpose.VENDOR_QUESTION or not wait_policies.may_answer(by, wait):
        raise PermissionDenied("Only whoever talks to the vendor can say that it was sent.")
    if blockers := wait_policies.blockers_to_answer(wait):
        raise ValidationError(blockers)
    if wait.sent_at:
        raise ValidationError(["This was noted already."])

    wait.sent_at = timezone.now()
    wait.save(update_fields=["sent_at"])
    record(
        Verb.QUESTION_SENT,
        wait.review,
        by=by,
        on_behalf_of=wait_policies.answers_for(by, wait),
        audience=Audience.BUSINESS,
        wait=wait.pk,
        desks={"asker": wait.blocks.desk},
        vendor=str(wait.review.vendor),
    )
    return wait


@transaction.atomic
def withdraw_question(wait, *, by):
    """Take a question back: the asker's clock runs on, and whoever should have answered is told. Returns the wait."""
    wait = locked(wait)
    if not wait_policies.may_withdraw_question(by, wait):
        raise PermissionDenied("A question is withdrawn by whoever asked it, or by a lead.")
    if blockers := wait_policies.blockers_to_answer(wait):
        raise ValidationError(blockers)

    close_wait(wait, by=by, answer=NO_LONGER_NEEDED, because="The question was withdrawn.")
    record(
        Verb.QUESTION_WITHDRAWN,
        wait.review,
        by=by,
        audience=Audience.BUSINESS,
        wait=wait.pk,
        desks={"asked": wait.desk},
    )
    tell_unneeded(wait, by=by)
    return wait
