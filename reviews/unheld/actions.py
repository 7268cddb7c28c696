"""Ways out of what nobody can do: naming an approver, giving a wait to another desk, letting somebody in behind a wall.

Each with a reason, in the log.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common.log import record
from notices.actions import withdraw
from notices.models import NoticeKind
from people.models import Team, User
from reviews.models import Approval, NamedPerson, NamedSpeaker, Purpose, Review, Term, Wait
from reviews.pure.verbs import Verb
from reviews.spine import policies as spine_policies
from reviews.spine.stage import locked
from reviews.spine.telling import tell
from reviews.unheld import policies
from reviews.unheld.finding import is_held_by_nobody
from reviews.unheld.telling import colleagues_inside, tell_outside
from reviews.unheld.walls import cut_off
from reviews.waits import hand_overs, holdings, reminders
from reviews.waits.lines import about
from reviews.waits.opening_and_closing import audience_of

BY_RULE = "The rule names them as backup."


@transaction.atomic
def name_approver(approval: Approval, *, person: User, reason: str, by: User) -> Approval:
    """Let somebody approve what nobody who is asked could; separation of duties holds for them as well."""
    approval, reason = locked(approval), reason.strip()
    if not policies.may_name_approver(by, approval):
        raise PermissionDenied(policies.WHO_NAMES_APPROVERS)
    if blockers := policies.blockers_to_name_approver(approval):
        raise ValidationError(blockers)
    if not reason:
        raise ValidationError(["Say in a few words why they approve: everybody who works on this reads it."])
    if faults := policies.faults_of_approver(approval, person, by=by) or spine_policies.faults_of_length(
        Approval, named_because=reason
    ):
        raise ValidationError(faults)
    return name_in_place(approval, person, reason, by=by)


def name_in_place(approval, person, reason, *, by):
    """Write it, give them the wait, tell them; for an approval that is locked, and whoever may (asked by the caller).
    `by` is None where a rule names them."""
    approval.named, approval.named_by, approval.named_because = person, by, reason
    approval.save(update_fields=["named", "named_by", "named_because"])
    wait = locked(approval.wait)
    record(
        Verb.APPROVER_NAMED,
        approval.review,
        by=by,
        people={"to": person},
        desks={"of": approval.desk},
        texts={"reason": reason} if by else {},
        approval=approval.pk,
    )
    _give(wait, person, by=by)
    tell(
        [person],
        approval.review,
        key=f"approval-{approval.pk}-named-{person.pk}",
        kind=NoticeKind.ASSIGNMENT,
        body=f"You are asked to approve or decline for {approval.desk}: nobody of the desk can. {reason}",
    )
    return approval


def _give(wait, person, *, by):
    """Let them hold it, and write that down."""
    holdings.pass_on(wait, person)
    withdraw(reminders.topic_of(wait))
    what = about(wait, holder=wait.holder, desk=wait.desk.slug)
    record(Verb.HANDED_OVER, wait.review, by=by, audience=audience_of(wait), **what)


@transaction.atomic
def name_settler(wait: Wait, *, person: User, reason: str, by: User) -> Wait:
    """Let somebody decide an escalated term in place of its leads, or speak for a side of a disagreement, where nobody
    who is asked could settle it. Returns the wait, which they hold now."""
    wait, reason = locked(wait), reason.strip()
    if not policies.may_name_settler(by, wait):
        raise PermissionDenied(policies.WHO_NAMES_SETTLERS)
    if blockers := policies.blockers_to_name_settler(wait):
        raise ValidationError(blockers)
    if not reason:
        raise ValidationError(["Say in a few words why they settle it: everybody who works on this reads it."])
    if faults := policies.faults_of_settler(wait, person, by=by) or spine_policies.faults_of_length(
        Term, decider_because=reason
    ):
        raise ValidationError(faults)

    write = _write_decider if wait.purpose == Purpose.ESCALATION else _write_speaker
    write(wait, person, reason, by=by)
    what = {"term": wait.term_id, "name": str(wait.term), "purpose": wait.purpose}
    texts = {"reason": reason}
    record(Verb.SETTLER_NAMED, wait.review, by=by, people={"to": person}, desks={"of": wait.desk}, texts=texts, **what)
    _give(wait, person, by=by)
    tell(
        [person],
        wait.review,
        key=f"wait-{wait.pk}-named-{person.pk}-{timezone.now():%Y%m%d%H%M%S%f}",
        kind=NoticeKind.ASSIGNMENT,
        body=f"You are asked for {wait.desk}, where nobody can: {wait.needed} {reason}",
        about=wait.term,
    )
    return wait


def _write_decider(wait, person, reason, *, by):
    term = locked(wait.term)
    term.decider, term.decider_for, term.decider_named_by, term.decider_because = person, wait.desk, by, reason
    term.save(update_fields=["decider", "decider_for", "decider_named_by", "decider_because"])


def _write_speaker(wait, person, reason, *, by):
    disagreement = locked(wait.disagreements.get())
    NamedSpeaker.objects.update_or_create(
        disagreement=disagreement,
        for_owners=disagreement.is_of_owners(wait),
        person=person,
        defaults={"because": reason, "named_by": by, "named_at": timezone.now()},
    )


def name_backups() -> int:
    """Where nobody else can approve, whoever the rule names as backup does. Harmless when repeated. How many."""
    waits = Wait.objects.running().filter(purpose=Purpose.APPROVAL, approval__backup__isnull=False)
    waits = waits.filter(approval__named=None)
    return sum(name_backup(approval) for approval in Approval.objects.pending().filter(wait__in=waits))


@transaction.atomic
def name_backup(approval: Approval) -> bool:
    """Let the backup of the rule approve, if nobody else can and they can. Whether they do."""
    approval = locked(approval)
    backup = approval.backup
    if backup is None or approval.named_id or not approval.is_pending or not is_held_by_nobody(approval.wait):
        return False
    if policies.faults_of_approver(approval, backup):
        return False
    name_in_place(approval, backup, BY_RULE, by=None)
    return True


@transaction.atomic
def hand_on(wait: Wait, *, desk: Team, reason: str, by: User) -> Wait:
    """Give to another desk what nobody of its own could do. Returns the wait that the desk holds now."""
    wait = locked(wait)
    if not policies.may_hand_on(by, wait):
        raise PermissionDenied("A lead of procurement or legal gives this to another desk, never their own request.")
    if blockers := policies.blockers_to_hand_on(wait):
        raise ValidationError(blockers)
    return hand_overs.give_to_desk(wait, desk=desk, reason=reason, by=by)


@transaction.atomic
def let_in(review: Review, *, person: User, reason: str, by: User) -> NamedPerson:
    """Name somebody on a walled review with nobody inside who could go on. Returns the `NamedPerson`.

    Whoever was told that it is cut off hears who was let in, by whom; the reason stays inside.
    """
    review, reason = locked(review), reason.strip()
    row = cut_off(review)
    if row is None or not policies.may_let_in(by, row):
        raise PermissionDenied(policies.WHO_LETS_IN)
    if not reason:
        raise ValidationError(["Say in a few words why they are let in: everybody inside reads it."])
    if faults := policies.faults_of_letting_in(row, person, by=by) or spine_policies.faults_of_length(
        NamedPerson, because=reason
    ):
        raise ValidationError(faults)

    named, _ = NamedPerson.objects.update_or_create(
        review=review,
        person=person,
        defaults={"until": None, "because": reason, "added_by": by, "added_at": timezone.now()},
    )
    record(Verb.LET_IN, review, by=by, people={"named": person}, texts={"reason": reason})
    key = f"let-in-{named.pk}-{named.added_at:%Y%m%d%H%M%S%f}"
    inside = f"{by} let {person} in, because nobody who is named could go on. {reason}"
    tell([person], review, key=key, kind=NoticeKind.ASSIGNMENT, body=f"{inside} You can name more people.")
    tell(colleagues_inside(review) - {person, by}, review, key=key, kind=NoticeKind.NEWS, body=inside)
    tell_outside(row, key=key, what=f"{by} let {person} in: the work on it goes on.", but_not={person, by})
    return named
