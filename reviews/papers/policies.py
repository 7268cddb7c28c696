"""Who may say what a passage of a document is about, and what keeps them from it. Part of reviews.spine.policies."""

from django.db.models import Exists, OuterRef

import reading as reader
from common.words import listed
from contracts.models import DocumentVersion, Reading
from contracts.quotas import blockers_to_another
from people.models import TWO_SIDES
from reviews.models import Passage, Proposal, ProposalState
from reviews.pure.stages import Stage
from reviews.spine import policies as spine_policies


def may_settle(user, proposal):
    """Members of a desk that would own it; what is to be sorted, procurement and legal."""
    if not proposal.desks:
        return may_mark_clause(user, proposal.review)
    return any(spine_policies.may_work_for(user, desk, proposal.review) for desk in proposal.desks)


def who_settles(proposal, user):
    """Why `may_settle` says no, as a sentence."""
    if user.pk == proposal.review.requester_id:
        return "This is your own request: somebody else must look at its terms."
    return f"This passage is for {listed(proposal.desks or ['Procurement', 'legal'])} to look at."


def may_mark_clause(user, review):
    """Both functions."""
    return spine_policies.may_work_on(user, review) and any(map(user.serves, TWO_SIDES))


def blockers_to_settle_proposals(review):
    """What a passage is about is said while terms can be changed."""
    if review.stage == Stage.HEADS_UP:
        return ["This is a heads-up: terms are looked at when the full request comes."]
    if review.stage in spine_policies.UNDER_APPROVAL:
        return ["Approval was asked for the terms as they are, so passages are not sorted now."]
    return spine_policies.blockers_to_work(review)


def blockers_to_confirm_listed(review, desk):
    """A desk that wants a tick for each passage confirms none from a list."""
    if desk.ticks_passages:
        return [f"{desk} confirms each passage by itself."]
    return blockers_to_settle_proposals(review)


NOT_INSTALLED = "Letters in pictures can be recognised where Duet is installed with that option; it is not here."


def may_read_again(user, review, reading):
    """Requester and reviewers; once passages are proposed to the desks, both functions, who see what goes with it."""
    return may_mark_clause(user, review) if reading.is_proposed else spine_policies.may_comment(user, review)


def who_may_read_again(reading):
    """The same as a sentence. It says nothing of passages: requesters read it too."""
    if reading.is_proposed:
        return "The desks have this document before them: only procurement or legal can have it read again."
    return "Only the requester and the reviewers can have documents read again."


def blockers_to_read_again(review, reading, *, recognise=False):
    """A document that was read is not read again, because places in it are part of terms. Its scanned pages can be
    added as long as nobody has said anything about a passage. Needs a reading out of `readings`."""
    if not reading.is_read:
        return ["This document is being read already."]
    if reading.has_text and not (recognise and reading.has_scans and not reading.recognise):
        return ["This document was read. To have another one read, attach it."]
    if reading.has_text and reading.is_worked_on:
        return ["Somebody has looked at its passages already. To have its scanned pages read too, attach it again."]
    if recognise and not reader.can_recognise():
        return [NOT_INSTALLED]
    return spine_policies.blockers_to_work(review)


def readings():
    """Readings that know `has_scans`, whether passages of them wait for a desk on any review (`is_proposed`), and
    whether somebody has said something about one (`is_worked_on`)."""
    proposals = Proposal.objects.filter(version=OuterRef("version"))
    decided = proposals.exclude(state=ProposalState.PROPOSED)
    passages = Passage.objects.filter(version=OuterRef("version"))
    return Reading.objects.with_scans().annotate(
        is_proposed=Exists(proposals.open()), is_worked_on=Exists(decided) | Exists(passages)
    )


def blockers_to_ask_owners_again(review, version, terms):
    """`terms` are those that were decided and whose words the version changed."""
    if review.stage != Stage.IN_REVIEW:
        return ["The owners of terms are asked again while the desks are at work, or with the vendor's reply."]
    if version.number != version.document.latest.number:
        return [f"Version {version.number} is not the newest. Compare with the newest one."]
    return [] if terms else ["No decided term rests on words that changed."]


def blockers_to_settle(proposal):
    if proposal.is_open:
        return blockers_to_settle_proposals(proposal.review)
    return [f"{proposal.decided_by} has looked at this passage already: {proposal.get_state_display().lower()}."]


def blockers_to_reopen_proposal(proposal):
    if proposal.is_open:
        return ["Nobody has said anything about this passage yet."]
    return blockers_to_settle_proposals(proposal.review)


def may_add_document(user, review):
    """Whoever may comment; once approval is asked for, the reviewers alone: a paper asks the approvers again."""
    return (
        spine_policies.may_work_on(user, review)
        if review.stage in spine_policies.UNDER_APPROVAL
        else spine_policies.may_comment(user, review)
    )


def who_may_add_documents(review):
    """The same as a sentence."""
    if review.stage in spine_policies.UNDER_APPROVAL:
        return "Approval was asked for the documents as they are: from now on only reviewers can add one."
    return "Only the requester and the reviewers can add documents here."


def blockers_to_another_file(review):
    """A review that cannot be worked on takes no file, nor does one that has as many as it may."""
    count = DocumentVersion.objects.filter(document__reviews=review).count()
    return spine_policies.blockers_to_work(review) or blockers_to_another(count, what="review")
