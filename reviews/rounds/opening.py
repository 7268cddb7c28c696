"""First visibility: a review opens, both functions learn of it in the same transaction, and work starts."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.functional import cached_property

from common.log import line, record, write
from common.models import Audience
from common.words import listed
from notices.models import NoticeKind
from people.absences import Away
from people.models import TWO_SIDES, DeskSide, Team
from reviews.acting.presence import held_in_place_of
from reviews.first_looks.actions import ask_for_looks
from reviews.models import Purpose, Responsibility, Review, Slot, SplitRule, Term, TermRule
from reviews.promises.promising import promise_answer
from reviews.pure.needed import what_is_needed
from reviews.pure.stages import Stage
from reviews.pure.verbs import Verb
from reviews.rules import policies as rule_policies
from reviews.spine import policies
from reviews.spine.stage import enter, locked, move
from reviews.spine.telling import tell
from reviews.waits.needed import needed_of, say
from reviews.waits.opening_and_closing import finish_stage, open_wait, open_waits, people_behind

SIDES = (Slot.COMMERCIAL_TERMS, Slot.LEGAL_REVIEW)
"""The questions of the split that say which desk stands for a side."""


@transaction.atomic
def open_heads_up(submission, *, by):
    """Note a vendor project that may come. Procurement and legal both have a first look; the requester completes it.

    Takes a `Submission`, returns the `Review`, in stage heads-up.
    """
    review = _create(submission, Stage.HEADS_UP, by=by)
    open_wait(
        review,
        Purpose.FULL_REQUEST,
        needed="Complete the request once you know more, or withdraw it.",
        by=by,
        requester=True,
    )
    asked = {person for wait in ask_for_looks(review, by=by) for person in people_behind(wait)}
    body = f"{by} expects a project with {review.vendor}: {review.reason}"
    _tell_joint_functions(review, body, but_not=asked, by=by)
    return review


@transaction.atomic
def open_review(submission, *, by):
    """Open a review for a submitted request and set both functions to work at the same time.

    Takes a `Submission`, returns the `Review`.
    """
    return _start(_create(submission, Stage.TRIAGE, by=by), submission, by=by)


@transaction.atomic
def complete_heads_up(review, submission, *, by):
    """The full request for an earlier heads-up has come: same review, same reference, work starts."""
    review = locked(review)
    if by.pk != review.requester_id:
        raise PermissionDenied("Only the requester can complete a heads-up.")
    if blockers := policies.blockers_to_work(review, Stage.HEADS_UP):
        raise ValidationError(blockers)

    for column, value in submission.columns().items():
        setattr(review, column, value)
    _freeze(review, submission)
    review.save()
    finish_stage(review, by=by, answer="Completed")
    move(review, Stage.TRIAGE, by=by)
    return _start(review, submission, by=by)


def _create(submission, stage, *, by):
    now = timezone.now()
    review = Review(**submission.columns(), requester=by, stage=stage, stage_since=now, opened_at=now)
    if stage != Stage.HEADS_UP:
        _freeze(review, submission)
    review.save()
    enter(review)
    record(
        Verb.OPENED,
        review,
        by=by,
        audience=Audience.BUSINESS,
        stage=stage,
    )
    return review


def _freeze(review, submission):
    """What was asked and answered, and what the rules look at of it: from now on it stays. Not saved."""
    review.brief = submission.brief
    review.facts = review.brief_facts(submission.answers)


def _start(review, submission, *, by):
    """Answer the split, list the terms, and open a wait for every desk at once."""
    review.documents.add(*submission.documents)
    owners = TermRule.objects.owners(submission.term_types, review.facts)
    Term.objects.bulk_create(
        _term_of(review, term_type, owners.get(term_type.pk)) for term_type in submission.term_types
    )

    if unanswered := _answer_split(review):
        asked = people_behind(_ask_for_split(review, unanswered, by=by))
        body = f"{by} asks for {review.kind_label.lower()} with {review.vendor}."
        _tell_joint_functions(review, body, but_not=asked, by=by)
    else:
        start_desks(review, by=by)
    return review


def _term_of(review, term_type, owner):
    """The term, owned as the rules say (an `Owner`), or as usual where no rule fits."""
    columns = {"desk": term_type.desk, "second_desk": term_type.second_desk}
    if owner:
        columns = {"desk": owner.desk, "second_desk": second_desk(term_type, owner.desk)}
        columns |= {"person": owner.person, "backup": owner.backup, "why": owner.why}
    return Term(review=review, term_type=term_type, side=term_type.side, position=term_type.position, **columns)


def second_desk(term_type, desk):
    """Who decides a shared term along with `desk`: the usual desk, where a rule gives it to the second one."""
    return term_type.desk if desk == term_type.second_desk else term_type.second_desk


def _answer_split(review):
    """Answer the three questions from the rules. Returns the slots that no rule answered."""
    owners = SplitRule.objects.answers(review.facts)
    answers = [
        Responsibility(
            review=review, slot=slot, desk=owner.desk, person=owner.person, backup=owner.backup, why=owner.why
        )
        for slot, owner in owners.items()
        if owner
    ]
    _fill(answers, by=None)
    return [Slot(slot) for slot, owner in owners.items() if owner is None]


def _fill(answers, *, by):
    """Write answers of one review, and a line of the log for each."""
    Responsibility.objects.bulk_create(answers)
    write(
        [
            line(
                Verb.SPLIT_ANSWERED,
                answer.review,
                by=by,
                audience=Audience.BUSINESS,
                people={"to": answer.person},
                desks={"to": answer.desk},
                slot=answer.slot,
                **({} if by else {"why": answer.why}),  # else somebody chose, and the line says who
            )
            for answer in answers
        ]
    )


def _ask_for_split(review, unanswered, *, by):
    questions = listed([f"“{slot.label}”" for slot in unanswered])
    desk = Team.objects.in_use().of_side(DeskSide.COMMERCIAL).first()
    needed = f"No rule answers {questions}: say who does."
    return open_wait(review, Purpose.SPLIT, needed=needed, by=by, desk=desk, leads_only=True)


@transaction.atomic
def answer_split(review, slot, *, desk, person, by):
    """Answer one of the three questions by hand; when the last is answered, work starts."""
    review = locked(review)
    if not rule_policies.may_answer_split(by, review):
        raise PermissionDenied("Only leads of procurement or legal can say who does what.")
    if blockers := policies.blockers_to_work(review, Stage.TRIAGE):
        raise ValidationError(blockers)
    if review.responsible(slot):
        raise ValidationError([f"“{Slot(slot).label}” has been answered already."])
    if faults := desk.why_it_owns_no_terms:
        raise ValidationError(faults)
    if person and not (person.is_active and person.is_on(desk)):
        raise ValidationError([f"{person} is not a member of {desk}."])

    _fill([Responsibility(review=review, slot=slot, desk=desk, person=person, why=f"Chosen by {by}")], by=by)
    if review.responsibilities.count() == len(Slot):
        finish_stage(review, by=by, answer="The split is complete")
        start_desks(review, by=by)
    return review


def start_desks(review, *, terms=None, by):
    """Move to “In review” and open one wait per desk that has something to decide, all at the same moment.

    With `terms` only their owners get one (the vendor changed those); without, the two sides of the split always do.
    The requester is promised a day where enough similar requests have finished.
    """
    move(review, Stage.IN_REVIEW, by=by)
    named = Named(review)
    desks = {} if terms else {named.answers[slot].desk: 0 for slot in SIDES}
    for term in terms or named.terms:
        for desk in term.desks:
            desks[desk] = desks.get(desk, 0) + 1
    asks = [
        {"needed": what_is_needed(number), "desk": desk, "person": named.person_at(desk)}
        for desk, number in desks.items()
    ]
    waits = open_waits(review, Purpose.DESK_REVIEW, asks, by=by)
    promise_answer(review, due=[wait.due_at for wait in waits])


def ask_again(review, desk, *, by):
    """A desk has something to decide again: its review asks for it, and a desk that was done gets one."""
    if wait := review.waits.open().filter(purpose=Purpose.DESK_REVIEW, desk=desk).first():
        return say(locked(wait))
    person, needed = named_person(review, desk), needed_of(review, desk)
    return open_wait(review, Purpose.DESK_REVIEW, needed=needed, by=by, desk=desk, person=person)


def named_person(review, desk):
    """Whom the split and the terms name for one desk (`Named.person_at`)."""
    return Named(review).person_at(desk)


class Named:
    """Whom the split and the terms of a review name, read once for all desks of a round: two queries, and two more
    about absences where a person is named."""

    def __init__(self, review):
        self.review = review
        answers = review.responsibilities.select_related("desk__calendar", "person", "backup")
        self.answers = {answer.slot: answer for answer in answers}
        self.terms = list(review.terms.select_related("desk__calendar", "second_desk__calendar", "person"))

    @cached_property
    def away(self):
        return Away()

    def person_at(self, desk):
        """The person whom the split names for a desk, for its side, else for all of its terms; if they can hold it, or
        whoever stands in for them can."""
        for answer in filter(None, map(self.answers.get, SIDES)):
            if answer.desk == desk and (person := self._holder(answer)):
                return person
        named = {term.person for term in self.terms if term.desk_id == desk.pk}
        person = named.pop() if len(named) == 1 else None
        can_hold = person and held_in_place_of(person, desk=desk, review=self.review, away=self.away)
        return person if can_hold else None

    def _holder(self, answer):
        """Nobody is asked about where only the desk is named."""
        return answer.holder_on(self.review, self.away) if answer.person or answer.backup else None


def _tell_joint_functions(review, body, *, but_not=(), by):
    """Both functions at first visibility, the same minute; not those who are asked for something in it anyway."""
    members = {
        member
        for function in TWO_SIDES
        for desk in Team.objects.in_use().of_side(function)
        for member in desk.members()
    }
    tell(
        members - {by, *but_not},
        review,
        key=f"review-{review.pk}-{review.stage}",
        kind=NoticeKind.NEWS,
        body=body,
    )
