"""What comes of an item: a decision, an action, information, or that it is carried over.

A decision about a term is a *proposal*. The term is decided by its owning desks, each by a person of its own who is
signed in as themselves (`confirm_proposal`); whoever is not in the room is told.
"""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from checkins import policies
from checkins.actions.running import go_on, require_here, shown_items
from checkins.models import Action, Item, Meeting, Result, TermProposal
from checkins.verbs import Verb
from common.locks import locked_row
from common.log import record
from common.words import day_in_words, listed, too_long
from notices.actions import notify, withdraw
from notices.models import NoticeKind
from people.models import User
from reviews.agenda.actions import settle_marks
from reviews.checks.stands import stands_today
from reviews.disagreements.actions import talk_about
from reviews.models import AgendaMark, DiscussionMark, Outcome, Review
from reviews.spine.stage import locked
from reviews.terms import outcomes as term_outcomes
from reviews.terms import policies as term_policies
from reviews.terms.deciding import decide_term

LONGEST = 300
KEPT = timedelta(days=90)
"""What nobody has confirmed for so long is history."""


@transaction.atomic
def note_outcome(item, result, outcome="", *, owner=None, due_on=None, term_outcome="", rank=None, by):
    """Write down what came of an item, and go on to the next one.

    An action has an owner and a day. `term_outcome` (with the `rank` of a fallback) is what a decision proposes for the
    term that the item is about. Returns the item.
    """
    meeting, item = _locked(item)
    require_here(meeting, by)
    outcome = " ".join(outcome.split())
    if not shown_items(meeting).filter(pk=item.pk).exists():
        raise PermissionDenied("Not everybody who is here may see this.")
    if item.is_reached:
        raise ValidationError([f"{item.written_by} has written this down already: {_what(item)}"])
    if faults := _faults(item, result, outcome, owner, due_on, term_outcome):
        raise ValidationError(faults)

    item.result, item.outcome, item.written_by, item.written_at = result, outcome, by, timezone.now()
    item.save(update_fields=["result", "outcome", "written_by", "written_at"])
    if result == Result.ACTION:
        _give(item, owner, due_on, by=by)
    if result == Result.DECISION and term_outcome:
        _propose(item, term_outcome, rank, by=by)
    if result != Result.CARRY_OVER:
        _settle_what_it_was_about(item, by=by)
    texts = {"outcome": outcome} if outcome else {}
    record(Verb.OUTCOME_NOTED, meeting.series, by=by, texts=texts, item=item.pk, result=result)
    go_on(meeting)
    return item


@transaction.atomic
def take_outcome_back(item, *, by):
    """It was a slip, and the meeting is still under way: the item is open again, and everybody looks at it."""
    meeting, item = _locked(item)
    require_here(meeting, by)
    if not shown_items(meeting).filter(pk=item.pk).exists():
        raise PermissionDenied("Not everybody who is here may see this.")
    if not item.is_reached:
        raise ValidationError(["Nothing was written down on this yet."])
    proposal, action = _proposal_of(item), Action.objects.filter(item=item).first()
    if proposal and len(proposal.desks_left()) < len(proposal.term.desks):
        raise ValidationError(["A desk has confirmed this already. Decide the term anew, if it was wrong."])
    if action and action.done_at:
        raise ValidationError(["This was done already."])
    if _has_settled(item):
        raise ValidationError(["What this was about was settled with it, and the log has it. Add a new item."])
    for row in (proposal, action):
        if row:
            withdraw(f"proposal-{item.pk}", f"action-{item.pk}")
            row.delete()
    DiscussionMark.objects.filter(pk=_mark_of(item), review__closed_at=None).update(settled_at=None)
    item.result, item.outcome, item.written_by, item.written_at = "", "", None, None
    item.save(update_fields=["result", "outcome", "written_by", "written_at"])
    record(Verb.OUTCOME_TAKEN_BACK, meeting.series, by=by, item=item.pk)
    meeting.current, meeting.current_since = item, timezone.now()
    meeting.step += 1
    meeting.save(update_fields=["current", "current_since", "step"])
    return item


@transaction.atomic
def confirm_proposal(proposal, *, desk, seen, by):
    """Decide a term for one's own desk as the check-in proposed. `seen` is the key of the state in which it was read.

    The last desk's confirmation settles the term. Nobody confirms for two desks. Returns the proposal.
    """
    term = locked(proposal.term)
    proposal = locked_row(proposal, "item__meeting__series", "term__term_type", "term__desk", "term__second_desk")
    proposal.term = term
    if not term_policies.may_decide(by, term, desk):
        raise PermissionDenied(f"{listed(term.desks)} confirm this, each for themselves.")
    if desk not in proposal.desks_left():
        raise ValidationError([f"{desk} has confirmed this already."])
    decide_term(
        term, proposal.outcome, desk=desk, reason=proposal.reason, rank=proposal.rank, carried=False, seen=seen, by=by
    )
    record(Verb.PROPOSAL_CONFIRMED, term.review, by=by, desks={"of": desk}, name=str(term), term=term.pk)
    meeting = locked_row(proposal.item.meeting)
    meeting.step += 1
    meeting.save(update_fields=["step"])
    proposal.term = locked(term)
    if not proposal.desks_left():
        withdraw(f"proposal-{proposal.item_id}")
        mark = _agenda_mark_of(proposal.item)
        if mark is not None and proposal.item.disagreement_id:
            talk_about(mark, proposal.reason[:LONGEST], by=by)
    return proposal


def proposals_waiting_for(user):
    """[(proposal, [desks])]: what check-ins proposed and this person may confirm, oldest first."""
    rows = TermProposal.objects.filter(proposed_at__gte=timezone.now() - KEPT, item__review__closed_at=None)
    rows = rows.filter(item__review__in=Review.objects.visible_to(user)).select_related(
        "item__meeting", "term__review", "term__term_type", "term__desk", "term__second_desk"
    )
    rows = rows.prefetch_related("term__decisions")
    waiting = [(row, policies.desks_to_confirm(user, row)) for row in rows.order_by("pk")[:50] if row.desks_left()]
    return [(row, desks) for row, desks in waiting if desks and not _is_overtaken(row)]


def _is_overtaken(proposal):
    """Whether a desk has decided otherwise since: then there is nothing to confirm any more."""
    later = [row for row in proposal.term.decisions.all() if row.decided_at >= proposal.proposed_at]
    return any(not proposal.has_from(row) for row in later)


# --- what belongs to an outcome -----------------------------------------------------------------------


def _locked(item):
    """The review first, as everywhere; then the meeting, then the item."""
    if item.review_id:
        locked(item.review)
    meeting = locked_row(item.meeting, *Meeting.READ_WITH)
    item = locked_row(item, *Item.READ_WITH)
    item.meeting = meeting
    return meeting, item


def _what(item):
    return item.outcome or item.get_result_display().lower()


def _faults(item, result, outcome, owner, due_on, term_outcome):
    if result not in Result.values:
        return ["Say what came of it: a decision, an action, information, or carry it over."]
    if result != Result.CARRY_OVER and not outcome:
        return ["Say it in a sentence."]
    if faults := too_long(outcome, LONGEST):
        return faults
    if result == Result.ACTION:
        return _faults_of_action(item, owner, due_on)
    if term_outcome and (result != Result.DECISION or item.term is None):
        return ["Only a decision about a term can propose how it is decided."]
    return []


def _faults_of_action(item, owner, due_on):
    if owner is None or due_on is None:
        return ["Say who does it, and until when."]
    if due_on < timezone.localdate():
        return ["Choose a day that is still to come."]
    if item.review_id and not Review.objects.filter(pk=item.review_id).visible_to(owner).exists():
        return [f"{owner} does not see what this is about. Choose somebody else."]
    if not owner.is_active:
        return [f"{owner} has left."]
    return []


def _give(item, owner, due_on, *, by):
    Action.objects.create(item=item, what=item.outcome, owner=owner, due_on=due_on, given_by=by)
    if owner != by:
        notify(
            [owner],
            key=f"action-{item.pk}-{timezone.now():%Y%m%d%H%M%S%f}",
            kind=NoticeKind.ASSIGNMENT,
            title=item.outcome,
            body=f"{by} gave you this at the check-in, until {day_in_words(due_on)}.",
            url=_action_url(item),
            topic=f"action-{item.pk}",
            about=(item.review,) if item.review_id else (),
        )


def _action_url(item):
    return Action.objects.get(item=item).get_absolute_url()


def _propose(item, term_outcome, rank, *, by):
    term = item.term
    choice = term_outcomes.Choice(term_outcome, item.outcome, rank=rank)
    stand = stands_today(item.review, [term])[term.pk]
    if faults := term_outcomes.faults(choice, term, stand):
        raise ValidationError(faults)
    if term_outcome == Outcome.ESCALATED:
        raise ValidationError(["Escalating is a step of a desk, not a decision."])
    proposal = TermProposal.objects.create(
        item=item,
        term=term,
        outcome=term_outcome,
        rank=rank if term_outcome == Outcome.FALLBACK else None,
        reason=item.outcome,
        proposed_by=by,
    )
    _ask_to_confirm(proposal, by=by)


def _ask_to_confirm(proposal, *, by):
    """Whoever may confirm and is not in the room learns of it; who is there has the button."""
    item, term = proposal.item, proposal.term
    present = set(item.meeting.attendances.values_list("person", flat=True))
    able = User.objects.filter(memberships__team__in=term.desks, is_active=True).distinct()
    absent = [
        person
        for person in able
        if person.pk not in present and any(term_policies.may_decide(person, term, desk) for desk in term.desks)
    ]
    notify(
        absent,
        key=f"proposal-{item.pk}-{timezone.now():%Y%m%d%H%M%S%f}",
        kind=NoticeKind.ASSIGNMENT,
        title=f"{term}: proposed at the check-in",
        body=f"{proposal.in_words}: {proposal.reason} It is decided when {listed(term.desks)} confirm it.",
        url=proposal.get_absolute_url(),
        topic=f"proposal-{item.pk}",
        about=(term,),
    )


def _proposal_of(item):
    rows = TermProposal.objects.filter(item=item).select_related("term__desk", "term__second_desk", "term__term_type")
    return rows.first()


def _mark_of(item):
    """The key of the discussion mark that the item came from; None for others."""
    return int(item.key.removeprefix("mark-")) if item.key.startswith("mark-") else None


def _agenda_mark_of(item):
    """What a ladder or a quiet disagreement put on the agenda, and nobody has ticked off."""
    if item.disagreement_id is None and item.wait_id is None:
        return None
    about = {"disagreement": item.disagreement_id} if item.disagreement_id else {"wait": item.wait_id}
    return AgendaMark.objects.filter(**about, talked_at=None).with_names().first()


def _settle_what_it_was_about(item, *, by):
    """Marks are ticked off. A decision settles a quiet disagreement; one that proposes how the term is decided does not
    before the desks have confirmed it."""
    settle_marks(DiscussionMark.objects.filter(pk=_mark_of(item)))
    mark = _agenda_mark_of(item)
    if mark is None or by.pk == item.review.requester_id:
        return
    if item.disagreement_id and (item.result != Result.DECISION or _proposal_of(item)):
        return
    talk_about(mark, item.outcome[:LONGEST], by=by)


def _has_settled(item):
    """Whether a disagreement was settled, or a mark ticked off, by what was noted."""
    about = {"disagreement": item.disagreement_id} if item.disagreement_id else {"wait": item.wait_id}
    if not any(about.values()):
        return False
    return AgendaMark.objects.filter(**about, talked_at__gte=item.written_at).exists()
