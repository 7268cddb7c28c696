"""Running the rules again on one review, or naming somebody else: first what would change, then the change.

Nobody is put back to work on what is decided: a term with a decision stays with its desk.
"""

import hashlib
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common.log import record
from common.models import Audience
from reviews.acting.presence import holder_for
from reviews.models import Outcome, Owner, Purpose, Responsibility, Slot, SplitRule, Term, TermRule
from reviews.pure.stages import Stage
from reviews.pure.verbs import Verb
from reviews.rounds.alignment import align_when_all_are_done
from reviews.rounds.opening import named_person, second_desk, start_desks
from reviews.rules import policies as rule_policies
from reviews.spine.stage import locked
from reviews.spine.telling import tell_of_move
from reviews.waits import apart, clocks, holdings, ladders, lines
from reviews.waits.needed import needed_of
from reviews.waits.opening_and_closing import audience_of, close_wait, finish_stage, open_wait
from reviews.waits.policies import FOLLOW_THE_SPLIT

USUAL = "Usual owner of such terms"


@dataclass(frozen=True)
class Change:
    """One slot or one term that gets another owner; `before` is None where nobody had been named."""

    subject: object  # a Slot or a Term
    before: Owner | None
    after: Owner
    reason: str = ""

    @property
    def name(self):
        return self.subject.label if isinstance(self.subject, Slot) else str(self.subject)


@dataclass(frozen=True)
class Plan:
    """What re-routing would do. `facts` are what it looked at, `new_facts` those of them that differ from before."""

    facts: dict
    new_facts: dict
    slots: list[Change] = field(default_factory=list)
    terms: list[Change] = field(default_factory=list)
    settled: int = 0

    @property
    def is_empty(self):
        return not (self.slots or self.terms)

    @property
    def fingerprint(self):
        """Says whether what is applied is what was looked at."""
        lines = [
            (str(change.name), change.before and change.before.key, change.after.key)
            for change in self.slots + self.terms
        ]
        return hashlib.sha256(repr(lines).encode()).hexdigest()[:16]


def plan_by_rules(review):
    """What today's rules would change. Reads the vendor's risk afresh; the answers stay as they were given."""
    facts = _facts_today(review)
    slots = [
        Change(Slot(slot), _answered(review.responsible(slot)), owner)
        for slot, owner in SplitRule.objects.answers(facts).items()
        if owner
    ]
    terms, settled = _terms_by_rules(review, facts)
    return Plan(
        facts=facts,
        new_facts={key: value for key, value in facts.items() if review.facts.get(key) != value},
        slots=[change for change in slots if change.before is None or change.before.key != change.after.key],
        terms=terms,
        settled=settled,
    )


def _facts_today(review):
    """A contract of this vendor may have been signed, or its risk assessed, since the request came in."""
    known = {name: review.facts[name] for name in review.facts if name not in {"vendor_risk", "vendor_is_new"}}
    fresh = review.brief_facts({})
    return {**known, "vendor_risk": fresh["vendor_risk"], "vendor_is_new": fresh["vendor_is_new"]}


def _terms_by_rules(review, facts):
    """The changes of open terms, and how many decided ones would go elsewhere if they were open."""
    terms = list(
        review.terms.select_related(
            "term_type__desk", "term_type__second_desk", "desk", "second_desk", "person", "backup"
        ).prefetch_related("decisions")
    )
    owners = TermRule.objects.owners([term.term_type for term in terms], facts)
    changes, settled = [], 0
    for term in terms:
        after = owners.get(term.term_type_id) or Owner(term.term_type.desk, why=USUAL)
        before = Owner(term.desk, term.person, term.backup, term.why or USUAL)
        if before.key == after.key:
            continue
        if term.outcome != Outcome.OPEN or term.decisions.all():
            settled += 1
        else:
            changes.append(Change(term, before, after))
    return changes, settled


def _answered(responsibility):
    if responsibility is None:
        return None
    return Owner(responsibility.desk, responsibility.person, responsibility.backup, responsibility.why)


@transaction.atomic
def rerun_routing(review, *, seen, by):
    """Let today's rules route this review. `seen` is the fingerprint of the plan that the person looked at."""
    review = _locked_for(review, by)
    plan = plan_by_rules(review)
    if plan.fingerprint != seen:
        raise ValidationError(["The rules or the review have changed since you looked. Look at the difference again."])
    if plan.is_empty:
        raise ValidationError(["The rules say what is in place already: nothing would change."])
    return _apply(review, plan, by=by)


@transaction.atomic
def name_somebody(review, slot, *, desk, person, backup=None, reason, by):
    """Answer one of the three questions anew by hand, with a reason."""
    review = _locked_for(review, by)
    if review.responsible(slot) is None:
        raise ValidationError([f"“{Slot(slot).label}” has not been answered yet: that is done on the review itself."])
    if not reason.strip():
        raise ValidationError(["Say in a few words why somebody else does it."])
    if faults := desk.why_it_owns_no_terms:
        raise ValidationError(faults)
    for chosen in filter(None, (person, backup)):
        if not (chosen.is_active and chosen.is_on(desk)) or chosen.pk == review.requester_id:
            raise ValidationError([f"{chosen} cannot do this: it is for members of {desk}, never for the requester."])
        if review.is_walled_from(chosen):
            raise ValidationError([f"{chosen} is not among those for whom this review exists: name them first."])
    if backup and person in {None, backup}:
        raise ValidationError(["A backup stands in for a person, and is somebody else."])
    after = Owner(desk, person, backup, f"Chosen by {by}: {reason.strip()}"[:200])
    change = Change(Slot(slot), _answered(review.responsible(slot)), after, reason.strip())
    if change.before.key == after.key:
        raise ValidationError(["That is how it is already."])
    return _apply(review, Plan(facts=review.facts, new_facts={}, slots=[change]), by=by)


def put_in_place(review, person, *, to, why, by):
    """Name somebody where the split and the terms name a person who leaves, for whoever may (asked by the caller).

    Returns (how many places, a sentence for each that `to` cannot take).
    """
    review = locked(review)
    slots = [row for row in review.responsibilities.select_related("desk", "person", "backup") if row.person == person]
    terms = review.terms.filter(person=person).select_related("term_type__second_desk", "desk", "person", "backup")
    places = [(Slot(row.slot), row) for row in slots] + [(term, term) for term in terms]
    if not places:
        return 0, []
    if blockers := rule_policies.blockers_to_reroute(review):
        return 0, blockers
    changes, left = [], []
    for subject, row in places:
        if to is None or not to.is_on(row.desk) or to.pk == review.requester_id or review.is_walled_from(to):
            name = f"“{subject.label}”" if isinstance(subject, Slot) else "a term"
            left.append(f"{name} stays with {row.desk}: {_why_not(to, row.desk)}.")
            continue
        backup = row.backup if row.backup != to else None
        before, after = Owner(row.desk, row.person, row.backup, row.why), Owner(row.desk, to, backup, why[:200])
        changes.append(Change(subject, before, after, why))
    plan = Plan(facts=review.facts, new_facts={}, slots=[one for one in changes if isinstance(one.subject, Slot)])
    plan.terms.extend(one for one in changes if not isinstance(one.subject, Slot))
    if changes:
        _apply(review, plan, by=by)
    return len(changes), left


def _why_not(to, desk):
    return f"{to} cannot take it, who sits elsewhere or asked for this" if to else "nobody takes it over"


def _locked_for(review, by):
    review = locked(review)
    if not rule_policies.may_reroute(by, review):
        raise PermissionDenied("Only leads of procurement or legal can route a review anew, never their own request.")
    if blockers := rule_policies.blockers_to_reroute(review):
        raise ValidationError(blockers)
    return review


def _apply(review, plan, *, by):
    """Write the new owners, then let the open waits follow them. Returns the review."""
    if plan.new_facts:
        review.facts = plan.facts
        review.save(update_fields=["facts"])
    for change in plan.slots:
        _answer(review, change, by=by)
    for change in plan.terms:
        _give(change, by=by)
    review = locked(review)  # its answers are read afresh
    if review.stage == Stage.TRIAGE and review.responsibilities.count() == len(Slot):
        finish_stage(review, by=by, answer="The split is complete")
        start_desks(review, by=by)
    elif review.stage == Stage.IN_REVIEW:
        desk_waits_follow(review, by=by)
    _contact_waits_follow(review, plan, by=by)
    apart.keep_up(review)
    return review


def _answer(review, change, *, by):
    after = change.after
    review.responsibilities.filter(slot=change.subject).supersede(because=after.why, by=by)
    Responsibility.objects.create(
        review=review,
        slot=change.subject,
        desk=after.desk,
        person=after.person,
        backup=after.backup,
        why=after.why,
    )
    record(
        Verb.REROUTED,
        review,
        by=by,
        audience=Audience.BUSINESS,
        slot=change.subject.value,
        **_for_log(change),
    )


def _for_log(change):
    """Who had it, who has it, and why: a rule by its name, or what somebody typed."""
    before, after = change.before, change.after
    why = {"texts": {"reason": change.reason}} if change.reason else {"why": after.why}
    return why | {
        "people": {"to": after.person, "before": before and before.person},
        "desks": {"to": after.desk, "before": before and before.desk},
    }


def _give(change, *, by):
    term, after = change.subject, change.after
    term.desk, term.person, term.backup = after.desk, after.person, after.backup
    term.second_desk = second_desk(term.term_type, after.desk)
    term.why = "" if after.why == USUAL else after.why
    term.save(update_fields=["desk", "second_desk", "person", "backup", "why"])
    record(
        Verb.TERM_REROUTED,
        term.review,
        by=by,
        term=term.pk,
        name=str(term),
        **_for_log(change),
    )


def desk_waits_follow(review, *, by):
    """One open wait for each desk that has something to do, held by whom the split names now.

    A desk with nothing left to do passes its wait to one that had none, or its wait is closed. A desk that handed its
    review over is not asked again for what it decided before: it has no wait, and no side of the split.
    """
    open_waits = {wait.desk: wait for wait in _waits(review, [Purpose.DESK_REVIEW])}
    finished = _finished_desks(review)
    numbers = _work(review)
    asked = {*open_waits, *_sides(review)}
    wanted = [desk for desk, undecided in numbers.items() if undecided or desk in asked - finished]
    idle = [wait for desk, wait in open_waits.items() if desk not in numbers]
    for desk in wanted:
        if desk in open_waits:
            _pass_on(open_waits[desk], desk, named_person(review, desk), needed_of(review, desk), by=by)
        elif idle:
            _pass_on(idle.pop(0), desk, named_person(review, desk), needed_of(review, desk), by=by)
        else:
            needed = needed_of(review, desk)
            open_wait(review, Purpose.DESK_REVIEW, needed=needed, by=by, desk=desk, person=named_person(review, desk))
    for wait in idle:
        tell_of_move(wait, {wait.person} - {None, by}, f"This is with others now: {wait.needed}")
        close_wait(wait, by=by, answer="The split gave this to others")
    align_when_all_are_done(review, by=by)


def _sides(review):
    """The desks of the two sides of the split, which look at the review even without a term."""
    return [review.responsible(slot).desk for slot in (Slot.COMMERCIAL_TERMS, Slot.LEGAL_REVIEW)]


def _work(review):
    """{desk: how many terms it has to decide yet} of every desk with a part in the review now."""
    numbers = dict.fromkeys(_sides(review), 0)
    for term in Term.objects.filter(review=review).select_related("desk", "second_desk").prefetch_related("decisions"):
        decided = {decision.desk_id for decision in term.decisions.all()}
        for desk in term.desks:
            numbers[desk] = numbers.get(desk, 0) + (desk.pk not in decided)
    return numbers


def _finished_desks(review):
    """The desks that have said in this round that their side is done."""
    done = review.waits.parts_done().filter(opened_at__gte=review.stage_since).select_related("desk")
    return {wait.desk for wait in done}


def _contact_waits_follow(review, plan, *, by):
    """What whoever talks to the vendor holds goes to the new one."""
    if any(change.subject == Slot.VENDOR_CONTACT for change in plan.slots):
        contact = review.responsible(Slot.VENDOR_CONTACT)
        for wait in _waits(review, FOLLOW_THE_SPLIT):
            _pass_on(wait, contact.desk, contact.holder_on(review), None, by=by)


def _waits(review, purposes):
    waits = review.waits.open().filter(purpose__in=purposes).order_by("pk")
    return [locked(wait) for wait in waits.select_related("review")]


def _pass_on(wait, desk, person, needed, *, by):
    """Let a wait be held by a desk, or a person of it. Whoever took it on their desk's behalf keeps it."""
    needed = wait.needed if needed is None else needed
    if wait.desk == desk and (person is None or person in {wait.person, wait.on_behalf_of} or _was_taken(wait)):
        if needed != wait.needed:
            wait.needed = needed
            wait.save(update_fields=["needed"])
        return
    former = set(wait.desk.members()) if wait.person is None else {wait.person}
    wait.needed, wait.desk = needed, desk
    person, on_behalf_of = holder_for(person, desk=desk, review=wait.review)
    # the new holder gets the time that the desk is given
    wait.due_at = max(wait.due_at, clocks.due_from(timezone.now(), wait))
    wait.warn_at = clocks.warn_at(wait)
    wait.remind_at = ladders.next_reminder_at(wait)
    also = ["needed", "desk", "due_at", "warn_at", "remind_at"]
    holdings.pass_on(wait, person, on_behalf_of=on_behalf_of, also=also)
    record(
        Verb.HANDED_OVER,
        wait.review,
        by=by,
        audience=audience_of(wait),
        **lines.about(wait, because="split", holder=wait.holder, desk=desk.slug),
    )
    new = {person} if person else set(desk.members()) - {wait.review.requester}
    tell_of_move(wait, new - {by}, f"The split gives this to {wait.who} now: {wait.needed}")
    tell_of_move(wait, former - new - {by}, f"This is with {wait.who} now: {wait.needed}")


def _was_taken(wait):
    """Whether a member, rather than the split, decided who holds it: somebody present who is still on its desk."""
    if wait.person is None or not (wait.person.is_active and wait.person.is_on(wait.desk)):
        return False
    return wait.claimed_at != wait.opened_at
