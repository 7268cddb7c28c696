"""Who may (`may_...`), and what is still missing (`blockers_to_...`), as sentences fit for the page.

Doors show these, actions enforce them. Nobody works on their own request: wherever a desk decides, the requester
of the review is left out, whatever desks they sit on. What is `delegable` holds, while somebody is away, for whoever
stands in for them too (reviews/standing.py); what both of them did counts as done by one (reviews/separation.py).
"""

from people.models import Function
from people.policies import may_configure
from reviews import pauses
from reviews.models import JOINT_FUNCTIONS, Disagreement, Holder, How, Outcome, Purpose, Review, Severity, Slot, Stage
from reviews.presence import held_in_place_of
from reviews.slots import blockers_from_split
from reviews.stages import CLOSED, may_follow
from reviews.standing import both, delegable, holds_for


def listed(names, limit=5):
    """'A, B and C', cut with a count when there are many."""
    names = [str(name) for name in names]
    if len(names) > limit:
        names = [*names[:limit], f"{len(names) - limit} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def counted(number, noun):
    """'1 term', '3 terms'."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


CONTACT_PURPOSES = (Purpose.JOINT_POSITION, Purpose.SIGNATURE)
"""The waits of whoever talks to the vendor."""

UNDER_APPROVAL = (Stage.FINAL_APPROVAL, Stage.SIGNATURE)
"""The stages in which a change of what an approval covers resets it."""


# --- who may ----------------------------------------------------------------------------------------


def may_work_for(user, desk, review):
    """Whether the person may act for a desk on this review."""
    return user.is_on(desk) and user.pk != review.requester_id


def may_work_on(user, review):
    """Whether the person may use the reviewers' side of a review that they can see."""
    return user.is_reviewer and user.pk != review.requester_id


@delegable
def may_claim(user, wait):
    """Members of the desk; only its leads where the wait asks for a lead."""
    if wait.desk is None or not may_work_for(user, wait.desk, wait.review):
        return False
    return user.leads(wait.desk) if wait.leads_only else True


def may_release(user, wait):
    """Whoever took it, or a lead of the desk."""
    return wait.claimed_at is not None and may_hand_over(user, wait)


@delegable
def may_hand_over(user, wait):
    """Whoever holds it, or a lead of the desk; nobody chooses who looks at their own request."""
    if wait.desk is None or user.pk == wait.review.requester_id:
        return False
    return wait.person_id == user.pk or user.leads(wait.desk)


@delegable
def may_close(user, wait):
    """Whoever holds the wait; for one that lies unclaimed with a desk, whoever may take it; a lead always."""
    if wait.holder == Holder.REQUESTER or wait.holder == Holder.PERSON:
        if wait.person_id == user.pk and _may_keep(user, wait):
            return True
        return wait.desk is not None and user.leads(wait.desk) and user.pk != wait.review.requester_id
    return may_claim.in_person(user, wait)


def _may_keep(user, wait):
    """What somebody holds for a colleague who is back is theirs only if they could have taken it themselves."""
    return wait.on_behalf_of_id is None or bool(holds_for(user, wait)) or may_claim.in_person(user, wait)


@delegable
def may_decide(user, term, desk):
    """Members of an owning desk; only its leads once that desk has escalated the term, or approval was asked for.

    Reads prefetched decisions.
    """
    if desk not in term.desks or not may_work_for(user, desk, term.review):
        return False
    if term.review.stage in UNDER_APPROVAL:
        return user.leads(desk)
    if term.outcome != Outcome.ESCALATED or user.leads(desk):
        return True
    return all(each.desk_id != desk.pk or each.outcome != Outcome.ESCALATED for each in term.decisions.all())


def may_edit_term(user, term):
    """Members of an owning desk write our position and the vendor's wording."""
    return any(may_work_for(user, desk, term.review) for desk in term.desks)


def may_comment(user, review):
    """Reviewers and the requester."""
    return may_work_on(user, review) or user.pk == review.requester_id


def may_raise_issue(user, review):
    return may_work_on(user, review)


def may_resolve_issue(user, issue):
    """The owner, a colleague from one of the owner's desks, or a lead of procurement or legal."""
    if not may_work_on(user, issue.review):
        return False
    if issue.owner_id == user.pk or any(user.leads_function(function) for function in JOINT_FUNCTIONS):
        return True
    return any(user.is_on(desk) for desk in issue.owner.teams)


@delegable
def may_talk_to_vendor(user, review):
    """The person (or the members of the desk) that the split names; a lead of that desk stands in, and so does
    a colleague to whom it was handed over."""
    contact = review.responsible(Slot.VENDOR_CONTACT)
    if contact is None or user.pk == review.requester_id or not user.is_on(contact.desk):
        return False
    if contact.holder_on(review) in {None, user} or user.leads(contact.desk):
        return True
    return review.waits.open().filter(purpose__in=CONTACT_PURPOSES, person=user, on_behalf_of=None).exists()


def may_add_document(user, review):
    """Whoever may comment; once approval is asked for, the reviewers alone: a paper asks the approvers again."""
    return may_work_on(user, review) if review.stage in UNDER_APPROVAL else may_comment(user, review)


def who_may_add_documents(review):
    """The same as a sentence."""
    if review.stage in UNDER_APPROVAL:
        return "Approval was asked for the documents as they are: from now on only reviewers can add one."
    return "Only the requester and the reviewers can add documents here."


def is_asked_in_person(person, desk, review):
    """Whether a rule's named person decides alone, or whoever stands in for them: not when it is their own request,
    nor when neither is there."""
    return person is not None and held_in_place_of(person, desk=desk, review=review) is not None


@delegable
def may_approve(user, approval):
    """The person whom the rule names, else the leads of its desk; never the requester."""
    if user.pk == approval.requester_id:
        return False
    if is_asked_in_person(approval.person, approval.desk, approval.review):
        return user.pk == approval.person_id
    return user.leads(approval.desk)


def may_pass_over(user, approval):
    """Skip or override: people whom an admin gave the right, for steps that are not asked of themselves."""
    if user.pk == approval.requester_id or may_approve(user, approval):
        return False
    return user.is_active and user.may_override


def may_change_figures(user, review):
    """Procurement keeps value and date right; the requester's own answers stay as given."""
    return may_work_on(user, review) and user.serves(Function.PROCUREMENT)


def may_draft_decision_note(user, review):
    """Procurement and legal, and any lead whose final approval is pending."""
    if user.pk == review.requester_id:
        return False
    if any(user.serves(function) for function in JOINT_FUNCTIONS):
        return True
    return any(may_approve(user, approval) for approval in review.approvals.pending())


def may_co_sign(user, note):
    """The other function, and another person, who stands in for another one too."""
    whom = may_claim.as_whom(user, note.wait)
    return whom is not None and note.drafted_by_id not in both(whom, user)


def may_withdraw(user, review):
    return user.pk == review.requester_id


def may_nudge(user, wait):
    """Whoever sees the review may ask its holder how it goes, but nobody asks themselves."""
    if wait.person_id == user.pk or (wait.is_among_reviewers and wait.review.requester_id == user.pk):
        return False
    return Review.objects.visible_to(user).filter(pk=wait.review_id).exists()


@delegable
def may_answer_split(user, review):
    """Leads of procurement or legal fill the slots that no rule answered."""
    return user.pk != review.requester_id and any(user.leads_function(function) for function in JOINT_FUNCTIONS)


def may_reroute(user, review):
    """Leads of procurement or legal run the rules again on a review, or name somebody else."""
    return may_answer_split.in_person(user, review)


def may_look_for_lost_reviews(user):
    """Leads, and admins, who see no more than references and titles there."""
    return user.is_active and (user.is_admin or bool(user.teams_led))


# --- rules and playbook -----------------------------------------------------------------------------


def may_change_split(user):
    """Admins change the rules; whose work it is stays for leads to say."""
    return may_configure(user)


def may_read_split(user):
    """Admins, and the leads of the two functions that the rules divide work between."""
    return user.is_active and (may_configure(user) or any(map(user.leads_function, JOINT_FUNCTIONS)))


def may_read_playbook(user):
    """Everybody on a desk, and admins; never a requester, who could quote it to the vendor."""
    return user.is_active and (user.is_reviewer or may_configure(user))


def may_edit_playbook(user, term_type):
    """Leads of the desks that own the term."""
    return user.is_active and any(user.leads(desk) for desk in term_type.desks)


# --- what is wrong with what was given --------------------------------------------------------------


def faults_of_length(model, **texts):
    """A sentence for each text that is longer than its column of `model`."""
    limits = {name: model._meta.get_field(name).max_length for name in texts}
    return [
        f"Please shorten this to {limits[name]:,} characters; it has {len(text):,}."
        for name, text in texts.items()
        if len(text) > limits[name]
    ]


def faults_of_term(review, term):
    """What is said about a term stays within its review."""
    return [] if term is None or term.review_id == review.pk else ["This term belongs to another review."]


# --- what is missing --------------------------------------------------------------------------------


def blockers_to_move(review, stage):
    if may_follow(Stage(review.stage), stage):
        return []
    return [f"A review cannot go from “{review.get_stage_display()}” to “{Stage(stage).label}”."]


def blockers_to_work(review, *stages):
    """Why work that belongs to `stages` cannot be done now (any live stage when none is named)."""
    if review.stage in CLOSED:
        return [f"This review is closed ({review.get_stage_display().lower()})."]
    if stages and review.stage not in stages:
        allowed = listed([f"“{Stage(stage).label}”" for stage in stages])
        return [f"This can be done in {allowed}; the review is in “{review.get_stage_display()}”."]
    return []


def blockers_to_change_figures(review):
    if review.stage == Stage.HEADS_UP:
        return ["This is a heads-up: its value and date come with the full request."]
    return blockers_to_work(review)


def blockers_to_reroute(review):
    if review.stage == Stage.HEADS_UP:
        return ["This is a heads-up: the rules look at the full request, when it comes."]
    return blockers_to_work(review)


def blockers_to_claim(wait):
    if not wait.is_open:
        return ["This has been done already."]
    if wait.claimed_at:
        return [f"{wait.person} took this first."]
    if wait.holder != Holder.DESK:
        return [f"This is with {wait.who}."]
    return []


def blockers_to_close(wait):
    if not wait.is_open:
        return ["This has been done already."]
    if wait.paused_at:
        return [f"This is paused until {pauses.in_words(wait)}."]
    return []


def blockers_to_nudge(wait, nudged_today):
    if not wait.is_open:
        return ["This has been done already: there is nobody to nudge."]
    if wait.paused_at:
        return [f"This is paused until {pauses.in_words(wait)}: there is nobody to nudge."]
    return ["You have nudged about this today already. Tomorrow you can again."] if nudged_today else []


def blockers_to_ask(wait):
    if not wait.is_open:
        return ["This has been done already, so there is nothing to ask for."]
    if wait.purpose not in {Purpose.DESK_REVIEW, Purpose.APPROVAL, Purpose.ESCALATION}:
        return ["Questions belong to a desk's review, an escalated term or an approval."]
    return []


def blockers_to_decide(term, desk):
    if term.review.stage in UNDER_APPROVAL:
        return []
    if blockers := blockers_to_work(term.review, Stage.IN_REVIEW):
        return blockers
    if not term.review.waits.open().filter(purpose=Purpose.DESK_REVIEW, desk=desk).exists():
        return [f"{desk} is done with its side. Nothing is left to decide here."]
    return []


def blockers_to_done(review, desk):
    """What keeps a desk from pressing “Our side is done”."""
    if blockers := blockers_to_work(review, Stage.IN_REVIEW):
        return blockers
    wait = review.waits.open().filter(purpose=Purpose.DESK_REVIEW, desk=desk).first()
    if wait is None:
        return [f"{desk} has already said that its side is done."]
    blockers = blockers_to_close(wait)
    undecided = list(review.terms.undecided_by(desk).select_related("term_type"))
    if undecided:
        are = "is" if len(undecided) == 1 else "are"
        blockers.append(f"{counted(len(undecided), 'term')} {are} not decided yet: {listed(undecided)}.")
    blockers += blockers_from_disagreements(review, desk)
    return blockers + blockers_from_issues(review, desk) + blockers_from_split(review)


def blockers_from_disagreements(review, desk=None):
    """Disagreements that block keep the owners of the term (without `desk`: the review) until both leads settle."""
    blocking = Disagreement.objects.open().blocking().filter(term__review=review)
    if desk:
        blocking = blocking.filter(term__in=review.terms.owned_by(desk))
    found = blocking.select_related("term__term_type", "desk")
    return [f"{each.desk} disagrees on “{each.term}”: the leads of both sides settle that first." for each in found]


def blockers_from_issues(review, desk):
    """Open issues that block the deal: they keep the desks of whoever raised them, and the last desk in any case.

    The other desks can be done meanwhile: their clock must not run while they cannot act.
    """
    blocking = list(review.issues.open().filter(severity=Severity.BLOCKER).select_related("owner"))
    others = review.waits.open().filter(purpose=Purpose.DESK_REVIEW).exclude(desk=desk)
    if others.exists():
        blocking = [issue for issue in blocking if issue.owner.is_on(desk)]
    if not blocking:
        return []
    are = "issue blocks" if len(blocking) == 1 else "issues block"
    return [f"{len(blocking)} {are} the deal: {listed([str(issue).rstrip('.') for issue in blocking])}."]


def blockers_to_alignment(review):
    """What keeps the review from leaving “In review”: desks that are not done yet, leads who have not settled."""
    waits = review.waits.open().filter(purpose=Purpose.DESK_REVIEW).select_related("desk")
    return [f"{wait.desk} is not done yet." for wait in waits] + blockers_from_disagreements(review)


def blockers_to_approve(approval, seen=None):
    """`seen` is {pk: fingerprint that the person's page showed}, or None where there was no page."""
    if approval.ended_at:
        return [f"This is settled: {approval.get_ended_display().lower()}. Look at the page again."]
    if approval.decided_at:
        return ["This approval has been given already."]
    if blockers := blockers_to_work(approval.review, Stage.FINAL_APPROVAL):
        return blockers
    if seen is not None and seen.get(approval.pk) != approval.fingerprint:
        told = [each.sentence for each in approval.difference] or ["It is again as it was when it was last approved."]
        return ["This has changed since you opened the page. Look at it again, then decide.", *told]
    return blockers_to_close(approval.wait)


def blockers_of_named_approval(wait):
    """An approval that a rule asks of one person stays with them while they can decide."""
    if wait.purpose != Purpose.APPROVAL or not is_asked_in_person(
        wait.approval.person, wait.approval.desk, wait.review
    ):
        return []
    return [f"The rule names {wait.approval.person}, who alone decides this."]


def blockers_to_pass_over(approval, user, seen=None):
    """A right is not a way round a no, nor a way to decide everything alone."""
    if blockers := blockers_to_approve(approval, seen):
        return blockers
    review = approval.review
    if review.decision_notes.filter(co_signed_at=None, objected_by=None).exists():
        return ["A decision note waits to be co-signed: the no is answered first."]
    if review.decision_notes.filter(drafted_by=user).exists():
        return ["You drafted a decision note on this review. Somebody else decides whether a step is passed over."]
    approved = review.approvals.current().filter(how=How.APPROVED)
    if approved.filter(decided_by=user).exists():
        return ["You have approved a step of this review. A second person passes over another."]
    if approved.filter(on_behalf_of=user).exists():
        return ["A step of this review was approved in your name. A second person passes over another."]
    return []


def blockers_to_decision_note(review):
    if blockers := blockers_to_work(review):
        return blockers
    if review.decision_notes.filter(co_signed_at=None, objected_by=None).exists():
        return ["A decision note is already waiting for the other function's signature."]
    return []


def blockers_to_sign(review):
    """Nothing is signed while one function says no and the other has not answered."""
    if blockers := blockers_to_work(review, Stage.SIGNATURE) or blockers_from_split(review):
        return blockers
    if review.decision_notes.filter(co_signed_at=None, objected_by=None).exists():
        return ["A decision note waits to be co-signed. It is answered first, then the contract can be signed."]
    return []


def blockers_to_co_sign(note):
    if note.co_signed_at or note.objected_by_id:
        return ["This decision note has been answered already."]
    return blockers_to_work(note.review)
